"""What a control chart is drawn with: shapes and colours of points, lines, and words.

A point is known by its shape, never by colour alone: a disc is common cause, a square is an
improvement, a diamond is a concern, and triangles point up or down where neither is better. Blue
and orange are those of the NHS's "Making data count", with a contrast of at least 3:1 on white.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from everyseat.files.charts.axes import MONTHS

COMMON = "common_cause"
IMPROVEMENT = "special_cause_improvement"
CONCERN = "special_cause_concern"
HIGH = "special_cause_neutral_high"
LOW = "special_cause_neutral_low"
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHORT = {
    COMMON: "common",
    IMPROVEMENT: "improvement",
    CONCERN: "concern",
    HIGH: "neutral",
    LOW: "neutral",
}
"""The end of the class of a point of each kind."""
LIGHT = {
    "ground": "#ffffff",
    "ink": "#212b32",
    "common": "#66737c",
    "improvement": "#005eb8",
    "concern": "#d05a00",
    "neutral": "#6f2da8",
    "target": "#b3125b",
}
DARK = {
    "ground": "#1b2227",
    "ink": "#e8edee",
    "common": "#a9b8c2",
    "improvement": "#66b2ff",
    "concern": "#ff9d4d",
    "neutral": "#cfa8ee",
    "target": "#ff94c2",
}


@dataclass(frozen=True)
class Words:
    """What is written on a chart, in the reader's language."""

    mean: str = "Mean"
    limits: str = "Process limits"
    upper: str = "Upper limit"
    lower: str = "Lower limit"
    target: str = "Target"
    kinds: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType(
            {
                COMMON: "Usual variation",
                IMPROVEMENT: "Improvement",
                CONCERN: "Concern",
                HIGH: "Unusually high",
                LOW: "Unusually low",
            }
        )
    )
    months: Sequence[str] = MONTHS


ENGLISH = Words()


def point(kind: str, x: float, y: float, r: float) -> str:
    """Return the mark of a point, `r` being the radius of a disc as large as it looks."""
    name = SHORT[kind]
    return f'<path class="es-spc__{name}" fill="{LIGHT[name]}" d="{outline(kind, x, y, r)}"/>'


def outline(kind: str, x: float, y: float, r: float) -> str:
    """Return the path of a mark."""
    if kind == COMMON:
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    if kind == IMPROVEMENT:
        side = round(1.9 * r, 1)
        return f"M{x - side / 2:.1f} {y - side / 2:.1f}h{side}v{side}h{-side}z"
    if kind == CONCERN:
        half = round(1.45 * r, 1)
        return f"M{x:.1f} {y - half:.1f}l{half} {half}l{-half} {half}l{-half} {-half}z"
    half, up = round(1.3 * r, 1), 1 if kind == HIGH else -1
    return f"M{x:.1f} {y - up * half:.1f}l{half} {up * 2 * half}h{-2 * half}z"


def stroke(name: str, path: str, width: float, dash: str = "", opacity: str = "") -> str:
    """Return a line of the colour of a name; of the text's own colour if the name has none."""
    colour = LIGHT[name] if name in LIGHT and name != "ink" else "currentColor"
    more = f' stroke-dasharray="{dash}"' if dash else ""
    more += f' stroke-opacity="{opacity}"' if opacity else ""
    return (
        f'<path class="es-spc__{name}-line" d="{path}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}"{more}/>'
    )


def said(words: str) -> str:
    """Return words as markup, without characters that no XML may hold."""
    return escape(NO_XML.sub("", words))


def text(words: str, x: float, y: float, *, anchor: str = "start", more: str = "") -> str:
    """Return words at a place; `anchor` says which end of them stands there."""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{end}{more}>{said(words)}</text>'


def wide(words: str, size: float) -> float:
    """Return about how wide words are in a sans-serif font."""
    return sum(0.32 if letter in "il.,:;'|! " else 0.58 for letter in words) * size


def style() -> str:
    """Return the style of a drawing that stands alone: light, dark and on paper."""
    return (
        f"<style>{_rules(LIGHT)}"
        f"@media screen and (prefers-color-scheme:dark){{{_rules(DARK)}}}</style>"
    )


def _rules(colours: Mapping[str, str]) -> str:
    named = ("common", "improvement", "concern", "neutral")
    return (
        f".es-spc{{color:{colours['ink']}}}.es-spc__ground{{fill:{colours['ground']}}}"
        f".es-spc__target-line{{stroke:{colours['target']}}}"
        f".es-spc__target-text{{fill:{colours['target']}}}"
        + "".join(
            f".es-spc__{name}{{fill:{colours[name]}}}.es-spc__{name}-line{{stroke:{colours[name]}}}"
            for name in named
        )
    )
