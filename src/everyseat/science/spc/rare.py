"""Rare events: time between them (t chart), or cases between them (g chart).

Where months without any event are usual, a count per month says little, and the time since the last
event says more: it gets longer as things get better.

    t:  y = x^(1/3.6) is nearly normal where events come at random; an XmR chart of y, whose lines
        are turned back by y^3.6
    g:  ḡ ± 3 √(ḡ (ḡ + 1)), ḡ the mean number of cases between events; points are compared with
        the median, as their distribution is far from even

Source: Nelson (1994), A control chart for parts-per-million nonconforming items, Journal of quality
technology 26(3), 239–240 (t); Benneyan (2001), Number-between g-type statistical quality control
charts for monitoring adverse events, Health care management science 4, 305–318 (g). Limits agree
with those of qicharts2 0.8.1; those of t within a thousandth, as 2.66 is 3 / 1.128 rounded.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import checks
from everyseat.science.spc.chart import Chart, Direction, Lines, Target, build, steps
from everyseat.science.spc.xmr import check_fix, xmr
from everyseat.science.tallies import Floats

POWER = 3.6


def t(
    times: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
    screen: bool = True,
) -> Chart:
    """Return the t chart of times between rare events, in their order.

    Parameters
    ----------
    times : array of float
        From each event to the next, such as days. Two on one day are 0 apart.
    direction : Direction
        What is better: mostly more time.
    target, fix_after, rebase, screen
        As for `xmr`; targets are times.

    Returns
    -------
    Chart
        In times. Its mean is that of y, turned back: below the mean time, near the median.

    Raises
    ------
    ValueError
        If there is no time, one is below 0 or no number, or an option is out of range.

    References
    ----------
    Nelson (1994), A control chart for parts-per-million nonconforming items, Journal of quality
    technology 26(3), 239–240.

    Examples
    --------
    >>> chart = t([12, 30, 8, 45, 22, 17, 33])
    >>> round(float(chart.mean[0]), 1), round(float(chart.lower[0]), 1)
    (21.6, 0.4)
    """
    found = _checked("times", times)
    plain = xmr(
        found ** (1 / POWER),
        direction=direction,
        fix_after=fix_after,
        rebase=rebase,
        screen=screen,
    )
    return replace(
        plain,
        values=found,
        mean=_turned_back(plain.mean),
        lower=_turned_back(plain.lower),
        upper=_turned_back(plain.upper),
        targets=steps(target, len(found)),
    )


def _turned_back(line: Floats) -> Floats:
    times: Floats = np.maximum(line, 0) ** POWER
    return times


def g(
    cases: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
) -> Chart:
    """Return the g chart of numbers of cases between rare events, in their order.

    Parameters
    ----------
    cases : array of float
        From each event to the next, such as operations.
    direction : Direction
        What is better: mostly more cases.
    target, fix_after, rebase
        As for `xmr`.

    Returns
    -------
    Chart
        Its `mean` is the median, about which runs are judged.

    Raises
    ------
    ValueError
        If there is no number, one is below 0, or an option is out of range.

    References
    ----------
    Benneyan (2001), Number-between g-type statistical quality control charts for monitoring adverse
    events, Health care management science 4, 305–318.

    Examples
    --------
    >>> chart = g([12, 30, 8, 45, 22, 17, 33])
    >>> float(chart.mean[0]), round(float(chart.upper[0]), 1)
    (22.0, 96.9)
    """
    found = _checked("cases", cases)
    check_fix(fix_after)
    return build(
        found,
        lambda stretch: _lines(found[stretch][:fix_after]),
        direction=direction,
        target=target,
        rebase=rebase,
    )


def _lines(cases: Floats) -> Lines:
    mean = float(cases.mean())
    wide = float(np.sqrt(mean * (mean + 1)))
    limits = (max(mean + n * wide, 0.0) for n in (-3, 3, -2, 2))
    return Lines(float(np.median(cases)), *limits)


def _checked(name: str, values: ArrayLike) -> Floats:
    found = checks.numbers(name, values)
    if wrong := np.flatnonzero(found < 0).tolist():
        raise ValueError(f"{name}: point {wrong[0]} is {found[wrong[0]]:g}, which is below 0")
    return found
