"""What putting a split comment together will do: see `organisations.checks`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.models import Comment, Sample
from everyseat.organisations.checks import Check, Stop


def joined(comment: Comment) -> Check:
    """Return what putting a split comment together again will do."""
    n = comment.parts.count()
    coded = comment.parts.filter(codings__is_agreed=True).distinct().count()
    final = []
    if coded:
        text = ngettext(
            "The codes of %(n)s part are deleted.", "The codes of %(n)s parts are deleted.", coded
        )
        final = [text % {"n": coded}]
    stops = [] if n else [Stop(_("This comment is not split."))]
    return Check(
        title=_("Put this comment together again?"),
        button=_("Put it together"),
        happens=[_("It is one comment as before, and waits to be coded.")],
        final=final,
        stops=stops,
    )


def sample_deleted(sample: Sample) -> Check:
    """Return what deleting a sample will do."""
    n = sample.comments.count()
    text = ngettext(
        "What both of you said of %(n)s comment is deleted.",
        "What both of you said of %(n)s comments is deleted.",
        n,
    )
    stops = []
    if sample.closed_on:
        stops = [Stop(_("This sample is closed, and says how far two coders agree."))]
    return Check(
        title=_("Delete this sample?"),
        button=_("Delete the sample"),
        happens=[_("Its comments wait to be coded by anybody. What you agreed about counts on.")],
        final=[text % {"n": n}],
        stops=stops,
    )
