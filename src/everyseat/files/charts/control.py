"""A control chart or a run chart as SVG, from its numbers and what is to be written on it.

One drawing serves pages, files and paper. On a page its colours are the style sheet's; without one
they are its own. A drawing that stands alone says its title, and turns dark where screens do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from everyseat.files.charts import legend, marks
from everyseat.files.charts.axes import PLAIN, DayTick, Numbers, days, room, ticks
from everyseat.files.charts.marks import ENGLISH, Words

NARROW = 600
"""Below this width lines are named under the chart, not beside it."""
FONT = 'font-family="Arial, Noto Sans, sans-serif"'
GROUND = f'class="es-spc__ground" fill="{marks.LIGHT["ground"]}"'
TARGET = f' class="es-spc__target-text" fill="{marks.LIGHT["target"]}"'
Numeric = NDArray[np.float64]


class Charted(Protocol):
    """What is drawn: `everyseat.science.spc` makes such charts."""

    @property
    def values(self) -> Numeric: ...
    @property
    def mean(self) -> Numeric: ...
    @property
    def lower(self) -> Numeric: ...
    @property
    def upper(self) -> Numeric: ...
    @property
    def targets(self) -> Numeric: ...
    @property
    def stretch(self) -> NDArray[np.int64]: ...
    @property
    def kinds(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Action:
    """Something that was done on a day, and in a few words what."""

    day: date
    words: str


def svg(
    chart: Charted,
    dates: Sequence[date],
    *,
    title: str,
    description: str,
    width: int = 720,
    numbers: Numbers = PLAIN,
    actions: Sequence[Action] = (),
    words: Words = ENGLISH,
    key: str = "chart",
    alone: bool = False,
) -> str:
    """Return a chart as SVG.

    `title` names the measure and `description` says what the chart shows, for people who do not
    see it. `width` is that of the screen it is made for, in CSS pixels. `key` begins the ids, and
    must differ between the charts of a page. `alone`: it has a style and a visible title, and
    lists its actions. ValueError if there are not as many dates as values.
    """
    if len(dates) != len(chart.values):
        raise ValueError(f"{len(dates)} dates do not fit {len(chart.values)} values")
    frame = _Frame.of(chart, dates, actions, width, numbers, words, title if alone else "")
    under = legend.of(chart, frame.step, numbers, words, width, frame.size, frame.is_narrow)
    listed = _listed(actions, words, width, frame.size) if alone else []
    below = frame.bottom + (2.7 if any(tick.year for tick in _days(frame)) else 1.5) * frame.size
    body, height = legend.rows([*under, *listed], below + frame.size, frame.size)
    drawn = [
        _heading(title, frame) if alone else "",
        _grid(frame),
        _band(chart, frame),
        _action_lines(actions, frame),
        _lines(chart, frame),
        _points(chart, frame),
        "" if frame.is_narrow else _line_names(chart, frame),
        body,
    ]
    return _svg("".join(drawn), width, height, frame.size, title, description, key, alone=alone)


def _svg(
    drawn: str,
    width: int,
    height: float,
    size: int,
    title: str,
    description: str,
    key: str,
    *,
    alone: bool,
) -> str:
    ground = (
        f'<rect class="es-spc__ground" width="100%" height="100%" fill="{marks.LIGHT["ground"]}"/>'
    )
    ink = f' color="{marks.LIGHT["ink"]}"' if alone else ""
    ids = f"{escape(key)}-title", f"{escape(key)}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'class="es-spc" aria-labelledby="{" ".join(ids)}" {FONT} font-size="{size}" '
        f'fill="currentColor"{ink}>'
        f'<title id="{ids[0]}">{escape(title)}</title>'
        f'<desc id="{ids[1]}">{escape(description)}</desc>'
        f"{marks.style() + ground if alone else ''}"
        f'<g aria-hidden="true">{drawn}</g></svg>'
    )


@dataclass(frozen=True)
class _Frame:
    """Where on the drawing a value and a day lie."""

    left: float
    right: float
    top: float
    bottom: float
    size: int
    low: float
    high: float
    step: float
    first: date
    last: date
    numbers: Numbers
    words: Words
    values: list[float]
    """Values that are written beside the axis."""
    x: list[float]
    """Where each point lies across."""
    width: int

    @classmethod
    def of(
        cls,
        chart: Charted,
        dates: Sequence[date],
        actions: Sequence[Action],
        width: int,
        numbers: Numbers,
        words: Words,
        heading: str,
    ) -> "_Frame":
        size = 12 if width < NARROW else 14
        low, high = _ends(chart)
        written = ticks(low, high, 4 if width < NARROW else 6)
        step = written[1] - written[0]
        labels = [numbers.text(value, step) for value in written]
        left = max(marks.wide(label, size) for label in labels) + 12
        names = [] if width < NARROW else _names(chart, numbers, words, step)
        right = width - max((marks.wide(name, size) + 10 for name, _, _ in names), default=8)
        titles = len(legend.folded(heading, width - 16, size + 3)) if heading else 0
        top = (1.5 * titles + 0.8 + 2 * bool(actions)) * size
        tall = max(170.0, min(0.42 * width, 420.0))
        last = max([*dates, *(action.day for action in actions)])
        pad = min(12.0, (right - left) / (2 * len(dates)))
        frame = cls(
            *(left, right, top, top + tall, size, low, high, step),
            *(dates[0], last, numbers, words, written, [], width),
        )
        frame.x.extend(frame.across(day, pad) for day in dates)
        return frame

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW

    @property
    def pad(self) -> float:
        """How far the first and the last point lie from the ends of the axis."""
        return self.x[0] - self.left if self.x else 0.0

    def across(self, day: date, pad: float | None = None) -> float:
        inset = self.pad if pad is None else pad
        span = (self.last - self.first).days
        part = (day - self.first).days / span if span else 0.5
        return self.left + inset + part * (self.right - self.left - 2 * inset)

    def up(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def edges(self) -> list[float]:
        """Return where the ground of each point begins, and where that of the last one ends."""
        between = [(a + b) / 2 for a, b in pairwise(self.x)]
        return [self.left, *between, min(self.right, self.x[-1] + self.pad)]


def _ends(chart: Charted) -> tuple[float, float]:
    """Return the ends of the axis of values: everything drawn lies between."""
    shown = np.concatenate([chart.values, chart.mean, chart.lower, chart.upper, chart.targets])
    known = shown[np.isfinite(shown)]
    return room(float(known.min()), float(known.max()))


def _heading(title: str, frame: _Frame) -> str:
    bold = f' font-weight="700" font-size="{frame.size + 2}"'
    lines = legend.folded(title, frame.width - 16, frame.size + 3)
    return "".join(
        marks.text(line, 8, (1.5 * place + 1.6) * frame.size, more=bold)
        for place, line in enumerate(lines)
    )


def _grid(frame: _Frame) -> str:
    """Return light lines with their values, and the axis of time."""
    across = "".join(f"M{frame.left:.1f} {frame.up(v):.1f}H{frame.right:.1f}" for v in frame.values)
    values = "".join(
        marks.text(
            frame.numbers.text(value, frame.step),
            frame.left - 6,
            frame.up(value) + 0.35 * frame.size,
            anchor="end",
        )
        for value in frame.values
    )
    base = f"M{frame.left:.1f} {frame.bottom:.1f}H{frame.right:.1f}"
    shown = _days(frame)
    base += "".join(f"M{frame.across(tick.day):.1f} {frame.bottom:.1f}v4" for tick in shown)
    days_written = "".join(_day(tick, frame) for tick in shown)
    return (
        marks.stroke("grid", across, 1, opacity=".12")
        + marks.stroke("axis", base, 1, opacity=".6")
        + f"<g>{values}{days_written}</g>"
    )


def _days(frame: _Frame) -> list[DayTick]:
    most = int((frame.right - frame.left) / (3.6 * frame.size))
    return days(frame.first, frame.last, max(most, 2), frame.words.months)


def _day(tick: DayTick, frame: _Frame) -> str:
    x, y = frame.across(tick.day), frame.bottom + 1.4 * frame.size
    year = marks.text(tick.year, x, y + 1.2 * frame.size, anchor="middle") if tick.year else ""
    return marks.text(tick.text, x, y, anchor="middle") + year


def _band(chart: Charted, frame: _Frame) -> str:
    """Return the ground between the limits."""
    edges = frame.edges()
    path = "".join(
        f"M{edges[a]:.1f} {frame.up(up):.1f}H{edges[b]:.1f}V{frame.up(low):.1f}H{edges[a]:.1f}z"
        for a, b, up, low in _level(chart)
    )
    return f'<path class="es-spc__band" d="{path}" fill="currentColor" fill-opacity=".05"/>' * bool(
        path
    )


def _level(chart: Charted) -> Iterator[tuple[int, int, float, float]]:
    """Yield parts of a chart with equal limits: the first point, that after the last, limits."""
    begin = 0
    upper, lower, stretch = chart.upper.tolist(), chart.lower.tolist(), chart.stretch.tolist()
    for place in range(1, len(upper) + 1):
        ends = place == len(upper) or (upper[place], lower[place], stretch[place]) != (
            upper[begin],
            lower[begin],
            stretch[begin],
        )
        if ends:
            if np.isfinite(upper[begin]):
                yield begin, place, upper[begin], lower[begin]
            begin = place


def _lines(chart: Charted, frame: _Frame) -> str:
    """Return the mean, the limits, the target, and the line through the points."""
    stretch = chart.stretch.tolist()
    limits = _stepped(chart.upper, stretch, frame) + _stepped(chart.lower, stretch, frame)
    through = "M" + "L".join(
        f"{x:.1f} {frame.up(value):.1f}"
        for x, value in zip(frame.x, chart.values.tolist(), strict=True)
    )
    target = _stepped(chart.targets, [0] * len(stretch), frame)
    return (
        (marks.stroke("limit", limits, 1.5, "6 4", ".75") if limits else "")
        + marks.stroke("mean", _stepped(chart.mean, stretch, frame), 1.5)
        + (marks.stroke("target", target, 2, "10 3 2 3") if target else "")
        + marks.stroke("common", through, 1.5)
    )


def _stepped(line: Numeric, stretch: Sequence[int], frame: _Frame) -> str:
    """Return the path of a line that is level at each point, with a gap between stretches."""
    edges, path, before = frame.edges(), "", (np.nan, -1)
    for place, value in enumerate(line.tolist()):
        if value != value:  # nan: no line here
            before = (np.nan, -1)
            continue
        if stretch[place] != before[1]:
            gap = 3 if place and stretch[place] != stretch[place - 1] else 0
            path += f"M{edges[place] + gap:.1f} {frame.up(value):.1f}"
        elif value != before[0]:
            path += f"H{edges[place]:.1f}V{frame.up(value):.1f}"
        is_last = place + 1 == len(line) or stretch[place + 1] != stretch[place]
        if is_last or line[place + 1] != line[place + 1]:
            path += f"H{edges[place + 1] - (0 if place + 1 == len(line) else 3):.1f}"
        before = (value, stretch[place])
    return path


def _points(chart: Charted, frame: _Frame) -> str:
    apart = (frame.right - frame.left) / max(len(frame.x), 1)
    r = round(min(max(0.36 * apart, 2.0), 4.5), 1)
    special = max(r, 3.0)  # what stands out is seen also where points are close together
    return "".join(
        marks.point(kind, x, frame.up(value), r if kind == marks.COMMON else special)
        for kind, x, value in zip(chart.kinds, frame.x, chart.values.tolist(), strict=True)
    )


def _names(
    chart: Charted, numbers: Numbers, words: Words, step: float
) -> list[tuple[str, float, bool]]:
    """Return what stands beside the end of each line: words, value, and whether it is a target."""
    ends = [
        (words.upper, float(chart.upper[-1]), False),
        (words.mean, float(chart.mean[-1]), False),
        (words.lower, float(chart.lower[-1]), False),
        (words.target, float(chart.targets[-1]), True),
    ]
    return [
        (f"{name} {numbers.text(value, step, 1)}", value, is_target)
        for name, value, is_target in ends
        if np.isfinite(value)
    ]


def _line_names(chart: Charted, frame: _Frame) -> str:
    """Return the names of the lines beside their ends, none over another."""
    named = sorted(
        (frame.up(value), name, is_target)
        for name, value, is_target in _names(chart, frame.numbers, frame.words, frame.step)
    )
    places = _apart([y for y, _, _ in named], 1.25 * frame.size, frame.bottom)
    return "".join(
        marks.text(
            name,
            frame.right + 6,
            y + 0.35 * frame.size,
            more=TARGET if is_target else "",
        )
        for y, (_, name, is_target) in zip(places, named, strict=True)
    )


def _apart(places: Sequence[float], room: float, bottom: float) -> list[float]:
    """Return places in their order, each at least so far below the one before."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + room) if found else place)
    over = max(found[-1] - bottom, 0.0) if found else 0.0
    limit = bottom
    for n in reversed(range(len(found))) if over else ():
        found[n] = min(found[n], limit)
        limit = found[n] - room
    return found


