"""The map as SVG: who stands near whom. It says nothing that the tables don't say in words.

A group is known by the shape of its marks and by its letter, never by colour alone. A mark stands
for all of a group who are in a square of the map: the more, the larger.
"""

import math
from html import escape
from typing import Any

from everyseat.conversation.report import sentences
from everyseat.conversation.report.figures import ACROSS

Content = dict[str, Any]
SIDE = 480
EDGE = 24
LARGEST = 0.9
"""How much of a square the largest mark fills."""
TEXT = 'font-family="sans-serif" text-anchor="middle" stroke="#fff" paint-order="stroke"'
LETTER = f'{TEXT} font-size="26" font-weight="700" stroke-width="6" dominant-baseline="central"'
NUMBER = f'{TEXT} font-size="13" font-weight="600" stroke-width="4"'
APART = 26
NUMBERED = 5
"""Statements of each list that have their number on the map."""


def svg(content: Content, words: str) -> str:
    """Return the map of a report's content; `words` say what it shows."""
    found = content["map"]
    most = max((square["people"] for square in found["squares"]), default=1)
    across = found.get("across", ACROSS)  # not in a result of before
    room = (SIDE - 2 * EDGE) / across * LARGEST / 2
    marks = [
        _mark(_x(s["x"]), _y(s["y"]), max(room * math.sqrt(s["people"] / most), 1.5), s["group"])
        for s in found["squares"]
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" role="img" '
        f'class="es-map" aria-label="{escape(words)}">'
        f'<g aria-hidden="true">{_axes()}{"".join(marks)}{_letters(content)}{_numbers(content)}'
        "</g></svg>"
    )


def key(group: int) -> str:
    """Return the small drawing that explains a group's marks."""
    mark = _mark(11, 11, 8, group)
    return f'<svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">{mark}</svg>'


def _x(across: float) -> float:
    return round(EDGE + (across + 1) / 2 * (SIDE - 2 * EDGE), 1)


def _y(up: float) -> float:
    return _x(-up)


def _axes() -> str:
    middle, end = SIDE / 2, SIDE - EDGE
    return (
        f'<path class="es-map__axes" d="M{EDGE} {middle}H{end}M{middle} {EDGE}V{end}" fill="none" '
        'stroke="currentColor" stroke-opacity=".25"/>'
    )


def _mark(x: float, y: float, r: float, group: int) -> str:
    """Return a group's mark: disc, triangle, square, ring or cross."""
    r = round(r, 1)
    shapes = (
        f'<circle cx="{x}" cy="{y}" r="{r}"/>',
        f'<path d="M{x} {y - r}l{r} {1.7 * r:.1f}h{-2 * r}z"/>',
        f'<rect x="{x - 0.85 * r:.1f}" y="{y - 0.85 * r:.1f}" width="{1.7 * r:.1f}" '
        f'height="{1.7 * r:.1f}"/>',
        f'<circle cx="{x}" cy="{y}" r="{0.75 * r:.1f}" fill="none" stroke="currentColor" '
        f'stroke-width="{0.5 * r:.1f}"/>',
        f'<path d="M{x - r} {y}h{2 * r}M{x} {y - r}v{2 * r}" fill="none" stroke="currentColor" '
        f'stroke-width="{0.6 * r:.1f}"/>',
    )
    return f'<g class="es-map__group es-map__group--{group}">{shapes[group]}</g>'


def _letters(content: Content) -> str:
    """Return each group's letter where its people stand on average."""
    if not content["groups"]:
        return ""
    return "".join(
        f'<text class="es-map__letter" x="{_x(x)}" y="{_y(y)}" {LETTER}>'
        f"{sentences.LETTERS[group]}</text>"
        for group, (x, y) in enumerate(content["map"]["centres"])
    )


def numbered(content: Content) -> dict[str, tuple[float, float]]:
    """Return which statements have their number on the map, and where.

    Those that most people agree on, and that divide most; one that would cover another is left out.
    """
    names = dict.fromkeys(
        row["name"] for rows in ("common_ground", "divides") for row in content[rows][:NUMBERED]
    )
    places = content["map"]["statements"]
    found: dict[str, tuple[float, float]] = {}
    for name in names:
        x, y = _x(places[name][0]), _y(places[name][1])
        if all(abs(x - a) > APART or abs(y - b) > APART for a, b in found.values()):
            found[name] = (x, y)
    return found


def _numbers(content: Content) -> str:
    return "".join(
        f'<text class="es-map__number" x="{x}" y="{y}" {NUMBER}>{escape(name)}</text>'
        for name, (x, y) in numbered(content).items()
    )
