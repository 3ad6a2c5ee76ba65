"""What a coach does to a comment before they release a report: take words out, never put any in.

What a recipient has read stays as it is: a comment that changed afterwards would be a second
report, and could not be unread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import audit_log
from everyseat.organisations.models import Person
from everyseat.safety.shortening import GAP, shortened
from everyseat.threesixty.comments import Comment
from everyseat.threesixty.models import CommentEdit, Review


def shorten(*, comment: Comment, left: str, reason: str, coach: Person) -> None:
    """Take words out of a comment. Invalid if any was put in, or if none or every one is out."""
    shown = shortened(comment.text, left)
    if shown is None:
        raise Invalid("left", _("This has a word or a sign that was not there. Only delete words."))
    if shown == comment.text:
        raise Invalid("left", _("Delete the words that you want to take out."))
    if shown == GAP:
        raise Invalid("left", _("No word is left. Choose to leave the whole comment out."))
    with _before_release(comment.review):
        _keep(comment, shown, reason)
        _record(coach, "comment_shortened", comment, reason)


def leave_out(*, comment: Comment, reason: str, coach: Person) -> None:
    """Leave a whole comment out."""
    with _before_release(comment.review):
        _keep(comment, "", reason)
        _record(coach, "comment_left_out", comment, reason)


def restore(*, comment: Comment, coach: Person) -> None:
    """Show a comment as it was written again."""
    with _before_release(comment.review):
        edit = CommentEdit.objects.filter(**_key(comment)).first()
        if edit:
            edit.delete()
            _record(coach, "comment_restored", comment, edit.reason)


@contextmanager
def _before_release(review: Review) -> Iterator[None]:
    """Lock a review that its recipient has not read, if raters were told that words may go."""
    if not review.round.coach_may_shorten:
        raise NotNow(_("People wrote these comments before a coach could shorten them."))
    otherwise = _("You can change comments only before you release the report.")
    with changing(review, must_be=Review.State.READ, otherwise=otherwise):
        yield


def _keep(comment: Comment, left: str, reason: str) -> None:
    defaults = {"left": left, "reason": reason}
    CommentEdit.objects.update_or_create(**_key(comment), defaults=defaults)


def _key(comment: Comment) -> dict[str, Any]:
    place = {"question": comment.question, "comment": comment.place}
    return {"report_id": comment.review.pk, **place}


def _record(coach: Person, what: str, comment: Comment, reason: str) -> None:
    """Write into the audit log, in the same transaction: why, on which question, never a word."""
    about = f"{comment.review.pk} {reason} {comment.question}"
    audit_log.record(coach, what, about, HTTPStatus.OK)
