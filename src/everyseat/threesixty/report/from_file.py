"""Reports from a file of ratings, in which each question has only a name."""

from pathlib import Path

import numpy as np
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files.ratings import SELF as SELF_IN_FILE
from everyseat.files.ratings import Ratings
from everyseat.threesixty.report import methods
from everyseat.threesixty.report.material import SELF, Behaviour, QuestionSet, Sheets, Value

STYLE = Path(__file__).parents[2] / "site/static/everyseat/report.css"


def question_set_of(ratings: Ratings) -> QuestionSet:
    """Return the file's items as the behaviours of one value."""
    items = [item.replace("{", "(").replace("}", ")") for item in ratings.items]
    behaviours = tuple(Behaviour(f"item-{i}", item, item) for i, item in enumerate(items, 1))
    value = Value("all-items", _("All items together"), behaviours)
    return QuestionSet((value,), low=ratings.scale.low, points=ratings.scale.points)


def sheets_of(ratings: Ratings) -> dict[str, Sheets]:
    """Return each recipient's sheets."""
    names = np.array(
        [SELF if n.strip().lower() == SELF_IN_FILE else n.strip() for n in ratings.relationships]
    )
    relationship = names[ratings.relationship]
    order = np.argsort(ratings.recipient, kind="stable")
    cuts = np.searchsorted(ratings.recipient[order], np.arange(1, len(ratings.recipients)))
    return {
        name: Sheets(relationship[rows], ratings.table[rows])
        for name, rows in zip(ratings.recipients, np.split(order, cuts), strict=True)
    }


def page(presented: dict[str, object]) -> str:
    """Return a report as a page that stands alone in a file."""
    context = {
        "report": presented,
        "methods": methods.short(),
        "style": STYLE.read_text("utf-8-sig") if STYLE.exists() else "",
        "lang": get_language() or "en",
    }
    return render_to_string("threesixty/report_file.html", context)
