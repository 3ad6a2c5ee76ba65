"""What a chart says, as facts: which rule holds, of how many points, and since which.

Sentences are made of them where people read, in their language.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from everyseat.science.spc.chart import Chart, Variation
from everyseat.science.spc.rules import Cause


class Rule(StrEnum):
    """By which rule points stand out, whichever way."""

    OUTSIDE = "outside_a_limit"
    TREND = "trend"
    NEAR = "near_a_limit"
    RUN = "run_on_one_side"


RULES = {
    Cause.ABOVE_LIMIT: Rule.OUTSIDE,
    Cause.BELOW_LIMIT: Rule.OUTSIDE,
    Cause.RISING: Rule.TREND,
    Cause.FALLING: Rule.TREND,
    Cause.NEAR_UPPER: Rule.NEAR,
    Cause.NEAR_LOWER: Rule.NEAR,
    Cause.RUN_ABOVE: Rule.RUN,
    Cause.RUN_BELOW: Rule.RUN,
}


@dataclass(frozen=True)
class Signal:
    """Points that stand out together.

    Attributes
    ----------
    rule : Rule
    side : int
        1 if they are high or rise, −1 if they are low or fall.
    kind : Variation
    first, last : int
        The places of the first and the last of them, counted from 0.
    points : int
        How many they are: all from first to last, but for those near a limit, between which there
        may be another.
    is_current : bool
        Whether the chart's last point is one of them.
    """

    rule: Rule
    side: int
    kind: Variation
    first: int
    last: int
    points: int
    is_current: bool


def latest(chart: Chart) -> Signal | None:
    """Return the newest signal of a chart, or None if no point stands out.

    Parameters
    ----------
    chart : Chart

    Returns
    -------
    Signal or None

    Examples
    --------
    >>> from everyseat.science import spc
    >>> found = latest(spc.xmr([4, 6, 4, 6, 4, 6, 7, 9, 7, 9, 7, 9, 7]))
    >>> found.rule.value, found.points, found.first, found.is_current
    ('run_on_one_side', 7, 6, True)
    """
    last = next((n for n in reversed(range(len(chart.causes))) if chart.causes[n].side), None)
    if last is None:
        return None
    cause = chart.causes[last]
    rule = RULES[cause]
    begin = int(np.flatnonzero(chart.stretch == chart.stretch[last])[0])
    if rule is Rule.NEAR:
        begin = max(begin, last - 2)
        places = [n for n in range(begin, last + 1) if chart.is_near[n]]
        first, points = places[0], len(places)
    else:
        first = begin + _start(_belongs(chart, rule, cause.side, begin, last))
        points = last - first + 1
    is_current = last == len(chart.causes) - 1
    return Signal(rule, cause.side, chart.kinds[last], first, last, points, is_current)


def _belongs(chart: Chart, rule: Rule, side: int, begin: int, last: int) -> NDArray[np.bool_]:
    """Return which points of a stretch do what the rule asks of its points."""
    part = slice(begin, last + 1)
    on_side: NDArray[np.bool_] = chart.side[part] == side
    if rule is Rule.RUN:
        return on_side
    if rule is Rule.OUTSIDE:
        return on_side & chart.is_outside[part]
    steps: NDArray[np.bool_] = np.sign(np.diff(chart.values[part])) == side
    belongs: NDArray[np.bool_] = np.insert(steps, 0, False) | np.append(steps, False)
    return belongs


def _start(belongs: NDArray[np.bool_]) -> int:
    """Return where the last row of points that belong begins."""
    others = np.flatnonzero(~belongs)
    return int(others[-1]) + 1 if len(others) else 0
