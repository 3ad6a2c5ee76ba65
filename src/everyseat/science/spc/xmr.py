"""Individuals charts (XmR): limits from how much a measure moves from one time to the next.

    limits = mean ± 2.66 × mean moving range

2.66 is 3 / 1.128, the bias of the range of two values of a normal distribution. Moving ranges of
3.267 times their mean or more are left out of the mean, once, as they come from special causes.

Source: Shewhart (1931), Economic control of quality of manufactured product; Wheeler (2000),
Understanding variation; NHS England, Making data count (2019). Numbers agree with those of
NHSRplotthedots 0.2.2.
"""

from collections.abc import Sequence
from statistics import mean as exact_mean

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import checks
from everyseat.science.spc.chart import Chart, Direction, Lines, Target, build
from everyseat.science.tallies import Floats

LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267


def xmr(
    values: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
    screen: bool = True,
) -> Chart:
    """Return the individuals chart of values in order of time.

    Parameters
    ----------
    values : array of float
        At least one.
    direction : Direction
        What is better.
    target : float or list of (int, float), optional
        One target, or several: from which point on, counted from 0, and what is aimed at.
        Assurance is judged by the newest.
    fix_after : int, optional
        Limits come from the first so many points of each stretch.
    rebase : sequence of int
        Points, counted from 0, from which there are new limits.
    screen : bool
        Leave moving ranges out that are `SCREEN` times their mean or more.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If there is no value, one is no number, or an option is out of range.

    Examples
    --------
    >>> chart = xmr([5, 6, 5, 6, 5, 6, 12], direction="decrease")
    >>> str(chart.causes[-1]), chart.variation.value
    ('Above UCL', 'special_cause_concern')
    >>> xmr([5, 6, 5, 6], target=[(0, 4), (2, 9)]).assurance.value
    'consistent_fail'
    """
    found = checks.numbers("values", values)
    check_fix(fix_after)
    return build(
        found,
        lambda stretch: lines(found[stretch][:fix_after], screen=screen),
        direction=direction,
        target=target,
        rebase=rebase,
    )


def lines(values: Floats, *, screen: bool = True) -> Lines:
    """Return the mean and the limits that values give.

    Means are exact and then rounded once, so that a point that lies on the mean is found there.
    """
    mean, moves = exact_mean(values.tolist()), mean_move(values, screen)
    return Lines(
        mean, mean - LIMIT * moves, mean + LIMIT * moves, mean - NEAR * moves, mean + NEAR * moves
    )


def mean_move(values: Floats, screen: bool) -> float:
    """Return the mean moving range of values; nan if nothing moves."""
    moves: list[float] = np.abs(np.diff(values)).tolist()
    if not any(moves):
        return float("nan")
    every = exact_mean(moves)
    return exact_mean([move for move in moves if not screen or move < SCREEN * every])


def check_fix(fix_after: int | None) -> None:
    """ValueError if limits can't come from so many points."""
    if fix_after is not None and fix_after < 1:
        raise ValueError(f"fix_after must be 1 or more, not {fix_after}")
