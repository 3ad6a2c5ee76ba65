"""From figures to the content of a report: plain data, kept as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from everyseat.conversation.report.figures import Figures, Statement
from everyseat.science import shares
from everyseat.science.opinion import common_ground, divisions, representative
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts

FORMAT = "everyseat conversation report 1"
MOST_COMMON, MOST_DIVIDED, MOST_UNDECIDED = 20, 20, 30
Content = dict[str, Any]


def build(figures: Figures, statements: Sequence[Statement]) -> Content:
    """Return the content of a report: names, texts and numbers, without a sentence."""
    rows = _Rows(figures, statements)
    agreed = common_ground.of_all_groups(figures.whole, figures.groups, figures.left_out)
    divided = divisions.between_groups(figures.groups, figures.left_out)
    said = np.zeros(len(statements), dtype=bool)
    said[[*(one.statement for one in agreed), *(one.statement for one in divided)]] = True
    undecided = divisions.undecided(figures.whole, figures.left_out, said)
    return {
        "format": FORMAT,
        "people": figures.people,
        "votes": figures.votes,
        "statements": int((~figures.left_out).sum()),
        "grouped": sum(figures.sizes),
        "common_ground": [
            rows.of(one.statement) | {"agrees": one.agrees} for one in agreed[:MOST_COMMON]
        ],
        "more_common_ground": max(len(agreed) - MOST_COMMON, 0),
        "divides": [
            rows.of(one.statement) | {"most": one.most, "least": one.least}
            for one in divided[:MOST_DIVIDED]
        ],
        "more_divides": max(len(divided) - MOST_DIVIDED, 0),
        "undecided": [
            rows.of(one.statement) | {"reason": one.reason} for one in undecided[:MOST_UNDECIDED]
        ],
        "more_undecided": max(len(undecided) - MOST_UNDECIDED, 0),
        "all": [
            rows.of(number) for number in _numbers(~figures.left_out & (figures.whole.seen > 0))
        ],
        "groups": _groups(figures, rows),
        "map": _map(figures, statements),
        "steadiness": _steadiness(figures),
    }


class _Rows:
    """What a report says of a statement, once for every list that it stands in."""

    def __init__(self, figures: Figures, statements: Sequence[Statement]):
        self.figures, self.statements = figures, statements

    def of(self, number: int) -> Content:
        statement = self.statements[number]
        return {
            "name": statement.name,
            "text": statement.text,
            "source": statement.source,
            **_shares(self.figures.whole, number),
            "groups": [_shares(group, number) for group in self.figures.groups.each()],
        }


def _shares(counts: Counts, number: int) -> Content:
    """Return how many voted on a statement, what share agreed and disagreed, and how sure it is."""
    agree, disagree, seen = (int(x[number]) for x in (counts.agree, counts.disagree, counts.seen))
    if not seen:
        return {"n": 0, "agree": None, "disagree": None, "low": None, "high": None}
    low, high = shares.wilson(min(agree, seen), seen)
    return {
        "n": seen,
        "agree": min(agree / seen, 1.0),
        "disagree": min(disagree / seen, 1.0),
        "low": low,
        "high": high,
    }


def _groups(figures: Figures, rows: _Rows) -> list[Content]:
    """Return each group with the statements that tell it from the others, if there are others."""
    if len(figures.sizes) < 2:
        return []
    standing = representative.of_groups(figures.groups, figures.left_out)
    return [
        {
            "size": size,
            "standing": [rows.of(one.statement) | {"agrees": one.agrees} for one in found],
        }
        for size, found in zip(figures.sizes, standing, strict=True)
    ]


def _map(figures: Figures, statements: Sequence[Statement]) -> Content:
    return {
        "squares": [
            {"x": s.x, "y": s.y, "group": s.group, "people": s.people} for s in figures.squares
        ],
        "statements": {
            statements[number].name: [round(float(v), 2) for v in figures.statement_places[number]]
            for number in _numbers(~figures.left_out)
        },
        "explained": round(figures.explained, 4),
    }


def _numbers(which: Flags) -> Iterable[int]:
    numbers: list[int] = np.flatnonzero(which).tolist()
    return numbers


def _steadiness(figures: Figures) -> Content | None:
    if figures.steady is None or len(figures.sizes) < 2:
        return None
    return {
        "median": round(figures.steady.median, 3),
        "least": round(figures.steady.least, 3),
        "refits": len(figures.steady.indices),
        "silhouette": round(figures.silhouette, 3),
    }
