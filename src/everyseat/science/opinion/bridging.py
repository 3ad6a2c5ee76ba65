"""Statements that people agree with across what otherwise divides them.

Each vote is taken apart into what is general, how agreeing the person is, how well liked the
statement is by everybody, and how far person and statement lie on the same side of the one division
that explains most: x ≈ μ + i_u + i_s + f_u f_s. A statement's i_s is its bridging score: liking
that is not of one side.

Source: Wojcik et al. (2022), Birdwatch: crowd wisdom and bridging algorithms can inform
understanding and reduce the spread of misinformation. arXiv 2210.15723; regularised as Community
Notes publishes it.
"""

from dataclasses import dataclass

import numpy as np

from everyseat.science.opinion.votes import Integers, Votes
from everyseat.science.tallies import Floats

OF_INTERCEPTS = 0.15
OF_FACTORS = 0.03
"""How strongly each is drawn to 0, beside the squared errors of one vote."""
ROUNDS = 200
STILL = 1e-6
VOTES = 2_000_000
"""Votes from which it is found, at most; of more, whole people are drawn by chance."""


@dataclass(frozen=True)
class Bridging:
    """What the votes were taken apart into.

    Attributes
    ----------
    general : float
        μ.
    people, statements : array
        i_u and i_s. What nobody voted on, and who has not voted, has 0.
    people_side, statement_side : array
        f_u and f_s; signs carry no meaning.
    """

    general: float
    people: Floats
    statements: Floats
    people_side: Floats
    statement_side: Floats


def fit(votes: Votes, seed: int = 0) -> Bridging:
    """Return the parts of every vote that fit best: regularised least squares.

    People and statements are solved for in turn, each exactly given the others, until no score
    moves by a millionth.

    Parameters
    ----------
    votes : Votes
    seed : int
        Of the people who are drawn where there are more than two million votes. Everybody else's
        scores are then 0.

    Returns
    -------
    Bridging

    Raises
    ------
    ValueError
        If there is no vote.

    Examples
    --------
    Two sides that agree on the first statement alone.

    >>> from everyseat.science.opinion.votes import from_table
    >>> found = fit(from_table([[1, 1, -1]] * 10 + [[1, -1, 1]] * 10))
    >>> int(found.statements.argmax())
    0
    """
    if not len(votes.code):
        raise ValueError("nobody has voted")
    rows, people = _some(votes, seed)
    some = votes if people is None else votes.of(people)
    statement, value = some.statement(), some.vote().astype(float)
    sides = _Solver(rows, statement, some.people, votes.statements, value)
    general = float(value.mean())
    liked = _start(some, general)
    person = np.zeros((2, some.people))
    for _ in range(ROUNDS):
        person = sides.for_people(general, liked)
        moved = sides.for_statements(general, person)
        general = sides.general(person, moved)
        still = float(np.abs(moved - liked).max(initial=0.0)) < STILL
        liked = moved
        if still:
            break
    everybody = np.zeros((2, votes.people))
    everybody[:, slice(None) if people is None else people] = person
    return Bridging(general, everybody[0], liked[0], everybody[1], liked[1])


@dataclass(frozen=True)
class _Solver:
    """The votes as two lists: whose and on what, with their values."""

    row: Integers
    statement: Integers
    people: int
    statements: int
    value: Floats

    def for_people(self, general: float, liked: Floats) -> Floats:
        """Return each person's intercept and factor, given those of statements."""
        of, side = liked[0][self.statement], liked[1][self.statement]
        return _solved(self.row, self.people, self.value - general - of, side)

    def for_statements(self, general: float, person: Floats) -> Floats:
        of, side = person[0][self.row], person[1][self.row]
        return _solved(self.statement, self.statements, self.value - general - of, side)

    def general(self, person: Floats, liked: Floats) -> float:
        """Return μ, drawn to 0 like an intercept of everybody's."""
        fitted = person[0][self.row] + liked[0][self.statement]
        fitted += person[1][self.row] * liked[1][self.statement]
        return float((self.value - fitted).sum() / (len(self.value) + OF_INTERCEPTS))


def _solved(index: Integers, number: int, rest: Floats, side: Floats) -> Floats:
    """Return the intercept and factor of each: two equations in two unknowns."""
    n, s, ss, y, ys = (
        np.bincount(index, weight, number)
        for weight in (None, side, side * side, rest, rest * side)
    )
    a, d = n + OF_INTERCEPTS, ss + OF_FACTORS
    determinant = a * d - s * s
    return np.stack([(d * y - s * ys) / determinant, (a * ys - s * y) / determinant])


def _start(votes: Votes, general: float) -> Floats:
    """Return statements' intercepts of 0 and the factors of the first axis of the map."""
    from everyseat.science.opinion import projection

    kept = np.ones(votes.statements, dtype=bool)
    first = projection.axes(votes, votes.counts(), kept).components[0]
    length = np.abs(first).max(initial=0.0) or 1.0
    return np.stack([np.zeros(votes.statements), first / length])


def _some(votes: Votes, seed: int) -> tuple[Integers, Integers | None]:
    """Return whose each vote is, and the people drawn, if not all of them are taken."""
    if len(votes.code) <= VOTES:
        return votes.rows(), None
    order = np.random.default_rng(seed).permutation(votes.people)
    upto = np.searchsorted(np.cumsum(votes.cast[order]), VOTES)
    people = np.sort(order[:upto])
    return votes.of(people).rows(), people
