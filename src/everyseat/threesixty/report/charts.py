"""Charts as SVG, drawn from a report's numbers; the same drawing serves the page and the PDF.

Everything is told by shape as well as by shade: others are a dot with a line for its interval,
oneself is an open diamond, the distribution stands behind as bars.
"""

from collections.abc import Callable
from html import escape

from everyseat.threesixty.report.material import beside_self
from everyseat.threesixty.report.shape import Estimate, Scale, Topic

INK, GREY, PALE = "#212b32", "#4c6272", "#d3dadd"
WIDTH, HEIGHT, EDGE = 340, 86, 20
BARS, AXIS, OTHERS, OWN, DIGITS = 30, 34, 48, 63, 81
Scaled = Callable[[float], float]
"""Where on a drawing a rating lies."""


def strip(topic: Topic, scale: Scale, words: str) -> str:
    """Return the chart of one topic: distribution, others' estimate with interval, and self.

    `words` say what it shows, for those who do not see it.
    """
    low, high = scale["low"], scale["high"]

    def x(value: float) -> float:
        return round(EDGE + (value - low) / (high - low) * (WIDTH - 2 * EDGE), 1)

    parts = [_axis(low, high, x)]
    others = beside_self(topic)
    if others:
        parts.append(_bars(others["counts"], low, x))
        parts.append(_interval(others, x))
    if topic["self"] is not None:
        parts.append(_diamond(x(topic["self"]), OWN))
    return _svg(WIDTH, HEIGHT, "".join(parts), words)


def key(what: str, words: str) -> str:
    """Return the small drawing that explains a mark: "others", "self" or "spread"."""
    row: Estimate = {"estimate": 22, "interval": [8, 36]}
    mark = {
        "others": _interval(row, lambda value: value, y=9),
        "self": _diamond(22, 9),
        "spread": "".join(
            _rect(5 + 12 * i, 16 - height, 10, height) for i, height in enumerate((6, 14, 9))
        ),
    }[what]
    return _svg(44, 18, mark, words)


def _axis(low: int, high: int, x: Scaled) -> str:
    line = f'<path d="M{EDGE} {AXIS}H{WIDTH - EDGE}" stroke="{GREY}" stroke-width="1"/>'
    ticks = "".join(
        f'<path d="M{x(v)} {AXIS}v{DIGITS - AXIS - 13}" stroke="{PALE}" stroke-width="1"/>'
        f'<text x="{x(v)}" y="{DIGITS}" text-anchor="middle" font-size="12" '
        f'font-family="Arial, Liberation Sans, sans-serif" fill="{INK}">{v}</text>'
        for v in range(low, high + 1)
    )
    return line + ticks


def _bars(counts: list[int] | None, low: int, x: Scaled) -> str:
    if not counts or not sum(counts):
        return ""
    tallest = max(counts)
    bars = []
    for i, n in enumerate(counts):
        height = round(n / tallest * (BARS - 4), 1)
        bars.append(_rect(x(low + i) - 15, AXIS - height, 30, height) if n else "")
    return "".join(bars)


def _rect(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{PALE}" stroke="{GREY}" stroke-width="0.6"/>'
    )


def _interval(row: Estimate, x: Scaled, y: float = OTHERS) -> str:
    left, right = (x(end) for end in row["interval"])
    middle = x(row["estimate"])
    return (
        f'<path d="M{left} {y}H{right}M{left} {y - 4}v8M{right} {y - 4}v8" '
        f'stroke="{INK}" stroke-width="2" fill="none"/>'
        f'<circle cx="{middle}" cy="{y}" r="5.5" fill="{INK}"/>'
    )


def _diamond(x: float, y: float) -> str:
    return (
        f'<path d="M{x} {y - 7}l7 7l-7 7l-7 -7z" fill="#ffffff" stroke="{INK}" stroke-width="2"/>'
    )


def _svg(width: int, height: int, inner: str, words: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(words)}">{inner}</svg>'
    )
