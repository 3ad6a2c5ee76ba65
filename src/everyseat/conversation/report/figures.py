"""What a report is made of: statements, and counts of answers as they may leave."""

import math
from dataclasses import dataclass

import numpy as np

from everyseat.safety import cell_keys
from everyseat.science.opinion import Counts, Opinion, Votes, grouping
from everyseat.science.opinion.analysis import cast_on
from everyseat.science.opinion.kmeans import Labels
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.stability import Stability
from everyseat.science.opinion.votes import Integers
from everyseat.science.tallies import Floats

ACROSS = 16
"""Squares of the map along each side."""
COARSER = {150: 5, 600: 8, 2_000: 12}
"""With fewer people there are fewer squares, or hardly any would hold enough of them."""
TAIL = 0.01
"""The share of people at each end who stand in the outermost squares."""


@dataclass(frozen=True)
class Statement:
    """A statement: what it is called, its words, and where they come from, if that is known.

    `source` is a key of `sources.SOURCES`.
    """

    name: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Square:
    """A part of the map: its middle, from −1 to 1, and how many of a group stand in it."""

    x: float
    y: float
    group: int
    people: int


@dataclass(frozen=True)
class Grid:
    """The squares of a map, how far it goes from its middle along each axis, and how many squares
    are along each side."""

    squares: list[Square]
    reach: Floats
    across: int


@dataclass(frozen=True)
class Audiences:
    """The audiences, and how those of each answered; nothing where there are none.

    Attributes
    ----------
    names : list of str
        "" for those of whom nothing was said.
    sizes : list of int
        About how many of each took part; 0 where too few did to say so.
    counts : Counts
        With a row per audience.
    """

    names: list[str]
    sizes: list[int]
    counts: Counts

    @classmethod
    def none(cls, statements: int) -> "Audiences":
        nobody = np.zeros((0, statements), dtype=np.int64)
        return cls([], [], Counts(nobody, nobody, nobody))


@dataclass(frozen=True)
class Figures:
    """Counts that may be shown, and what the map shows.

    Attributes
    ----------
    people, votes : int
        How many took part, and how many answers they gave, on statements of which something is
        said.
    grouped, between : int
        How many people are in a group; how many of them stand between groups.
    whole, groups : Counts
        Over everybody, and with a row per group.
    sizes : list of int
        How many people each group has.
    left_out : array of bool
        Statements of which nothing is said.
    off, sums : int
        By how much each count may be off; of how many of these one over everybody is the sum.
    centres : array
        Where each group stands, from −1 to 1: a row per group.
    squares : list of Square
        Where people stand; none with fewer people than may be shown.
    across : int
        Squares of the map along each side.
    statement_places : array
        Where each statement stands, from −1 to 1.
    explained, silhouette : float
    steady : Stability, optional
    audiences : Audiences
    """

    people: int
    votes: int
    grouped: int
    between: int
    whole: Counts
    groups: Counts
    sizes: list[int]
    left_out: Flags
    off: int
    sums: int
    centres: Floats
    squares: list[Square]
    across: int
    statement_places: Floats
    explained: float
    silhouette: float
    steady: Stability | None
    audiences: Audiences

    @property
    def off_whole(self) -> int:
        """By how much a count over everybody may be off: it is a sum over groups and the rest."""
        return self.off * math.ceil(math.sqrt(self.sums))

    @property
    def off_group(self) -> int:
        """By how much a group's count may be off: where everybody is one group, as over all."""
        return self.off if len(self.sizes) > 1 else self.off_whole


def of(votes: Votes, found: Opinion, left_out: Flags, steady: Stability | None = None) -> Figures:
    """Return what a report is made of, from exact counts."""
    grid = squares_of(found.places, found.grouping.labels, 1)
    people, cast = took_part(votes, left_out)
    return Figures(
        people=people,
        votes=cast,
        grouped=int(found.grouping.sizes.sum()),
        between=int(grouping.between(found.places, found.grouping).sum()),
        whole=found.counts,
        groups=found.by_group,
        sizes=found.grouping.sizes.tolist(),
        left_out=left_out,
        off=0,
        sums=1,
        centres=np.clip(found.grouping.centres / grid.reach, -1, 1),
        squares=grid.squares,
        across=grid.across,
        statement_places=np.clip(found.statement_places / grid.reach, -1, 1),
        explained=found.explained_variance,
        silhouette=found.grouping.silhouette,
        steady=steady,
        audiences=Audiences.none(votes.statements),
    )


def took_part(votes: Votes, left_out: Flags) -> tuple[int, int]:
    """Return how many people answered what is not left out, and how many answers they gave."""
    cast = cast_on(votes, ~left_out, as_polis=False)
    return int((cast > 0).sum()), int(cast.sum())


def squares_of(places: Floats, labels: Labels, least: int, keys: Integers | None = None) -> Grid:
    """Return the squares of the map in which at least so many of a group stand.

    With people's `keys`, how many stand in a square is perturbed (`safety.cell_keys`), and whether
    it is shown is told by how many really stand there.
    """
    inside = labels >= 0
    across = _across(int(inside.sum())) if least > 1 else ACROSS
    if not inside.any():
        return Grid([], np.ones(2), across)
    spread = np.abs(places[inside])
    reach = np.maximum(np.quantile(spread, 1 - TAIL, axis=0), 1e-9)
    scaled = np.clip(places[inside] / reach, -1, 1 - 1e-9)
    column, row = np.floor((scaled + 1) / 2 * across).astype(int).T
    cell = (labels[inside] * across + column) * across + row
    exact = np.bincount(cell)
    people = exact
    if keys is not None:
        keys_of_cells = cell_keys.cell_keys(keys[inside], cell, len(exact))
        people = np.maximum(cell_keys.perturbed(exact, keys_of_cells), least)
    squares = []
    for full in np.flatnonzero(exact >= least).tolist():
        of_group, square = divmod(full, across * across)
        x, y = (_middle(place, across) for place in divmod(square, across))
        squares.append(Square(x, y, of_group, int(people[full])))
    return Grid(squares, reach, across)


def _across(people: int) -> int:
    return next((across for few, across in COARSER.items() if people < few), ACROSS)


def _middle(place: int, across: int) -> float:
    return (2 * place + 1) / across - 1
