"""What divides people, and what nobody can say yet."""

from dataclasses import dataclass

import numpy as np

from everyseat.science import shares
from everyseat.science.opinion import representative
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts, Integers

NEEDED = 10
"""Votes without which nothing is said of a statement."""
CLEAR = 0.75
"""The share of a group, if a quarter of another one's, that makes a division a clear one."""
MANY_PASS = 1 / 3
"""The share of people who pass from which on a statement is taken to be unclear."""


@dataclass(frozen=True)
class Divided:
    """A statement that some groups agree, or disagree, with surely more often than others.

    Attributes
    ----------
    statement : int
    agrees : bool
        Whether it is about agreeing; otherwise about disagreeing.
    most, least : int
        The group that does so most often, and the one that does so least often.
    low, high : float
        The interval of the difference of their shares.
    """

    statement: int
    agrees: bool
    most: int
    least: int
    low: float
    high: float


@dataclass(frozen=True)
class Undecided:
    """A statement of which nothing can be said yet, and why.

    Attributes
    ----------
    statement : int
    reason : {"few", "pass", "even"}
        Too few have voted on it; many pass; or agreement and disagreement are about even.
    seen : int
        How many have voted on it.
    """

    statement: int
    reason: str
    seen: int


def between_groups(
    groups: Counts, left_out: Flags, level: float = 0.95, off: int = 0
) -> list[Divided]:
    """Return what divides groups, the widest sure difference first.

    A statement divides if the whole interval of the difference between two groups' shares lies
    above 0, and one of these groups mostly agrees while the other does not; or the same for
    disagreeing, if that difference is wider.

    Parameters
    ----------
    groups : Counts
        A row per group.
    left_out : array of bool
        Statements of which nothing is said.
    level : float
        Of the interval (Newcombe's hybrid score interval; see `science.shares`). It is widened for
        the number of pairs of groups that it is the largest difference of (Bonferroni).
    off : int
        By how much each count may be off.

    Returns
    -------
    list of Divided

    Examples
    --------
    >>> agree, seen = np.array([[18, 9], [2, 8]]), np.full((2, 2), 20)
    >>> found = between_groups(Counts(agree, seen - agree, seen), np.zeros(2, dtype=bool))
    >>> [(divided.statement, divided.most, divided.least) for divided in found]
    [(0, 0, 1)]
    """
    level = _of_pairs(level, len(groups.seen))
    known = np.flatnonzero(~left_out & ((groups.seen >= NEEDED).sum(axis=0) > 1)).tolist()
    found = []
    for statement in known:
        both = (
            _divided(of, statement, agrees, level, off)
            for of, agrees in ((groups, True), (groups.turned(), False))
        )
        widest = max(filter(None, both), key=lambda divided: divided.low, default=None)
        found += [widest] if widest else []
    return sorted(found, key=lambda divided: (-divided.low, divided.statement))


def would_show(seen: Integers, level: float = 0.95, off: int = 0) -> Flags:
    """Return which statements enough have answered for a clear division to be found.

    That is one of which `CLEAR` agree in one group and as many do not in another, whichever two
    these are. Where it would not be found, nobody knows whether groups differ.

    Parameters
    ----------
    seen : array of int, groups × statements
        How many of each group have voted on each statement.
    level, off
        As for `between_groups`.

    Returns
    -------
    array of bool

    Examples
    --------
    >>> would_show(np.array([[30, 30, 9], [40, 10, 40]]), off=3).tolist()
    [True, False, False]
    """
    if len(seen) < 2:
        return np.zeros(seen.shape[-1], dtype=bool)
    level = _of_pairs(level, len(seen))
    smallest = np.sort(seen, axis=0)[:2].T.tolist()
    return np.array([_would_show(n, m, level, off) for n, m in smallest], dtype=bool)


def undecided(whole: Counts, left_out: Flags, said: Flags, off: int = 0) -> list[Undecided]:
    """Return the statements that nothing can be said of yet, those with fewest votes first.

    Parameters
    ----------
    whole : Counts
        Over everybody.
    left_out, said : array of bool
        Statements that are not asked about; statements of which something is said elsewhere: they
        are common ground, or divide.
    off : int
        By how much each count may be off.

    Returns
    -------
    list of Undecided

    Examples
    --------
    >>> counts = Counts(np.array([3, 30]), np.array([2, 28]), np.array([5, 60]))
    >>> none = np.zeros(2, dtype=bool)
    >>> [(one.statement, one.reason) for one in undecided(counts, none, none)]
    [(0, 'few'), (1, 'even')]
    """
    found = [
        Undecided(int(s), reason, int(whole.seen[s]))
        for s in np.flatnonzero(~left_out & ~said)
        if (reason := _reason(whole, int(s), off))
    ]
    return sorted(found, key=lambda one: (one.seen, one.statement))


def reason_of(seen: int, passed: float, lows: tuple[float, float]) -> str | None:
    """Return why nothing can be said of a statement, as `Undecided` has it; None if it can.

    Parameters
    ----------
    seen : int
        How many have voted on it.
    passed : float
        The share of them who passed.
    lows : tuple of two floats
        The lower ends of the intervals of the shares who agree, and who disagree.
    """
    if seen < NEEDED:
        return "few"
    if passed > MANY_PASS:
        return "pass"
    return "even" if max(lows) <= 0.5 else None


def _of_pairs(level: float, groups: int) -> float:
    """Return the level of each pair of groups, of which the widest difference is taken."""
    return 1 - (1 - level) / max(groups * (groups - 1) // 2, 1)


def _would_show(n: int, m: int, level: float, off: int) -> bool:
    if n < NEEDED:
        return False
    fewer = min(round((1 - CLEAR) * n) + off, n)
    more = max(round(CLEAR * m) - off, 0)
    return shares.difference((fewer, more), (n, m), level)[0] > 0


def _divided(
    groups: Counts, statement: int, agrees: bool, level: float, off: int
) -> Divided | None:
    hits, seen = groups.agree[:, statement], groups.seen[:, statement]
    share = np.where(seen >= NEEDED, representative.share(hits, seen), np.nan)
    most, least = int(np.nanargmax(share)), int(np.nanargmin(share))
    if share[least] >= 0.5 or share[most] <= 0.5:
        return None
    fewer, more = _two(hits, least, most)
    n, m = _two(seen, least, most)
    nearest = min(fewer + off, n), max(more - off, 0)
    low, high = shares.difference(nearest, (n, m), level)
    return Divided(statement, agrees, most, least, low, high) if low > 0 else None


def _two(of: Integers, one: int, other: int) -> tuple[int, int]:
    return int(of[one]), int(of[other])


def _reason(whole: Counts, statement: int, off: int) -> str | None:
    agree, disagree, seen = (int(x[statement]) for x in (whole.agree, whole.disagree, whole.seen))
    if not seen:
        return reason_of(0, 0.0, (0.0, 0.0))
    agrees, disagrees = (shares.wilson_about(n, seen, off)[0] for n in (agree, disagree))
    return reason_of(seen, (seen - agree - disagree) / seen, (agrees, disagrees))
