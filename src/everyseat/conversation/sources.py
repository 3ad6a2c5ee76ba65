"""What everybody reads beside a statement: where its words come from, and how many are left."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ORGANISER, PARTICIPANT, REWORDED = "organiser", "participant", "reworded"
SOURCES = {
    ORGANISER: _("From the organiser"),
    PARTICIPANT: _("From a participant"),
    REWORDED: _("Reworded by the organiser"),
}


def left(n: int) -> str:
    """Return how many statements somebody has not answered yet, in a sentence."""
    text = ngettext(
        "%(left)s statement is left. You can stop at any time: what you have answered counts.",
        "%(left)s statements are left. You can stop at any time: what you have answered counts.",
        n,
    )
    return text % {"left": n}
