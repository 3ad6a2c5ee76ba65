"""A few statements of which everybody, as far as can be, finds one they agree with."""

import numpy as np

from everyseat.science.opinion import representative
from everyseat.science.opinion.kmeans import Labels
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Counts, Votes
from everyseat.science.tallies import Floats

SIZE = 5
PEOPLE = 5_000
"""People from whom it is chosen, at most."""


def chosen(
    votes: Votes,
    labels: Labels,
    by_group: Counts,
    left_out: Flags,
    size: int = SIZE,
    seed: int = 0,
) -> list[int]:
    """Return statements such that each large enough group of people has one that they agree with.

    The first is what most people agree with; each further one what most of those agree with who
    have agreed with none so far. With n statements, whoever make up an n-th of all people and agree
    with one in common are not passed over (justified representation). Nobody has voted on
    everything: somebody who has not seen a statement is taken to agree with it as likely as their
    group does.

    Parameters
    ----------
    votes : Votes
    labels : array of int
        Each person's group; −1 for none. People in none are left out.
    by_group : Counts
        A row per group.
    left_out : array of bool
        Statements that are not to be chosen.
    size : int
        How many statements.
    seed : int
        Of the people drawn, where there are more than five thousand.

    Returns
    -------
    list of int
        Statements, in the order in which they were chosen; fewer if fewer can be chosen.

    Notes
    -----
    Aziz et al. (2017), Justified representation in approval-based committee voting. Social Choice
    and Welfare 48, 461-485. Halpern et al. (2023), Representation with incomplete votes. AAAI.

    Examples
    --------
    >>> from everyseat.science import opinion
    >>> votes = opinion.from_table([[1, 1, -1]] * 12 + [[-1, -1, 1]] * 8)
    >>> found = opinion.analyse(votes)
    >>> out = np.zeros(3, dtype=bool)
    >>> chosen(votes, found.grouping.labels, found.by_group, out, size=2)
    [0, 2]
    """
    people = np.flatnonzero(labels >= 0)
    if len(people) > PEOPLE:
        people = np.sort(np.random.default_rng(seed).choice(people, PEOPLE, replace=False))
    likely = _agrees(votes.of(people), labels[people], by_group)
    alone, free = np.ones(len(people)), ~left_out & (by_group.whole.seen > 0)
    found: list[int] = []
    while len(found) < size and free.any():
        reached = np.where(free, alone @ likely, -1.0)
        best = int(reached.argmax())
        found.append(best)
        free[best] = False
        alone = alone * (1 - likely[:, best])
    return found


def _agrees(votes: Votes, labels: Labels, by_group: Counts) -> Floats:
    """Return how likely each person agrees with each statement: 1 or 0 where they have voted."""
    likely: Floats = representative.share(by_group.agree, by_group.seen)[labels]
    likely[votes.rows(), votes.statement()] = votes.vote() == 1
    return likely
