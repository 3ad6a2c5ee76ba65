"""Proportions with denominators: p and p′ charts, whose limits are wider where fewer were counted.

    p:   p̄ ± 3 √(p̄ (1 − p̄) / n)
    p′:  the same with the square root times σz = mean moving range of z / 1.128,
         z = (p − p̄) / √(p̄ (1 − p̄) / n)

p̄ is all that were counted over all that could be. A p chart takes it that counts vary as those of
coins do. Where denominators are large they mostly vary more, and nearly every point would lie
outside; a p′ chart measures how much more.

Source: Montgomery (2009), Introduction to statistical quality control, 7.2 (p); Laney (2002),
Improved control charts for attributes, Quality engineering 14(4), 531–537 (p′). Limits agree with
those of qicharts2 0.8.1 and, for p, of qcc.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import checks
from everyseat.science.spc.chart import Chart, Direction, Lines, Target, build
from everyseat.science.spc.xmr import check_fix, mean_move
from everyseat.science.tallies import Floats

BIAS = 1.128
"""The mean range of two values of a normal distribution, in its standard deviations (d2)."""


def p(
    counts: ArrayLike,
    of: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
) -> Chart:
    """Return the p chart of counts out of so many, in order of time.

    Parameters
    ----------
    counts : array of float
        How many there were.
    of : array of float
        How many there could be: the denominators.
    direction : Direction
        What is better.
    target : float or list of (int, float), optional
        A share from 0 to 1, or several, each from a point on.
    fix_after : int, optional
        Limits come from the first so many points of each stretch.
    rebase : sequence of int
        Points, counted from 0, from which there are new limits.

    Returns
    -------
    Chart
        Its values are shares from 0 to 1.

    Raises
    ------
    ValueError
        If a denominator is not above 0, a count is not between 0 and it, or an option is out of
        range.

    References
    ----------
    Montgomery (2009), Introduction to statistical quality control, 6th edition, section 7.2.

    Examples
    --------
    >>> chart = p([12, 15, 8, 10], [50, 50, 50, 50])
    >>> round(float(chart.mean[0]), 3), round(float(chart.upper[0]), 3)
    (0.225, 0.402)
    """
    return _chart(counts, of, direction, target, fix_after, rebase, spread=lambda z: 1.0)


def p_prime(
    counts: ArrayLike,
    of: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
    screen: bool = True,
) -> Chart:
    """Return the p′ chart of counts out of so many, in order of time.

    Parameters
    ----------
    counts, of, direction, target, fix_after, rebase
        As for `p`.
    screen : bool
        Leave moving ranges out that are far too large, as in `xmr`.

    Returns
    -------
    Chart
        Its values are shares from 0 to 1. Limits are nan where no share differs from another.

    Raises
    ------
    ValueError
        As for `p`.

    References
    ----------
    Laney (2002), Improved control charts for attributes, Quality engineering 14(4), 531–537.

    Examples
    --------
    >>> many = [250_000, 270_000, 260_000, 265_000]
    >>> wide, narrow = (chart([237_000, 258_000, 246_000, 254_000], many) for chart in (p_prime, p))
    >>> bool(wide.upper[0] > narrow.upper[0])
    True
    """
    return _chart(
        *(counts, of, direction, target, fix_after, rebase),
        spread=lambda z: mean_move(z, screen) / BIAS,
    )


def _chart(
    counts: ArrayLike,
    of: ArrayLike,
    direction: Direction | str,
    target: Target | None,
    fix_after: int | None,
    rebase: Sequence[int],
    *,
    spread: Callable[[Floats], float],
) -> Chart:
    found, whole = _checked(counts, of)
    check_fix(fix_after)
    return build(
        found / whole,
        lambda stretch: _lines(found[stretch], whole[stretch], fix_after, spread),
        direction=direction,
        target=target,
        rebase=rebase,
    )


def _checked(counts: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    found, whole = checks.numbers("counts", counts), checks.numbers("of", of)
    if len(found) != len(whole):
        raise ValueError(f"of: {len(whole)} denominators do not fit {len(found)} counts")
    if wrong := np.flatnonzero(whole <= 0).tolist():
        raise ValueError(f"of: point {wrong[0]} is {whole[wrong[0]]:g}, which is not above 0")
    if wrong := np.flatnonzero((found < 0) | (found > whole)).tolist():
        told = f"{found[wrong[0]]:g} of {whole[wrong[0]]:g}"
        raise ValueError(f"counts: point {wrong[0]} is {told}, which is no share")
    return found, whole


def z_scores(counts: ArrayLike, of: ArrayLike, *, base: slice) -> Floats:
    """Return how many binomial deviations each share is from the share of all points in `base`.

    An XmR chart of them is a p′ chart whose limits are frozen on those points (Laney 2002).

    Parameters
    ----------
    counts, of : array of float
    base : slice
        The points whose share is compared with.

    Returns
    -------
    array of float
        All 0 where that share is 0 or 1, or where there is no such point: nothing varies there.

    Raises
    ------
    ValueError
        As `p`.

    Examples
    --------
    >>> z_scores([10, 20, 20], [100, 100, 100], base=slice(0, 1)).round(2).tolist()
    [0.0, 3.33, 3.33]
    """
    found, whole = _checked(counts, of)
    every = float(whole[base].sum())
    mean = float(found[base].sum()) / every if every else 0.0
    if not mean * (1 - mean):
        return np.zeros(len(found))
    scores: Floats = (found / whole - mean) / np.sqrt(mean * (1 - mean) / whole)
    return scores


def _lines(
    counts: Floats, of: Floats, fix_after: int | None, spread: Callable[[Floats], float]
) -> Lines:
    base = slice(fix_after)
    mean = float(counts[base].sum() / of[base].sum())
    deviation = np.sqrt(mean * (1 - mean) / of)
    if not mean * (1 - mean):
        return Lines(mean, *[float("nan")] * 4)
    z = (counts[base] / of[base] - mean) / deviation[base]
    wide = deviation * spread(z)
    return Lines(mean, *(np.clip(mean + n * wide, 0, 1) for n in (-3, 3, -2, 2)))
