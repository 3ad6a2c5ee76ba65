"""A share of a few people, with its doubt; and how far two such shares are apart."""

import math
from statistics import NormalDist

from everyseat.science import checks


def wilson(hits: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of hits out of n.

    It holds its level for few people, where the textbook interval does not (Wilson, J. Am. Stat.
    Assoc. 22, 1927, 209–212; Newcombe, Stat. Med. 17, 1998, 857–872).

    Parameters
    ----------
    hits, n : int
        How many of how many.
    level : float
        Of the interval.

    Returns
    -------
    tuple of two floats

    Raises
    ------
    ValueError
        If n is under 1.

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    checks.probability("level", level)
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} out of {n} is no share")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    p, z2 = hits / n, z * z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def wilson_about(hits: int, n: int, off: int, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson interval of a count that may be off by so many.

    It reaches from the lower end for the smallest count that it may stand for to the upper end for
    the largest.

    Parameters
    ----------
    hits, n : int
        How many of how many.
    off : int
        By how much `hits` may be off, either way.
    level : float
        Of the interval.

    Returns
    -------
    tuple of two floats

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson_about(8, 10, off=0)]
    [0.49, 0.943]
    >>> [round(bound, 3) for bound in wilson_about(8, 10, off=3)]
    [0.237, 1.0]
    """
    low, _ = wilson(max(hits - off, 0), n, level)
    _, high = wilson(min(hits + off, n), n, level)
    return low, high


def difference(
    hits: tuple[int, int], n: tuple[int, int], level: float = 0.95
) -> tuple[float, float]:
    """Return the interval of the second share less the first, of two groups of other people.

    Newcombe's hybrid score interval: his method 10 (Stat. Med. 17, 1998, 873–890).

    Parameters
    ----------
    hits, n : pair of int
        How many of how many, in the first group and in the second.
    level : float
        Of the interval.

    Returns
    -------
    tuple of two floats

    Raises
    ------
    ValueError
        If either n is under 1.

    Examples
    --------
    >>> [round(bound, 4) for bound in difference((48, 56), (80, 70))]
    [0.0524, 0.3339]
    """
    low1, high1 = wilson(hits[0], n[0], level)
    low2, high2 = wilson(hits[1], n[1], level)
    before, after = hits[0] / n[0], hits[1] / n[1]
    apart = after - before
    low = apart - math.hypot(after - low2, high1 - before)
    return low, apart + math.hypot(high2 - after, before - low1)
