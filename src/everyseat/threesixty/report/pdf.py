"""The report as a PDF that screen readers can read (PDF/UA-1), set by typst."""

import json
from functools import cache
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.threesixty.report import methods

TEMPLATE = Path(__file__).with_name("report.typ")


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler, made once: warm it sets a report in a tenth of the time."""
    return typst.Compiler(TEMPLATE)


def render(presented: dict, organisation: str = "Everyseat") -> bytes:
    """Return the PDF of a presented report."""
    language = (get_language() or "en").split("-")[0]
    data = presented | {
        "organisation": organisation,
        "lang": language,
        "methods": methods.short(),
        "t": {
            "overview": _("At a glance"),
            "note": _("Your coach's note"),
            "findings": _("What stands out"),
            "words": _("In people's own words"),
            "no_words": _("Nothing to show."),
            "methods": _("How the numbers came about"),
        },
    }
    return _compiler().compile(
        format="pdf", sys_inputs={"report": json.dumps(data)}, pdf_standards=["ua-1"]
    )
