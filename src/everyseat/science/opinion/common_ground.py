"""What people agree on: over everybody, and over all groups of opinion."""

from dataclasses import dataclass

import numpy as np

from everyseat.science import shares
from everyseat.science.opinion import representative
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts
from everyseat.science.tallies import Floats

NEEDED = 5
"""Votes of each group without which nothing is said of all groups."""


@dataclass(frozen=True)
class Agreed:
    """A statement that most agree with, or most disagree with.

    Attributes
    ----------
    statement : int
    agrees : bool
        With it; otherwise most disagree with it.
    p, p_test : float
        The share drawn to a half, and how surely it is more than a half.
    low, high : float
        The 95 % Wilson interval of the share of those who voted on it.
    least : float
        The share, drawn to a half, in the group where it is smallest.
    across : float
        The consensus over groups: see `across_groups`.
    """

    statement: int
    agrees: bool
    p: float
    p_test: float
    low: float
    high: float
    least: float
    across: float


def across_groups(groups: Counts, as_polis: bool = False) -> Floats:
    """Return how much all groups together agree with each statement.

    Parameters
    ----------
    groups : Counts
        A row per group.
    as_polis : bool
        Return the product over groups of (agreed + 1) / (voted + 2), as Polis does. It is smaller
        the more groups there are; otherwise its geometric mean is returned, with which two groups
        and five can be compared.

    Returns
    -------
    array, one entry per statement

    Examples
    --------
    >>> groups = Counts(np.array([[8], [8]]), np.array([[0], [0]]), np.array([[8], [8]]))
    >>> across_groups(groups).round(2).tolist(), across_groups(groups, as_polis=True).tolist()
    ([0.9], [0.81])
    """
    product: Floats = representative.share(groups.agree, groups.seen).prod(axis=0)
    return product if as_polis else product ** (1 / max(len(groups.seen), 1))


def of_everybody(whole: Counts, groups: Counts, left_out: Flags, most: int = 5) -> list[Agreed]:
    """Return Polis's consensus: what more than half surely agree with, then disagree with.

    At most `most` of each, by share × test over everybody.
    """
    return [
        side.agreed(statement)
        for side in _sides(whole, groups, as_polis=True)
        for statement in side.ranked(~left_out)[:most]
    ]


def of_all_groups(whole: Counts, groups: Counts, left_out: Flags, off: int = 0) -> list[Agreed]:
    """Return the common ground: what most people, and most of each group, agree on.

    A statement is common ground if the whole 95 % Wilson interval of its share lies above a half,
    and in each group, of which at least `NEEDED` have voted on it, the share, drawn to a half,
    does. Groups that are too small to tell (`can_tell`) have no say. The strongest over all groups
    comes first, whether people agree or disagree with it. Counts may be `off` by so many: the
    interval allows for it.
    """
    telling = _rows(groups, can_tell(groups))
    if len(groups.seen) and not len(telling.seen):
        return []
    voted = telling.seen.min(axis=0, initial=NEEDED) >= NEEDED
    found = [
        side.agreed(statement, off)
        for side in _sides(whole, telling)
        for statement in side.ranked(~left_out & voted & (side.least > 0.5))
    ]
    return sorted(
        (agreed for agreed in found if agreed.low > 0.5),
        key=lambda agreed: (-agreed.across, agreed.statement),
    )


def can_tell(groups: Counts) -> Flags:
    """Return of which groups `NEEDED` have voted on any statement at all: a row per group.

    Of the others nothing can be said. They would else stand in the way of all common ground.
    """
    known: Flags = groups.seen.max(axis=1, initial=0) >= NEEDED
    return known


def _rows(groups: Counts, which: Flags) -> Counts:
    return Counts(groups.agree[which], groups.disagree[which], groups.seen[which])


@dataclass(frozen=True)
class _Side:
    """Agreeing with statements, or disagreeing: `Agreed`'s figures with an entry per statement."""

    agrees: bool
    counts: Counts
    p: Floats
    p_test: Floats
    least: Floats
    across: Floats

    @classmethod
    def of(cls, agrees: bool, whole: Counts, groups: Counts, as_polis: bool) -> "_Side":
        of, by = (whole, groups) if agrees else (whole.turned(), groups.turned())
        return cls(
            agrees,
            of,
            representative.share(of.agree, of.seen),
            representative.share_test(of.agree, of.seen),
            representative.share(by.agree, by.seen).min(axis=0, initial=1.0),
            across_groups(by, as_polis),
        )

    def ranked(self, among: Flags) -> list[int]:
        """Return the statements for which more than half surely are on this side, most first."""
        sure = np.flatnonzero((self.p > 0.5) & (self.p_test > representative.SURE) & among)
        order = np.argsort(-(self.p * self.p_test)[sure], kind="stable")
        ranked: list[int] = sure[order].tolist()
        return ranked

    def agreed(self, s: int, off: int = 0) -> Agreed:
        low, high = shares.wilson_about(int(self.counts.agree[s]), int(self.counts.seen[s]), off)
        p, p_test, least, across = (
            float(of[s]) for of in (self.p, self.p_test, self.least, self.across)
        )
        return Agreed(s, self.agrees, p, p_test, low, high, least, across)


def _sides(whole: Counts, groups: Counts, as_polis: bool = False) -> list[_Side]:
    return [_Side.of(agrees, whole, groups, as_polis) for agrees in (True, False)]
