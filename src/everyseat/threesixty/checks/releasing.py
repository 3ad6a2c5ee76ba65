"""What releasing a report to its recipient will do."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Named
from everyseat.threesixty import comments
from everyseat.threesixty.models import Review


def release(review: Review, note: str) -> Check:
    """Return who reads the report from when, and what of its comments was changed."""
    name = {"name": review.recipient.name}
    written = [comment for _about, texts in comments.shown_by(review) for comment in texts]
    changed = [comment for comment in written if comment.edit]
    return Check(
        title=_("Release the report to %(name)s?") % name,
        button=_("Release the report to %(name)s") % name,
        happens=list(_happens(review, written)),
        named=_changed(changed),
        final=[
            _("You cannot take the report back."),
            _("You cannot change your note or a comment any more."),
        ],
        watched={_("The note is not the one that you read."): note},
        warns=[] if note.strip() else [_("You have written no note to %(name)s.") % name],
    )


def _happens(review: Review, written: list[comments.Comment]) -> Iterator[str]:
    name = {"name": review.recipient.name}
    left_out = sum(1 for comment in written if comment.edit and not comment.edit.left)
    shortened = sum(1 for comment in written if comment.edit and comment.edit.left)
    read = len(written) - left_out
    yield _("%(name)s gets an e-mail, and can read the report at once.") % name
    yield _("You can still read it. Nobody else can.")
    if written:
        text = ngettext("%(name)s reads %(n)s comment.", "%(name)s reads %(n)s comments.", read)
        yield text % {**name, "n": read}
    if shortened:
        text = ngettext(
            "The report says that %(n)s comment was shortened.",
            "The report says that %(n)s comments were shortened.",
            shortened,
        )
        yield text % {"n": shortened}
    if left_out:
        text = ngettext(
            "The report says that %(n)s comment was left out.",
            "The report says that %(n)s comments were left out.",
            left_out,
        )
        yield text % {"n": left_out}


def _changed(changed: list[comments.Comment]) -> list[Named]:
    if not changed:
        return []
    text = _("This is what is left of the comments that you changed:")
    return [Named(text, [f"{comment.number}: {comment.shown}" for comment in changed])]
