"""Reports from a file of ratings: of its items nothing is known but their names, or a framework."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files.rating_sheets import Ratings
from everyseat.threesixty.programme import Item
from everyseat.threesixty.questionnaire_content import slug
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.present import present
from everyseat.threesixty.report.shape import Report

STYLE = Path(__file__).parents[2] / "site/static/everyseat/report.css"


class Writer:
    """Makes the reports of a file of ratings; `framework` says which items make which value."""

    def __init__(self, ratings: Ratings, framework: Sequence[Item] = (), title: str = ""):
        self.title = title
        framework = framework or everything(ratings)
        self.question_set = question_set_of(ratings, framework)
        sheets = sheets_of(ratings, [item.place for item in framework])
        self.norms = Norms(self.question_set, sheets)

    def content(self, recipient: str) -> Report:
        """Return the content of one recipient's report."""
        sheets = self.norms.sheets[recipient]
        content = build(recipient, self.question_set, sheets, self.norms)
        return {**content, "title": self.title, "from_file": True}

    def write(self, recipient: str, file: Path) -> None:
        """Write a recipient's page and PDF beside each other: `file` is their path, unended."""
        presented = present(self.content(recipient))
        file.with_name(f"{file.name}.html").write_text(page(presented), encoding="utf-8")
        file.with_name(f"{file.name}.pdf").write_bytes(pdf.render(presented))


def everything(ratings: Ratings) -> list[Item]:
    """Return the items of a file of which no framework is known, as one value."""
    name = _("All items together")
    texts = [text.replace("{", "(").replace("}", ")") for text in ratings.texts or ratings.items]
    return [Item(name, i, text, text) for i, text in enumerate(texts)]


def question_set_of(ratings: Ratings, framework: Sequence[Item]) -> QuestionSet:
    """Return the items as behaviours of their values."""
    values = []
    for n, (name, items) in enumerate(groupby(framework, key=lambda item: item.value), 1):
        behaviours = tuple(Behaviour(f"item-{i.place + 1}", i.text, i.self_text) for i in items)
        values.append(Value(f"value-{n}-{slug(name)}", name, behaviours))
    low, points = ratings.scale.low, ratings.scale.points
    return QuestionSet(tuple(values), low=low, points=points, labels=_labels(ratings))


def _labels(ratings: Ratings) -> tuple[str, ...]:
    """Return the label of each point, as far as the file has some; none if it has none."""
    known = ratings.understood.labels if ratings.understood else {}
    by_point = {point: label.capitalize() for label, point in [*known.items()][::-1]}
    every = range(ratings.scale.low, ratings.scale.high + 1)
    return tuple(by_point.get(point, "") for point in every) if known else ()


def sheets_of(ratings: Ratings, places: Sequence[int]) -> dict[str, Sheets]:
    """Return each recipient's sheets, with the items at these places as columns."""
    names = np.array([name.strip() for name in ratings.relationships])
    relationship = names[ratings.relationship]
    table = ratings.table[:, list(places)]
    order = np.argsort(ratings.recipient, kind="stable")
    cuts = np.searchsorted(ratings.recipient[order], np.arange(1, len(ratings.recipients)))
    return {
        name: Sheets(relationship[rows], table[rows])
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
