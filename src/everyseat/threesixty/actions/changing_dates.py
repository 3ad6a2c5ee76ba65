"""Changing the dates of a round that is under way, and telling everybody concerned."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.threesixty.actions import emails, mailings
from everyseat.threesixty.actions.dates import remind_anew
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.queries.passed import dates_of

NOTICE = 3
"""Whole days that raters have at least when the last day to answer comes earlier than promised."""

Dates = Mapping[str, date]


@dataclass(frozen=True)
class Concerned:
    """How many e-mails tell of new dates: to leaders, to whoever approves, and to raters."""

    leaders: int
    approvers: int
    raters: int

    @property
    def total(self) -> int:
        return self.leaders + self.approvers + self.raters


def change_dates(*, feedback_round: Round, dates: Dates) -> dict[str, tuple[date, date]]:
    """Move dates of a round that is under way. Return those that moved: from when to when."""
    otherwise = _("You can only change the dates while the round is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        new = moved(feedback_round, dates)
        must_be_possible(feedback_round, dates)
        assign(feedback_round, {name: to for name, (_from, to) in new.items()})
        feedback_round.dates_moved += 1
        remind_anew(feedback_round, new, timezone.localdate())
        if "collect_by" in new:
            feedback_round.reminded_at = timezone.now()
        days = before_and_now(new)
        due = [mailings.note(feedback_round, kind, dates=days) for kind in _kinds(new)]
    mailings.begin(due)
    return new


def _kinds(new: Collection[str]) -> Iterator[str]:
    """Yield the kinds of e-mails that tell of new dates."""
    if {"nominate_by", "collect_by"} & set(new):
        yield "dates_to_leaders"
    if "approve_by" in new:
        yield "dates_to_approvers"
    if "collect_by" in new:
        yield "dates_to_raters"


def moved(feedback_round: Round, dates: Dates) -> dict[str, tuple[date, date]]:
    """Return which of some dates are new: from when to when, in order."""
    old = dates_of(feedback_round)
    return {name: (day, dates[name]) for name, day in old.items() if dates.get(name, day) != day}


def with_last_day(feedback_round: Round, day: date) -> dict[str, date]:
    """Return the dates with a new last day to answer: none of the others stays behind it."""
    return {name: min(old, day) for name, old in dates_of(feedback_round).items()} | {
        "collect_by": day
    }


def must_be_possible(feedback_round: Round, dates: Dates) -> None:
    """Raise Invalid, about a field, unless a round that is under way can have these dates."""
    today, new = timezone.localdate(), moved(feedback_round, dates)
    if not new:
        raise NotNow(_("You have not changed a date."))
    for name, (_before, day) in new.items():
        if day < today:
            raise Invalid(name, _("Choose a date that has not passed."))
    after = [dates.get(name, day) for name, day in dates_of(feedback_round).items()]
    if after != sorted(after):
        text = _("Put the dates in this order: name raters, approve them, answer.")
        raise Invalid("collect_by", text)
    before, last = new.get("collect_by", (feedback_round.collect_by,) * 2)
    if last < before and last < today + timedelta(NOTICE):
        text = _("People were promised more time. Leave them at least %(n)s whole days from now.")
        raise Invalid("collect_by", text % {"n": NOTICE})


def concerned(feedback_round: Round, dates: Dates) -> Concerned:
    """Return how many people new dates concern.

    Raters are told whether or not they have answered: nobody looks at who has.
    """
    new = moved(feedback_round, dates)
    counts = {kind: _how_many(feedback_round, kind, new) for kind in _kinds(new)}
    return Concerned(
        leaders=counts.get("dates_to_leaders", 0),
        approvers=counts.get("dates_to_approvers", 0),
        raters=counts.get("dates_to_raters", 0),
    )


def _how_many(feedback_round: Round, kind: str, new: Collection[str]) -> int:
    """Return how many e-mails of a kind tell of new dates."""
    if kind in mailings.TO_RATERS:
        return emails.how_many(feedback_round)
    reviews = mailings.concerned(feedback_round, kind, new)
    if kind != "dates_to_approvers":
        return reviews.count()
    people = reviews.select_related("recipient__manager", "approver", "round")
    return sum(len(permissions.approvers(review)) for review in people)


def before_and_now(new: Mapping[str, tuple[date, date]]) -> dict[str, dict[str, date]]:
    """Return the dates that move as e-mails say them."""
    return {name: {"before": before, "now": now} for name, (before, now) in new.items()}
