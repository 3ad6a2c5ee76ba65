"""How steady the groups are: what becomes of them if some statements had not been asked.

A map always shows groups, also where there are none. So the groups are sought again without a fifth
of the statements, drawn by chance, and compared with those that are shown.
"""

from dataclasses import dataclass

import numpy as np

from everyseat.science.opinion import grouping, projection
from everyseat.science.opinion.analysis import SMALLEST, Conversation, Opinion
from everyseat.science.opinion.apart import are_apart
from everyseat.science.opinion.votes import Votes
from everyseat.science.tallies import Floats

REFITS = 20
LEFT_OUT = 0.2
PEOPLE = 20_000
"""People from whom it is found, at most; more are drawn by chance."""


@dataclass(frozen=True)
class Stability:
    """How steady groups are, and whether there is a gap between them.

    Attributes
    ----------
    indices : array
        The adjusted Rand index of each refit with the groups shown: 1 the same, 0 as by chance.
    apart : bool
        See `apart.are_apart`.
    """

    indices: Floats
    apart: bool

    @property
    def median(self) -> float:
        return float(np.median(self.indices))

    @property
    def least(self) -> float:
        return float(self.indices.min())


def of(
    votes: Votes,
    shown: Opinion,
    about: Conversation | None = None,
    refits: int = REFITS,
    smallest: int = SMALLEST,
    seed: int = 0,
) -> Stability:
    """Return how steady the groups are that are shown.

    Parameters
    ----------
    votes : Votes
        The same that the groups were made of.
    shown : Opinion
        What was made of them.
    about : Conversation, optional
    refits : int
        How often the groups are sought again, each time without another fifth of the statements
        and in as many groups as are shown.
    smallest : int
        People in the smallest group.
    seed : int
        Of the draws.

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        If fewer than one refit is asked for.

    Notes
    -----
    Ben-Hur, Elisseeff & Guyon (2002), A stability based method for discovering structure in
    clustered data. Pacific Symposium on Biocomputing 7, 6-17. There people are left out; here
    statements, because which ones are asked is what an organiser might have done otherwise.

    Examples
    --------
    >>> from everyseat.science import opinion
    >>> votes = opinion.from_table([[1] * 10 + [-1] * 10] * 8 + [[-1] * 10 + [1] * 10] * 8)
    >>> of(votes, opinion.analyse(votes)).median
    1.0
    """
    if refits < 1:
        raise ValueError("refits must be 1 or more")
    about = about or Conversation.of(votes)
    labels = shown.grouping.labels
    rng = np.random.default_rng(seed)
    people = np.flatnonzero(labels >= 0)
    if len(people) > PEOPLE:
        people = np.sort(rng.choice(people, PEOPLE, replace=False))
    kept = np.flatnonzero(~about.left_out)
    some = votes.of(people).on(kept)
    groups = shown.grouping.groups
    found = np.zeros(refits)
    for i in range(refits):
        number = max(round(len(kept) * (1 - LEFT_OUT)), min(len(kept), 2))
        rest = some.on(np.sort(rng.choice(len(kept), number, replace=False)))
        again = _grouped(rest, groups, smallest, seed)
        both = again.labels >= 0
        found[i] = grouping.adjusted_rand(again.labels[both], labels[people][both])
    return Stability(found, are_apart(shown.places, shown.grouping, seed))


def _grouped(votes: Votes, groups: int, smallest: int, seed: int) -> grouping.Grouping:
    all_kept = np.ones(votes.statements, dtype=bool)
    axes = projection.axes(votes, votes.counts(), all_kept)
    places = projection.places(votes, axes, votes.cast)
    return grouping.of_places(places, votes.cast > 0, smallest, seed, max(groups, 1))
