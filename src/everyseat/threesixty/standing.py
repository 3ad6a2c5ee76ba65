"""Where one leader's 360 stands, for an organiser: what it waits for, for whom, and since when.

A round's list and the leader's own page say it in the same words. Raters are never named, as nobody
sees who has answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.organisations.models import Person, StandIn
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import organising, permissions, standing_in
from everyseat.threesixty.queries.board import is_late

BEFORE_REPORT = [Review.State.NOMINATE, Review.State.APPROVE, Review.State.COLLECT]


@dataclass(frozen=True)
class Waits:
    """What a leader's 360 waits for, and for whom; `since` when, where that is known.

    The `link` is of the page where the reader does it, where it waits for them.
    """

    text: str
    since: date | None = None
    is_late: bool = False
    link: str = ""


def state(review: Review) -> str:
    """Return the words for the state of a review: once its round has closed, nobody collects."""
    if review.state == Review.State.STOPPED and review.state_since:
        return _("Stopped, %(day)s") % {"day": _day(review.state_since)}
    if review.round.state != Round.State.CLOSING or review.state not in BEFORE_REPORT:
        return review.get_state_display()
    if review.state == Review.State.COLLECT:
        return _("Closed: the report comes next")
    return _("Closed: nobody was invited")


def waits(review: Review, *, self_given: bool, by: Person | None = None) -> list[Waits]:
    """Return what a 360 waits for, `by` whom it is read; nobody in particular for a file."""
    if review.state == Review.State.STOPPED:
        return []
    if review.round.state == Round.State.OPEN:
        return list(_while_open(review, self_given, by))
    return list(_afterwards(review, by))


def _while_open(review: Review, self_given: bool, by: Person | None) -> Iterator[Waits]:
    dates, since, late = review.round, review.state_since, is_late(review)
    if review.state == Review.State.NOMINATE:
        text = _("%(name)s: name raters by %(day)s")
        said = _said(text, _name(review.recipient, by), dates.nominate_by)
        yield Waits(said, since, late, _link("nominate", review, review.recipient, by))
    if review.state == Review.State.APPROVE:
        said = _said(
            _("%(name)s: approve the raters by %(day)s"), approver(review, by), dates.approve_by
        )
        yield Waits(said, since, late, _approve_link(review, by))
    if review.state == Review.State.COLLECT:
        text = _("Raters: answer until %(day)s")
        yield Waits(text % {"day": _day(dates.collect_by)}, since)
    if not self_given and not review.follow_up_of_id:
        text = _("%(name)s: self assessment by %(day)s")
        said = _said(text, _name(review.recipient, by), dates.collect_by)
        yield Waits(said, link=_link("assess_self", review, review.recipient, by))
    yield from _coach_is_missing(review, by)


def _coach_is_missing(review: Review, by: Person | None) -> Iterator[Waits]:
    """Yield that somebody has to choose a coach, where nobody can read the report first."""
    is_waiting = review.state in permissions.BEFORE_RELEASE
    if is_waiting and review.coach_reads_first and not permissions.coach(review):
        since = review.state_since if review.state == Review.State.READ else None
        link = ""
        if by and organising.runs(by, review.round):
            link = reverse("leader_coach", args=[review.round_id, review.pk])
        yield Waits(_("Nobody can read the report first. Choose a coach."), since, link=link)


def _afterwards(review: Review, by: Person | None) -> Iterator[Waits]:
    if review.round.state == Round.State.CLOSING:
        yield Waits(_("The round has closed. The report comes next."))
    reader = permissions.coach(review)
    if review.state == Review.State.READ and reader:
        text = _("%(name)s: read the report first, then release it")
        said = text % {"name": _name(reader, by)}
        yield Waits(said, review.state_since, link=_link("review", review, reader, by))
    else:
        yield from _coach_is_missing(review, by)


def _said(text: str, name: str, day: date) -> str:
    return text % {"name": name, "day": _day(day)}


def _day(day: date) -> str:
    """Return a day and its month, which no line break parts."""
    return date_format(day, "j\xa0M")


def _name(person: Person, by: Person | None) -> str:
    return _("You") if by and person.pk == by.pk else person.name


def _link(page: str, review: Review, person: Person, by: Person | None) -> str:
    return reverse(page, args=[review.pk]) if by and person.pk == by.pk else ""


def _approve_link(review: Review, by: Person | None) -> str:
    """Return the link to approve raters, for whoever does: without a query for a stand-in."""
    return reverse("approve", args=[review.pk]) if by and _approves(review, by) else ""


def _approves(review: Review, by: Person) -> bool:
    chosen = permissions.approver(review)
    if chosen:
        return chosen.pk == by.pk
    return by.pk != review.recipient_id and organising.runs(by, review.round)


def has_passed(day: date) -> bool:
    return day < timezone.localdate()


def stand_ins(review: Review) -> list[str]:
    """Return who acts now for somebody who is away."""
    found = None
    if review.round.state == Round.State.OPEN and review.state == Review.State.APPROVE:
        found = permissions.stand_in_of_approver(review)
    if review.state == Review.State.READ:
        found = standing_in.for_coach(review)
    return [stands_in(found)] if found else []


def stands_in(found: StandIn) -> str:
    """Return for whom somebody acts, and until when."""
    text = _("%(stand_in)s stands in for %(name)s until %(day)s.")
    names = {"stand_in": found.stand_in.name, "name": found.person.name}
    return text % {**names, "day": date_format(found.last_day)}


@dataclass(frozen=True)
class May:
    """What an organiser may change now about one leader's 360."""

    coach: bool
    approver: bool
    stop: bool


def may_change(review: Review) -> May:
    goes_on = review.state != Review.State.STOPPED
    is_open = goes_on and review.round.state == Round.State.OPEN
    return May(
        coach=goes_on and review.coach_reads_first,
        approver=is_open and review.state in (Review.State.NOMINATE, Review.State.APPROVE),
        stop=is_open and not review.follow_up_of_id,
    )


def approver(review: Review, by: Person | None = None) -> str:
    """Return the name of whoever approves the raters, or the words for any organiser."""
    person = permissions.approver(review)
    if person:
        return _name(person, by)
    if by and _approves(review, by):
        return _("You, or another organiser")
    return _("An organiser")


def coach(review: Review) -> str:
    """Return the name of a leader's coach, and if so that they can no longer read; "" if none.

    A follow-up has none: nobody reads its report first.
    """
    chosen = review.coach
    if not chosen or review.follow_up_of_id:
        return ""
    if not chosen.is_active:
        return _("%(name)s, who can no longer sign in") % {"name": chosen.name}
    if review.coach_reads_first and not permissions.coach(review):
        return _("%(name)s, who is no longer a coach") % {"name": chosen.name}
    return chosen.name
