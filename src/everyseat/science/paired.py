"""Whether leaders changed: the same leaders then and now, rated by other people each time.

The mean change of leaders has a t interval over leaders (Student 1908). What single leaders
changed is measured with error each time; what is left of the spread of changes when this error is
taken away is how much leaders truly differ in it. Leaders who were chosen because they were rated
low rise when nothing has changed (regression to the mean): only a group that was not chosen so, or
a comparison with one, says otherwise. For one leader see `change`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from everyseat.science import checks
from everyseat.science.tallies import Tallies


@dataclass(frozen=True)
class Paired:
    """The change of leaders (later minus earlier).

    Attributes
    ----------
    leaders : int
        How many were rated both times.
    mean, error, low, high : float
        Their mean change, its standard error and its interval.
    t, p : float
        The test that the mean change is 0, with leaders − 1 degrees of freedom.
    spread : float
        The standard deviation of leaders' true changes, 0 where raters' error explains it all.
    reliability : float
        The share of the variance of changes that is not raters' error.
    standardized : float
        The mean change in standard deviations of leaders' earlier means.
    """

    leaders: int
    mean: float
    error: float
    low: float
    high: float
    t: float
    p: float
    spread: float
    reliability: float
    standardized: float


def paired(before: Tallies, after: Tallies, confidence: float = 0.95) -> Paired:
    """Return the mean change of the same leaders between two times.

    Parameters
    ----------
    before, after : Tallies
        Of the same leaders in the same order.
    confidence : float
        Of the interval.

    Returns
    -------
    Paired

    Raises
    ------
    ValueError
        If the leaders are not the same number, fewer than two were rated both times, or none of
        them by two raters (nothing then says how large raters' error is).

    Examples
    --------
    >>> from everyseat.science import tallies
    >>> then = tallies.of_values([0, 0, 1, 1, 2, 2], [3, 4, 2, 3, 4, 4], 3)
    >>> now = tallies.of_values([0, 0, 1, 1, 2, 2], [4, 4, 3, 4, 4, 5], 3)
    >>> found = paired(then, now)
    >>> round(found.mean, 2), round(found.low, 2), round(found.high, 2)
    (0.67, -0.05, 1.38)
    """
    checks.probability("confidence", confidence)
    if len(before.n) != len(after.n):
        raise ValueError("both times must have the same leaders, in the same order")
    both = (before.n > 0) & (after.n > 0)
    changes = after.mean[both] - before.mean[both]
    if len(changes) < 2:
        raise ValueError("a mean change needs at least two leaders who were rated both times")
    df = len(changes) - 1
    mean, variance = float(changes.mean()), float(changes.var(ddof=1))
    error = math.sqrt(variance / len(changes))
    reach = float(special.stdtrit(df, 0.5 + confidence / 2)) * error
    t = mean / error if error else math.copysign(math.inf, mean) if mean else math.nan
    noise = _noise(before, both) + _noise(after, both)
    true = max(variance - noise, 0.0)
    of_leaders = float(before.mean[both].std(ddof=1))
    return Paired(
        leaders=len(changes),
        mean=mean,
        error=error,
        low=mean - reach,
        high=mean + reach,
        t=t,
        p=2 * float(special.stdtr(df, -abs(t))),
        spread=math.sqrt(true),
        reliability=true / variance if variance else math.nan,
        standardized=mean / of_leaders if of_leaders else math.nan,
    )


def _noise(time: Tallies, both: NDArray[np.bool_]) -> float:
    """Return the mean sampling variance of leaders' means: σ² pooled over leaders, over n."""
    n, within = time.n[both], time.within[both]
    df = float((n - 1).sum())
    if df <= 0:
        raise ValueError("nobody was rated by two people: raters' error is not known")
    return float(within.sum() / df * np.mean(1 / n))
