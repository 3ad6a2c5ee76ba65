"""Whether a mean moved between two times, when nobody can be followed from one to the other.

Each time has a posterior of its own (`shrinkage.alone`: no norm draws both times to one place). The
interval of the difference is made from theirs, by the method of variance estimates recovery, which
keeps their lopsidedness: Zou & Donner 2008, Construction of confidence limits about effect
measures: a general approach, Statistics in Medicine 27, 1693-1702.
"""

import math
from dataclasses import dataclass

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


def change(before: Time, after: Time, scale: Scale, confidence: float = 0.95) -> Change:
    """Return the change between two times. ValueError if either has no rater."""
    if before.n <= 0 or after.n <= 0:
        raise ValueError("both times need at least one rating")
    (low1, high1), (low2, high2) = (_interval(time, scale, confidence) for time in (before, after))
    difference = after.mean - before.mean
    down = math.hypot(max(after.mean - low2, 0.0), max(high1 - before.mean, 0.0))
    up = math.hypot(max(high2 - after.mean, 0.0), max(before.mean - low1, 0.0))
    return Change(difference, difference - down, difference + up)


def _interval(time: Time, scale: Scale, confidence: float) -> tuple[float, float]:
    low, high = shrinkage.alone(time.n, time.mean, time.variance, scale).interval(confidence)
    return float(low), float(high)
