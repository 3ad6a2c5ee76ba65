"""How far raters of the same person agree, item by item.

All functions take count arrays (see `tallies`). The multi-item forms take one count array per item
along the second last axis: shape (…, items, points).

References
----------
Burke & Dunlap (2002), Estimating interrater agreement with the average deviation index.
James, Demaree & Wolf (1984), Estimating within-group interrater reliability with and without
response bias. Lindell, Brandt & Whitney (1999), A revised index of interrater agreement.
Brown & Hauenstein (2005), Interrater agreement reconsidered: an alternative to the rwg indices.
"""

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import tallies
from everyseat.science.tallies import Floats


def ad_mean(counts: ArrayLike, low: float = 1) -> Floats:
    """Return AD about the mean: Σ|x − x̄| / n, in points of the scale (Burke & Dunlap 2002)."""
    return _average_deviation(tallies.as_counts(counts), tallies.mean(counts, low), low)


def ad_median(counts: ArrayLike, low: float = 1) -> Floats:
    """Return AD about the median: Σ|x − median| / n, in points of the scale."""
    return _average_deviation(tallies.as_counts(counts), median(counts, low), low)


def _average_deviation(counts: Floats, centre: Floats, low: float) -> Floats:
    distance = np.abs(tallies.points(counts, low) - centre[..., None])
    with np.errstate(invalid="ignore"):
        return np.asarray((counts * distance).sum(axis=-1) / counts.sum(axis=-1))


def median(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the median, half way between the two middle ratings of an even number."""
    array = tallies.as_counts(counts)
    n = array.sum(axis=-1, keepdims=True)
    up_to = array.cumsum(axis=-1)
    lower = (up_to < n / 2).sum(axis=-1)
    upper = (up_to <= n / 2).sum(axis=-1)
    middle = low + (lower + np.minimum(upper, array.shape[-1] - 1)) / 2
    return np.where(n[..., 0] > 0, middle, np.nan)


def uniform_variance(scale_points: int) -> float:
    """Return the variance of ratings spread evenly over the scale: (A² − 1) / 12."""
    return (scale_points**2 - 1) / 12


def rwg(counts: ArrayLike, low: float = 1) -> Floats:
    """Return rwg = 1 − s²/σ²_uniform, 0 where s² is larger, nan for fewer than two raters."""
    array = tallies.as_counts(counts)
    ratio = tallies.variance(array, low) / uniform_variance(array.shape[-1])
    return 1 - np.minimum(ratio, 1)


def rwg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return rwg(j) over items: J(1 − m) / (J(1 − m) + m), m the mean item variance ratio."""
    array = tallies.as_counts(counts)
    items = array.shape[-2]
    ratio = tallies.variance(array, low).mean(axis=-1) / uniform_variance(array.shape[-1])
    ratio = np.minimum(ratio, 1)
    return np.asarray(items * (1 - ratio) / (items * (1 - ratio) + ratio))


def r_star_wg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return r*wg(j) = 1 − mean item variance / σ²_uniform, which may be negative (Lindell)."""
    array = tallies.as_counts(counts)
    return np.asarray(
        1 - tallies.variance(array, low).mean(axis=-1) / uniform_variance(array.shape[-1])
    )


def a_wg(counts: ArrayLike, low: float = 1) -> Floats:
    """Return a_wg = 1 − 2s² / {[(H + L)x̄ − x̄² − HL] n/(n − 1)} (Brown & Hauenstein 2005).

    1 where everybody chose the same end of the scale; nan for fewer than two raters.
    """
    array = tallies.as_counts(counts)
    n, centre = array.sum(axis=-1), tallies.mean(array, low)
    high = low + array.shape[-1] - 1
    most = (high + low) * centre - centre**2 - high * low
    with np.errstate(invalid="ignore", divide="ignore"):
        index = 1 - 2 * tallies.variance(array, low) / (most * n / (n - 1))
    return np.where((most <= 0) & (n > 1), 1.0, index)


def a_wg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return a_wg over items: the mean of the items' a_wg."""
    return np.asarray(a_wg(counts, low).mean(axis=-1))
