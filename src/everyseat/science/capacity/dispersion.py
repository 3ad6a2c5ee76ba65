"""How much weekly counts vary, and the distribution that varies as much.

The dispersion φ is the variance of counts over their mean: 1 for a Poisson distribution, more where
weeks differ. A negative binomial distribution of mean μ with r = μ / (φ − 1) and p = 1 / φ has the
variance φμ. Counts that vary less than a Poisson's are taken as Poisson: a few quiet weeks are no
proof of an even year.

Source: Fisher (1950), Biometrics 6, 17-24: (n − 1) s² / mean has about φ times a χ² distribution of
n − 1 degrees of freedom; Johnson, Kemp & Kotz (2005), Univariate discrete distributions, 3rd ed.,
ch. 5: the moments of the negative binomial, and its distribution function as a beta function.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from everyseat.science import checks
from everyseat.science.tallies import Floats

FEWEST = 8
"""Weeks from which on a dispersion is estimated at all."""
LEVELS = 2**16
"""Into how many equally likely values a distribution is cut: far finer than 10,000 runs can see."""
GRID = 600
"""Counts at which a distribution is computed; between them it is interpolated."""
DOUBTS = 11


@dataclass(frozen=True)
class Dispersion:
    """The dispersion of a history, and its interval.

    Attributes
    ----------
    weeks : int
    mean : float
    ratio : float
        Variance (n − 1 in its denominator) over mean.
    low, high : float
        The ends of the interval of the true ratio.
    """

    weeks: int
    mean: float
    ratio: float
    low: float
    high: float


def estimate(counts: ArrayLike, confidence: float = 0.95) -> Dispersion:
    """Return how much counts vary beside their mean, and how sure that is.

    Parameters
    ----------
    counts : array of float
        One per week.
    confidence : float
        Of the interval.

    Returns
    -------
    Dispersion

    Raises
    ------
    ValueError
        If there are fewer than 8 weeks, a count is below 0, or all are 0.

    Examples
    --------
    >>> found = estimate([52, 61, 47, 70, 55, 64, 49, 58])
    >>> round(found.ratio, 2), round(found.low, 2), round(found.high, 2)
    (1.07, 0.47, 4.44)
    """
    checks.probability("confidence", confidence)
    values = checks.numbers("counts", counts)
    n = len(values)
    if n < FEWEST:
        raise ValueError(f"a history needs at least {FEWEST} weeks, not {n}")
    if values.min() < 0 or not values.sum() > 0:
        raise ValueError("counts may not be below 0, and not all be 0")
    mean = float(values.mean())
    ratio = float(values.var(ddof=1)) / mean
    low, high = (_true_ratio(ratio, n, (1 + sign * confidence) / 2) for sign in (-1, 1))
    return Dispersion(n, mean, ratio, float(low), float(high))


def quantiles(mean: float, ratio: float = 1.0, weeks: int | None = None) -> Floats:
    """Return equally likely counts, from the lowest: drawn at random they are a week's visits.

    Parameters
    ----------
    mean : float
        Visits per week.
    ratio : float
        The dispersion; below 1 it is taken as 1.
    weeks : int, optional
        How many weeks of history the dispersion is from: the shorter, the wider the tails, as it
        is averaged over what the true one may be. Default: it is known.

    Returns
    -------
    array of 65536 floats

    Examples
    --------
    >>> counts = quantiles(40, 2.0)
    >>> round(float(counts.mean()), 2), round(float(counts.var() / counts.mean()), 2)
    (40.0, 2.0)
    """
    middle = (np.arange(DOUBTS) + 0.5) / DOUBTS
    ratios = np.atleast_1d(ratio if weeks is None else _true_ratio(ratio, weeks, middle))
    ratios = np.maximum(ratios, 1.0)
    reach = np.sqrt(ratios.max() * mean)
    low, high = max(0.0, mean - 9 * reach), mean + 14 * reach + 12 * ratios.max() + 8
    grid = _grid(np.floor(low), np.ceil(high))
    below = np.mean([_distribution(grid, mean, one) for one in ratios], axis=0)
    likely = (np.arange(LEVELS) + 0.5) / LEVELS
    counts: Floats = np.ceil(np.interp(likely, below, grid))
    return counts


def _grid(low: float, high: float) -> Floats:
    """Return counts from low to high: evenly spread, and more of the lowest, where most may be."""
    even = np.linspace(low, high, GRID)
    near = low + np.geomspace(1, high - low, GRID // 2)
    return np.unique(np.concatenate([even, near]).round())


def _true_ratio(ratio: float, weeks: int, share: float | Floats) -> Floats:
    """Return the true ratios that lie below the shares given of what it may be."""
    freedom = weeks - 1
    squares = special.chdtri(freedom, share)  # chdtri: from the upper tail
    return np.asarray(ratio * freedom / squares)


def _distribution(counts: Floats, mean: float, ratio: float) -> Floats:
    """Return the probability of at most so many, of a negative binomial, or a Poisson for 1."""
    if ratio - 1 < 1e-6:
        return np.asarray(special.gammaincc(counts + 1, mean))
    return np.asarray(special.betainc(mean / (ratio - 1), counts + 1, 1 / ratio))
