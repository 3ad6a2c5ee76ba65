"""Henderson's mixed model equations of two crossed factors, and the steps to the best variances.

`crossed` says what is solved here and why. One factor, `many`, is eliminated: its block of the
equations is diagonal. The other, `few`, has one dense matrix.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from everyseat.science.tallies import Floats, sums

Integers = NDArray[np.intp]
NONE = 1e-8
"""γ below this is no variance at all."""
CLOSE = 1e-6
"""A step of log γ that need not be made: it changes no variance by a ten-millionth."""
MOST_STEPS = 60
MOST_PAIRS = 30_000_000
"""Above so many pairs of recipients with a rater in common, N is multiplied as a dense matrix."""


@dataclass(frozen=True)
class Design:
    """What a fit needs of the ratings: `many` is eliminated, `few` has the dense matrix.

    A cell is a pair of levels that occur together, `count` times. `one` and `two` are cells of the
    same level of `many`, each pair once.
    """

    size: tuple[int, int]
    cell_many: Integers
    cell_few: Integers
    count: Floats
    n: tuple[Floats, Floats]
    sums: tuple[Floats, Floats]
    centre: float
    total: int
    squares: float

    @classmethod
    def of(cls, many: Integers, few: Integers, y: Floats) -> "Design":
        size = int(many.max()) + 1, int(few.max()) + 1
        key, count = np.unique(many * size[1] + few, return_counts=True)
        centre = float(y.mean())
        off = y - centre
        return cls(
            size=size,
            cell_many=key // size[1],
            cell_few=key % size[1],
            count=count.astype(float),
            n=(sums(many, np.ones_like(y)), sums(few, np.ones_like(y))),
            sums=(sums(many, off), sums(few, off)),
            centre=centre,
            total=len(y),
            squares=float(off @ off),
        )

    @cached_property
    def pairs(self) -> tuple[Integers, Integers, Floats] | None:
        """Return each pair of cells of one level of `many`: its place, that level, the counts.

        The place is in the lower triangle of the matrix of `few`. None if there are too many.
        """
        of_level = np.bincount(self.cell_many)
        if (of_level.astype(float) ** 2).sum() > 2 * MOST_PAIRS:
            return None
        first = np.repeat(np.cumsum(of_level) - of_level, of_level)
        up_to = np.arange(len(self.cell_many)) - first + 1
        one = np.repeat(np.arange(len(up_to)), up_to)
        two = np.arange(len(one)) - np.repeat(np.cumsum(up_to) - up_to, up_to) + first[one]
        place = self.cell_few[one] * self.size[1] + self.cell_few[two]
        return place, self.cell_many[one], self.count[one] * self.count[two]

    @property
    def guess(self) -> Floats:
        """Return γ of both factors, by the spread of their plain means (each as if alone)."""
        within = self.squares / self.total
        found = []
        for n, total in zip(self.n, self.sums, strict=True):
            between = float((total**2 / n).sum()) / (len(n) - 1) - within
            found.append(between / (self.total / len(n)) / within)
        return np.clip(found, 0.01, 10.0)

    @cached_property
    def table(self) -> Floats:
        """Return N as a dense matrix."""
        table = np.zeros(self.size)
        table[self.cell_many, self.cell_few] = self.count
        return table

    def gram(self, weight: Floats) -> Floats:
        """Return the lower triangle of Nᵀ W N, for one weight per level of `many`."""
        few = self.size[1]
        if self.pairs is None:
            return np.asarray(self.table.T @ (weight[:, None] * self.table))
        place, level, product = self.pairs
        return sums(place, weight[level] * product, few * few).reshape(few, few)

    def forms(self, matrix: Floats) -> Floats:
        """Return the diagonal of N M Nᵀ, of which M's lower triangle is given."""
        if self.pairs is None:
            whole = np.tril(matrix) + np.tril(matrix, -1).T
            return np.asarray(((self.table @ whole) * self.table).sum(axis=1))
        place, level, product = self.pairs
        at = matrix.ravel()[place] * product
        diagonal = sums(self.cell_many, np.diag(matrix)[self.cell_few] * self.count**2)
        return 2 * sums(level, at) - diagonal

    def times(self, few: Floats) -> Floats:
        """Return N x for each column of x."""
        return _columns(self.cell_many, self.count[:, None] * few[self.cell_few])

    def times_transposed(self, many: Floats) -> Floats:
        """Return Nᵀ x for each column of x."""
        return _columns(self.cell_few, self.count[:, None] * many[self.cell_many])


def _columns(index: Integers, values: Floats) -> Floats:
    return np.stack([sums(index, column) for column in values.T], axis=1)


