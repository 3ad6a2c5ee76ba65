"""How far two coders agree beyond chance: Cohen's kappa of each theme."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from everyseat.science import checks
from everyseat.science.tallies import Floats


class Kappa(NamedTuple):
    """Cohen's kappa with its interval: 1 is full agreement, 0 what chance would give.

    All are nan where both coders said the same of every comment: chance alone agrees there.
    """

    estimate: float
    low: float
    high: float


def cohen(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> list[Kappa]:
    """Return Cohen's kappa of each theme that two coders gave to the same comments.

    κ = (p_o - p_e) / (1 - p_e), p_o the share of comments on which they agree, p_e the share on
    which chance would have them agree, from how often each gives the theme. The interval is
    κ ± z × the large-sample standard error, cut off at -1 and 1.

    Parameters
    ----------
    first, second : array of bool, n × themes
        Whether each coder gave each comment each theme.
    confidence : float
        Of the intervals.

    Returns
    -------
    list of Kappa
        One per theme.

    Raises
    ------
    ValueError
        If the shapes differ, or there is no comment.

    References
    ----------
    J. Cohen 1960, A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20, 37-46. J. Fleiss, J. Cohen & B. Everitt 1969, Large sample standard errors of
    kappa and weighted kappa, Psychological Bulletin 72, 323-327.

    Examples
    --------
    >>> first = [[True]] * 40 + [[False]] * 60
    >>> second = [[True]] * 30 + [[False]] * 70
    >>> [round(number, 3) for number in cohen(first, second)[0]]
    [0.783, 0.658, 0.907]
    """
    z = float(ndtri((1 + checks.probability("confidence", confidence)) / 2))
    one, other = np.asarray(first), np.asarray(second)
    if one.dtype != bool or other.dtype != bool:
        raise ValueError("both coders' themes must be true or false")
    if one.ndim != 2 or one.shape != other.shape or not len(one):
        raise ValueError(f"coders of the same comments and themes: {one.shape}, {other.shape}")
    return [_of(_table(one[:, i], other[:, i]), z) for i in range(one.shape[1])]


def _table(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Floats:
    """Return how many comments are in each cell: rows by the first coder, columns the second."""
    cells = np.bincount(2 * first.astype(int) + second, minlength=4)
    return cells.reshape(2, 2).astype(float)


def _of(table: Floats, z: float) -> Kappa:
    shares = table / table.sum()
    rows, columns = shares.sum(1), shares.sum(0)
    agreed, chance = float(np.trace(shares)), float(rows @ columns)
    if np.isclose(chance, 1):
        return Kappa(np.nan, np.nan, np.nan)
    kappa = (agreed - chance) / (1 - chance)
    wide = z * _error(shares, kappa, chance) / float(np.sqrt(table.sum()))
    return Kappa(kappa, max(kappa - wide, -1.0), min(kappa + wide, 1.0))


def _error(shares: Floats, kappa: float, chance: float) -> float:
    """Return the standard error times the root of n: Fleiss, Cohen & Everitt 1969, equation 13."""
    rows, columns = shares.sum(1), shares.sum(0)
    on = np.diag(shares) @ (1 - (rows + columns) * (1 - kappa)) ** 2
    off = shares * (columns[:, None] + rows[None, :]) ** 2
    apart = (1 - kappa) ** 2 * (off.sum() - np.trace(off))
    rest = (kappa - chance * (1 - kappa)) ** 2
    return float(np.sqrt(max(on + apart - rest, 0)) / (1 - chance))
