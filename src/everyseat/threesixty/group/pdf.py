"""The group report as a PDF that screen readers can read (PDF/UA-1), set by typst."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files import pdf

TEMPLATE = Path(__file__).with_name("group.typ")


def render(presented: dict[str, object], organisation: str) -> bytes:
    """Return the PDF of a presented group report."""
    data = presented | {
        "organisation": organisation,
        "lang": (get_language() or "en").split("-")[0],
        "t": {
            "value": _("Value"),
            "heat": _("Values and teams"),
            "together": _("Teams that are counted together"),
            "coverage": _("Who was rated, and who answered"),
            "agreement": _("Do people agree about a leader?"),
            "seen": _("Could people judge it?"),
            "change": _("Change"),
            "about": _("How the numbers came about"),
        },
    }
    return pdf.render(TEMPLATE, "group", data)
