"""What is written about a chart's marks and lines, beside it or in rows under it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from everyseat.files.charts import marks
from everyseat.files.charts.sheet import Sheet

ORDER = (marks.COMMON, marks.IMPROVEMENT, marks.CONCERN, marks.HIGH, marks.LOW)
ROW = 1.5
"""How high a row is, in letters."""


class Entry(NamedTuple):
    """A mark and what it means. The mark is a kind of point, the name of a line, or nothing."""

    mark: str
    words: str


def names(sheet: Sheet, step: float) -> list[tuple[str, float, bool]]:
    """Return what stands beside the end of each line: words, value, and whether it is a target."""
    chart, words = sheet.chart, sheet.words
    lines = [(words.upper, chart.upper), (words.mean, chart.mean), (words.lower, chart.lower)]
    ends = [(name, float(line[-1])) for name, line in lines]
    found = [
        (f"{name} {sheet.numbers.text(value, step, 1)}", value, False)
        for name, value in ends
        if np.isfinite(value)
    ]
    target = float(chart.targets[-1])
    if np.isfinite(target):
        found.append((f"{words.target} {sheet.numbers.exact(target)}", target, True))
    return found


def under(sheet: Sheet, step: float) -> list[list[Entry]]:
    """Return the rows under a chart: its marks, its lines where it is narrow, its actions alone."""
    kinds = set(sheet.chart.kinds)
    entries = [Entry(kind, sheet.words.kinds[kind]) for kind in ORDER if kind in kinds]
    if sheet.is_narrow:
        entries += _of_lines(sheet, step)
    return [*_in_rows(entries, sheet.width - 16, sheet.size), *_of_actions(sheet)]


def _of_lines(sheet: Sheet, step: float) -> list[Entry]:
    chart, words, numbers = sheet.chart, sheet.words, sheet.numbers
    mean, lower, upper, target = (
        float(line[-1]) for line in (chart.mean, chart.lower, chart.upper, chart.targets)
    )
    entries = [Entry("mean", f"{words.mean} {numbers.text(mean, step, 1)}")]
    if np.isfinite(upper):
        between = f"{numbers.text(lower, step, 1)} – {numbers.text(upper, step, 1)}"
        entries.append(Entry("limit", f"{words.limits} {between}"))
    if np.isfinite(target):
        entries.append(Entry("target", f"{words.target} {numbers.exact(target)}"))
    return entries


def _of_actions(sheet: Sheet) -> list[list[Entry]]:
    """Return rows with each action's number, day and words, in a drawing that stands alone."""
    rows = []
    for number, action in enumerate(sheet.actions if sheet.alone else (), start=1):
        day = f"{action.day.day} {sheet.words.months[action.day.month - 1]} {action.day.year}"
        told = f"{number}. {day}: {action.words}"
        rows += [[Entry("", line)] for line in folded(told, sheet.width - 16, sheet.size)]
    return rows


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
        x, y = 8.0, top + (place + 1) * ROW * size
        for entry in row:
            drawn += _drawn(entry, x, y, size)
            x += _wide(entry, size)
    return drawn, top + (len(entries) + 0.7) * ROW * size


def _drawn(entry: Entry, x: float, y: float, size: int) -> str:
    if not entry.mark:
        return marks.text(entry.words, x, y)
    middle = y - 0.35 * size
    if entry.mark in marks.SHORT:
        mark = marks.point(entry.mark, x + 0.7 * size, middle, round(0.34 * size, 1))
    else:
        mark = line(entry.mark, f"M{x:.1f} {middle:.1f}h{1.4 * size:.1f}")
    return mark + marks.text(entry.words, x + 1.7 * size, y)


def line(name: str, path: str) -> str:
    """Return a line as the chart and its legend draw it: the mean, a limit or a target."""
    if name == "limit":
        return marks.stroke(name, path, 1.5, "6 4", ".75")
    return marks.stroke(name, path, 2, "10 3 2 3" if name == "target" else "")


def title_lines(sheet: Sheet) -> list[str]:
    """Return the title in lines that fit; it is bold and larger."""
    return folded(sheet.title, sheet.width - 16, sheet.size + 3)


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
