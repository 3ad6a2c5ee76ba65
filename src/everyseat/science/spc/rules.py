"""Four rules by which points of a control chart stand out: the NHS's "Making data count" set.

A point has a special cause if it lies outside the process limits, is part of a trend of seven, is
one of two out of three near a limit, or is part of seven on one side of the mean. The first that
holds is named.

Source: NHS England, Making data count (2019); the words, and what is decided where rules meet, are
those of NHSRplotthedots 0.2.2, the NHS-R community's package, with which results agree.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from everyseat.science.tallies import Floats

RUN = 7
"""Points in a run on one side of the mean, or in a trend."""
Flags = NDArray[np.bool_]
Sides = NDArray[np.int64]


class Cause(StrEnum):
    """Why a point stands out. "UCL" and "LCL" are the process limits, "CL" is the mean."""

    COMMON = "Common Cause"
    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    NEAR_UPPER = "2 in 3 Above CL"
    NEAR_LOWER = "2 in 3 Below CL"
    RUN_ABOVE = "7 Points Above CL"
    RUN_BELOW = "7 Points Below CL"

    @property
    def side(self) -> int:
        """1 if the point is high or rises, −1 if it is low or falls, 0 for common cause."""
        return _SIDES.get(self, 0)


_SIDES = {
    Cause.ABOVE_LIMIT: 1,
    Cause.RISING: 1,
    Cause.NEAR_UPPER: 1,
    Cause.RUN_ABOVE: 1,
    Cause.BELOW_LIMIT: -1,
    Cause.FALLING: -1,
    Cause.NEAR_LOWER: -1,
    Cause.RUN_BELOW: -1,
}


def causes(values: Floats, side: Sides, is_outside: Flags, is_near: Flags) -> list[Cause]:
    """Return the cause of each point between two changes of the limits.

    Parameters
    ----------
    values : array of float
        In order of time.
    side : array of int
        1 above the mean, −1 below it, 0 on it.
    is_outside, is_near : array of bool
        Beyond a process limit; between a limit and two thirds of the way to it.

    Returns
    -------
    list of Cause

    Examples
    --------
    >>> side, nobody = np.ones(7, dtype=int), np.zeros(7, dtype=bool)
    >>> {str(cause) for cause in causes(np.full(7, 2.0), side, nobody, nobody)}
    {'7 Points Above CL'}
    """
    found = [Cause.COMMON] * len(values)
    _name(found, _in_run(side, RUN), side > 0, Cause.RUN_ABOVE, Cause.RUN_BELOW)
    _name(found, _two_in_three(is_near, side), side > 0, Cause.NEAR_UPPER, Cause.NEAR_LOWER)
    in_trend = _in_trend(values)
    _name(found, in_trend, _rises(values, in_trend), Cause.RISING, Cause.FALLING)
    _name(found, is_outside, side > 0, Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT)
    return found


def _name(found: list[Cause], where: Flags, is_high: Flags, high: Cause, low: Cause) -> None:
    for place in np.flatnonzero(where).tolist():
        found[place] = high if is_high[place] else low


def _in_run(of: Sides, long: int) -> Flags:
    """Return what is part of so many equal signs in a row; 0 is no sign."""
    if not len(of):
        return np.zeros(0, dtype=bool)
    starts = np.flatnonzero(np.diff(of, prepend=of[0] + 1))
    size = np.diff(starts, append=len(of))
    runs: Flags = np.repeat(size >= long, size) & (of != 0)
    return runs


def _in_trend(values: Floats) -> Flags:
    """Return which points are part of seven that rise, or fall, from each to the next."""
    steps = _in_run(np.sign(np.diff(values)).astype(np.int64), RUN - 1)
    found = np.zeros(len(values), dtype=bool)
    found[:-1] |= steps
    found[1:] |= steps
    return found


def _rises(values: Floats, in_trend: Flags) -> Flags:
    """Return which points rise: to the next one in a trend, at its end from the one before."""
    steps = np.sign(np.diff(values))
    after, before = np.append(steps, 0.0), np.insert(steps, 0, 0.0)
    goes_on = in_trend & np.append(in_trend[1:], False)
    rises: Flags = np.where(goes_on, after, before) > 0
    return rises


def _two_in_three(is_near: Flags, side: Sides) -> Flags:
    """Return which points near a limit are among three on one side, two of them near it."""
    found = np.zeros(len(side), dtype=bool)
    if len(side) < 3:
        return found
    near, sides = (np.lib.stride_tricks.sliding_window_view(x, 3) for x in (is_near, side))
    fits = (near.sum(axis=1) >= 2) & (np.abs(sides.sum(axis=1)) == 3)
    for place in range(3):
        found[place : len(fits) + place] |= fits
    both: Flags = found & is_near
    return both
