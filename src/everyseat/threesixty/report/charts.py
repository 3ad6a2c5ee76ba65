"""Charts as SVG, drawn from a report's numbers; the same drawing serves the page and the PDF.

Each is one row of a picture whose rows share an axis, so that they are compared at a glance. All is
told by shape: others are a dot with a line for its interval, oneself is an open diamond, the last
time a ring, and answers stand behind as bars. The ink is the text's own, so that a drawing
is read in the dark too.
"""

from collections.abc import Callable
from html import escape

from everyseat.threesixty.report.material import beside_self
from everyseat.threesixty.report.shape import Change, Estimate, Scale, Topic

WIDTH = 440
VALUE, BEHAVIOUR = 32, 46
"""How high the row of a value is, and that of a behaviour, which has bars."""
BARS = 15
Scaled = Callable[[float], float]
"""Where on a drawing a rating lies."""


def axis(scale: Scale) -> list[dict[str, str]]:
    """Return the points of a scale, each for a cell as wide as all others; its ends have labels."""
    points = range(scale["low"], scale["high"] + 1)
    labels = scale["labels"] if len(scale["labels"]) == len(points) else [""] * len(points)
    ends = (points[0], points[-1])
    return [
        {"point": str(point), "label": label if point in ends else ""}
        for point, label in zip(points, labels, strict=True)
    ]


def of_value(topic: Topic, scale: Scale, words: str) -> str:
    """Return a value's row: others, self, and where others would have stood last time.

    `words` say what it shows, for those who do not see it.
    """
    x = _scaled(scale)
    parts = [_grid(scale, x, VALUE)]
    if others := beside_self(topic):
        parts.append(_interval(others, x, y=10))
        if topic["change"] and topic["change"]["reliable"]:
            parts.append(_ring(x(_before(others, topic["change"], scale)), 10))
    if topic["self"] is not None:
        parts.append(_diamond(x(topic["self"]), 24))
    return _svg(WIDTH, VALUE, "".join(parts), words)


def of_behaviour(topic: Topic, scale: Scale, words: str) -> str:
    """Return a behaviour's row: answers, others and self."""
    x = _scaled(scale)
    parts = [_grid(scale, x, BEHAVIOUR)]
    if others := beside_self(topic):
        parts += [_bars(others["counts"], scale["low"], x), _interval(others, x, y=24)]
    if topic["self"] is not None:
        parts.append(_diamond(x(topic["self"]), 38))
    return _svg(WIDTH, BEHAVIOUR, "".join(parts), words)


def key(what: str, words: str) -> str:
    """Return the small drawing that explains a mark: "others", "self" or "before"."""
    row: Estimate = {"estimate": 22, "interval": [6, 38]}
    mark = {
        "others": _interval(row, lambda value: value, y=9),
        "self": _diamond(22, 9),
        "before": _ring(22, 9),
    }[what]
    return _svg(44, 18, mark, words)


def _before(others: Estimate, change: Change, scale: Scale) -> float:
    """Return where others stood last time: as far from now as the change that is told."""
    return min(max(others["estimate"] - change["difference"], scale["low"]), scale["high"])


def _scaled(scale: Scale) -> Scaled:
    """Return where each rating lies: in the middle of its point's cell of the axis."""
    cell = WIDTH / (scale["high"] - scale["low"] + 1)
    return lambda rating: round((rating - scale["low"] + 0.5) * cell, 1)


def _grid(scale: Scale, x: Scaled, height: int) -> str:
    lines = "".join(f"M{x(point)} 0V{height}" for point in range(scale["low"], scale["high"] + 1))
    return f'<path d="{lines}" stroke="currentColor" stroke-opacity=".2"/>'


def _bars(counts: list[int] | None, low: int, x: Scaled) -> str:
    if not counts or not sum(counts):
        return ""
    tallest, wide = max(counts), (x(low + 1) - x(low)) / 2
    return "".join(
        _bar(x(low + i) - wide / 2, BARS - n / tallest * BARS, wide, n / tallest * BARS)
        for i, n in enumerate(counts)
        if n
    )


def _bar(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        'fill="currentColor" fill-opacity=".5"/>'
    )


def _interval(row: Estimate, x: Scaled, y: float) -> str:
    left, right = (x(end) for end in row["interval"])
    return (
        f'<path d="M{left} {y}H{right}M{left} {y - 4}v8M{right} {y - 4}v8" '
        'stroke="currentColor" stroke-width="2" fill="none"/>'
        f'<circle cx="{x(row["estimate"])}" cy="{y}" r="5.5" fill="currentColor"/>'
    )


def _diamond(x: float, y: float) -> str:
    return (
        f'<path d="M{x} {y - 7}l7 7l-7 7l-7 -7z" fill="none" stroke="currentColor" '
        'stroke-width="2"/>'
    )


def _ring(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/>'


def _svg(width: int, height: int, inner: str, words: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(words)}">{inner}</svg>'
    )
