"""The heat map, always loaded: a table of numbers, each cell with a shade and a pattern of dots."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from string import ascii_lowercase
from typing import NotRequired, TypedDict

from django import template

register = template.Library()
SHADES = 5


class Cell(TypedDict):
    """A cell: its number as text, a shade from 0 (pale) to 4, and a line under the number.

    `why` says why there is no number; the text is then a dash.
    """

    text: str
    shade: NotRequired[int | None]
    note: NotRequired[str]
    why: NotRequired[str]


class Row(TypedDict):
    name: str
    cells: Sequence[Cell]


@register.inclusion_tag("site/heat.html")
def heat(
    caption: str,
    headings: Iterable[str],
    rows: Sequence[Row],
    legend: Sequence[str] = (),
    corner: str = "",
) -> dict[str, object]:
    """Show numbers as a heat map; `legend` says what each of the five shades stands for.

    A shade is seen as a ground and as a number of dots, so that none is told by its colour alone.
    Reasons for cells without a number stand under the table, each once.
    """
    cells = chain.from_iterable(row["cells"] for row in rows)
    reasons = dict.fromkeys(cell["why"] for cell in cells if cell.get("why"))
    letters = dict(zip(reasons, ascii_lowercase, strict=False))
    return {
        "caption": caption,
        "headings": headings,
        "rows": [{**row, "cells": [_lettered(c, letters) for c in row["cells"]]} for row in rows],
        "legend": list(enumerate(legend)),
        "reasons": [(letter, why) for why, letter in letters.items()],
        "corner": corner,
    }


def _lettered(cell: Cell, letters: Mapping[str, str]) -> dict[str, object]:
    """Return a cell with the letter of its reason, and refuse a shade that there is no ground for.

    ValueError for such a shade: it would look like a number without one.
    """
    shade = cell.get("shade")
    if shade is not None and shade not in range(SHADES):
        raise ValueError(f"a shade is from 0 to {SHADES - 1}, not {shade}")
    return {**cell, "letter": letters.get(cell.get("why", ""), "")}
