"""What single reports show of their leaders, as arrays: leaders × values.

A group report is made of this and of nothing else. So it can't tell more about a rater than all
single reports together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.threesixty.report.shape import Report, Row, Value

Floats = NDArray[np.float64]
NOTHING = float("nan")


@dataclass(frozen=True)
class Leaders:
    """The leaders of a round whose reports have figures: `people` are their keys.

    `mean` is what others feel of each value (nan where not all its behaviours are shown: a mean
    over other behaviours is another thing), `spread` how far they lie from it (AD; nan where that
    is not shown), `seen` the share of those who answered who had seen its behaviours.
    """

    people: list[str]
    values: list[Value]
    mean: Floats
    spread: Floats
    seen: Floats

    def at(self, column: int) -> dict[str, float]:
        """Return the means of a value by leader, of those who have one."""
        means = self.mean[:, column].tolist()
        return {p: x for p, x in zip(self.people, means, strict=True) if x == x}


def read(reports: Mapping[str, Report]) -> Leaders:
    """Return the figures of reports by leader; those of which nothing is shown are left out.

    All must be about the same values: those of one round are.
    """
    shown = {person: report for person, report in reports.items() if report["raters"] is not None}
    values = next((report["values"] for report in shown.values()), [])
    rows = [[_figures(value, report) for value in report["values"]] for report in shown.values()]
    table = np.array(rows, dtype=float).reshape(len(shown), len(values), 3)
    return Leaders(list(shown), values, *(table[:, :, i] for i in range(3)))


def _figures(value: Value, report: Report) -> tuple[float, float, float]:
    """Return the mean, the spread and the share seen of one leader's value."""
    whole, parts = value["others"], [behaviour["others"] for behaviour in value["behaviours"]]
    rows = [row for row in parts if row is not None]
    if whole is None or len(rows) < len(parts):
        return NOTHING, NOTHING, NOTHING
    seen = sum(row["n"] for row in rows) / len(rows) / (report["raters"] or 1)
    return _mean(whole), _spread(whole), seen


def _mean(row: Row) -> float:
    """Return the mean of a row, or what most chose where nothing else is shown."""
    shown = row["mean"] if row["most"] is None else row["most"]
    return NOTHING if shown is None else float(shown)


def _spread(row: Row) -> float:
    if row["most"] is not None:
        return 0.0
    return NOTHING if row["ad"] is None else row["ad"]


def same(value: Value, other: Value) -> bool:
    """Return whether two values ask about the same behaviours."""
    return _keys(value) == _keys(other)


def _keys(value: Value) -> set[str]:
    return {behaviour["key"] for behaviour in value["behaviours"]}
