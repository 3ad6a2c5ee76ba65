"""Votes on statements, packed: one small integer per vote, person by person.

A vote is agree +1, disagree −1 or pass 0; a statement that somebody has not seen has none. The code
of a vote is 3 × statement + vote + 1, so that whatever depends on a statement and on how somebody
voted can be looked up in a table of three rows per statement. Within a person codes ascend, and
people stand in a given order: two tables of the same votes are the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science.tallies import Floats

Integers = NDArray[np.int64]
Codes = NDArray[np.unsignedinteger]
UNSEEN = 2
"""What stands in a table where somebody has not voted."""
AT_ONCE = 1 << 21
"""Votes looked up together: enough for speed, and few enough for the cache."""


@dataclass(frozen=True)
class Counts:
    """How many agreed, disagreed and voted at all (pass included), for each statement.

    Each is an array with one entry per statement, or with a row per group before it.
    """

    agree: Integers
    disagree: Integers
    seen: Integers

    @property
    def passed(self) -> Integers:
        return self.seen - self.agree - self.disagree

    @property
    def whole(self) -> "Counts":
        """The same over all groups."""
        return Counts(self.agree.sum(axis=0), self.disagree.sum(axis=0), self.seen.sum(axis=0))

    def each(self) -> "list[Counts]":
        """Return the counts of each group alone."""
        rows = zip(self.agree, self.disagree, self.seen, strict=True)
        return [Counts(*row) for row in rows]

    def turned(self) -> "Counts":
        """Return the counts with agree and disagree exchanged."""
        return Counts(self.disagree, self.agree, self.seen)


@dataclass(frozen=True)
class Votes:
    """Everybody's last vote on each statement.

    Attributes
    ----------
    statements : int
        How many there are.
    start : array of int
        One entry per person and one more: person i's votes are code[start[i]:start[i + 1]].
    code : array of unsigned int
        3 × statement + vote + 1, ascending within a person.
    """

    statements: int
    start: Integers
    code: Codes

    @property
    def people(self) -> int:
        return len(self.start) - 1

    @property
    def cast(self) -> Integers:
        """How many votes each person has cast."""
        return np.diff(self.start)

    def parts(self) -> Iterator[tuple[slice, slice]]:
        """Yield people, and the places of their votes, some two million votes at a time."""
        ends = np.searchsorted(self.start, np.arange(AT_ONCE, len(self.code), AT_ONCE))
        bounds = [0, *dict.fromkeys(ends.tolist()), self.people]
        for low, high in pairwise(bounds):
            if high > low:
                yield slice(low, high), slice(int(self.start[low]), int(self.start[high]))

    def counts(self) -> Counts:
        """Return the counts over everybody."""
        return self.counts_by(np.zeros(self.people, dtype=np.int64), 1).whole

    def counts_by(self, group: ArrayLike, groups: int) -> Counts:
        """Return the counts of each group, with a row per group.

        Parameters
        ----------
        group : array of int
            Each person's group, from 0; −1 is in none.
        groups : int
            How many groups there are.
        """
        of = np.asarray(group, dtype=np.int64)
        width = 3 * self.statements
        found = np.zeros((groups + 1) * width, dtype=np.int64)
        cast = self.cast
        for people, places in self.parts():
            offset = np.repeat((of[people] + 1) * width, cast[people])
            found += np.bincount(offset + self.code[places], minlength=len(found))
        of_code = found.reshape(groups + 1, self.statements, 3)[1:]
        return Counts(of_code[:, :, 2], of_code[:, :, 0], of_code.sum(axis=2))

    def sums(self, table: Floats) -> Floats:
        """Return the sum of a table's rows over each person's votes.

        `table` has a row per code (three per statement) and two columns; the result has a row per
        person.
        """
        pairs = np.ascontiguousarray(table).view(np.complex128)[:, 0]
        found = np.zeros(self.people, dtype=np.complex128)
        for people, places in self.parts():
            start = self.start[people] - places.start
            has_voted = self.cast[people] > 0
            if places.stop > places.start:
                looked_up = np.take(pairs, self.code[places])
                found[people][has_voted] = np.add.reduceat(looked_up, start[has_voted])
        return found.view(np.float64).reshape(-1, 2)

    def of(self, people: ArrayLike) -> "Votes":
        """Return the votes of some people alone, in the order given."""
        rows = np.asarray(people, dtype=np.int64)
        cast = self.cast[rows]
        start = np.concatenate([[0], np.cumsum(cast)])
        places = np.repeat(self.start[rows] - start[:-1], cast) + np.arange(start[-1])
        return Votes(self.statements, start, self.code[places])

    def on(self, statements: ArrayLike) -> "Votes":
        """Return the votes on some statements alone, numbered anew in the order given.

        Everybody stays, with fewer votes or none.
        """
        kept = np.asarray(statements, dtype=np.int64)
        number = np.full(self.statements, -1, dtype=np.int64)
        number[kept] = np.arange(len(kept))
        statement, vote = np.divmod(self.code.astype(np.int64), 3)
        stays = number[statement] >= 0
        row = np.repeat(np.arange(self.people), self.cast)[stays]
        return packed(row, number[statement[stays]], vote[stays] - 1, self.people, len(kept))

    def rows(self) -> Integers:
        """Return whose vote each one is."""
        return np.repeat(np.arange(self.people), self.cast)

    def statement(self) -> Integers:
        """Return what each vote is on."""
        return self.code.astype(np.int64) // 3

    def vote(self) -> Integers:
        """Return each vote: 1, 0 or −1."""
        return self.code.astype(np.int64) % 3 - 1

    def table(self) -> NDArray[np.int8]:
        """Return a row per person and a column per statement; `UNSEEN` where there is no vote."""
        found = np.full((self.people, self.statements), UNSEEN, dtype=np.int8)
        found[self.rows(), self.statement()] = self.vote()
        return found


def from_log(
    person: ArrayLike, statement: ArrayLike, vote: ArrayLike, people: int, statements: int
) -> Votes:
    """Return the last vote of each person on each statement, from votes in order of time.

    Parameters
    ----------
    person, statement : array of int
        Who voted on what: numbers from 0.
    vote : array of int
        1 agree, 0 pass, −1 disagree.
    people, statements : int
        How many of each there are.

    Returns
    -------
    Votes

    Raises
    ------
    ValueError
        If the arrays differ in length, or hold something else.

    Examples
    --------
    Somebody changes their mind: the last vote counts.

    >>> from_log([0, 1, 0], [0, 0, 0], [1, 1, -1], people=2, statements=1).table().tolist()
    [[-1], [1]]
    """
    who, what, how = (np.asarray(x, dtype=np.int64) for x in (person, statement, vote))
    _check(who, what, how, people, statements)
    kept = newest(who * statements + what)
    return packed(who[kept], what[kept], how[kept], people, statements)


def from_table(table: ArrayLike) -> Votes:
    """Return the votes in a table with a row per person and a column per statement.

    Parameters
    ----------
    table : array of float or int
        1 agree, 0 pass, −1 disagree; nan, or `UNSEEN`, where there is no vote.

    Returns
    -------
    Votes

    Raises
    ------
    ValueError
        If it holds something else.

    Examples
    --------
    >>> from_table([[1, float("nan")], [-1, 0]]).counts().seen.tolist()
    [2, 1]
    """
    x = np.nan_to_num(np.asarray(table, dtype=float), nan=UNSEEN)
    if x.ndim != 2:
        raise ValueError(f"votes must be a row per person, not of shape {x.shape}")
    row, column = np.nonzero(x != UNSEEN)
    vote = x[row, column]
    _check(row, column, vote, *x.shape)
    return packed(row, column, vote.astype(np.int64), *x.shape)


def packed(row: Integers, statement: Integers, vote: Integers, people: int, wide: int) -> Votes:
    """Return votes in their packed form: of one person and statement there is one at most."""
    code = 3 * statement + vote + 1
    order = np.argsort(row * np.int64(3 * wide) + code, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=people))])
    return Votes(wide, start.astype(np.int64), code[order].astype(np.min_scalar_type(3 * wide)))


def newest(cell: Integers) -> Integers:
    """Return where each cell stands for the last time, in the order of cells."""
    order = np.argsort(cell, kind="stable")
    ends = np.flatnonzero(np.diff(cell[order]))
    found: Integers = order[np.append(ends, len(cell) - 1)] if len(cell) else order
    return found


def _check(who: Integers, what: Integers, how: Floats | Integers, people: int, wide: int) -> None:
    if not len(who) == len(what) == len(how):
        raise ValueError(f"{len(who)} people, {len(what)} statements and {len(how)} votes")
    if not len(who):
        return
    if who.min() < 0 or who.max() >= people or what.min() < 0 or what.max() >= wide:
        raise ValueError("people and statements are numbered from 0")
    if not np.isin(how, (-1, 0, 1)).all():
        raise ValueError("a vote is 1 (agree), 0 (pass) or -1 (disagree)")
