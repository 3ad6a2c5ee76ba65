"""Reminding leaders, and whoever approves their raters, of what they still have to do."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox, reminding
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries.board import Where
from everyseat.threesixty.queries.leaders_to_remind import last, to_remind

DAYS_BETWEEN = 2
"""Days after a reminder in which a date of the round sends no other one of the same."""


def remind(
    *, feedback_round: Round, what: str, only: Review | None = None, again: bool = False
) -> int:
    """Remind everybody for whom it waits, of one leader or of all. Return how many e-mails.

    Within 48 hours of the last one it has to be asked for: `again`.
    """
    drafted = {review.pk: about(review, what) for review in to_remind(feedback_round, what, only)}
    otherwise = _("You can only send reminders while a round is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        reviews = [r for r in to_remind(feedback_round, what, only) if r.pk in drafted]
        if not reviews:
            raise NotNow(_("Nobody needs this reminder any more."))
        if reminding.was_lately(last(reviews, what)) and not again:
            raise NotNow(reminding.too_soon())
        written = [email for review in reviews for email in drafted[review.pk]]
        outbox.put_all(written)
        note(reviews, what, timezone.now())
    return len(written)


def about(review: Review, what: str) -> list[Email]:
    """Return reminders about a review, not yet queued, to whoever has to do something."""
    if what == Where.WITHOUT_SELF:
        return [emails.email_about(review, review.recipient, "rate_yourself", page="assess_self")]
    return emails.reminders_to_next(review)


def note(reviews: Collection[Review], what: str, when: datetime) -> None:
    """Note in the transaction of a reminder that it went out, of these reviews."""
    for review in reviews:
        review.reminded = {**review.reminded, what: when.isoformat()}
    Review.objects.bulk_update(reviews, ["reminded"], batch_size=500)


def were_not_lately(reviews: Collection[Review], what: str, today: date) -> list[Review]:
    """Return the reviews of which nobody was reminded a day or two before a day."""
    return [review for review in reviews if not _was_lately(last([review], what), today)]


def _was_lately(when: datetime | None, today: date) -> bool:
    return when is not None and (today - timezone.localtime(when).date()).days < DAYS_BETWEEN
