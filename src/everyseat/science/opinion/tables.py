"""The integer tables from which the map of opinions follows exactly, vote by vote.

With x a person's votes (0 where unseen) and m = 1 where they voted, the tables are A = Σ x xᵀ,
B = Σ x mᵀ and M = Σ m mᵀ over all people. For centres c (each statement's mean vote),

    G_st = A_st − c_t B_st − c_s B_ts + c_s c_t M_st

is DᵀD, where D has x − c where somebody voted and 0 elsewhere. The tables hold whole numbers, so
that adding, changing and withdrawing votes leaves no trace of rounding: after any number of changes
they are what they would be had they been made anew. 24 bytes × statements².
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from everyseat.science.opinion.votes import Counts, Integers, Votes
from everyseat.science.tallies import Floats

AT_ONCE = 20_000
"""People added together."""


@dataclass(frozen=True)
class Tables:
    """The three tables: arrays of int with a row and a column per statement.

    The diagonal of `agreement` counts who agreed or disagreed, that of `seen` who voted, and that
    of `mixed` sums the votes.
    """

    agreement: Integers
    mixed: Integers
    seen: Integers

    @classmethod
    def of(cls, votes: Votes) -> "Tables":
        """Return the tables of votes."""
        wide = votes.statements
        none = np.zeros((wide, wide), dtype=np.int64)
        return cls(none, none.copy(), none.copy()).changed(_no_votes(votes), votes)

    @property
    def each(self) -> tuple[Integers, Integers, Integers]:
        """The three of them."""
        return self.agreement, self.mixed, self.seen

    def changed(self, before: Votes, after: Votes) -> "Tables":
        """Return the tables once some people's votes are no longer `before` but `after`.

        Both have a row per person concerned: everybody who has voted anew, or withdrawn a vote.
        With d what has changed, yyᵀ − xxᵀ = d yᵀ + x dᵀ: few votes change, so that is little work.
        """
        agreement, mixed, seen = (table.copy() for table in self.each)
        for low in range(0, after.people, AT_ONCE):
            some = np.arange(low, min(low + AT_ONCE, after.people))
            x, m = _sparse(before.of(some))
            y, n = _sparse(after.of(some))
            voted, saw = _difference(y, x), _difference(n, m)
            agreement += (voted.T @ y + x.T @ voted).toarray()
            mixed += (voted.T @ n + x.T @ saw).toarray()
            seen += (saw.T @ n + m.T @ saw).toarray()
        return Tables(agreement, mixed, seen)

    def counts(self) -> Counts:
        """Return how many agreed, disagreed and voted, over everybody."""
        sided, total, seen = (np.diag(x) for x in self.each)
        return Counts((sided + total) // 2, (sided - total) // 2, seen)

    def gram(self, centre: Floats) -> Floats:
        """Return DᵀD."""
        from_mixed = self.mixed * centre
        of_seen = self.seen * np.outer(centre, centre)
        found: Floats = self.agreement - from_mixed - from_mixed.T + of_seen
        return found


def _no_votes(votes: Votes) -> Votes:
    start = np.zeros(votes.people + 1, dtype=np.int64)
    return Votes(votes.statements, start, votes.code[:0])


def _sparse(votes: Votes) -> tuple["sparse.csr_array", "sparse.csr_array"]:
    """Return the votes, and 1 where there is one: a row per person and a column per statement."""
    shape, vote, statement = (votes.people, votes.statements), votes.vote(), votes.statement()
    cast = sparse.csr_array((np.ones_like(vote), statement, votes.start), shape=shape)
    return sparse.csr_array((vote, statement, votes.start), shape=shape), cast


def _difference(one: "sparse.csr_array", other: "sparse.csr_array") -> "sparse.csr_array":
    found: sparse.csr_array = one - other
    found.eliminate_zeros()
    return found
