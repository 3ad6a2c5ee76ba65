"""An attacker who has every published number of a review, in every release, and subtracts.

Knowing how many of each group rated an item, they look for a set of fewer than k raters whose sum
follows (rank), and for a group whose every answer follows from the counts (integer programs: what
was published are integers between 0 and the size of the group).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from everyseat.safety.disclosure import recoverable, release

POINTS = 5
Cell = tuple[str, int]


@dataclass(frozen=True)
class Shape:
    """One item of a review: each rater's group, wave and answer (-1: not seen)."""

    group: np.ndarray
    wave: np.ndarray
    answer: np.ndarray

    def until(self, wave: int) -> "Shape":
        kept = self.wave <= wave
        return Shape(self.group[kept], self.wave[kept], self.answer[kept])

    def cells(self) -> dict[Cell, np.ndarray]:
        """Return the counts of every (group, wave) that somebody of rated."""
        rated = self.answer >= 0
        found = {}
        for cell in sorted(set(zip(self.group[rated], self.wave[rated], strict=True))):
            mine = rated & (self.group == cell[0]) & (self.wave == cell[1])
            found[str(cell[0]), int(cell[1])] = np.bincount(self.answer[mine], minlength=POINTS)
        return found


@dataclass(frozen=True)
class Published:
    """A sum that was published: its cells, the counts, and whether they are blurred to “most”."""

    cells: frozenset[Cell]
    counts: tuple[int, ...]
    most: bool = False


Rule = Callable[[Shape], list[Published]]


def random_shape(rng: np.random.Generator) -> Shape:
    """Return a review's item: 2 to 5 groups of 0 to 9, some answers missing, some late."""
    sizes = rng.integers(0, 10, rng.integers(2, 6))
    group = np.repeat([f"g{i}" for i in range(len(sizes))], sizes)
    wave = (rng.random(len(group)) < rng.choice([0, 0.15, 0.4])).astype(int)
    level = rng.normal(3.2, 0.7) + rng.normal(0, rng.choice([0.2, 0.8]), len(group))
    answer = np.clip(np.round(level), 1, POINTS).astype(int) - 1
    answer[rng.random(len(group)) < rng.choice([0, 0.1, 0.3])] = -1
    return Shape(group, wave, answer)


def ours(shape: Shape) -> list[Published]:
    """What our door lets out, release after release."""
    published = []
    for wave in range(2):
        now = shape.until(wave)
        made = release(now.group, now.answer[:, None], 4, wave=now.wave)
        if not made.items[0]:
            continue
        whole = tuple(sorted({name for block in made.items[0] for name in block}))
        for block in {*made.items[0], whole}:
            column = made.of(*block)[:, 0]
            counts = tuple(np.bincount(column[column >= 0], minlength=POINTS).tolist())
            cells = {c for c in now.cells() if c[0] in block and c[1] < made.waves[0]}
            published.append(Published(frozenset(cells), counts, most=True))
    return published


def _by_group(shape: Shape, k: int, overall: Callable[[int], bool]) -> list[Published]:
    published = []
    for wave in range(2):
        cells = shape.until(wave).cells()
        groups = sorted({name for name, _ in cells})
        sizes = {g: sum(int(n.sum()) for c, n in cells.items() if c[0] == g) for g in groups}
        shown = [{g} for g in groups if sizes[g] >= k]
        shown.append({g for g in groups if overall(sizes[g])})
        for names in shown:
            mine = frozenset(c for c in cells if c[0] in names)
            counts = sum((cells[c] for c in mine), np.zeros(POINTS, dtype=int))
            if counts.sum() >= k:
                published.append(Published(mine, tuple(counts.tolist())))
    return published


RULES: dict[str, tuple[int, Rule]] = {
    "everyseat (k = 4)": (4, ours),
    "≥ 4, every small group left out": (4, lambda s: _by_group(s, 4, lambda n: n >= 4)),
    "≥ 3, small groups counted in overall": (3, lambda s: _by_group(s, 3, lambda n: True)),
    "≥ 3, small groups left out": (3, lambda s: _by_group(s, 3, lambda n: n >= 3)),
}


def by_rank(shape: Shape, published: list[Published], k: int) -> list[tuple[Cell, ...]]:
    """Return the sets of fewer than k raters whose sum follows."""
    sizes = {cell: int(counts.sum()) for cell, counts in shape.cells().items()}
    return recoverable(sizes, [one.cells for one in published], k)


def by_integers(shape: Shape, published: list[Published], k: int) -> list[Cell]:
    """Return the cells whose answers all follow: under k raters, or all on one point."""
    cells = shape.cells()
    names, truth = list(cells), np.array(list(cells.values())).reshape(-1, POINTS)
    sizes = truth.sum(axis=1)
    rules = [_sizes(names, sizes), *(_sums(names, sizes, one) for one in published)]
    assert all(_fits(truth, rule) for rule in rules), "the truth itself is a solution"
    return [cell for row, cell in enumerate(names) if _determined(row, truth, rules, k)]


def _fits(truth: np.ndarray, rule: LinearConstraint) -> bool:
    sums = rule.A @ truth.ravel()
    return bool(np.all((rule.lb <= sums) & (sums <= rule.ub)))


def _determined(row: int, truth: np.ndarray, rules: list[LinearConstraint], k: int) -> bool:
    """Return whether a cell's answers follow.

    The truth is a solution, so that each range holds it: only where a cell is all on one point can
    that follow, and a cell is known only if every range is one number.
    """
    mine = truth[row]
    if mine.max() == mine.sum():
        return _range(row, int(mine.argmax()), truth, rules)[0] == mine.sum()
    ranges = (_range(row, point, truth, rules) for point in range(POINTS))
    return bool(mine.sum() < k) and all(low == high for low, high in ranges)


def _range(
    row: int, point: int, truth: np.ndarray, rules: list[LinearConstraint]
) -> tuple[int, int]:
    """Return the fewest and the most of a cell that may have chosen a point."""
    wanted = np.zeros(truth.shape)
    wanted[row, point] = 1
    bounds = Bounds(0, np.repeat(truth.sum(axis=1), POINTS))
    found = [
        milp(sign * wanted.ravel(), constraints=rules, bounds=bounds, integrality=1)
        for sign in (1, -1)
    ]
    assert all(result.success for result in found)
    return round(found[0].fun), round(-found[1].fun)


def _sizes(names: list[Cell], sizes: np.ndarray) -> LinearConstraint:
    rows = np.kron(np.eye(len(names)), np.ones(POINTS))
    return LinearConstraint(rows, sizes, sizes)


def _sums(names: list[Cell], sizes: np.ndarray, one: Published) -> LinearConstraint:
    """Return what a published sum says of the counts; each blurred block may hide one answer."""
    mine = np.array([name in one.cells for name in names], dtype=float)
    rows = np.kron(mine[None, :], np.eye(POINTS))
    slack = np.zeros(POINTS)
    if one.most:
        hidden = int(mine @ sizes) // 4
        likely = np.array(one.counts) > 0
        near = likely | np.roll(likely, 1) | np.roll(likely, -1)
        slack = np.where(near, hidden, 0)
    counts = np.array(one.counts)
    return LinearConstraint(rows, np.maximum(counts - slack, 0), counts + slack)
