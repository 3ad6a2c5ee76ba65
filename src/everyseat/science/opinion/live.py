"""Votes that go on coming in, with the tables from which the map follows."""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.opinion.tables import Tables
from everyseat.science.opinion.votes import UNSEEN, Integers, Votes, newest, packed


@dataclass(frozen=True)
class Live:
    """All votes so far and their tables. What comes in makes a new one, and leaves this as it is.

    Attributes
    ----------
    votes : Votes
    tables : Tables
    """

    votes: Votes
    tables: Tables

    @classmethod
    def of(cls, votes: Votes) -> "Live":
        """Return it from all votes, made anew."""
        return cls(votes, Tables.of(votes))

    def updated(
        self,
        person: ArrayLike,
        statement: ArrayLike,
        vote: ArrayLike,
        people: int | None = None,
        statements: int | None = None,
    ) -> "Live":
        """Return it with new, changed and withdrawn votes.

        Parameters
        ----------
        person, statement, vote : array of int
            In order of time, as in `from_log`; a vote of 2 (`UNSEEN`) withdraws what there was.
        people, statements : int, optional
            How many of each there are now, if there are more than before.

        Returns
        -------
        Live
            Exactly what all votes made anew would give.

        Examples
        --------
        >>> from everyseat.science.opinion.votes import from_table
        >>> live = Live.of(from_table([[1, -1]]))
        >>> live.updated([0, 1], [1, 0], [2, -1], people=2).votes.table().tolist()
        [[1, 2], [-1, 2]]
        """
        who, what, how = (np.asarray(x, dtype=np.int64) for x in (person, statement, vote))
        wider = self._wider(people or self.votes.people, statements or self.votes.statements)
        concerned = np.unique(who)
        before = wider.votes.of(concerned)
        after = _changed(before, np.searchsorted(concerned, who), what, how)
        return Live(_replaced(wider.votes, concerned, after), wider.tables.changed(before, after))

    def packed(self) -> bytes:
        """Return it as bytes, from which `unpacked` makes it again in an instant."""
        out = io.BytesIO()
        np.savez(
            out,
            statements=np.array(self.votes.statements),
            start=self.votes.start,
            code=self.votes.code,
            agreement=self.tables.agreement,
            mixed=self.tables.mixed,
            seen=self.tables.seen,
        )
        return out.getvalue()

    @classmethod
    def unpacked(cls, content: bytes) -> "Live":
        """Return it from bytes. ValueError or OSError if they are damaged."""
        with np.load(io.BytesIO(content), allow_pickle=False) as found:
            votes = Votes(int(found["statements"]), found["start"], found["code"])
            return cls(votes, Tables(found["agreement"], found["mixed"], found["seen"]))

    def _wider(self, people: int, statements: int) -> "Live":
        """Return it with room for people and statements that have come since."""
        votes, more = self.votes, max(statements - self.votes.statements, 0)
        late = np.full(max(people - votes.people, 0), votes.start[-1])
        wide = votes.statements + more
        code = votes.code.astype(np.min_scalar_type(3 * wide), copy=False)
        grown = [np.pad(table, (0, more)) for table in self.tables.each]
        return Live(Votes(wide, np.concatenate([votes.start, late]), code), Tables(*grown))


def _changed(before: Votes, row: Integers, statement: Integers, vote: Integers) -> Votes:
    """Return some people's votes once others have followed."""
    wide = before.statements
    cell = np.concatenate([before.rows() * wide + before.statement(), row * wide + statement])
    value = np.concatenate([before.vote(), vote])
    kept = newest(cell)
    kept = kept[value[kept] != UNSEEN]
    who, what = np.divmod(cell[kept], wide)
    return packed(who, what, value[kept], before.people, wide)


def _replaced(votes: Votes, people: Integers, new: Votes) -> Votes:
    """Return all votes with those of some people, in order, replaced."""
    cast, parts, upto = votes.cast, [], 0
    for place, person in enumerate(people.tolist()):
        parts.append(votes.code[upto : votes.start[person]])
        parts.append(new.code[new.start[place] : new.start[place + 1]])
        upto = int(votes.start[person + 1])
    code = np.concatenate([*parts, votes.code[upto:]])
    cast[people] = new.cast
    return Votes(votes.statements, np.concatenate([[0], np.cumsum(cast)]), code)
