"""Releasing what others may read of a comment, correcting it, and withholding it.

Words are only ever taken out, each gap marked. What a published issue is about stays released: of
its text only more may be taken out, so that a name which slipped through can go at once.
"""

from datetime import date

from django.utils.translation import gettext as _

from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.improvement.models import Comment
from everyseat.organisations import moderating
from everyseat.organisations.models import Person
from everyseat.safety.shortening import GAP, shortened


def release(*, comment: Comment, left: str, by: Person, today: date, sure: bool) -> None:
    """Let others read what is left of a comment, or correct what they read."""
    with changing(comment):
        if comment.state == Comment.State.SPLIT:
            raise NotNow(_("This comment has been split. Release its parts."))
        text = _shortened(comment, left)
        if not sure and (why := moderating.why(text)):
            waits = _("Nothing has been saved yet. What others will read seems to hold %s.")
            raise looking_again.Waits(waits % why)
        comment.state, comment.because, comment.text = Comment.State.RELEASED, "", text
        comment.released_by, comment.released_on = by, today


def _shortened(comment: Comment, left: str) -> str:
    """Return what is left, with its gaps. Invalid if a word was added, or none is left."""
    text = shortened(before(comment), left)
    if text is None and is_published(comment):
        raise Invalid("left", _("This is published. You can only take more words out."))
    if text is None:
        raise Invalid("left", _("This has a word or a sign that was not there. Only delete words."))
    if text == GAP:
        raise Invalid("left", _("No word is left. Withhold the comment instead."))
    return text


def before(comment: Comment) -> str:
    """Return the words of which some may be taken out: those that were written, if they may."""
    if is_published(comment) or not comment.is_readable:
        return comment.text
    return comment.words


def withhold(*, comment: Comment, because: str) -> None:
    """Let nobody else read a comment, for a reason; one that was released is withdrawn."""
    with changing(comment):
        if comment.state == Comment.State.SPLIT:
            raise NotNow(_("This comment has been split. Release its parts."))
        if is_published(comment):
            raise NotNow(_("A published issue is about this comment, so it stays released."))
        if because not in Comment.Reason.values:
            raise Invalid("because", _("Say why."))
        comment.state, comment.because = Comment.State.WITHHELD, because
        comment.text, comment.released_by, comment.released_on = "", None, None


def is_published(comment: Comment) -> bool:
    """Return whether a published issue is about a released comment."""
    is_released = comment.state == Comment.State.RELEASED
    return is_released and comment.issues.exclude(published_on=None).exists()
