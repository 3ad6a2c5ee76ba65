"""A group report made ready to be read: its numbers as text, with a shade, or why there is none.

The page, the PDF and the workbook are all filled from what `present` returns, so they can't differ.
"""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.safety.averages import FIVE
from everyseat.threesixty.group import sentences
from everyseat.threesixty.group.shape import GroupReport, Mean, Value
from everyseat.threesixty.report.shape import Scale

FROM = (1.5, 2.0, 2.5, 3.0)
"""Where shades 1 to 4 begin, above the low end of a five-point scale: most means lie in its upper
half, and there shades must differ."""
NAMED = 2
"""Teams named at the head of a column; how many more there are is said in number."""


def present(content: GroupReport) -> dict[str, object]:
    """Return everything a template shows."""
    blocks = [[team["name"] or _("No team") for team in block] for block in content["blocks"]]
    first, *rest = sentences.headline(content)
    in_table, alone = _in_table(content["values"])
    return {
        "title": _("Group report"),
        "round": content["title"],
        "first": first,
        "rest": rest,
        "coverage": sentences.coverage(content),
        "headings": [_("All leaders"), *(_heading(block) for block in blocks)],
        "rows": [_row(value, content) for value in in_table],
        "alone": sentences.of_all_alone(alone),
        "legend": _legend(content["scale"]),
        "together": [", ".join(block) for block in blocks if len(block) > NAMED],
        "details_title": _("Agreement, coverage and change")
        if content["compared_with"]
        else _("Agreement and coverage"),
        "details": [_details(value, content) for value in content["values"]],
        "compared_with": content["compared_with"],
        "about": about(content),
    }


def _in_table(values: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Return the values of the table, and those beside it: their teams are not shown.

    A table of dashes says nothing: where most cells of teams are hidden it has the others alone.
    """
    cells = [cell for value in values for cell in value["blocks"]]
    by_team = [value for value in values if any(value["blocks"])]
    if not by_team or sum(cell is not None for cell in cells) * 2 >= len(cells):
        return list(values), []
    return by_team, [value for value in values if not any(value["blocks"])]


def _heading(block: Sequence[str]) -> str:
    """Return the heading of a column: its teams, of many only the first."""
    if len(block) == 1:
        return block[0]
    if len(block) == NAMED:
        return _("%(first)s and %(last)s") % {"first": block[0], "last": block[1]}
    more = len(block) - NAMED
    text = ngettext("%(names)s and %(n)s more team", "%(names)s and %(n)s more teams", more)
    return text % {"names": ", ".join(block[:NAMED]), "n": more}


def _row(value: Value, content: GroupReport) -> dict[str, object]:
    cells = [_cell(value["everybody"], content)]
    cells += [
        _cell(shown, content, is_shown_of_all=bool(value["everybody"])) for shown in value["blocks"]
    ]
    return {"name": value["text"], "cells": cells}


def _cell(
    shown: Mean | None, content: GroupReport, is_shown_of_all: bool = False
) -> dict[str, object]:
    """Return a cell of the heat map: a number, its shade and of how many leaders, or why not."""
    k = {"k": content["k"]}
    if shown is None and is_shown_of_all:
        text = _("Hidden, because taking this from the total would show fewer than %(k)s leaders.")
        return {"text": "–", "why": text % k}
    if shown is None:
        text = _(
            "Hidden to protect people: for fewer than %(k)s leaders, every statement of this value "
            "was answered often enough."
        )
        return {"text": "–", "why": text % k}
    return {
        "text": sentences.mean(shown),
        "shade": shade(shown["mean"], content["scale"]),
        "note": f"{sentences.leaders(shown['leaders'])}, {sentences.rounded(shown)}",
    }


def shade(mean: float, scale: Scale) -> int:
    """Return the shade of a mean, from 0 to 4."""
    return sum(mean >= start for start in _starts(scale))


def _starts(scale: Scale) -> list[float]:
    point = (scale["high"] - scale["low"]) / FIVE
    return [scale["low"] + start * point for start in FROM]


def _legend(scale: Scale) -> list[str]:
    numbers = [sentences.number(start) for start in _starts(scale)]
    between = [
        _("from %(start)s, under %(end)s") % {"start": start, "end": end}
        for start, end in pairwise(numbers)
    ]
    return [
        _("under %(end)s") % {"end": numbers[0]},
        *between,
        _("%(start)s or more") % {"start": numbers[-1]},
    ]


def _details(value: Value, content: GroupReport) -> dict[str, str]:
    return {
        "name": value["text"],
        "agreement": sentences.agreement(value["spread"], content["scale"]),
        "seen": sentences.seen(value["seen"]),
        "change": sentences.change(value["change"]),
    }


def about(content: GroupReport) -> list[str]:
    """Return how the numbers came about, and what they never tell."""
    k = content["k"]
    return [
        _(
            "This report is made of what single reports show, and of nothing else. Each leader "
            "counts the same, however many people answered about them."
        ),
        _(
            "Every number is of %(k)s leaders or more. Small teams are put together first. The "
            "fewer leaders a number is of, the more it is rounded, so that it tells little of any "
            "one of them."
        )
        % {"k": k},
        _(
            "The number of all leaders is the mean of the rounded numbers of teams, each as often "
            "as it has leaders. So it tells nothing more than these."
        ),
        _("An average of leaders can hide that some are felt very differently."),
        _(
            "It was made once, when all reports had been made, and it does not change: not when a "
            "leader moves to another team, and not when somebody is erased."
        ),
        _("A leader counts for a value if every statement of it was answered often enough."),
    ]
