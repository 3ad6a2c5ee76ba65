"""What stands under a chart: which mark and which line means what, in as many rows as it takes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from everyseat.files.charts import marks
from everyseat.files.charts.axes import Numbers
from everyseat.files.charts.marks import Words

if TYPE_CHECKING:
    from everyseat.files.charts.control import Charted

ORDER = (marks.COMMON, marks.IMPROVEMENT, marks.CONCERN, marks.HIGH, marks.LOW)


class Entry(NamedTuple):
    """A mark and what it means. The mark is a kind of point, the name of a line, or nothing."""

    mark: str
    words: str


def of(
    chart: "Charted",
    step: float,
    numbers: Numbers,
    words: Words,
    width: int,
    size: int,
    names_lines: bool,
) -> list[list[Entry]]:
    """Return rows of what explains a chart; with its lines where these are not named beside it."""
    entries = [Entry(kind, words.kinds[kind]) for kind in ORDER if kind in set(chart.kinds)]
    if names_lines:
        entries += _of_lines(chart, step, numbers, words)
    return _in_rows(entries, width - 16, size)


def _of_lines(chart: "Charted", step: float, numbers: Numbers, words: Words) -> list[Entry]:
    mean, lower, upper, target = (
        float(line[-1]) for line in (chart.mean, chart.lower, chart.upper, chart.targets)
    )
    entries = [Entry("mean", f"{words.mean} {numbers.text(mean, step, 1)}")]
    if np.isfinite(upper):
        between = f"{numbers.text(lower, step, 1)} – {numbers.text(upper, step, 1)}"
        entries.append(Entry("limit", f"{words.limits} {between}"))
    if np.isfinite(target):
        entries.append(Entry("target", f"{words.target} {numbers.text(target, step, 1)}"))
    return entries


def _in_rows(entries: Sequence[Entry], width: float, size: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        needed = _wide(entry, size)
        if rows[-1] and used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += needed
    return rows


def _wide(entry: Entry, size: float) -> float:
    return marks.wide(entry.words, size) + (2.6 if entry.mark else 1.2) * size


def rows(entries: Sequence[Sequence[Entry]], top: float, size: int) -> tuple[str, float]:
    """Return rows drawn from a height on, and the height under the last."""
    drawn = ""
    for place, row in enumerate(entries):
        x, y = 8.0, top + (place + 1) * 1.5 * size
        for entry in row:
            drawn += _drawn(entry, x, y, size)
            x += _wide(entry, size)
    return drawn, top + (len(entries) + 0.7) * 1.5 * size


def _drawn(entry: Entry, x: float, y: float, size: int) -> str:
    if not entry.mark:
        return marks.text(entry.words, x, y)
    middle = y - 0.35 * size
    if entry.mark in marks.SHORT:
        mark = marks.point(entry.mark, x + 0.7 * size, middle, 0.34 * size)
    else:
        mark = _line(entry.mark, f"M{x:.1f} {middle:.1f}h{1.4 * size:.1f}")
    return mark + marks.text(entry.words, x + 1.7 * size, y)


def _line(name: str, path: str) -> str:
    if name == "limit":
        return marks.stroke(name, path, 1.5, "6 4", ".75")
    return (
        marks.stroke(name, path, 2, "10 3 2 3")
        if name == "target"
        else marks.stroke(name, path, 1.5)
    )


def folded(words: str, width: float, size: float) -> list[str]:
    """Return words in lines no wider than this, where spaces let them."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and marks.wide(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