def _action_lines(actions: Sequence[Action], frame: _Frame) -> str:
    """Return a numbered line for each action; one before the first value has no place."""
    drawn, taken, r = "", -np.inf, 0.72 * frame.size
    y = frame.top - r - 3
    for number, action in enumerate(actions, start=1):
        if action.day < frame.first:
            continue
        x = frame.across(action.day)
        at = max(x, taken + 2 * r + 3)
        taken = at
        line = f"M{at:.1f} {y + r:.1f}L{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}"
        drawn += (
            marks.stroke("action", line, 1.5, opacity=".8")
            + f'<circle cx="{at:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="currentColor"/>'
            + marks.text(
                str(number),
                at,
                y + 0.3 * frame.size,
                anchor="middle",
                more=f' {GROUND} font-weight="700" font-size="{frame.size - 2}"',
            )
        )
    return drawn


def _listed(
    actions: Sequence[Action], words: Words, width: int, size: int
) -> list[list[legend.Entry]]:
    """Return a row for each action: its number, day and words, no longer than the drawing."""
    rows = []
    for number, action in enumerate(actions, start=1):
        day = f"{action.day.day} {words.months[action.day.month - 1]} {action.day.year}"
        told = f"{number}. {day}: {action.words}"
        rows += [[legend.Entry("", line)] for line in legend.folded(told, width - 16, size)]
    return rows
