"""Which statements tell a group of opinion from the others.

Of a group of n_s people who voted on a statement, n agreed (or disagreed):

    p = (n + 1) / (n_s + 2)                                   the share, drawn to a half
    p_test = 2 √(n_s + 1) ((n + 1) / (n_s + 1) − ½)           how surely it is more than a half
    r = p / p of all others                                   how much more often than elsewhere
    r_test = z of two proportions, 1 added to each count      how surely more often than elsewhere

Source: Small et al. (2021), Recerca 26(2), and the published description of Polis's mathematics.
"""

from dataclasses import dataclass

import numpy as np

from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts, Integers
from everyseat.science.tallies import Floats

SURE = 1.2816
"""What both tests have to pass: 90 %, one-sided."""
MOST = 5
"""Statements that stand for a group."""


@dataclass(frozen=True)
class Side:
    """The four figures of agreeing, or of disagreeing: arrays with a row per group."""

    p: Floats
    p_test: Floats
    r: Floats
    r_test: Floats

    @property
    def is_sure(self) -> Flags:
        both: Flags = (self.p_test > SURE) & (self.r_test > SURE)
        return both

    @property
    def strength(self) -> Floats:
        """What statements are ranked by."""
        found: Floats = self.r * self.r_test * self.p * self.p_test
        return found

    @property
    def weight(self) -> Floats:
        """What they are ranked by where none is more often agreed with than elsewhere."""
        found: Floats = self.p * self.p_test
        return found


@dataclass(frozen=True)
class Representative:
    """A statement that stands for a group: on which side, and by which figures."""

    statement: int
    agrees: bool
    p: float
    p_test: float
    r: float
    r_test: float


def share(hits: Integers, seen: Integers) -> Floats:
    """Return (hits + 1) / (seen + 2): a share drawn to a half where few have voted."""
    drawn: Floats = (hits + 1) / (seen + 2)
    return drawn


def share_test(hits: Integers, seen: Integers) -> Floats:
    """Return how surely a share is more than a half: above `SURE` with 90 %."""
    z: Floats = 2 * np.sqrt(seen + 1) * ((hits + 1) / (seen + 1) - 0.5)
    return z


def sides(groups: Counts) -> tuple[Side, Side]:
    """Return the figures of agreeing and of disagreeing. `groups` has a row per group."""
    return _side(groups.agree, groups.seen), _side(groups.disagree, groups.seen)


def of_groups(
    groups: Counts, left_out: Flags, most: int = MOST, as_polis: bool = False
) -> list[list[Representative]]:
    """Return the statements that stand for each group: those it agrees with first.

    Parameters
    ----------
    groups : Counts
        A row per group.
    left_out : array of bool
        Statements that stand for nobody: moderated, or not to be voted on.
    most : int
        How many for each group. There is at least one.
    as_polis : bool
        Polis puts the statement that a group agrees with most surely first, even if the group
        disagrees with it more surely still, and then shows it as one it disagrees with. Otherwise
        only a statement that the group agrees with takes the first place.

    Returns
    -------
    list of list of Representative

    Examples
    --------
    Of two groups of ten, one agrees with the first statement and the other with the second.

    >>> agree, disagree = np.array([[9, 1], [0, 10]]), np.array([[1, 8], [9, 0]])
    >>> groups = Counts(agree, disagree, np.full((2, 2), 10))
    >>> for group in of_groups(groups, left_out=np.zeros(2, dtype=bool)):
    ...     print([(found.statement, found.agrees) for found in group])
    [(0, True), (1, False)]
    [(1, True), (0, False)]
    """
    agreeing, disagreeing = sides(groups)
    voted = groups.agree + groups.disagree > 0
    return [
        _of_group(_row(agreeing, g), _row(disagreeing, g), voted[g] & ~left_out, most, as_polis)
        for g in range(len(groups.seen))
    ]


def _side(hits: Integers, seen: Integers) -> Side:
    elsewhere, seen_elsewhere = hits.sum(axis=0) - hits, seen.sum(axis=0) - seen
    p = share(hits, seen)
    ratio: Floats = p / share(elsewhere, seen_elsewhere)
    z = _two_proportions(hits + 1, seen + 1, elsewhere + 1, seen_elsewhere + 1)
    return Side(p, share_test(hits, seen), ratio, z)


def _two_proportions(hits: Integers, n: Integers, others: Integers, m: Integers) -> Floats:
    pooled = (hits + others) / (n + m)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    apart = hits / n - others / m
    z: Floats = np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)
    return z


def _row(side: Side, g: int) -> Side:
    return Side(side.p[g], side.p_test[g], side.r[g], side.r_test[g])


def _of_group(
    agreeing: Side, disagreeing: Side, may_stand: Flags, most: int, as_polis: bool
) -> list[Representative]:
    agrees = agreeing.r_test > disagreeing.r_test
    strength = np.where(agrees, agreeing.strength, disagreeing.strength)
    is_sure = (agreeing.is_sure | disagreeing.is_sure) & may_stand
    first = _most_agreed(agreeing, np.flatnonzero(may_stand & (as_polis | agrees)))
    ranked = np.flatnonzero(is_sure)[np.argsort(-strength[is_sure], kind="stable")].tolist()
    chosen = [*first, *(s for s in ranked if s not in first)][:most]
    if not chosen:
        surely = np.maximum(agreeing.r_test, disagreeing.r_test)
        chosen = _largest(surely, np.flatnonzero(may_stand))
    chosen.sort(key=lambda statement: not agrees[statement])
    return [_found(s, bool(agrees[s]), agreeing if agrees[s] else disagreeing) for s in chosen]


def _most_agreed(side: Side, candidates: Integers) -> list[int]:
    """Return the statement that a group agrees with most surely, if there is one.

    A first one has to be agreed with surely, or by more than half and more often than elsewhere.
    Another takes its place if its strength is larger, or, while the one in place is not agreed with
    more often than elsewhere, its weight.
    """
    best: list[int] = []
    is_fit = (side.p_test > SURE) | ((side.r > 1) & (side.p > 0.5))
    strength, weight = side.strength, side.weight
    for statement in candidates.tolist():
        if not best:
            takes = is_fit[statement]
        elif side.r[best[0]] > 1:
            takes = strength[statement] > strength[best[0]]
        else:
            takes = weight[statement] > weight[best[0]]
        if takes:
            best = [statement]
    return best


def _largest(of: Floats, candidates: Integers) -> list[int]:
    return [int(candidates[of[candidates].argmax()])] if len(candidates) else []


def _found(statement: int, agrees: bool, side: Side) -> Representative:
    figures = (float(x[statement]) for x in (side.p, side.p_test, side.r, side.r_test))
    return Representative(statement, agrees, *figures)
