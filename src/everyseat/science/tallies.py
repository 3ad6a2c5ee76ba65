"""Counts of ratings, and what they hold: n, mean and spread.

A *count array* has one number per point of the scale along its last axis: `[0, 1, 4, 2, 0]` says
that on a scale of five points one rater chose the second, four the third and two the fourth. All
functions take count arrays of any leading shape and return arrays of that leading shape. `low` is
the value of the first point of the scale.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Tallies(NamedTuple):
    """Grouped sums: n, the mean and the sum of squares about it, one entry a group."""

    n: Floats
    mean: Floats
    within: Floats

    @property
    def variance(self) -> Floats:
        """Return the variance about each mean, over n; nan where nobody rated."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.within / self.n)

    def merged(self, group: ArrayLike) -> "Tallies":
        """Return the tallies of groups of these groups, in the order of `group`'s values."""
        _, index = np.unique(np.asarray(group), return_inverse=True)
        n = sums(index, self.n)
        mean = sums(index, self.n * self.mean) / n
        between = sums(index, self.n * (self.mean - mean[index]) ** 2)
        return Tallies(n, mean, sums(index, self.within) + between)


def sums(group: NDArray[np.intp], values: Floats, groups: int = 0) -> Floats:
    """Return the sum of the values in each group (0 … at least groups - 1)."""
    return np.bincount(group, values, groups).astype(float, copy=False)


def as_counts(counts: ArrayLike) -> Floats:
    """Check a count array and return it as floats.

    ValueError if a count is negative, nan or no whole number: ratings and shares are no counts.
    """
    array = np.asarray(counts, dtype=float)
    if array.ndim == 0 or not np.all(array >= 0):
        raise ValueError("counts must be zero or more, one for each point of the scale")
    if np.any(array != np.floor(array)):
        raise ValueError("counts must be whole numbers: shares and mean ratings are no counts")
    return array


def points(counts: Floats, low: float) -> Floats:
    """Return the values of the scale's points, from `low` upwards."""
    return low + np.arange(counts.shape[-1], dtype=float)


def mean(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the mean rating.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        The mean of each count array, nan where nobody rated.

    Examples
    --------
    >>> mean([[0, 0, 1, 2, 1], [1, 0, 0, 0, 1]]).tolist()
    [4.0, 3.0]
    """
    array = as_counts(counts)
    n = array.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray((array @ points(array, low)) / n)


def sum_of_squares(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the sum of squared deviations from the mean, nan where nobody rated."""
    array = as_counts(counts)
    deviations = points(array, low) - mean(array, low)[..., None]
    return np.asarray((array * deviations**2).sum(axis=-1))


def variance(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the unbiased variance (n − 1 in the denominator).

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    array
        The variance of each count array, nan for fewer than two raters.

    Examples
    --------
    >>> variance([[0, 0, 1, 2, 1], [1, 0, 0, 0, 1]]).round(2).tolist()
    [0.67, 8.0]
    """
    array = as_counts(counts)
    n = array.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 1, sum_of_squares(array, low) / (n - 1), np.nan)


def of_counts(counts: ArrayLike, low: float = 1) -> Tallies:
    """Return the tallies of count arrays.

    Parameters
    ----------
    counts : array
        Count arrays: (…, points), how many raters chose each point.
    low : float
        The value of the first point.

    Returns
    -------
    Tallies
        Empty groups are kept, with n = 0 and mean nan.

    Raises
    ------
    ValueError
        If a count is negative or nan.

    Examples
    --------
    >>> of_counts([[0, 0, 1, 2, 1], [1, 0, 0, 0, 1]]).within.tolist()
    [2.0, 8.0]
    """
    array = as_counts(counts)
    return Tallies(array.sum(axis=-1), mean(array, low), sum_of_squares(array, low))


def of_values(group: ArrayLike, values: ArrayLike, groups: int) -> Tallies:
    """Return the tallies of ratings by group.

    Parameters
    ----------
    group : array of int
        Of each rating, its group: 0 … groups − 1.
    values : array of float
        The ratings: any real numbers.
    groups : int
        How many groups there are.

    Returns
    -------
    Tallies
        Empty groups are kept, with n = 0 and mean nan.

    Raises
    ------
    ValueError
        If a value is missing (nan) or infinite.

    Examples
    --------
    >>> found = of_values([0, 0, 1, 1, 1], [3, 5, 1, 2, 3], 2)
    >>> found.n.tolist(), found.mean.tolist(), found.within.tolist()
    ([2.0, 3.0], [4.0, 2.0], [2.0, 2.0])
    """
    index = np.asarray(group, dtype=np.intp)
    x = np.asarray(values, dtype=float)
    if not np.isfinite(x.sum()):
        raise ValueError("every value must be a number: leave out those that are missing")
    n = np.bincount(index, minlength=groups).astype(float)
    with np.errstate(invalid="ignore"):
        centre = sums(index, x, groups) / n
    return Tallies(n, centre, sums(index, (x - centre[index]) ** 2, groups))
