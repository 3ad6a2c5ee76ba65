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

from everyseat.science import checks, shrinkage, tallies
from everyseat.science.tallies import Floats

DRAWS = 2000
"""How many draws an interval of rwg is made of: more change its ends by less than .01."""


def ad_mean(counts: ArrayLike, low: float = 1) -> Floats:
    """Return AD about the mean: Σ|x − x̄| / n, in points of the scale.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        AD of each count array, nan where nobody rated. 0 where all agree; below a sixth of the
        number of points agreement is usually called good enough.

    References
    ----------
    Burke & Dunlap (2002).

    Examples
    --------
    >>> ad_mean([[0, 0, 1, 2, 1], [0, 0, 0, 4, 0]]).tolist()
    [0.5, 0.0]
    """
    return _average_deviation(tallies.as_counts(counts), tallies.mean(counts, low), low)


def ad_median(counts: ArrayLike, low: float = 1) -> Floats:
    """Return AD about the median: Σ|x − median| / n, in points of the scale.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        AD of each count array, nan where nobody rated.

    Examples
    --------
    >>> float(ad_median([2, 1, 0, 0, 1]))
    1.25
    """
    return _average_deviation(tallies.as_counts(counts), median(counts, low), low)


def _average_deviation(counts: Floats, centre: Floats, low: float) -> Floats:
    distance = np.abs(tallies.points(counts, low) - centre[..., None])
    with np.errstate(invalid="ignore"):
        return np.asarray((counts * distance).sum(axis=-1) / counts.sum(axis=-1))


