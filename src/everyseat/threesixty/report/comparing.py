"""Comparisons of like with like: over the behaviours that both sides have, or not at all.

Self and others, then and now: a mean over other behaviours is another thing, so that a value is
compared only where both sides have at least half of its behaviours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np

from everyseat.science import change, tallies
from everyseat.threesixty.report.figures import BlockRatings, Cell
from everyseat.threesixty.report.material import QuestionSet
from everyseat.threesixty.report.shape import Change, Row

CERTAINTY = 0.98
"""The confidence of a change's interval: with .95, one report of ten named a change of some value
where nothing had changed."""


@dataclass(frozen=True)
class Sides:
    """The columns that others' figures are over, those that self is compared over, and its mean."""

    others: list[int]
    both: list[int]
    own: float | None

    @property
    def part(self) -> list[int]:
        """Return the columns of both, where these are not all of others'."""
        return self.both if self.both != self.others else []


def is_fair(common: Sequence[object], columns: Sequence[int]) -> bool:
    """Return whether enough of the behaviours are on both sides."""
    return len(common) > 0 and 2 * len(common) >= len(columns)


def sides(columns: list[int], others: list[int], by_self: BlockRatings | None) -> Sides:
    """Return what can be compared of these columns; self stands alone beside no others."""
    if by_self is None:
        return Sides(others, [], None)
    own = [column for column in columns if by_self.raters([column])]
    if not others:
        return Sides([], [], by_self.mean(own))
    both = [column for column in others if column in own]
    return (
        Sides(others, both, by_self.mean(both))
        if is_fair(both, columns)
        else Sides(others, [], None)
    )


def changed(pairs: Sequence[tuple[Row, Row]], cell: Cell, questions: QuestionSet) -> Change:
    """Return the change of behaviours, each a pair of rows: then and now."""
    then, now = (_time(rows, cell) for rows in zip(*pairs, strict=True))
    found = change.change(then, now, questions.bounds, CERTAINTY)
    return {
        "difference": found.difference,
        "interval": [found.low, found.high],
        "reliable": found.reliable,
        "behaviours": len(pairs),
    }


def is_told(row: Row | None) -> TypeGuard[Row]:
    """Return whether a row has the mean and the spread that a change is told by."""
    return row is not None and row["counts"] is not None


def _time(rows: Sequence[Row], cell: Cell) -> change.Time:
    """Return the ratings of one time; as many raters as rated the behaviour that most rated."""
    n = max(row["n"] for row in rows)
    means = [row["mean"] for row in rows if row["mean"] is not None]
    variances = [float(tallies.of_counts(row["counts"] or []).variance) for row in rows]
    spread = cell.spread(float(np.mean(variances)), len(rows))
    return change.Time(n, float(np.mean(means)), spread)
