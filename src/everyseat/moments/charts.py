"""Pictures of moments as SVG, each beside its table: the plane of feelings, and shares over time.

Everything is told by shape as well as by shade: a word that was meant has a ring around it.
"""

from collections.abc import Iterator
from html import escape
from math import hypot, sqrt

from everyseat.giving.feelings import FEELINGS

INK, GREY, PALE, FILL = "#212b32", "#4c6272", "#d3dadd", "#2f6f4f"
WIDTH, HEIGHT, EDGE = 420, 400, 36
SIZE, LINE, WIDE, DESCENT = 15, 17, 8, 4
"""Of a label: the size of its letters, the height of its line, a letter's width, and how far it
reaches below its line."""
RING = 4
"""How far the ring of a word that was meant stands off its dot."""
ENDS = (
    ("unpleasant", 4, HEIGHT - 8, "start"),
    ("pleasant", WIDTH - 4, HEIGHT - 8, "end"),
    ("energised", WIDTH / 2, 18, "middle"),
    ("calm", WIDTH / 2, HEIGHT - 8, "middle"),
)
"""Where the ends of the two axes are named."""

Box = tuple[float, float, float, float]
Dot = tuple[float, float, float]


def plane(felt: dict[str, int | None], meant: list[str], n: int, axes: dict, words: str) -> str:
    """Return the plane: a dot for each word felt, as large as the people who chose it.

    `axes` names its four ends, `words` say what it shows for those who do not see it. A count of
    None is “most”.
    """
    people = {key: n if (count := felt.get(key, 0)) is None else count for key in {*felt, *meant}}
    # The largest below; of equal ones the order is that of their names, and tells nothing.
    order = sorted(people, key=lambda key: (-people[key], key))
    dots = [(key, *_place(key), 4 + 18 * sqrt(people[key] / n)) for key in order]
    drawn = [_dot(x, y, radius, key in felt, key in meant) for key, x, y, radius in dots]
    reach = [(x, y, radius + RING * (key in meant)) for key, x, y, radius in dots]
    taken = [_box(x, y, at, axes[end]) for end, x, y, at in ENDS]
    for (key, *_), dot in zip(dots, reach, strict=True):
        drawn.append(_label(str(FEELINGS[key].text), dot, taken, reach))
    return _svg(WIDTH, HEIGHT, _axes(axes) + "".join(drawn), words)


def _dot(x: float, y: float, radius: float, felt: bool, meant: bool) -> str:
    dot = f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{FILL}" opacity="0.55"/>'
    ring = (
        f'<circle cx="{x}" cy="{y}" r="{radius + RING:.1f}" fill="none" stroke="{INK}"'
        ' stroke-width="2" stroke-dasharray="5 3"/>'
    )
    return dot * felt + ring * meant


def _place(key: str) -> tuple[float, float]:
    feeling = FEELINGS[key]
    x = WIDTH / 2 + feeling.pleasant * (WIDTH / 2 - EDGE)
    y = HEIGHT / 2 - feeling.energy * (HEIGHT / 2 - EDGE - 16)
    return round(x, 1), round(y, 1)


def _label(text: str, dot: Dot, taken: list[Box], dots: list[Dot]) -> str:
    """Return a word as near its dot as it covers no other word, and if it can be no other dot.

    A line leads to one that had to move away. Its place is added to those that are `taken`.
    """
    x, y, radius = dot
    free = [box for box in _spots(text, dot) if not any(_meet(box, other) for other in taken)]
    clear = (box for box in free if not any(_covers(box, other) for other in dots if other != dot))
    box = next(clear, None) or next(iter(free), _box(x, y, "middle", text))
    taken.append(box)
    left, top, right, bottom = box
    to_x, to_y = min(max(x, left), right), min(max(y, top), bottom)
    far = hypot(to_x - x, to_y - y) > radius + LINE
    line = f'<path d="M{x} {y}L{to_x:.0f} {to_y:.0f}" stroke="{GREY}"/>' if far else ""
    return line + _text(left, bottom - DESCENT, SIZE, INK, "start", text)


def _spots(text: str, dot: Dot) -> Iterator[Box]:
    """Yield places for a word, the nearest first: under, over and beside its dot, then further."""
    x, y, radius = dot
    beside = radius + 4 + WIDE * len(text) / 2
    under, over = radius + LINE - 2, -radius - 4
    yield from (_box(x + dx, y + dy, "middle", text) for dx, dy in ((0, under), (0, over)))
    yield from (_box(x + dx, y + 5, "middle", text) for dx in (beside, -beside))
    for step in range(1, HEIGHT // LINE):
        for dy in (under + step * LINE, over - step * LINE):
            yield from (_box(x + dx, y + dy, "middle", text) for dx in (0, beside, -beside))


def _box(x: float, y: float, anchor: str, text: str) -> Box:
    """Return the left, top, right and bottom of a text on the line y, inside the picture."""
    width = WIDE * len(text)
    left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
    left = min(max(left, 4), WIDTH - width - 4)
    bottom = min(max(y + DESCENT, LINE), HEIGHT - 2)
    return left, bottom - LINE, left + width, bottom


def _meet(one: Box, other: Box) -> bool:
    apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    return not apart


def _covers(box: Box, dot: Dot) -> bool:
    x, y, radius = dot
    left, top, right, bottom = box
    return hypot(min(max(x, left), right) - x, min(max(y, top), bottom) - y) < radius


def _axes(axes: dict[str, str]) -> str:
    middle, centre = WIDTH / 2, HEIGHT / 2
    across, down = f"M{EDGE} {centre}H{WIDTH - EDGE}", f"M{middle} {EDGE}V{HEIGHT - EDGE}"
    lines = f'<path d="{across}{down}" stroke="{PALE}"/>'
    return lines + "".join(_text(x, y, 14, GREY, at, axes[end]) for end, x, y, at in ENDS)


def _text(x: float, y: float, size: int, fill: str, anchor: str, text: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
        f' font-family="Arial, Liberation Sans, sans-serif">{escape(text)}</text>'
    )


def shares(rows: list[tuple[float, float | None, float]], words: str) -> str:
    """Return a strip for each moment: its share (0 to 1), if it is told, in its interval."""
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
        if middle is not None:
            parts.append(f'<circle cx="{x(middle)}" cy="{y}" r="7" fill="{FILL}" stroke="{INK}"/>')
    return _svg(WIDTH, height, "".join(parts), words)


def _svg(width: int, height: int, content: str, words: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}"'
        f' xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )
