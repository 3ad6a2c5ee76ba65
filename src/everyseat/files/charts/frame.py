"""Where on a drawing values and days lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from everyseat.files.charts import legend, marks
from everyseat.files.charts.axes import DayTick, days, room, ticks
from everyseat.files.charts.sheet import Charted, Sheet

EDGE = 8
"""Free on either side of a drawing."""


@dataclass(frozen=True)
class Frame:
    """The ground of the points, in the drawing's units, and what its axes mean."""

    sheet: Sheet
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    last: date
    """The day at the right end: that of the last value, or of a later action."""
    values: list[float]
    """Values that are written beside the axis."""

    @classmethod
    def of(cls, sheet: Sheet) -> "Frame":
        low, high = _ends(sheet.chart)
        written = ticks(low, high, 4 if sheet.is_narrow else 6)
        step, size = written[1] - written[0], sheet.size
        labels = [sheet.numbers.text(value, step) for value in written]
        names = [] if sheet.is_narrow else [name for name, _, _ in legend.names(sheet, step)]
        top = (_rows_above(sheet) + 1.2) * size
        return cls(
            sheet=sheet,
            left=max(marks.wide(label, size) for label in labels) + 12,
            right=sheet.width - max([marks.wide(name, size) + 10 for name in names], default=EDGE),
            top=top,
            bottom=top + max(170.0, min(0.42 * sheet.width, 420.0)),
            low=low,
            high=high,
            last=max([*sheet.dates, *(action.day for action in sheet.actions)]),
            values=written,
        )

    @property
    def size(self) -> int:
        return self.sheet.size

    @property
    def first(self) -> date:
        return self.sheet.dates[0]

    @property
    def step(self) -> float:
        """How far values beside the axis lie apart."""
        return self.values[1] - self.values[0]

    @property
    def pad(self) -> float:
        """How far the first point, and the last one, lie from the ends of the axis."""
        return min(12.0, (self.right - self.left) / (2 * len(self.sheet.dates)))

    def across(self, day: date) -> float:
        span = (self.last - self.first).days
        part = (day - self.first).days / span if span else 0.5
        return self.left + self.pad + part * (self.right - self.left - 2 * self.pad)

    def up(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def points(self) -> list[tuple[float, float]]:
        """Return where each point lies."""
        values = self.sheet.chart.values.tolist()
        return [
            (self.across(day), self.up(value))
            for day, value in zip(self.sheet.dates, values, strict=True)
        ]

    def edges(self) -> list[float]:
        """Return where the ground of each point begins, and where that of the last one ends."""
        x = [self.across(day) for day in self.sheet.dates]
        between = [(a + b) / 2 for a, b in pairwise(x)]
        return [self.left, *between, min(self.right, x[-1] + self.pad)]

    def days(self) -> list[DayTick]:
        """Return the marks on the axis of time, as many as fit."""
        most = int((self.right - self.left) / (3.6 * self.size))
        return days(self.first, self.last, max(most, 2), self.sheet.words.months)


def apart(places: Sequence[float], room: float, end: float) -> list[float]:
    """Return places in their order, each at least so far behind the one before, up to an end."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + room) if found else place)
    for n in reversed(range(len(found))):
        found[n] = min(found[n], end - room * (len(found) - 1 - n))
    return found


def _ends(chart: Charted) -> tuple[float, float]:
    """Return the ends of the axis of values: everything drawn lies between."""
    shown = np.concatenate([chart.values, chart.mean, chart.lower, chart.upper, chart.targets])
    known = shown[np.isfinite(shown)]
    return room(float(known.min()), float(known.max()))


def _rows_above(sheet: Sheet) -> float:
    """Return how many rows of letters the title and the numbers of actions take."""
    titles = len(legend.title_lines(sheet)) if sheet.alone else 0
    return 1.5 * titles + 2 * bool(sheet.actions)
