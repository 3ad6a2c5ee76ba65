"""Pictures of moments as SVG, each beside its table: the plane of feelings, and shares over time.

Everything is told by shape as well as by shade: a word that was meant has a ring around it.
"""

from html import escape
from math import sqrt

from everyseat.giving.feelings import FEELINGS

INK, GREY, PALE, FILL = "#212b32", "#4c6272", "#d3dadd", "#2f6f4f"
WIDTH, HEIGHT, EDGE = 420, 400, 36
LINE = 17


def plane(felt: dict[str, int | None], meant: list[str], n: int, axes: dict, words: str) -> str:
    """Return the plane: a dot for each word felt, as large as the people who chose it.

    `axes` names its four ends, `words` say what it shows for those who do not see it. A count of
    None is “most”.
    """
    parts = [_axes(axes)]
    taken: list[tuple[float, float, float]] = []
    people = {key: n if (count := felt.get(key, 0)) is None else count for key in {*felt, *meant}}
    # The largest below; of equal ones the order is that of their names, and tells nothing.
    for key in sorted(people, key=lambda key: (-people[key], key)):
        x, y = _place(key)
        radius = 4 + 18 * sqrt(people[key] / n)
        if key in felt:
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{FILL}" opacity="0.55"/>'
            )
        if key in meant:
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{radius + 4:.1f}" fill="none" stroke="{INK}"'
                ' stroke-width="2" stroke-dasharray="5 3"/>'
            )
        parts.append(_label(key, x, y + radius + 12, taken))
    return _svg(WIDTH, HEIGHT, "".join(parts), words)


def _place(key: str) -> tuple[float, float]:
    feeling = FEELINGS[key]
    x = WIDTH / 2 + feeling.pleasant * (WIDTH / 2 - EDGE)
    y = HEIGHT / 2 - feeling.energy * (HEIGHT / 2 - EDGE - 16)
    return round(x, 1), round(y, 1)


def _label(key: str, x: float, y: float, taken: list[tuple[float, float, float]]) -> str:
    """Return a word beside its dot, moved up or down until it covers no other."""
    text = str(FEELINGS[key].text)
    width = 8 * len(text)
    left = min(max(x - width / 2, 4), WIDTH - width - 4)
    for step in range(12):
        at = y + LINE * (step // 2 + step % 2) * (1 if step % 2 else -1)
        if all(abs(at - b) >= LINE or left + width < a or a + w < left for a, b, w in taken):
            break
    taken.append((left, at, width))
    return _text(left, at, 15, INK, "start", text)


def _axes(axes: dict[str, str]) -> str:
    middle, centre = WIDTH / 2, HEIGHT / 2
    across, down = f"M{EDGE} {centre}H{WIDTH - EDGE}", f"M{middle} {EDGE}V{HEIGHT - EDGE}"
    ends = (
        ("unpleasant", 4, HEIGHT - 8, "start"),
        ("pleasant", WIDTH - 4, HEIGHT - 8, "end"),
        ("energised", middle, 18, "middle"),
        ("calm", middle, HEIGHT - 8, "middle"),
    )
    lines = f'<path d="{across}{down}" stroke="{PALE}"/>'
    return lines + "".join(_text(x, y, 14, GREY, at, axes[end]) for end, x, y, at in ends)


def _text(x: float, y: float, size: int, fill: str, anchor: str, text: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
        f' font-family="Arial, Liberation Sans, sans-serif">{escape(text)}</text>'
    )


def shares(rows: list[tuple[float, float, float]], words: str) -> str:
    """Return a strip for each moment: its share (0 to 1) and the interval around it."""
    row = 34
    height = row * len(rows) + 24

    def x(value: float) -> float:
        return round(EDGE + value * (WIDTH - 2 * EDGE), 1)

    parts = [
        f'<path d="M{x(v)} 0V{height - 20}" stroke="{PALE}"/>'
        + _text(x(v), height - 4, 14, GREY, "middle", f"{v:.0%}")
        for v in (0, 0.25, 0.5, 0.75, 1)
    ]
    for i, (low, middle, high) in enumerate(rows):
        y = row * i + row / 2
        parts.append(f'<path d="M{x(low)} {y}H{x(high)}" stroke="{INK}" stroke-width="3"/>')
        parts.append(f'<circle cx="{x(middle)}" cy="{y}" r="7" fill="{FILL}" stroke="{INK}"/>')
    return _svg(WIDTH, height, "".join(parts), words)


def _svg(width: int, height: int, content: str, words: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}"'
        f' xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )
