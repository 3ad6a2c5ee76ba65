"""What a conversation found as a PDF that screen readers can read (PDF/UA-1), set by typst."""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files import pdf

TEMPLATE = Path(__file__).with_name("result.typ")


def render(presented: dict[str, Any], organisation: str = "Everyseat") -> bytes:
    """Return the PDF of a presented report."""
    data = presented | {
        "organisation": organisation,
        "lang": (get_language() or "en").split("-")[0],
        "t": {
            "columns": _columns(_("By group")),
            "audience_columns": _columns(_("By audience")),
            "heard": _("What we heard and what we will do"),
            "overdue": _("Overdue"),
            "who": _("Responsible:"),
            "by": _("By when:"),
            "because": _("Why:"),
            "common_ground": _("Common ground"),
            "divides": _("What divides people"),
            "side_by_side": _("Side by side"),
            "who_took_part": _(
                "People were invited as one of these, and their cards say which. So many took part:"
            ),
            "undecided": _("Not decided"),
            "groups": _("Groups of people who think alike"),
            "map": _("The map"),
            "key": _("A larger mark stands for more people. Numbers are statements."),
            "methods": _("How the numbers came about"),
        },
    }
    return pdf.render(TEMPLATE, "result", data)


def _columns(shares: str) -> list[str]:
    return [_("Statement"), _("In short"), _("Agree and disagree"), shares, _("Answers")]
