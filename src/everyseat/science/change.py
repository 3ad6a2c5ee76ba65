"""Whether a mean moved between two times, when nobody can be followed from one to the other.

Each time has a posterior of its own (`shrinkage.alone`: no norm draws both times to one place). The
interval of the difference is made from theirs, by the method of variance estimates recovery, which
keeps their lopsidedness: Zou & Donner 2008, Construction of confidence limits about effect
measures: a general approach, Statistics in Medicine 27, 1693-1702. Two groups of raters at one time
are compared in the same way.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

from everyseat.science import shrinkage
from everyseat.science.posterior import Scale


@dataclass(frozen=True)
class Change:
    """A difference (later minus earlier) with its interval, in points of the scale."""

    difference: float
    low: float
    high: float

    @property
    def reliable(self) -> bool:
        """Return whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Time:
    """The ratings of one time: how many raters, their mean, and their variance (over n)."""

    n: int
    mean: float
    variance: float


class Known(NamedTuple):
    """A mean and its interval, in points of the scale."""

    mean: float
    low: float
    high: float


def change(before: Time, after: Time, scale: Scale, confidence: float = 0.95) -> Change:
    """Return the change between two times.

    Parameters
    ----------
    before, after : Time
        Each with at least one rating.
    scale : Scale
        Of the ratings.
    confidence : float
        Of the interval.

    Returns
    -------
    Change

    Raises
    ------
    ValueError
        If either time has no rater.

    Examples
    --------
    >>> found = change(Time(12, 3.0, 0.6), Time(14, 3.9, 0.5), Scale(1, 5))
    >>> round(found.difference, 2), round(found.low, 2), round(found.high, 2), found.reliable
    (0.9, 0.27, 1.44, True)
    """
    if before.n <= 0 or after.n <= 0:
        raise ValueError("both times need at least one rating")
    return difference(_known(before, scale, confidence), _known(after, scale, confidence))


def difference(before: Known, after: Known) -> Change:
    """Return the second mean less the first, its interval made from those of both.

    Parameters
    ----------
    before, after : Known
        Two means with their intervals.

    Returns
    -------
    Change

    Examples
    --------
    >>> found = difference(Known(3.0, 2.6, 3.3), Known(4.0, 3.6, 4.3))
    >>> round(found.low, 2), round(found.high, 2)
    (0.5, 1.5)
    """
    apart = after.mean - before.mean
    down = math.hypot(max(after.mean - after.low, 0.0), max(before.high - before.mean, 0.0))
    up = math.hypot(max(after.high - after.mean, 0.0), max(before.mean - before.low, 0.0))
    return Change(apart, apart - down, apart + up)


def _known(time: Time, scale: Scale, confidence: float) -> Known:
    low, high = shrinkage.alone(time.n, time.mean, time.variance, scale).interval(confidence)
    return Known(time.mean, float(low), float(high))
