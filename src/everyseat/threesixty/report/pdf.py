"""The report as a PDF that screen readers can read (PDF/UA-1), set by typst."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files import pdf
from everyseat.threesixty.report import methods

TEMPLATE = Path(__file__).with_name("report.typ")


def render(presented: dict[str, object], organisation: str = "Everyseat") -> bytes:
    """Return the PDF of a presented report."""
    language = (get_language() or "en").split("-")[0]
    data = presented | {
        "organisation": organisation,
        "lang": language,
        "methods": methods.short(),
        "t": {
            "heat": _("Who feels what"),
            "words": _("In people's own words"),
            "words_for_coach": _("For the coach alone"),
            "prompts": _("What to do next"),
            "conversation": _("For your conversation"),
            "methods": _("How the numbers came about"),
            "summary": _("All numbers"),
        },
    }
    return pdf.render(TEMPLATE, "report", data)