class State:
    """The mixed model equations, solved at one pair of γ: of `many` first, then of `few`."""

    def __init__(self, design: Design, gamma: Floats) -> None:
        self.design, self.gamma, self.root = design, gamma, np.sqrt(gamma)
        self.diagonal = 1 + gamma[0] * design.n[0]
        complement = -gamma[0] * gamma[1] * design.gram(1 / self.diagonal)
        complement.flat[:: design.size[1] + 1] += 1 + gamma[1] * design.n[1]
        # LAPACK reads it by columns, so that our lower triangle is its upper one.
        self.factor, failed = lapack.dpotrf(complement.T, lower=0, clean=0, overwrite_a=1)
        if failed:
            raise ValueError("these ratings do not tell recipients and raters apart")
        self._estimate()

    def _estimate(self) -> None:
        design = self.design
        right = self._scaled(
            *(np.stack(pair, 1) for pair in zip(design.n, design.sums, strict=True))
        )
        solved = self.solve(right)
        weight, product, squares = _products(right, solved)[np.triu_indices(2)]
        self.weight = design.total - weight
        self.mean = -product / self.weight
        self.squares = design.squares - squares - self.mean**2 * self.weight
        self.residual = self.squares / (design.total - 1)
        self.of_ones = solved[0][:, :1], solved[1][:, :1]
        self.effects = self._effects(solved[0]), self._effects(solved[1])

    def _effects(self, solved: Floats) -> Floats:
        return np.asarray(solved[:, 1:] - self.mean * solved[:, :1])

    def _scaled(self, many: Floats, few: Floats) -> tuple[Floats, Floats]:
        return self.root[0] * many, self.root[1] * few

    def solve(self, right: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        """Return C⁻¹ times each column of the right side."""
        many, few = right
        both = self.root[0] * self.root[1]
        eliminated = many / self.diagonal[:, None]
        rest = few - both * self.design.times_transposed(eliminated)
        of_few, _ = lapack.dpotrs(self.factor, rest, lower=0)
        return (many - both * self.design.times(of_few)) / self.diagonal[:, None], of_few

    @cached_property
    def criterion(self) -> float:
        df = self.design.total - 1
        determinant = np.log(self.diagonal).sum() + 2 * np.log(np.diag(self.factor)).sum()
        likelihood = df * (1 + math.log(2 * math.pi * self.residual))
        return float(determinant + math.log(self.weight) + likelihood)

    @cached_property
    def inverse(self) -> tuple[Floats, Floats]:
        """Return the diagonal of C⁻¹, in two parts."""
        upper, _ = lapack.dpotri(self.factor, lower=0)
        back = self.gamma[0] * self.gamma[1] * self.design.forms(upper.T) / self.diagonal**2
        return 1 / self.diagonal + back, np.diag(upper)

    @property
    def gradient(self) -> Floats:
        """Return the derivatives of the criterion by both log γ."""
        return np.array(
            [
                len(inverse)
                - inverse.sum()
                - (ones**2).sum() / self.weight
                - (effect**2).sum() / self.residual
                for inverse, ones, effect in zip(
                    self.inverse, self.of_ones, self.effects, strict=True
                )
            ]
        )

    @property
    def information(self) -> Floats:
        """Return the average information about both log γ, σ² profiled out."""
        many, few = (r * effect[:, 0] for r, effect in zip(self.root, self.effects, strict=True))
        design = self.design
        of_few, of_many = design.times(few[:, None])[:, 0], design.times_transposed(many[:, None])
        left = np.stack([design.n[0] * many, of_few], 1)
        right = np.stack([of_many[:, 0], design.n[1] * few], 1)
        cross = many @ of_few
        plain = np.array([[many @ left[:, 0], cross], [cross, few @ right[:, 1]]])
        scaled = self._scaled(left, right)
        inner = plain - _products(scaled, self.solve(scaled))
        total = left.sum(axis=0) - _products(self.of_ones, scaled)[0]
        profiled = np.array([(effect**2).sum() for effect in self.effects]) / self.residual
        found = (inner - np.outer(total, total) / self.weight) / self.residual
        return np.asarray(found - np.outer(profiled, profiled) / (design.total - 1))


def _products(left: tuple[Floats, Floats], right: tuple[Floats, Floats]) -> Floats:
    return np.asarray(left[0].T @ right[0] + left[1].T @ right[1])


def best(design: Design) -> State:
    """Return the state of the smallest criterion: steps by average information from a first guess.

    A γ that falls below NONE is held there, as long as the criterion falls towards it.
    """
    state = _closest(design)
    held = state.gamma <= NONE
    return State(design, np.where(held, 0.0, state.gamma)) if held.any() else state


def _closest(design: Design) -> State:
    state, before = State(design, design.guess), 0.0
    for _ in range(MOST_STEPS):
        gradient = state.gradient
        free = (state.gamma > NONE) | (gradient < 0)
        if not free.any():
            break
        # In log γ the curvature has the gradient in it too: it is all that is left near γ = 0.
        curvature = state.information + np.diag(np.maximum(gradient, 0.0))
        step = np.zeros(2)
        step[free] = -np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        state = _moved(state, np.clip(step, -3.0, 3.0))
        size = float(np.abs(step).max())
        if size**2 / (before or size) < CLOSE:  # as small as the next step would be
            break
        before = size
    return state


def _moved(state: State, step: Floats) -> State:
    """Return the state a step further, or half of it, and so on, until the criterion falls."""
    for part in 0.5 ** np.arange(12):
        gamma = np.maximum(state.gamma * np.exp(part * step), NONE)
        moved = State(state.design, gamma)
        if moved.criterion <= state.criterion + 1e-9 * abs(state.criterion):
            return moved
    return state
