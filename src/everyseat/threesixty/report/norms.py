"""Norms: what is usual for other leaders, towards which a report's estimates are drawn.

Each value and behaviour has two norms: one of all others together, and one of single blocks (whose
true means differ more). Both come from released ratings, block by block, of at least k other
recipients, so a norm reveals no small group and no colleague. The recipient's own ratings are left
out of their norm, so that a report can say which part of an estimate is theirs. Above MANY
recipients this changes nothing, and is not done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from everyseat.safety import thresholds
from everyseat.safety.disclosure import Released
from everyseat.science import shrinkage, tallies
from everyseat.science.tallies import Tallies
from everyseat.threesixty import programme
from everyseat.threesixty.report.material import QuestionSet, Sheets

MANY = 200


@dataclass(frozen=True)
class _Cells:
    """Every (recipient, block) of a programme: its recipient, and its sheets' means."""

    recipient: np.ndarray
    tallies: Tallies


@dataclass
class Norms:
    """The norms of a programme: everybody's sheets, by recipient."""

    question_set: QuestionSet
    sheets: Mapping[str, Sheets]
    k: int = thresholds.RATINGS
    _norms: dict[tuple[tuple[int, ...], str, bool], shrinkage.Norm] = field(
        default_factory=dict, repr=False
    )
    _cells: dict[tuple[int, ...], _Cells] = field(default_factory=dict, repr=False)

    def of(self, columns: list[int], leave_out: str, by_block: bool) -> shrinkage.Norm:
        """Return the norm of the mean over these columns, without one recipient's ratings."""
        left_out = leave_out if len(self.sheets) <= MANY else ""
        key = (tuple(columns), left_out, by_block)
        if key not in self._norms:
            cells = self._by_cell(tuple(columns))
            others = np.flatnonzero(cells.recipient != self._index.get(left_out, -1))
            if len(set(cells.recipient[others])) < self.k:
                others = others[:0]
            tallied = Tallies(*(part[others] for part in cells.tallies))
            if not by_block:
                tallied = tallied.merged(cells.recipient[others])
            self._norms[key] = shrinkage.norm(tallied, self._prior)
        return self._norms[key]

    def usual(self, columns: list[int], leave_out: str, by_block: bool) -> float | None:
        """Return how far answers to one of these behaviours usually lie apart (σ², averaged).

        None where no norm says so.
        """
        norms = [self.of([column], leave_out, by_block) for column in columns]
        known = [float(norm.spread) for norm in norms if norm.people]
        return sum(known) / len(known) if known else None

    def released(self, recipient: str, sheets: Sheets, k: int) -> Released:
        """Return a recipient's released ratings, computed once for norm and report."""
        here = self.sheets.get(recipient)
        same = here is not None and k == self.k and here.has_ratings_of(sheets)
        return self._released[recipient] if same else sheets.released(k)

    def people(self, leave_out: str) -> int:
        """Return how many other recipients the norms rest on."""
        n = sum(
            1 for name, released in self._released.items() if name != leave_out and released.blocks
        )
        return n if n >= self.k else 0

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.sheets)}

    @cached_property
    def _released(self) -> dict[str, Released]:
        return {name: sheets.released(self.k) for name, sheets in self.sheets.items()}

    @cached_property
    def _prior(self) -> shrinkage.Prior:
        step = (self.question_set.points - 1) / 4
        return shrinkage.Prior(variance=step**2, df=programme.PRIOR_DF)

    @cached_property
    def _stacked(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return all released ratings: recipient, block, and one table.

        A behaviour that is released only for a wider block is left out of the finer ones here too.
        """
        recipients: list[np.ndarray] = []
        blocks: list[np.ndarray] = []
        tables: list[np.ndarray] = []
        for i, released in enumerate(self._released.values()):
            for block in released.blocks:
                rows = released.of(*block).copy()
                rows[:, [block not in of_item for of_item in released.items]] = -1
                recipients.append(np.full(len(rows), i))
                blocks.append(np.full(len(rows), len(blocks)))
                tables.append(rows)
        if not tables:
            return (
                np.zeros(0, int),
                np.zeros(0, int),
                np.zeros((0, len(self.question_set.behaviours))),
            )
        return np.concatenate(recipients), np.concatenate(blocks), np.concatenate(tables)

    def _by_cell(self, columns: tuple[int, ...]) -> _Cells:
        if columns not in self._cells:
            recipients, cell, table = self._stacked
            means = programme.sheet_means(table[:, list(columns)], self.question_set.low)
            rated = ~np.isnan(means)
            _, first, group = np.unique(cell[rated], return_index=True, return_inverse=True)
            tallied = tallies.of_values(group, means[rated], len(first))
            self._cells[columns] = _Cells(recipients[rated][first], tallied)
        return self._cells[columns]
