"""Reopening a round that has closed, as long as nothing has been done with its answers."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.threesixty.actions import changing_dates, dates, emails, mailings
from everyseat.threesixty.actions.changing_dates import Concerned
from everyseat.threesixty.models import Closing, Making, Review, Round

ALREADY_MADE = gettext_lazy(
    "This round cannot be reopened: its reports are being made. The answers have lost their cards "
    "by then, so nobody could change theirs."
)


def may_reopen_until(feedback_round: Round) -> datetime | None:
    """Return until when a closed round can be reopened; None if it can't be any more."""
    waiting = Closing.objects.filter(round=feedback_round)
    return waiting.values_list("may_reopen_until", flat=True).first()


def let_go(_today: date, clock: Callable[[], datetime] = timezone.now) -> None:
    """Let the reports be made of rounds whose time to be reopened is over.

    It is done with what hangs on the date: where the clock has jumped, nothing is let go.
    """
    Closing.objects.filter(may_reopen_until__lte=clock()).update(may_reopen_until=None)


def reopen(*, feedback_round: Round, collect_by: date) -> int:
    """Let people answer again until a new last day. Return how many people are told.

    Cards, kept links and waiting answers are as they were. The leaders are told, and everybody
    who was invited, whether or not they have answered.
    """
    must_be_possible(collect_by)
    people = told(feedback_round, collect_by)
    with changing(feedback_round, must_be=Round.State.CLOSING, otherwise=str(ALREADY_MADE)):
        _take_back(feedback_round)
        new = moved(feedback_round, collect_by)
        feedback_round.state = Round.State.OPEN
        assign(feedback_round, {name: to for name, (_from, to) in new.items()})
        feedback_round.dates_moved += 1
        feedback_round.reminded_at = timezone.now()
        dates.remind_anew(feedback_round, ["collect_by", *new], timezone.localdate())
        days = changing_dates.before_and_now(new)
        due = [
            mailings.note(feedback_round, "reopened", until=collect_by, dates=days),
            mailings.note(feedback_round, "reopened_to_raters", until=collect_by),
        ]
        if "approve_by" in new:
            due.append(mailings.note(feedback_round, "dates_to_approvers", dates=days))
    mailings.begin(due)
    return people.total


def must_be_possible(collect_by: date) -> None:
    """Raise Invalid unless people get a whole day at least."""
    if collect_by <= timezone.localdate():
        raise Invalid("collect_by", _("Choose a day after today."))


def moved(feedback_round: Round, collect_by: date) -> dict[str, tuple[date, date]]:
    """Return the dates that move with a new last day."""
    after = changing_dates.with_last_day(feedback_round, collect_by)
    return changing_dates.moved(feedback_round, after)


def told(feedback_round: Round, collect_by: date) -> Concerned:
    """Return how many are told of a new last day; who approves, only where their day moves."""
    after = {name: to for name, (_from, to) in moved(feedback_round, collect_by).items()}
    return Concerned(
        leaders=mailings.concerned(feedback_round, "reopened").count(),
        approvers=changing_dates.concerned(feedback_round, after).approvers,
        raters=emails.how_many(feedback_round),
    )


def make_reports_now(*, feedback_round: Round) -> None:
    """Have the reports of a closed round made at once: it can't be reopened any more."""
    with transaction.atomic():
        lock(feedback_round)
        waiting = Closing.objects.filter(round=feedback_round).exclude(may_reopen_until=None)
        if not waiting.update(may_reopen_until=None):
            raise NotNow(_("The reports of this round are being made already, or it is open."))


def _take_back(feedback_round: Round) -> None:
    """Delete the work that closing has queued. NotNow if any of it may have begun."""
    closing = Closing(round=feedback_round)
    lock(closing)
    if closing.may_reopen_until is None:
        raise NotNow(ALREADY_MADE)
    Making.objects.filter(review__in=Review.objects.filter(round=feedback_round)).delete()
    closing.delete()
