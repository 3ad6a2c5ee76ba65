"""The lines of a chart, the ground between its limits, and its points."""

from collections.abc import Iterator, Sequence

import numpy as np

from everyseat.files.charts import legend, marks
from everyseat.files.charts.frame import Frame, apart
from everyseat.files.charts.sheet import Charted, Numeric

TARGET = f' class="es-spc__target-text" fill="{marks.LIGHT["target"]}"'
GAP = 3
"""Between the lines of one stretch and the next, on either side."""


def band(frame: Frame) -> str:
    """Return the ground between the limits."""
    edges = frame.edges()
    path = "".join(
        f"M{edges[a]:.1f} {frame.up(up):.1f}H{edges[b]:.1f}V{frame.up(low):.1f}H{edges[a]:.1f}z"
        for a, b, low, up in _level(frame.sheet.chart)
    )
    fill = 'fill="currentColor" fill-opacity=".05"'
    return f'<path class="es-spc__band" d="{path}" {fill}/>' if path else ""


def _level(chart: Charted) -> Iterator[tuple[int, int, float, float]]:
    """Yield parts of a chart with equal limits: the first point, that after the last, limits."""
    rows = np.column_stack([chart.lower, chart.upper, chart.stretch])
    begins = np.flatnonzero(np.any(rows[1:] != rows[:-1], axis=1)) + 1
    ends = [*begins.tolist(), len(rows)]
    for begin, end in zip([0, *begins.tolist()], ends, strict=True):
        if np.isfinite(rows[begin]).all():
            yield begin, end, float(rows[begin, 0]), float(rows[begin, 1])


def lines(frame: Frame) -> str:
    """Return the mean, the limits, the target, and the line through the points."""
    chart = frame.sheet.chart
    stretch = chart.stretch.tolist()
    limits = _stepped(chart.upper, stretch, frame) + _stepped(chart.lower, stretch, frame)
    through = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in frame.points())
    target = _stepped(chart.targets, [0] * len(stretch), frame)
    return (
        (legend.line("limit", limits) if limits else "")
        + legend.line("mean", _stepped(chart.mean, stretch, frame))
        + (legend.line("target", target) if target else "")
        + marks.stroke("common", through, 1.5)
    )


def _stepped(line: Numeric, stretch: Sequence[int], frame: Frame) -> str:
    """Return the path of a line that is level at each point, with a gap between stretches."""
    values = [None if value != value else value for value in line.tolist()]  # nan: no line
    edges, path, end = frame.edges(), "", len(values)
    for place, value in enumerate(values):
        if value is None:
            continue
        follows = place > 0 and stretch[place] == stretch[place - 1]
        if not follows or values[place - 1] is None:
            gap = GAP if place and not follows else 0
            path += f"M{edges[place] + gap:.1f} {frame.up(value):.1f}"
        elif value != values[place - 1]:
            path += f"H{edges[place]:.1f}V{frame.up(value):.1f}"
        goes_on = place + 1 < end and stretch[place + 1] == stretch[place]
        if not goes_on or values[place + 1] is None:
            gap = GAP if place + 1 < end else 0
            path += f"H{edges[place + 1] - gap:.1f}"
    return path


def points(frame: Frame) -> str:
    """Return the mark of each point."""
    places = frame.points()
    close = (frame.right - frame.left) / len(places)
    r = round(min(max(0.36 * close, 2.0), 4.5), 1)
    special = max(r, 3.0)  # what stands out is seen also where points are close together
    return "".join(
        marks.point(kind, x, y, r if kind == marks.COMMON else special)
        for kind, (x, y) in zip(frame.sheet.chart.kinds, places, strict=True)
    )


def names(frame: Frame) -> str:
    """Return the names of the lines beside their ends, none over another."""
    named = sorted(
        (frame.up(value), name, is_target)
        for name, value, is_target in legend.names(frame.sheet, frame.step)
    )
    places = apart([y for y, _, _ in named], 1.25 * frame.size, frame.bottom)
    return "".join(
        marks.text(name, frame.right + 6, y + 0.35 * frame.size, more=TARGET if is_target else "")
        for y, (_, name, is_target) in zip(places, named, strict=True)
    )
