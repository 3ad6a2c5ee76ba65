"""How much of what ratings say is about the person rated.

References
----------
Shrout & Fleiss (1979), Intraclass correlations: uses in assessing rater reliability.
Bliese (2000), Within-group agreement, non-independence, and reliability.
Feldt (1965), The approximate sampling distribution of Kuder–Richardson reliability coefficient.
Cronbach (1951), Coefficient alpha and the internal structure of tests.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from everyseat.science import checks
from everyseat.science.tallies import Floats, Tallies


class OneWayIcc(NamedTuple):
    """One-way ANOVA: ICC(1) for one rater, ICC(2) for the mean of an average-sized group."""

    icc1: float
    icc2: float
    between: float
    within: float


def one_way_icc(groups: Tallies) -> OneWayIcc:
    """Return ICC(1) and ICC(2) from the one-way ANOVA mean squares MSB and MSW.

    ICC(1) = (MSB − MSW) / (MSB + (k − 1) MSW) with k = N / J, the plain mean group size, and
    ICC(2) = (MSB − MSW) / MSB, as Bliese's R package multilevel defines them.

    Parameters
    ----------
    groups : Tallies
        Of each person rated.

    Returns
    -------
    OneWayIcc
        Both, with the mean squares; nan where nothing varies between people.

    Raises
    ------
    ValueError
        If there are fewer than two groups or no group has two ratings.

    References
    ----------
    Bliese (2000).

    Examples
    --------
    >>> from everyseat.science import tallies
    >>> found = one_way_icc(tallies.of_values([0, 0, 1, 1], [1, 3, 4, 6], 2))
    >>> round(found.icc1, 2), round(found.icc2, 2)
    (0.64, 0.78)
    """
    kept = groups.n > 0
    n, mean, within = groups.n[kept], groups.mean[kept], groups.within[kept]
    if len(n) < 2 or n.sum() <= len(n):
        raise ValueError("ICCs need at least two people, one of them with two ratings")
    grand = n @ mean / n.sum()
    msb = float(n @ (mean - grand) ** 2 / (len(n) - 1))
    msw = float(within.sum() / (n.sum() - len(n)))
    if msb == 0:
        return OneWayIcc(math.nan, math.nan, msb, msw)
    size = float(n.sum()) / len(n)
    return OneWayIcc((msb - msw) / (msb + (size - 1) * msw), (msb - msw) / msb, msb, msw)


class Limits(NamedTuple):
    """The limits of an interval."""

    low: float
    high: float


def one_way_intervals(groups: Tallies, confidence: float = 0.95) -> tuple[Limits, Limits]:
    """Return the intervals of ICC(1) and ICC(2) of the one-way model.

    Parameters
    ----------
    groups : Tallies
        Of each person rated, of any number of ratings each.
    confidence : float
        Of both intervals.

    Returns
    -------
    tuple of two Limits
        ICC(1)'s may begin below 0, as the estimate may.

    Raises
    ------
    ValueError
        As of `one_way_icc`.

    Notes
    -----
    With equal numbers of ratings these are the exact limits of Shrout and Fleiss. With unequal ones
    n̄ var(ȳ)/MSW, n̄ the harmonic mean of the numbers, takes the place of F (Thomas & Hultquist 1978,
    Interval estimation for the unbalanced case of the one-way random effects model). ICC(2) is that
    of a mean of as many ratings as there are on average.

    Examples
    --------
    >>> from everyseat.science import tallies
    >>> groups = tallies.of_values([0, 0, 0, 1, 1, 2, 2, 2], [1, 2, 1, 4, 5, 3, 3, 4], 3)
    >>> [round(limit, 2) for limit in one_way_intervals(groups)[0]]
    [0.31, 1.0]
    """
    checks.probability("confidence", confidence)
    found = one_way_icc(groups)
    kept = groups.n > 0
    n, mean = groups.n[kept], groups.mean[kept]
    people, ratings = len(n), float(n.sum())
    harmonic, size = people / float((1 / n).sum()), ratings / people
    if found.within == 0:
        return Limits(math.nan, math.nan), Limits(math.nan, math.nan)
    f = harmonic * float(mean.var(ddof=1)) / found.within
    limits = _f_limits(f, people - 1, int(ratings) - people, 1 - confidence)
    one = [(limit - 1) / (limit + harmonic - 1) for limit in limits]
    return Limits(*one), Limits(*(spearman_brown(each, size) for each in one))


class Icc(NamedTuple):
    """An intraclass correlation with its F test and confidence interval."""

    icc: float
    f: float
    df1: float
    df2: float
    p: float
    low: float
    high: float


def shrout_fleiss(ratings: ArrayLike, confidence: float = 0.95) -> dict[str, Icc]:
    """Return the six ICCs of Shrout & Fleiss for a complete table.

    Parameters
    ----------
    ratings : array
        Targets × judges, without a gap.
    confidence : float
        Of the limits.

    Returns
    -------
    dict of str to Icc
        ICC1, ICC2, ICC3 (one judge) and ICC1k, ICC2k, ICC3k (the mean of the k judges), each with F
        and limits. 1: every target has other judges; 2: the judges are a sample; 3: these judges
        only.

    Raises
    ------
    ValueError
        If the table is smaller than 2 × 2 or has a gap.

    References
    ----------
    Shrout & Fleiss (1979), whose table 2 this is:

    Examples
    --------
    >>> judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6]]
    >>> found = shrout_fleiss([*judges, [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> {name: round(icc.icc, 2) for name, icc in found.items()}
    {'ICC1': 0.17, 'ICC2': 0.29, 'ICC3': 0.71, 'ICC1k': 0.44, 'ICC2k': 0.62, 'ICC3k': 0.91}
    """
    checks.probability("confidence", confidence)
    x = np.asarray(ratings, dtype=float)
    if x.ndim != 2 or min(x.shape) < 2 or not np.isfinite(x).all():
        raise ValueError("needs a full table with at least two targets and two judges")
    n, k = x.shape
    bms, jms, ems, wms = _mean_squares(x)
    alpha = 1 - confidence
    df_between, df_within, df_error = n - 1, n * (k - 1), (n - 1) * (k - 1)
    f1, f3 = bms / wms, bms / ems
    limits1 = _f_limits(f1, df_between, df_within, alpha)
    limits3 = _f_limits(f3, df_between, df_error, alpha)
    icc2 = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n)
    limits2 = _random_judges_limits(icc2, bms, jms, ems, n, k, alpha)
    test1 = (f1, df_between, df_within, float(special.fdtrc(df_between, df_within, f1)))
    test3 = (f3, df_between, df_error, float(special.fdtrc(df_between, df_error, f3)))
    single = [(f - 1) / (f + k - 1) for f in limits1], [(f - 1) / (f + k - 1) for f in limits3]
    return {
        "ICC1": Icc((bms - wms) / (bms + (k - 1) * wms), *test1, *single[0]),
        "ICC2": Icc(icc2, *test3, *limits2),
        "ICC3": Icc((bms - ems) / (bms + (k - 1) * ems), *test3, *single[1]),
        "ICC1k": Icc((bms - wms) / bms, *test1, *(1 - 1 / f for f in limits1)),
        "ICC2k": Icc(
            (bms - ems) / (bms + (jms - ems) / n), *test3, *(spearman_brown(r, k) for r in limits2)
        ),
        "ICC3k": Icc((bms - ems) / bms, *test3, *(1 - 1 / f for f in limits3)),
    }


def _mean_squares(x: Floats) -> tuple[float, float, float, float]:
    """Return the mean squares between targets, between judges, of error and within targets."""
    n, k = x.shape
    targets, judges, grand = x.mean(axis=1), x.mean(axis=0), x.mean()
    between = k * float(((targets - grand) ** 2).sum()) / (n - 1)
    of_judges = n * float(((judges - grand) ** 2).sum()) / (k - 1)
    within = float(((x - targets[:, None]) ** 2).sum())
    error = (within - of_judges * (k - 1)) / ((n - 1) * (k - 1))
    return between, of_judges, error, within / (n * (k - 1))


def _f_limits(f: float, df1: int, df2: int, alpha: float) -> tuple[float, float]:
    upper = float(special.fdtri(df1, df2, 1 - alpha / 2))
    lower = float(special.fdtri(df2, df1, 1 - alpha / 2))
    return f / upper, f * lower


def _random_judges_limits(
    icc2: float, bms: float, jms: float, ems: float, n: int, k: int, alpha: float
) -> tuple[float, float]:
    """Return Shrout & Fleiss's approximate limits of ICC(2,1), with Satterthwaite's df."""
    ratio = jms / ems
    weighted = k * icc2 * ratio + n * (1 + (k - 1) * icc2) - k * icc2
    df = ((n - 1) * (k - 1) * weighted**2) / (
        (n - 1) * k**2 * icc2**2 * ratio**2 + (n * (1 + (k - 1) * icc2) - k * icc2) ** 2
    )
    upper = float(special.fdtri(n - 1, df, 1 - alpha / 2))
    lower = float(special.fdtri(df, n - 1, 1 - alpha / 2))
    rest = k * jms + (k * n - k - n) * ems
    return (
        n * (bms - upper * ems) / (upper * rest + n * bms),
        n * (lower * bms - ems) / (rest + n * lower * bms),
    )


def alpha(ratings: ArrayLike) -> float:
    """Return Cronbach's α of a table.

    α = k/(k − 1) · (1 − Σ item variances / variance of the sum).

    Parameters
    ----------
    ratings : array
        Cases × items; cases with a gap (nan) are left out.

    Returns
    -------
    float
        nan for fewer than two items or two complete cases, or when nothing varies.

    References
    ----------
    Cronbach (1951).

    Examples
    --------
    >>> round(alpha([[1, 2], [2, 3], [4, 4], [5, 4], [3, float("nan")]]), 2)
    0.88
    """
    x = np.asarray(ratings, dtype=float)
    x = x[~np.isnan(x).any(axis=1)]
    cases, items = x.shape
    if cases < 2 or items < 2:
        return math.nan
    total = float(x.sum(axis=1).var(ddof=1))
    if total == 0:
        return math.nan
    return float(items / (items - 1) * (1 - x.var(axis=0, ddof=1).sum() / total))


def alpha_interval(
    alpha: float, cases: int, items: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return Feldt's interval for α: (1 − α̂)/(1 − α) is F with n − 1 and (n − 1)(k − 1) df.

    Parameters
    ----------
    alpha : float
        The estimate α̂.
    cases, items : int
        n and k.
    confidence : float
        Of the interval.

    Returns
    -------
    tuple of two floats

    References
    ----------
    Feldt (1965).

    Examples
    --------
    >>> [round(limit, 2) for limit in alpha_interval(0.8, cases=50, items=6)]
    [0.7, 0.87]
    """
    checks.probability("confidence", confidence)
    df1, df2 = cases - 1, (cases - 1) * (items - 1)
    tail = (1 - confidence) / 2
    low = 1 - (1 - alpha) * float(special.fdtri(df1, df2, 1 - tail))
    high = 1 - (1 - alpha) * float(special.fdtri(df1, df2, tail))
    return low, high


def spearman_brown(reliability: float, times: float) -> float:
    """Return the reliability of the mean of `times` as many ratings.

    Parameters
    ----------
    reliability : float
        Of one rating: ICC(1).
    times : float
        How many ratings the mean is of.

    Returns
    -------
    float

    Examples
    --------
    >>> round(spearman_brown(0.2, 12), 2)
    0.75
    """
    return times * reliability / (1 + (times - 1) * reliability)


def raters_needed(icc1: float, reliability: float) -> int:
    """Return how many raters make their mean as reliable as asked (Spearman–Brown).

    Parameters
    ----------
    icc1 : float
        The reliability of one rating.
    reliability : float
        That which their mean shall have.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        Unless both lie strictly between 0 and 1.

    Examples
    --------
    >>> raters_needed(0.2, 0.75)
    12
    """
    if not (0 < icc1 < 1 and 0 < reliability < 1):
        raise ValueError("ICC(1) and the reliability asked for must lie between 0 and 1")
    needed = reliability * (1 - icc1) / ((1 - reliability) * icc1)
    return math.ceil(round(needed, 9))
