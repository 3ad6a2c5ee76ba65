"""From figures to the content of a report: plain data, kept as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from everyseat.conversation.report.figures import Figures, Statement
from everyseat.science import shares
from everyseat.science.opinion import common_ground, divisions, representative
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts

FORMAT = "everyseat conversation report 1"
LEAST_STEADY = 0.5
"""The median adjusted Rand index of refits without which no groups are told apart."""
SHARES = ("agree", "disagree", "low", "high", "disagree_low", "disagree_high")
"""Of those who answered, and their 95 % intervals."""
MOST_COMMON, MOST_DIVIDED, MOST_UNDECIDED = 20, 20, 30
Content = dict[str, Any]


def build(figures: Figures, statements: Sequence[Statement]) -> Content:
    """Return the content of a report: names, texts and numbers, without a sentence."""
    figures = figures if _are_steady(figures) else _without_groups(figures)
    rows = _Rows(figures, statements)
    silent = figures.left_out | (figures.whole.seen == 0)
    agreed = common_ground.of_all_groups(figures.whole, figures.groups, silent, figures.off_whole)
    divided = divisions.between_groups(figures.groups, silent, off=figures.off_group)
    said = np.zeros(len(statements), dtype=bool)
    said[[*(one.statement for one in agreed), *(one.statement for one in divided)]] = True
    undecided = divisions.undecided(figures.whole, figures.left_out, said, figures.off_whole)
    known = [one for one in undecided if one.reason != "few"]
    return {
        "format": FORMAT,
        "people": figures.people,
        "votes": figures.votes,
        "statements": int((~figures.left_out).sum()),
        "grouped": figures.grouped,
        "between": figures.between,
        "off": figures.off,
        "common_ground": [
            rows.of(one.statement) | {"agrees": one.agrees} for one in agreed[:MOST_COMMON]
        ],
        "more_common_ground": max(len(agreed) - MOST_COMMON, 0),
        "divides": [
            rows.of(one.statement) | {"agrees": one.agrees, "most": one.most, "least": one.least}
            for one in divided[:MOST_DIVIDED]
        ],
        "more_divides": max(len(divided) - MOST_DIVIDED, 0),
        "undecided": [
            rows.of(one.statement) | {"reason": one.reason} for one in known[:MOST_UNDECIDED]
        ],
        "more_undecided": max(len(known) - MOST_UNDECIDED, 0),
        "few": len(undecided) - len(known),
        "in_no_list": int((~silent & ~said).sum()) - sum(one.seen > 0 for one in undecided),
        "all": [rows.of(number) for number in _numbers(~silent)],
        "groups": _groups(figures, rows),
        "map": _map(figures, statements),
        "steadiness": _steadiness(figures),
        "audiences": _audiences(figures),
        "apart": _apart(figures, rows, silent),
    }


def _are_steady(figures: Figures) -> bool:
    """Return whether groups may be told apart: not where refits find others by chance."""
    return figures.steady is None or figures.steady.median >= LEAST_STEADY


def _without_groups(figures: Figures) -> Figures:
    """Return figures in which everybody is one group."""
    one = Counts(
        *(x[None] for x in (figures.whole.agree, figures.whole.disagree, figures.whole.seen))
    )
    squares = [replace(square, group=0) for square in figures.squares]
    return replace(
        figures,
        groups=one,
        sizes=[figures.grouped],
        centres=np.zeros((1, 2)),
        squares=squares,
        steady=None,
    )


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
            **shares_of(self.figures.whole, number, self.figures.off_whole),
            "groups": [
                shares_of(group, number, self.figures.off_group)
                for group in self.figures.groups.each()
            ],
            "audiences": [
                shares_of(audience, number, self.figures.off)
                for audience in self.figures.audiences.counts.each()
            ],
        }


def shares_of(counts: Counts, number: int, off: int) -> Content:
    """Return how many voted on a statement, what share agreed and disagreed, and how sure it is."""
    agree, disagree, seen = (int(x[number]) for x in (counts.agree, counts.disagree, counts.seen))
    if not seen:
        return {"n": 0} | dict.fromkeys(SHARES)
    agrees, disagrees = (shares.wilson_about(n, seen, off) for n in (agree, disagree))
    values = (agree / seen, disagree / seen, *agrees, *disagrees)
    return {"n": seen} | {name: round(v, 4) for name, v in zip(SHARES, values, strict=True)}


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
        "centres": figures.centres.round(2).tolist(),
        "missing": max(figures.grouped - sum(s.people for s in figures.squares), 0),
        "statements": {
            statements[number].name: [round(float(v), 2) for v in figures.statement_places[number]]
            for number in _numbers(~figures.left_out)
        },
        "across": figures.across,
        "explained": round(figures.explained, 4),
    }


def _audiences(figures: Figures) -> list[Content]:
    pairs = zip(figures.audiences.names, figures.audiences.sizes, strict=True)
    return [{"name": name, "people": size or None} for name, size in pairs]


def _apart(figures: Figures, rows: "_Rows", silent: Flags) -> list[Content]:
    """Return the statements that audiences see differently, as those that divide groups."""
    if len(figures.audiences.names) < 2:
        return []
    found = divisions.between_groups(figures.audiences.counts, silent, off=figures.off)
    return [
        rows.of(one.statement) | {"agrees": one.agrees, "most": one.most, "least": one.least}
        for one in found[:MOST_DIVIDED]
    ]


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
        "apart": figures.steady.apart,
    }
