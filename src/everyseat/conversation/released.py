"""Counts of answers as they may leave: an update gives no newcomer's answer away.

Whoever compares two editions meets two mechanisms: a statement's numbers stay as they were until at
least k people have answered it anew, and each count leaves with a perturbation of its own
(`safety.cell_keys`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from everyseat.conversation.pending import Kept
from everyseat.conversation.report.figures import Square, squares_of
from everyseat.safety import cell_keys
from everyseat.science.opinion import Counts, Votes, flags
from everyseat.science.opinion.kmeans import Labels
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Integers
from everyseat.science.tallies import Floats

SHOWN = 10
"""Answers without which no number of a statement leaves: fewer would be mostly perturbation."""
AGREE, PASS, DISAGREE = 2, 1, 0
"""Where the code of a vote has each."""


@dataclass(frozen=True)
class Released:
    """What may be shown.

    Attributes
    ----------
    whole, groups : Counts
        Over everybody, and with a row per group; 0 where fewer than `SHOWN` have answered.
    sizes : list of int
        How many people each group has.
    squares : list of Square
        Where people stand.
    centres, statement_places : array
        Where each group and each statement stand, from −1 to 1.
    alike : int or None
        About how many people answered everything the same way, for organisers alone.
    """

    whole: Counts
    groups: Counts
    sizes: list[int]
    squares: list[Square]
    centres: Floats
    statement_places: Floats
    alike: int | None


@dataclass(frozen=True)
class Disclosure:
    """What decides on leaving: the key of each person, and k."""

    keys: Integers
    k: int

    def counts(
        self, votes: Votes, labels: Labels, groups: int, kept: Kept
    ) -> tuple[Counts, Counts]:
        """Return the counts over everybody and of each group.

        Those over everybody are the sum of the groups' and of people in none: added up anew they
        would be a second number about the same answer, and two tell more than one. `kept` has
        those of some statements as they left before. Whether enough have answered is told by how
        many really have: else those would be shown whose number was moved up.
        """
        cells, people = self._cells(votes, labels + 1, groups + 1)
        whole, answered = cells.sum(axis=0), people.sum(axis=0)
        for statement, counts in kept.items():
            whole[statement] = counts
        return _enough(whole, answered), _enough(cells[1:], people[1:])

    def sizes(self, labels: Labels, groups: int) -> list[int]:
        """Return how many people each group has, at least k."""
        inside = labels >= 0
        people = np.bincount(labels[inside], minlength=groups)
        keys = cell_keys.cell_keys(self.keys[inside], labels[inside], groups)
        sizes: list[int] = np.maximum(cell_keys.perturbed(people, keys), self.k).tolist()
        return sizes

    def squares(self, places: Floats, labels: Labels) -> tuple[list[Square], Floats]:
        """Return the squares of the map in which k people of a group stand, and its reach."""
        return squares_of(places, labels, self.k, self.keys)

    def alike(self, votes: Votes) -> int | None:
        """Return about how many people answered everything the same way; None if fewer than k."""
        who = flags.same(votes)
        if len(who) < self.k:
            return None
        key = cell_keys.cell_keys(self.keys[who], np.zeros(len(who)), 1)
        return max(int(cell_keys.perturbed([len(who)], key)[0]), self.k)

    def of_audiences(
        self, votes: Votes, labels: Labels, audiences: int, kept: Sequence[Kept]
    ) -> Counts:
        """Return the counts of each audience; `kept` has those of each as they left before."""
        cells, people = self._cells(votes, labels, audiences)
        for audience, rows in enumerate(kept):
            for statement, counts in rows.items():
                cells[audience, statement] = counts
        return _enough(cells, _without_few_left(people))

    def sizes_of_audiences(self, inside: Flags, labels: Labels, audiences: int) -> list[int]:
        """Return about how many of each audience took part; 0 where fewer than k did."""
        people = np.bincount(labels[inside], minlength=audiences)
        keys = cell_keys.cell_keys(self.keys[inside], labels[inside], audiences)
        about = np.maximum(cell_keys.perturbed(people, keys), self.k)
        sizes: list[int] = np.where(people < self.k, 0, about).tolist()
        return sizes

    def _cells(self, votes: Votes, labels: Labels, groups: int) -> tuple[Integers, Integers]:
        """Return perturbed counts, groups × statements × disagree, pass, agree; and exact ones."""
        rows, width = votes.rows(), 3 * votes.statements
        cell = labels[rows] * width + votes.code.astype(np.int64)
        people = np.bincount(cell, minlength=groups * width)
        keys = cell_keys.cell_keys(self.keys[rows], cell, groups * width)
        shape = groups, votes.statements, 3
        return cell_keys.perturbed(people, keys).reshape(shape), people.reshape(shape)


def _enough(cells: Integers, people: Integers) -> Counts:
    """Return the counts of which enough people have answered; 0 for all others."""
    shown = np.where(people.sum(axis=-1)[..., None] >= SHOWN, cells, 0)
    return Counts(shown[..., AGREE], shown[..., DISAGREE], shown.sum(axis=-1))


def _without_few_left(people: Integers) -> Integers:
    """Return exact counts, audiences × statements × answers, with no few people left to subtract.

    Who is in an audience is known, so what is not shown could be found as everybody less those who
    are shown. Where these are few, the smallest audience that would be shown is not either.
    """
    answered = people.sum(axis=-1)
    shown = answered >= SHOWN
    hidden = np.where(shown, 0, answered).sum(axis=0)
    smallest = np.where(shown, answered, answered.max(initial=0) + 1).argmin(axis=0)
    few = np.flatnonzero((hidden > 0) & (hidden < SHOWN) & shown.any(axis=0))
    left = people.copy()
    left[smallest[few], few] = 0
    return left
