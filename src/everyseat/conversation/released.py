"""Counts of answers as they may leave: an update gives no newcomer's answer away.

Whoever compares two editions meets two mechanisms: a statement's numbers stay as they were until
enough more people have answered it (`pending`), and its counts leave with a perturbation that is
drawn anew for all of them together if any answer among them has changed (`safety.cell_keys`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from everyseat.conversation import at_most
from everyseat.conversation.pending import Kept, KeptBoth
from everyseat.conversation.report.figures import Grid, squares_of
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
    people, votes : int
        About how many took part, and about how many answers they gave.
    whole, groups : Counts
        Over everybody, and with a row per group; 0 where fewer than `SHOWN` have answered.
    sizes : list of int
        How many people each group has.
    between : int
        About how many of them stand between groups.
    grid : Grid
        Where people stand.
    centres, statement_places : array
        Where each group and each statement stand, from −1 to 1.
    alike : int or None
        About how many people answered everything the same way, for organisers alone.
    """

    people: int
    votes: int
    whole: Counts
    groups: Counts
    sizes: list[int]
    between: int
    grid: Grid
    centres: Floats
    statement_places: Floats
    alike: int | None


@dataclass(frozen=True)
class Everybody:
    """Counts over everybody and of each group, as they may leave, and how many answers these are.

    In `counts` and `groups` stands 0 where fewer than `SHOWN` have answered.
    """

    counts: Counts
    groups: Counts
    votes: Integers


