"""Weeks ahead as SVG: lines over weeks, and a hatched band that most runs lie in.

A line is known by its dashes and the band by its hatching, never by colour alone. On a page the
colours are the style sheet's; without one they are the drawing's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from everyseat.files.charts import legend, marks
from everyseat.files.charts.axes import PLAIN, Numbers, ticks

NARROW = 600
STEPS = (1, 2, 4, 8, 13, 26, 52, 104)
"""Weeks between two marks of the axis."""
DASHES = ("", "7 4", "2 3")
"""Of the first, second and third line."""
HATCH = 'class="es-spc__improvement-line" stroke-width="1.2" stroke-opacity=".6"'


@dataclass(frozen=True)
class Line:
    """A value of each week, and what it is."""

    values: Sequence[float]
    words: str


@dataclass(frozen=True)
class Band:
    """What lies between two values of each week, and what it is."""

    low: Sequence[float]
    high: Sequence[float]
    words: str


def svg(
    lines: Sequence[Line],
    band: Band | None = None,
    *,
    title: str,
    description: str,
    axis: str,
    width: int = 720,
    most: float | None = None,
    numbers: Numbers = PLAIN,
    key: str = "weeks",
) -> str:
    """Return lines over weeks as SVG.

    `title` and `description` are for people who do not see it, `axis` says what is counted along
    it. `width` is that of the screen it is made for, in CSS pixels; `most` is the upper end of the
    values, where it is known. `key` begins the ids, and must differ between drawings of a page.
    ValueError if there are not as many values in each.
    """
    columns = [line.values for line in lines] + ([band.low, band.high] if band else [])
    if not columns or len({len(column) for column in columns}) > 1 or not len(columns[0]):
        raise ValueError("each line needs a value of each week, and all the same weeks")
    frame = _Frame.of(columns, width, most, numbers)
    ids = f"{escape(key)}-title", f"{escape(key)}-desc"
    under, height = _legend(lines, band, frame, axis, key)
    drawn = _grid(frame) + _hatched(band, frame, key) + _drawn(lines, frame) + under
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'class="es-spc" aria-labelledby="{" ".join(ids)}" font-family="Arial, sans-serif" '
        f'font-size="{frame.size}" fill="currentColor">'
        f'<title id="{ids[0]}">{escape(title)}</title>'
        f'<desc id="{ids[1]}">{escape(description)}</desc>'
        f'<g aria-hidden="true">{drawn}</g></svg>'
    )


@dataclass(frozen=True)
class _Frame:
    """Where on the drawing a week and a value lie."""

    left: float
    right: float
    top: float
    bottom: float
    size: int
    weeks: int
    most: float
    written: list[float]
    numbers: Numbers

    @classmethod
    def of(
        cls, columns: Sequence[Sequence[float]], width: int, most: float | None, numbers: Numbers
    ) -> "_Frame":
        size = 12 if width < NARROW else 14
        top = most or max(*(max(column) for column in columns), 1.0) * 1.05
        written = ticks(0.0, top, 4 if width < NARROW else 5)
        labels = [numbers.text(value, written[1] - written[0]) for value in written]
        left = max(marks.wide(label, size) for label in labels) + 14
        tall = max(150.0, min(0.3 * width, 300.0))
        weeks = len(columns[0])
        return cls(left, width - 12, size, size + tall, size, weeks, top, written, numbers)

    def across(self, week: int) -> float:
        """Return where a week lies, counted from 0."""
        part = week / (self.weeks - 1) if self.weeks > 1 else 0.5
        return self.left + part * (self.right - self.left)

    def up(self, value: float) -> float:
        return self.bottom - value / self.most * (self.bottom - self.top)

    def path(self, values: Sequence[float]) -> str:
        """Return the line through the values of all weeks, without its beginning."""
        return "L".join(f"{self.across(n):.1f} {self.up(v):.1f}" for n, v in enumerate(values))


def _grid(frame: _Frame) -> str:
    across = "".join(
        f"M{frame.left:.1f} {frame.up(v):.1f}H{frame.right:.1f}" for v in frame.written
    )
    step = frame.written[1] - frame.written[0]
    middle = 0.35 * frame.size
    values = "".join(
        marks.text(frame.numbers.text(v, step), frame.left - 6, frame.up(v) + middle, anchor="end")
        for v in frame.written
    )
    weeks = _marked(frame)
    base = f"M{frame.left:.1f} {frame.bottom:.1f}H{frame.right:.1f}"
    base += "".join(f"M{frame.across(week - 1):.1f} {frame.bottom:.1f}v4" for week in weeks)
    named = "".join(_named(week, frame) for week in weeks)
    return (
        marks.stroke("grid", across, 1, opacity=".12")
        + marks.stroke("axis", base, 1, opacity=".6")
        + values
        + named
    )


def _named(week: int, frame: _Frame) -> str:
    end = "end" if week == frame.weeks > 1 else "middle"
    return marks.text(
        str(week), frame.across(week - 1), frame.bottom + 1.5 * frame.size, anchor=end
    )


def _marked(frame: _Frame) -> list[int]:
    """Return the weeks that are written under the axis."""
    room = (frame.right - frame.left) / (3 * frame.size)
    step = next((one for one in STEPS if frame.weeks / one <= room), STEPS[-1])
    return list(range(step, frame.weeks + 1, step)) or [1]


def _hatched(band: Band | None, frame: _Frame, key: str) -> str:
    if band is None:
        return ""
    name = f"{escape(key)}-hatch"
    there, back = frame.path(band.high), frame.path(band.low)
    around = "L".join([there, *reversed(back.split("L"))])
    stroke = f'{HATCH} stroke="{marks.LIGHT["improvement"]}"'
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V7" {stroke}/></pattern></defs>'
        f'<path d="M{around}z" fill="url(#{name})"/>'
        + marks.stroke("improvement", f"M{there}M{back}", 1, opacity=".7")
    )


def _drawn(lines: Sequence[Line], frame: _Frame) -> str:
    return "".join(
        marks.stroke("ink", f"M{frame.path(line.values)}", 2.5, dash)
        for line, dash in zip(lines, DASHES, strict=False)
    )


def _legend(
    lines: Sequence[Line], band: Band | None, frame: _Frame, axis: str, key: str
) -> tuple[str, float]:
    """Return what stands under the axis, and the height under it: a row for each line."""
    apart, sample = 1.5 * frame.size, 2.2 * frame.size
    y = frame.bottom + 2 * apart
    drawn = marks.text(axis, frame.right, y, anchor="end")
    entries = [(line.words, dash) for line, dash in zip(lines, DASHES, strict=False)]
    entries += [(band.words, "band")] if band else []
    room = frame.right - 8 - 1.4 * sample
    folded = [legend.folded(words, room, frame.size) for words, _ in entries]
    tops = list(accumulate((len(rows) * apart for rows in folded), initial=y + apart))
    for (_, dash), rows, top in zip(entries, folded, tops, strict=False):
        drawn += _sample(dash, top - 0.35 * frame.size, sample, key)
        for place, row in enumerate(rows):
            drawn += marks.text(row, 8 + 1.3 * sample, top + place * apart)
    return drawn, tops[-1]


def _sample(dash: str, y: float, wide: float, key: str) -> str:
    if dash != "band":
        return marks.stroke("ink", f"M8 {y:.1f}h{wide:.1f}", 2.5, dash)
    box = f'x="8" y="{y - 6:.1f}" width="{wide:.1f}" height="12"'
    return (
        f'<rect {box} fill="url(#{escape(key)}-hatch)" stroke="currentColor" stroke-opacity=".5"/>'
    )
