"""Disclosure control of ratings: nothing published can be subtracted to the ratings of a few.

Raters are put into *blocks* of at least k, item by item; small groups are merged before anything is
left out. What leaves is a table in which a rating can't be told from those of its block: every
figure is a figure of whole blocks. Four things make that hold:

- a block that is too small for an item is merged with the next smallest for that item, and an item
  that fewer than k rated is left out;
- late answers come in waves, and each block must hold at least k of each wave, so that the
  difference between a report and its re-issue is again a block;
- where nearly the same people were asked for an earlier report (`safety.successive`), some answers
  are left out of a group at random, and its figures are *coarse*;
- where all of a block chose the same point, or all but one who chose the next, both are released as
  the same: nobody can read from it that *all* did (what leaves is shown as “most”).

`recoverable` checks the result from outside, as an attacker would: it looks at everything published
together for a set of fewer than k raters whose sum can be computed. (Sets in the span of published
sums: see the audit of statistical databases, Chin and Özsoyoğlu 1982, IEEE TSE 8(6).)
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.safety import successive, thresholds

NOT_RELEASED = -1
Block = tuple[str, ...]
Table = NDArray[np.int8]


@dataclass(frozen=True)
class Released:
    """The released ratings of one review.

    `group` is each rater's group, `table` raters × items (-1: not seen, or not released).
    `blocks` are those of the review, biggest first, and empty when too few answered; `items` those
    of each item, and `waves` how many waves of it were released. `named` are the groups that stand
    alone because they were told so (the manager). Figures of the `coarse` groups leave in half
    points and without their spread.
    """

    group: NDArray[np.str_]
    table: Table
    blocks: tuple[Block, ...]
    items: tuple[tuple[Block, ...], ...]
    waves: tuple[int, ...]
    named: tuple[str, ...]
    coarse: tuple[str, ...] = ()

    def of(self, *groups: str) -> Table:
        """Return the rows of these groups."""
        return self.table[np.isin(self.group, groups)]

    def blocks_of(self, columns: Sequence[int]) -> list[Block]:
        """Return the blocks that any of these items is released for, finest first."""
        blocks = {block for column in columns for block in self.items[column]}
        return sorted(blocks, key=lambda block: (len(block), -self.size(block), block))

    def size(self, block: Block) -> int:
        """Return how many raters a block has."""
        return sum(self._sizes[name] for name in block)

    @cached_property
    def _sizes(self) -> Counter[str]:
        return Counter(self.group.tolist())

    def columns(self, columns: Sequence[int], block: Block | None = None) -> list[int]:
        """Return which of these items are released, for a block or for everyone together."""
        return [c for c in columns if (block in self.items[c] if block else self.items[c])]

    def is_coarse(self, block: Block) -> bool:
        """Return whether figures of a block leave in half points and without their spread."""
        return not set(self.coarse).isdisjoint(block)

    @property
    def raters(self) -> int | None:
        """Return how many raters are shown together, None where too few answered."""
        return len(self.table) if self.blocks else None

    @property
    def everyone(self) -> Block:
        """Return all groups that are shown."""
        return (*(name for block in self.blocks for name in block), *self.named)


def release(
    group: ArrayLike,
    table: ArrayLike,
    k: int = thresholds.RATINGS,
    invited: Iterable[str] = (),
    named: Sequence[str] = (),
    wave: ArrayLike | None = None,
    left_out: Mapping[str, int] | None = None,
) -> Released:
    """Return the ratings that may be published, after disclosure control.

    `group` is each rater's group, `table` raters × items (0, 1, … and -1 for not seen), `invited`
    the groups that were invited, whether anybody of them answered or not, `wave` 0 for those who
    answered in time, 1, 2, … for each later release. `left_out` says how many raters of which
    groups are left out because of earlier reports: the rows must then be in a random order that
    stays the same. ValueError if k is under 2.
    """
    labels = np.asarray(group, dtype=np.str_)
    ratings = np.array(table, dtype=np.int8)
    waves = np.zeros(len(labels), dtype=int) if wave is None else np.asarray(wave, dtype=int)
    stays = successive.kept(labels, left_out or {})
    labels, ratings, waves = labels[stays], ratings[stays], waves[stays]
    alone = np.isin(labels, list(named))
    names = sorted({*invited, *labels[~alone].tolist()} - set(named))
    last = _last_wave(waves[~alone], k)
    in_time = alone | (waves <= last)
    labels, ratings, waves, alone = (
        labels[in_time],
        ratings[in_time],
        waves[in_time],
        alone[in_time],
    )
    number = np.where(alone, -1, np.searchsorted(np.array(names, dtype=np.str_), labels))
    sizes = _sizes(number, waves, len(names))[: last + 1]
    blocks = _Blocks(names, [(name,) for name in names], k).of(sizes)
    finer = _Blocks(names, blocks, k)
    items, released = [], []
    for column in range(ratings.shape[1]):
        seen = (ratings[:, column] >= 0) & ~alone
        sizes = _sizes(number[seen], waves[seen], len(names))
        until = min(_last_wave(waves[seen], k), last)
        of_item = finer.of(sizes[: until + 1])
        ratings[~alone & (waves > until), column] = NOT_RELEASED
        for raters in _raters(of_item, names, number, waves, seen, until):
            _blur(ratings, column, raters)
        items.append(of_item)
        released.append(until + 1)
    named_alone = tuple(name for name in named if name in labels)
    coarse = tuple(sorted(left_out or ()))
    return Released(labels, ratings, blocks, tuple(items), tuple(released), named_alone, coarse)


def _last_wave(waves: NDArray[np.int_], k: int) -> int:
    """Return the last wave that may be released: it and each before it has k raters; else -1."""
    sizes = np.bincount(waves) if len(waves) else np.zeros(1, dtype=int)
    short = np.flatnonzero(sizes < k)
    return int(short[0]) - 1 if len(short) else len(sizes) - 1


Counts = NDArray[np.int_]


def _sizes(number: Counts, waves: Counts, names: int) -> Counts:
    """Return how many raters there are of each wave (rows) and name (columns)."""
    sizes = np.zeros((int(waves.max()) + 1 if len(waves) else 0, names), dtype=int)
    counted = number >= 0
    np.add.at(sizes, (waves[counted], number[counted]), 1)
    return sizes


class _Blocks:
    """The finest blocks, merged by counts; the same counts are merged only once."""

    def __init__(self, names: Sequence[str], finest: Sequence[Block], k: int):
        self.place = {name: i for i, name in enumerate(names)}
        self.finest, self.k = finest, k
        self._blocks_of_sizes: dict[tuple[int, bytes], tuple[Block, ...]] = {}

    def of(self, sizes: Counts) -> tuple[Block, ...]:
        """Return blocks that have k raters in each wave; none where there is no wave."""
        if not len(sizes):
            return ()
        key = (len(sizes), sizes.tobytes())
        if key not in self._blocks_of_sizes:
            self._blocks_of_sizes[key] = self._merged(sizes)
        return self._blocks_of_sizes[key]

    def _merged(self, sizes: Counts) -> tuple[Block, ...]:
        joined = list(self.finest)
        for wave in sizes:
            here = {str(i): self._size(block, wave) for i, block in enumerate(joined)}
            joined = [
                tuple(sorted(name for i in members for name in joined[int(i)]))
                for members in thresholds.merged(here, self.k)
            ]
        whole = sizes.sum(axis=0)
        return tuple(sorted(joined, key=lambda block: (-self._size(block, whole), block)))

    def _size(self, block: Block, sizes: Counts) -> int:
        return int(sum(sizes[self.place[name]] for name in block))


def _raters(
    blocks: Sequence[Block],
    names: Sequence[str],
    number: Counts,
    waves: Counts,
    seen: NDArray[np.bool_],
    until: int,
) -> Iterator[Counts]:
    """Give the rows of each block and wave of an item that saw it."""
    of_name = np.full(len(names) + 1, -1)
    for i, block in enumerate(blocks):
        of_name[[names.index(name) for name in block]] = i
    block_of = np.where(seen, of_name[number], -1)
    for i in range(len(blocks)):
        for wave in range(until + 1):
            yield np.flatnonzero((block_of == i) & (waves == wave))


def _blur(ratings: Table, column: int, raters: Counts) -> None:
    """Make a block of which all but one agree, and that one by a point, a block that agrees.

    Both are then released as the same, so that unanimity can't be read from either.
    """
    counts = np.bincount(ratings[raters, column])
    points = np.flatnonzero(counts)
    if len(points) == 2 and points[1] - points[0] == 1 and counts[points].min() == 1:
        ratings[raters, column] = counts.argmax()


def unanimous(counts: Sequence[int]) -> bool:
    """Return whether all released ratings are one point: they are then shown as “most”."""
    return sum(1 for n in counts if n) == 1


Sums = NDArray[np.float64]


def recoverable(
    sizes: Mapping[Hashable, int], published: Iterable[Iterable[Hashable]], k: int
) -> list[tuple[Hashable, ...]]:
    """Return the sets of 1 to k - 1 raters whose sum follows from published sums; empty is safe.

    `sizes` has the raters of each cell (raters whom nothing published tells apart), `published` the
    cells of each sum. A set is found if a combination of the published sums involves its cells and
    no others: then a mixture of what only they gave can be computed (rank test). Only the smallest
    such sets are returned.
    """
    cells = [cell for cell, n in sizes.items() if n > 0]
    place = {cell: i for i, cell in enumerate(cells)}
    sums = [{place[cell] for cell in cells_of_sum if cell in place} for cells_of_sum in published]
    rows = np.zeros((len(sums), len(cells)))
    for i, cells_of_sum in enumerate(sums):
        rows[i, sorted(cells_of_sum)] = 1
    atoms, which = _atoms(rows)
    n = np.bincount(which, [float(sizes[c]) for c in cells], atoms.shape[1]).astype(float)
    sets = [few for part in _connected(atoms) for few in _spanned(atoms, part, n, k)]
    return [tuple(cells[i] for i in np.flatnonzero(np.isin(which, few))) for few in sets]


def _atoms(rows: Sums) -> tuple[Sums, NDArray[np.intp]]:
    """Return the sums over atoms (cells that no sum tells apart), and each cell's atom."""
    if not rows.size:
        return np.zeros((0, min(rows.shape[1], 1))), np.zeros(rows.shape[1], dtype=np.intp)
    columns, which = np.unique(rows, axis=1, return_inverse=True)
    return columns, which.reshape(-1)


def _connected(rows: Sums) -> list[list[int]]:
    """Return the atoms in parts that no sum joins."""
    parts: list[set[int]] = []
    for row in rows:
        joined = set(np.flatnonzero(row).tolist())
        apart = [part for part in parts if not part & joined]
        for part in parts:
            if part & joined:
                joined |= part
        parts = [*apart, joined] if joined else apart
    return [sorted(part) for part in parts]


def _spanned(rows: Sums, part: list[int], n: Sums, k: int) -> list[tuple[int, ...]]:
    """Return the smallest sets of a part's atoms, under k raters, that a combination isolates."""
    small = [i for i in part if n[i] < k]
    if not small:
        return []
    own = rows[rows[:, part].any(axis=1)]
    rank = np.linalg.matrix_rank(own[:, part])
    sets: list[tuple[int, ...]] = []
    for size in range(1, k):
        for few in combinations(small, size):
            if n[list(few)].sum() >= k or any(set(smaller) <= set(few) for smaller in sets):
                continue
            rest = [i for i in part if i not in few]
            if not rest or np.linalg.matrix_rank(own[:, rest]) < rank:
                sets.append(few)
    return sets