@dataclass(frozen=True)
class Disclosure:
    """What decides on leaving.

    Attributes
    ----------
    keys : array of int
        The key of each person.
    k : int
        The smallest number of people that something may be about.
    rests : array of int
        A secret key for each statement, and one more: of those who are not shown.
    most : int, optional
        How many people were invited, where it is by invitation.
    """

    keys: Integers
    k: int
    rests: Integers
    most: int | None = None

    def counts(self, votes: Votes, labels: Labels, groups: int, kept: KeptBoth) -> Everybody:
        """Return the counts over everybody and of each group.

        Those over everybody are the sum of the groups' that are shown and of all others together:
        added up on their own they would be a second number about the same answer, and two tell more
        than one. What is left of everybody less the groups is then a count with a perturbation of
        its own, also where it is 0. `kept` has the numbers of some statements as they left before.
        Whether enough have answered is told by how many really have: else those would be shown
        whose number was moved up.
        """
        people, keys = self._cells(votes, labels + 1, groups + 1)
        shown = people.sum(axis=-1) >= SHOWN
        shown[0] = False  # who is in no group
        cells = np.where(shown[..., None], _moved(people, keys), 0)
        whole = cells.sum(axis=0) + self._rest(people, keys, shown)
        for statement, counts in kept.everybody.items():
            whole[statement] = counts
        whole = at_most.cells(whole, [self.most] * len(whole))
        for statement, rows in kept.groups.items():
            if len(rows) == groups:
                cells[1:, statement] = rows
        return Everybody(
            _counts(np.where(people.sum(axis=(0, -1))[:, None] >= SHOWN, whole, 0)),
            _counts(cells[1:]),
            whole.sum(axis=-1),
        )

    def _rest(self, people: Integers, keys: Integers, shown: Flags) -> Integers:
        """Return how many are in no cell that is shown, moved by a step of its own."""
        key = np.where(shown, 0, keys).sum(axis=0) + self.rests[:-1]
        return _moved(np.where(shown[..., None], 0, people).sum(axis=0), key)

    def sizes(self, labels: Labels, groups: int) -> list[int]:
        """Return how many people each group has, at least k."""
        inside = labels >= 0
        people = np.bincount(labels[inside], minlength=groups)
        keys = cell_keys.cell_keys(self.keys[inside], labels[inside], groups)
        about = np.maximum(cell_keys.perturbed(people, keys), self.k)
        return at_most.sizes(about.tolist(), self.most, self.k)

    def in_none(self, took_part: Flags, labels: Labels) -> int:
        """Return about how many people took part and are in no group."""
        rest = took_part & (labels < 0)
        key = (self.keys[rest].sum() + self.rests[-1:]) % cell_keys.KEYS
        return max(int(rest.sum() + cell_keys.steps(key)[0]), 0)

    def squares(self, places: Floats, labels: Labels) -> Grid:
        """Return the squares of the map in which k people of a group stand."""
        return squares_of(places, labels, self.k, self.keys)

    def alike(self, votes: Votes) -> int | None:
        """Return about how many people answered everything the same way; None if fewer than k."""
        who = flags.same(votes)
        return None if len(who) < self.k else max(self.about(who), self.k)

    def about(self, who: Integers | Flags) -> int:
        """Return about how many people these are."""
        keys = self.keys[who]
        key = cell_keys.cell_keys(keys, np.zeros(len(keys)), 1)
        return int(cell_keys.perturbed([len(keys)], key)[0])

    def of_audiences(
        self,
        votes: Votes,
        labels: Labels,
        kept: Sequence[Kept],
        most: Sequence[int | None],
    ) -> Counts:
        """Return the counts of each audience.

        `kept` has those of each as they left before, `most` how many people each has at most.
        """
        people, keys = self._cells(votes, labels, len(kept))
        cells = _moved(people, keys)
        for audience, rows in enumerate(kept):
            for statement, counts in rows.items():
                cells[audience, statement] = counts
            cells[audience] = at_most.cells(cells[audience], [most[audience]] * votes.statements)
        shown = _without_few_left(people.sum(axis=-1))
        return _counts(np.where(shown[..., None], cells, 0))

    def sizes_of_audiences(
        self, inside: Flags, labels: Labels, most: Sequence[int | None]
    ) -> list[int]:
        """Return about how many of each audience took part; 0 where fewer than k did."""
        people = np.bincount(labels[inside], minlength=len(most))
        keys = cell_keys.cell_keys(self.keys[inside], labels[inside], len(most))
        about = np.maximum(cell_keys.perturbed(people, keys), self.k)
        shown: list[int] = np.where(people < self.k, 0, about).tolist()
        return [n if up_to is None else min(n, up_to) for n, up_to in zip(shown, most, strict=True)]

    def _cells(self, votes: Votes, labels: Labels, groups: int) -> tuple[Integers, Integers]:
        """Return how many are in each cell, groups × statements × disagree, pass, agree.

        The numbers are exact. With them comes the key of each row of three, groups × statements.
        """
        rows, code, wide = votes.rows(), votes.code.astype(np.int64), votes.statements
        cell = labels[rows] * 3 * wide + code
        people = np.bincount(cell, minlength=groups * 3 * wide)
        answers = cell_keys.answer_keys(self.keys[rows], code % 3)
        keys = cell_keys.cell_keys(answers, cell // 3, groups * wide)
        return people.reshape(groups, wide, 3), keys.reshape(groups, wide)


def _moved(people: Integers, keys: Integers) -> Integers:
    """Return rows of three counts, each moved by a step that follows from the key of its row.

    0 moves like any other count: it would else be known that nobody gave this answer.
    """
    steps = cell_keys.steps(cell_keys.of_row(keys, people.shape[-1]))
    moved: Integers = np.maximum(people + steps, 0)
    return moved


def _counts(cells: Integers) -> Counts:
    return Counts(cells[..., AGREE], cells[..., DISAGREE], cells.sum(axis=-1))


def _without_few_left(answered: Integers) -> Flags:
    """Return which numbers of audiences × statements are shown, with no few left to subtract.

    Who is in an audience is known, so what is not shown could be found as everybody less those who
    are shown. Where these are few, the smallest audience that would be shown is not either.
    """
    shown = answered >= SHOWN
    hidden = np.where(shown, 0, answered).sum(axis=0)
    smallest = np.where(shown, answered, answered.max(initial=0) + 1).argmin(axis=0)
    few = np.flatnonzero((hidden > 0) & (hidden < SHOWN) & shown.any(axis=0))
    shown[smallest[few], few] = False
    return shown
