"""Where people and statements stand on the map: two principal components of the votes.

Method: Small, Bjorkegren, Erkkilä, Shaw & Megill (2021), Polis: scaling deliberation by mapping
high dimensional opinion spaces. Recerca 26(2).

The centre of a statement is the mean vote of those who voted on it. D holds vote − centre where
somebody voted and 0 where they did not, so that an unseen statement says nothing. The axes are the
two leading eigenvectors of DᵀD. Somebody who has voted on few statements would stand near the
middle for that alone, so their place is drawn out by √(statements / votes cast).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from scipy.sparse import linalg as iterative

from everyseat.science.opinion.tables import Tables
from everyseat.science.opinion.votes import Counts, Votes
from everyseat.science.tallies import Floats

DENSE = 300
"""Statements up to which all eigenvectors are found at once: it takes no longer."""
PRECISION = 1e-12
"""Relative, of the eigenvalues that are sought step by step."""
VECTORS = 10
"""Lanczos vectors kept: with ten, the conversations tried needed fewest products with D."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Axes:
    """The plane of the map.

    Attributes
    ----------
    centre : array
        Each statement's mean vote.
    components : array
        A row per axis and a column per statement; of length 1. Statements left out have 0.
    explained : array
        The share of all differences between people that each axis shows.
    wide : int
        How many statements places are drawn out for.
    """

    centre: Floats
    components: Floats
    explained: Floats
    wide: int


def axes(
    votes: Votes,
    counts: Counts,
    kept: Flags,
    tables: Tables | None = None,
    wide: int | None = None,
) -> Axes:
    """Return the plane that shows most of how people differ.

    Parameters
    ----------
    votes : Votes
        Everybody's.
    counts : Counts
        Over everybody.
    kept : array of bool
        Which statements count; the others are left out (moderated, or not to be voted on).
    tables : Tables, optional
        Where they are at hand, the plane comes from them, and votes are not looked at.
    wide : int, optional
        How many statements places are drawn out for; by default those that count.

    Returns
    -------
    Axes

    Notes
    -----
    Each axis points to where its largest entry is positive, so that the map does not turn over
    between two looks. Signs carry no meaning.
    """
    centre = np.where(kept, (counts.agree - counts.disagree) / np.maximum(counts.seen, 1), 0.0)
    if tables is None and votes.statements > DENSE:
        values, vectors, total = _sought(_differences(votes, centre, kept))
    else:
        gram = tables.gram(centre) if tables else _gram(_differences(votes, centre, kept))
        values, vectors, total = _all(np.where(np.outer(kept, kept), gram, 0.0))
    explained = values / total if total else np.zeros(2)
    components = np.where(kept, _pointed(vectors), 0.0)
    return Axes(centre, components, explained, int(kept.sum()) if wide is None else wide)


def places(votes: Votes, found: Axes, cast: NDArray[np.integer]) -> Floats:
    """Return where each person stands: a row per person, two columns.

    `cast` is how many votes each person has cast on the statements that count.
    """
    weight = found.components.T
    vote = np.array([-1.0, 0.0, 1.0])
    by_code = (vote[None, :] - found.centre[:, None])[:, :, None] * weight[:, None, :]
    drawn_out = np.sqrt(found.wide / np.maximum(cast, 1))
    place: Floats = votes.sums(by_code.reshape(-1, 2)) * drawn_out[:, None]
    return place


def statement_places(found: Axes) -> Floats:
    """Return where each statement stands: where somebody who had agreed with it alone would.

    A row per statement, two columns.
    """
    place: Floats = np.sqrt(found.wide) * ((1 - found.centre) * found.components).T
    return place


def extremity(found: Axes) -> Floats:
    """Return how far from the middle each statement stands."""
    place: Floats = np.hypot(*statement_places(found).T)
    return place


def _differences(votes: Votes, centre: Floats, kept: Flags) -> "sparse.csr_array":
    """Return D."""
    by_code = np.array([-1.0, 0.0, 1.0]) - centre[:, None]
    by_code[~kept] = 0
    values = np.take(by_code.reshape(-1), votes.code)
    index = votes.code // 3
    shape = (votes.people, votes.statements)
    return sparse.csr_array((values, index.astype(np.int32), votes.start), shape=shape)


def _gram(differences: "sparse.csr_array") -> Floats:
    gram: Floats = (differences.T @ differences).toarray()
    return gram


def _all(gram: Floats) -> tuple[Floats, Floats, float]:
    """Return the two largest eigenvalues, their vectors as rows, and the sum of all."""
    wide = len(gram)
    low = max(wide - 2, 0)
    values, vectors = linalg.eigh(gram, subset_by_index=[low, wide - 1])
    return *_two(values[::-1], vectors[:, ::-1].T), float(np.trace(gram))


def _sought(differences: "sparse.csr_array") -> tuple[Floats, Floats, float]:
    """Return the same by Lanczos' method, which needs products with D and its transpose alone."""
    wide = differences.shape[1]
    turned = differences.T
    product = iterative.LinearOperator(
        (wide, wide), matvec=lambda v: turned @ (differences @ v), dtype=np.float64
    )
    start = np.ones(wide) / np.sqrt(wide)
    values, vectors = iterative.eigsh(
        product, k=2, which="LA", v0=start, tol=PRECISION, ncv=min(VECTORS, wide)
    )
    order = np.argsort(values)[::-1]
    total = float(np.dot(differences.data, differences.data))
    return *_two(values[order], vectors[:, order].T), total


def _two(values: Floats, vectors: Floats) -> tuple[Floats, Floats]:
    """Return two axes where there are fewer statements, or where nobody differs."""
    found, axis = np.zeros((2, vectors.shape[1])), np.zeros(2)
    real = values > 0
    axis[: len(values)][real] = values[real]
    found[: len(values)][real] = vectors[real]
    return axis, found


def _pointed(vectors: Floats) -> Floats:
    largest = np.abs(vectors).argmax(axis=1)
    sign = np.sign(vectors[np.arange(len(vectors)), largest])
    pointed: Floats = vectors * np.where(sign == 0, 1, sign)[:, None]
    return pointed
