"""Which statement somebody is asked about next."""

import numpy as np

from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts
from everyseat.science.tallies import Floats

META = 49.0
"""Polis's priority of a statement that is not about the question (7²)."""
LEAST = 0.2
"""The chance of any live statement, as a part of what all alike would have."""
NEEDED = 5
"""Votes that each group should have cast on a statement."""
ASKED_MORE = 4.0
"""How much likelier a statement is that a group has not voted on often enough."""


def priorities(counts: Counts, extremity: Floats, meta: Flags) -> Floats:
    """Return Polis's priority of each statement.

    ((1 − p)(E + 1) a (1 + 8 · 2^(−n/5)))², with p = (passed + 1)/(n + 2), a = (agreed + 1)/(n + 2):
    higher if few pass, many agree, it stands far from the middle, and few have voted on it.

    Parameters
    ----------
    counts : Counts
        Over everybody who is in a group.
    extremity : array
        How far from the middle each statement stands.
    meta : array of bool
        Statements that are not about the question; theirs is 49.

    Returns
    -------
    array, one entry per statement

    Examples
    --------
    A new statement comes far before one on which forty have voted.

    >>> new, old = np.array([0, 20]), np.array([0, 40])
    >>> priorities(Counts(new, new, old), np.zeros(2), np.zeros(2, dtype=bool)).round(2).tolist()
    [5.06, 0.25]
    """
    n = counts.seen
    passes, agrees = (counts.passed + 1) / (n + 2), (counts.agree + 1) / (n + 2)
    novel = 1 + 8 * 2.0 ** (-n / 5)
    found: Floats = ((1 - passes) * (extremity + 1) * agrees * novel) ** 2
    return np.where(meta, META, found)


def chances(groups: Counts, extremity: Floats, seeds: Flags, live: Flags) -> Floats:
    """Return how likely each statement is to be asked next; they add up to 1.

    Seeds on which fewer than `NEEDED` people have voted come before all else, so that a beginning
    has common statements to compare people by. Then it is Polis's priority, made `ASKED_MORE` times
    larger where some group has cast fewer than `NEEDED` votes; and no live statement falls below
    `LEAST` of an equal chance, as one that is never asked can never be found to matter.

    Parameters
    ----------
    groups : Counts
        A row per group, as votes stand now.
    extremity : array
        How far from the middle each statement stands; 0 while that is not known.
    seeds, live : array of bool
        Statements that the organiser began with; statements that may be voted on.

    Returns
    -------
    array, one entry per statement

    Examples
    --------
    >>> none = np.zeros((1, 3), dtype=int)
    >>> seeds, live = np.array([True, False, False]), np.array([True, True, False])
    >>> chances(Counts(none, none, none), np.zeros(3), seeds, live).tolist()
    [1.0, 0.0, 0.0]
    """
    whole = groups.whole
    first = seeds & live & (whole.seen < NEEDED)
    if first.any():
        alike: Floats = first / first.sum()
        return alike
    weight = np.where(live, priorities(whole, extremity, np.zeros_like(live)), 0.0)
    weight[(groups.seen < NEEDED).any(axis=0)] *= ASKED_MORE
    if not weight.any():
        return weight
    chance: Floats = (1 - LEAST) * weight / weight.sum() + LEAST * live / live.sum()
    return chance


def drawn(chance: Floats, unseen: Flags, rng: np.random.Generator) -> int | None:
    """Return a statement that somebody has not voted on yet, by chance; None if there is none.

    Parameters
    ----------
    chance : array
        Of each statement: see `chances`.
    unseen : array of bool
        What this person has not voted on.
    rng : numpy.random.Generator

    Returns
    -------
    int or None

    Examples
    --------
    >>> drawn(np.array([0.5, 0.5]), np.array([False, True]), np.random.default_rng(1))
    1
    """
    upto = np.cumsum(np.where(unseen, chance, 0.0))
    if not len(upto) or not upto[-1]:
        return None
    return int(np.searchsorted(upto, rng.random() * upto[-1], side="right"))
