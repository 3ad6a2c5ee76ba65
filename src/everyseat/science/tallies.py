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
    """Check a count array and return it as floats. ValueError if a count is negative or nan."""
    array = np.asarray(counts, dtype=float)
    if array.ndim == 0 or not np.all(array >= 0):
        raise ValueError("counts must be zero or more, one for each point of the scale")
    return array


def points(counts: Floats, low: float) -> Floats:
    """Return the values of the scale's points, from `low` upwards."""
    return low + np.arange(counts.shape[-1], dtype=float)


def mean(counts: ArrayLike, low: float = 1) -> Floats:
    """Return the mean rating, nan where nobody rated."""
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
    """Return the unbiased variance (n - 1 in the denominator), nan for fewer than two raters."""
    array = as_counts(counts)
    n = array.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 1, sum_of_squares(array, low) / (n - 1), np.nan)


def of_counts(counts: ArrayLike, low: float = 1) -> Tallies:
    """Return the tallies of count arrays; empty groups are kept with n = 0 and mean nan."""
    array = as_counts(counts)
    return Tallies(array.sum(axis=-1), mean(array, low), sum_of_squares(array, low))


def of_values(group: ArrayLike, values: ArrayLike, groups: int) -> Tallies:
    """Return the tallies of `values` (any real numbers) by `group` (0 … groups - 1).

    ValueError if a value is missing (nan) or infinite.
    """
    index = np.asarray(group, dtype=np.intp)
    x = np.asarray(values, dtype=float)
    if not np.isfinite(x.sum()):
        raise ValueError("every value must be a number: leave out those that are missing")
    n = np.bincount(index, minlength=groups).astype(float)
    with np.errstate(invalid="ignore"):
        centre = sums(index, x, groups) / n
    return Tallies(n, centre, sums(index, (x - centre[index]) ** 2, groups))
