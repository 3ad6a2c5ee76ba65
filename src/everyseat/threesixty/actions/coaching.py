"""A coach's and a recipient's actions on a report: releasing it, and talking about it."""

from django.utils.translation import gettext as _

from everyseat.giving.states import changing
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Review


def release(*, review: Review, note: str, by: Person | None = None) -> None:
    """Release a report that the coach has read, with their note; or `by` who stands in for them."""
    otherwise = _("No coach has to read this report before it is released.")
    with changing(review, must_be=Review.State.READ, otherwise=otherwise):
        review.state = Review.State.RELEASED
        _write(review, note, by or review.coach)
        emails.write_about(review, review.recipient, "released")
        if by and review.coach and by != review.coach:
            emails.email_about(review, review.coach, "released_for", by=by).save(force_insert=True)


def save_note(*, review: Review, note: str, by: Person) -> None:
    """Keep a note that is not finished; its recipient reads it only once the report is released."""
    otherwise = _("The report has been released, so its note cannot be changed any more.")
    with changing(review, must_be=Review.State.READ, otherwise=otherwise):
        _write(review, note, by)


def _write(review: Review, note: str, by: Person | None) -> None:
    """Set a note, and by whom; one that is left as it was stays its writer's."""
    if note != review.coach_note:
        review.coach_note, review.note_by = note, by if note else None


def talked(*, review: Review) -> None:
    """Record that the recipient and the coach have talked about the report."""
    otherwise = _("The report has not been released yet.")
    with changing(review, must_be=Review.State.RELEASED, otherwise=otherwise):
        review.state = Review.State.CONVERSATION


def not_talked(*, review: Review) -> None:
    """Undo that: they have not talked yet."""
    otherwise = _("There is nothing to undo: the plan has begun, or nobody noted that you talked.")
    with changing(review, must_be=Review.State.CONVERSATION, otherwise=otherwise):
        review.state = Review.State.RELEASED