def median(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the median, half way between the two middle ratings of an even number.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        The median of each count array, nan where nobody rated.

    Examples
    --------
    >>> median([[1, 1, 0, 0, 2], [0, 2, 0, 0, 1]]).tolist()
    [3.5, 2.0]
    """
    array = tallies.as_counts(counts)
    n = array.sum(axis=-1, keepdims=True)
    up_to = array.cumsum(axis=-1)
    lower = (up_to < n / 2).sum(axis=-1)
    upper = (up_to <= n / 2).sum(axis=-1)
    middle = low + (lower + np.minimum(upper, array.shape[-1] - 1)) / 2
    return np.where(n[..., 0] > 0, middle, np.nan)


def uniform_variance(scale_points: int) -> float:
    """Return the variance of ratings spread evenly over the scale: (A² − 1) / 12.

    Parameters
    ----------
    scale_points : int
        A, the number of points.

    Returns
    -------
    float

    Examples
    --------
    >>> uniform_variance(5)
    2.0
    """
    return (scale_points**2 - 1) / 12


def rwg(counts: ArrayLike, low: float = 1) -> Floats:
    """Return rwg = 1 − s²/σ²_uniform, 0 where s² is larger.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        rwg of each count array, nan for fewer than two raters. With few raters it says very little:
        see `rwg_interval`.

    References
    ----------
    James, Demaree & Wolf (1984).

    Examples
    --------
    >>> rwg([[0, 0, 1, 2, 1], [2, 0, 0, 0, 2]]).round(2).tolist()
    [0.67, 0.0]
    """
    array = tallies.as_counts(counts)
    ratio = tallies.variance(array, low) / uniform_variance(array.shape[-1])
    return 1 - np.minimum(ratio, 1)


def rwg_interval(
    counts: ArrayLike, low: float = 1, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the interval of rwg: of how far all who might have rated agree.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points).
    low : float
        The value of the first point.
    confidence : float
        Of the interval.

    Returns
    -------
    tuple of two arrays
        The lower and the upper limits, nan for fewer than two raters.

    Notes
    -----
    The answers that people would give have a Dirichlet posterior, whose prior is every point alike
    with the weight of a part of one answer (`shrinkage.EVEN_ALONE`). The limits are quantiles of
    rwg over draws from it, from a fixed seed, widened to rwg itself. On scales of few points the
    normal theory of s² does not hold.

    Examples
    --------
    >>> low, high = rwg_interval([0, 0, 2, 5, 1])
    >>> float(low.round(1)), float(high.round(1))
    (0.3, 0.9)
    """
    tail = (1 - checks.probability("confidence", confidence)) / 2
    array = tallies.as_counts(counts)
    kinds, which = np.unique(array.reshape(-1, array.shape[-1]), axis=0, return_inverse=True)
    limits = np.array([_rwg_quantiles(row, low, (tail, 1 - tail)) for row in kinds])
    limits = np.moveaxis(limits[which.ravel()], 1, 0).reshape(2, *array.shape[:-1])
    found = rwg(array, low)
    return np.minimum(limits[0], found), np.maximum(limits[1], found)


def _rwg_quantiles(counts: Floats, low: float, at: tuple[float, float]) -> Floats:
    """Return quantiles of rwg given one count array: the same ones whatever else is asked."""
    prior = shrinkage.EVEN_ALONE / len(counts)
    draws = np.random.default_rng(0).standard_gamma(counts + prior, (DRAWS, len(counts)))
    shares, points = draws / draws.sum(axis=-1, keepdims=True), tallies.points(draws, low)
    variance = ((points - (shares @ points)[:, None]) ** 2 * shares).sum(axis=-1)
    drawn = 1 - np.minimum(variance / uniform_variance(len(counts)), 1)
    return np.asarray(np.quantile(drawn, at))


def rwg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return rwg(j) over items: J(1 − m) / (J(1 − m) + m), m the mean item variance ratio.

    Parameters
    ----------
    counts : array
        Count arrays of several items: (…, items, points).
    low : float
        The value of the first point.

    Returns
    -------
    array
        rwg(j) of each set of items, nan for fewer than two raters. It grows with the number of
        items even where raters do not agree: no report shows it.

    References
    ----------
    James, Demaree & Wolf (1984).

    Examples
    --------
    >>> float(rwg_j([[0, 0, 1, 2, 1], [0, 1, 1, 2, 0]]).round(2))
    0.75
    """
    array = tallies.as_counts(counts)
    items = array.shape[-2]
    ratio = tallies.variance(array, low).mean(axis=-1) / uniform_variance(array.shape[-1])
    ratio = np.minimum(ratio, 1)
    return np.asarray(items * (1 - ratio) / (items * (1 - ratio) + ratio))


def r_star_wg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return r*wg(j) = 1 − mean item variance / σ²_uniform, which may be negative.

    Parameters
    ----------
    counts : array
        Count arrays of several items: (…, items, points).
    low : float
        The value of the first point.

    Returns
    -------
    array
        r*wg(j) of each set of items, nan for fewer than two raters.

    References
    ----------
    Lindell, Brandt & Whitney (1999).

    Examples
    --------
    >>> float(r_star_wg_j([[0, 0, 1, 2, 1], [2, 0, 0, 0, 2]]).round(2))
    -0.5
    """
    array = tallies.as_counts(counts)
    return np.asarray(
        1 - tallies.variance(array, low).mean(axis=-1) / uniform_variance(array.shape[-1])
    )


def a_wg(counts: ArrayLike, low: float = 1) -> Floats:
    """Return a_wg = 1 − 2s² / {[(H + L)x̄ − x̄² − HL] n/(n − 1)}.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        a_wg of each count array: 1 where everybody chose the same end of the scale, nan for fewer
        than two raters.

    References
    ----------
    Brown & Hauenstein (2005).

    Examples
    --------
    >>> a_wg([[0, 0, 1, 2, 1], [2, 0, 0, 0, 2]]).round(2).tolist()
    [0.67, -1.0]
    """
    array = tallies.as_counts(counts)
    n, centre = array.sum(axis=-1), tallies.mean(array, low)
    high = low + array.shape[-1] - 1
    most = (high + low) * centre - centre**2 - high * low
    with np.errstate(invalid="ignore", divide="ignore"):
        index = 1 - 2 * tallies.variance(array, low) / (most * n / (n - 1))
    return np.where((most <= 0) & (n > 1), 1.0, index)


def a_wg_j(counts: ArrayLike, low: float = 1) -> Floats:
    """Return a_wg over items: the mean of the items' a_wg.

    Parameters
    ----------
    counts : array
        Count arrays of several items: (…, items, points).
    low : float
        The value of the first point.

    Returns
    -------
    array
        a_wg(j) of each set of items, nan for fewer than two raters.

    References
    ----------
    Brown & Hauenstein (2005).

    Examples
    --------
    >>> float(a_wg_j([[0, 0, 1, 2, 1], [0, 0, 0, 4, 0]]).round(2))
    0.83
    """
    return np.asarray(a_wg(counts, low).mean(axis=-1))
