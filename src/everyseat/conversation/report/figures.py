"""What a report is made of: statements, and counts of answers as they may leave."""

from dataclasses import dataclass

import numpy as np

from everyseat.safety import cell_keys
from everyseat.science.opinion import Counts, Opinion
from everyseat.science.opinion.kmeans import Labels
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.stability import Stability
from everyseat.science.opinion.votes import Integers
from everyseat.science.tallies import Floats

ACROSS = 16
"""Squares of the map along each side."""
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
class Figures:
    """Counts that may be shown, and what the map shows.

    Attributes
    ----------
    people, votes : int
        How many took part, and how many answers they gave.
    whole, groups : Counts
        Over everybody, and with a row per group.
    sizes : list of int
        How many people each group has.
    left_out : array of bool
        Statements of which nothing is said.
    squares : list of Square
        Where people stand; none with fewer than the smallest group.
    statement_places : array
        Where each statement stands, from −1 to 1.
    explained, silhouette : float
    steady : Stability, optional
    """

    people: int
    votes: int
    whole: Counts
    groups: Counts
    sizes: list[int]
    left_out: Flags
    squares: list[Square]
    statement_places: Floats
    explained: float
    silhouette: float
    steady: Stability | None


def of(
    found: Opinion,
    votes: int,
    people: int,
    left_out: Flags,
    smallest: int,
    steady: Stability | None = None,
) -> Figures:
    """Return what a report is made of, from exact counts."""
    squares, reach = squares_of(found.places, found.grouping.labels, smallest)
    return Figures(
        people=people,
        votes=votes,
        whole=found.counts,
        groups=found.by_group,
        sizes=found.grouping.sizes.tolist(),
        left_out=left_out,
        squares=squares,
        statement_places=np.clip(found.statement_places / reach, -1, 1),
        explained=found.explained_variance,
        silhouette=found.grouping.silhouette,
        steady=steady,
    )


def squares_of(
    places: Floats, labels: Labels, least: int, keys: Integers | None = None
) -> tuple[list[Square], Floats]:
    """Return the squares of the map in which at least so many of a group stand, and its reach.

    The reach is how far the map goes from its middle, along each axis. With people's `keys`, how
    many stand in a square is perturbed (`safety.cell_keys`).
    """
    inside = labels >= 0
    if not inside.any():
        return [], np.ones(2)
    spread = np.abs(places[inside])
    reach = np.maximum(np.quantile(spread, 1 - TAIL, axis=0), 1e-9)
    scaled = np.clip(places[inside] / reach, -1, 1 - 1e-9)
    column, row = np.floor((scaled + 1) / 2 * ACROSS).astype(int).T
    cell = (labels[inside] * ACROSS + column) * ACROSS + row
    people = np.bincount(cell)
    if keys is not None:
        people = cell_keys.perturbed(people, cell_keys.cell_keys(keys[inside], cell, len(people)))
    squares = []
    for full in np.flatnonzero(people >= least).tolist():
        of_group, square = divmod(full, ACROSS * ACROSS)
        x, y = divmod(square, ACROSS)
        squares.append(Square(_middle(x), _middle(y), of_group, int(people[full])))
    return squares, reach


def _middle(place: int) -> float:
    return (2 * place + 1) / ACROSS - 1
