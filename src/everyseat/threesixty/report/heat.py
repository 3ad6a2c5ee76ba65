"""The heat map of a report: each value by each group of raters, as plain cells."""

from itertools import pairwise

from everyseat.threesixty import relationships
from everyseat.threesixty.report import groups, reading
from everyseat.threesixty.report.groups import Difference
from everyseat.threesixty.report.sentences import number
from everyseat.threesixty.report.shape import Report, Row, Scale, Topic
from everyseat.threesixty.report.translated import gettext as _

SHADES = 5
EXACT = 1e-9
"""What keeps a rating at the beginning of a part in it, whatever its binary fraction."""
Cell = dict[str, object]


def heat(report: Report) -> dict[str, object] | None:
    """Return headings, rows, legend and reasons; None where no group stands beside another."""
    blocks, names = groups.columns(report), report["named"]
    if not blocks and not names:
        return None
    headings = [_("You")] if report["self_given"] else []
    headings += [_("All others")] if report["raters"] is not None else []
    headings += _with_numbers(blocks, report)
    headings += [str(relationships.NAMES[name]) for name in names]
    values = reading.by_gap(report["values"])
    rows = [(value["text"], _cells(value, blocks, report)) for value in values]
    reasons = [cell["why"] for _name, cells in rows for cell in cells if "why" in cell]
    return {
        "headings": headings,
        "rows": [{"name": name, "cells": cells} for name, cells in rows],
        "legend": _legend(report["scale"]),
        "reasons": list(dict.fromkeys(reasons)),
        "note": _note(report),
    }


def _with_numbers(blocks: list[list[str]], report: Report) -> list[str]:
    """Return the name of each group, with the number of its people if that is known."""
    numbers = {tuple(block): n for block, n in groups.sizes(report)}
    named = [(relationships.names(block), numbers.get(tuple(block), 0)) for block in blocks]
    return [f"{name} ({n})" if n else name for name, n in named]


def _cells(value: Topic, blocks: list[list[str]], report: Report) -> list[Cell]:
    scale = report["scale"]
    cells = [_own(value, scale)] if report["self_given"] else []
    cells += [_others(value["others"], scale)] if report["raters"] is not None else []
    apart = groups.widest(value, scale)
    cells += [_group(value, block, apart, scale) for block in blocks]
    named = groups.ratings_alone(value)
    return cells + [_rating(named.get(name), scale, _not_rated()) for name in report["named"]]


def _own(value: Topic, scale: Scale) -> Cell:
    """Return self without a shade: it is not felt, and a high one would draw the eye first."""
    why = _("You rated too few of these statements to compare.")
    return {**_rating(value["self"], scale, why), "shade": None}


def _others(row: Row | None, scale: Scale) -> Cell:
    return _rating(row and row["estimate"], scale, _hidden())


def _group(value: Topic, block: list[str], apart: Difference | None, scale: Scale) -> Cell:
    row = groups.row_of(value, block)
    if row is None:
        return _rating(None, scale, _hidden())
    if len(row["relationships"]) > len(block):
        return _rating(None, scale, _together(row))
    cell = _rating(row["estimate"], scale, "")
    if apart and row is apart.higher:
        return {**cell, "note": "▲ " + _("higher")}
    if apart and row is apart.lower:
        return {**cell, "note": "▼ " + _("lower")}
    return cell


def _rating(rating: float | None, scale: Scale, why: str) -> Cell:
    if rating is None:
        return {"text": "–", "why": why}
    return {"text": number(rating), "shade": shade(rating, scale)}


def shade(rating: float, scale: Scale) -> int:
    """Return which of five equal parts of the scale a rating, as it is shown, lies in, from 0."""
    part = (round(rating, 1) - scale["low"]) / (scale["high"] - scale["low"]) * SHADES
    return min(int(part + EXACT), SHADES - 1)


def _legend(scale: Scale) -> list[str]:
    """Return what each shade stands for."""
    text, last = _("%(low)s to under %(high)s"), _("%(low)s to %(high)s")
    step = (scale["high"] - scale["low"]) / SHADES
    ends = [scale["low"] + i * step for i in range(SHADES + 1)]
    return [
        (last if high == ends[-1] else text) % {"low": number(low), "high": number(high)}
        for low, high in pairwise(ends)
    ]


def _note(report: Report) -> str:
    """Return what kinds of numbers stand in the map."""
    if report["raters"] is None:
        return _("Each number is the mean of one person's ratings.")
    return _("Best estimates for groups; the ratings themselves for you and your manager.")


def _hidden() -> str:
    return _(
        "Hidden to protect people: too few answers, or they could be worked out from other numbers."
    )


def _together(row: Row) -> str:
    text = _("Shown together to protect people. %(groups)s: about %(estimate)s.")
    names = relationships.names(row["relationships"])
    return text % {"groups": names, "estimate": number(row["estimate"])}


def _not_rated() -> str:
    return _("Your manager did not rate these statements.")
