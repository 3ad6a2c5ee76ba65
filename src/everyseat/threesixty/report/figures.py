"""The figures of blocks over topics, with what their true means may be: all of a report at once."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from everyseat.safety import disclosure, successive
from everyseat.safety.disclosure import Block, Released
from everyseat.science import agreement, shrinkage, tallies
from everyseat.science.posterior import Posterior
from everyseat.science.shrinkage import Norm
from everyseat.science.tallies import Floats
from everyseat.threesixty import programme
from everyseat.threesixty.report.material import QuestionSet
from everyseat.threesixty.report.shape import Distribution, Row


class Cell(NamedTuple):
    """A block over columns that are released for it, with the norm of these it leans on.

    `usual` is how far others' answers to one of these behaviours usually lie apart (σ², averaged);
    None where nobody's are known.
    """

    block: Block
    columns: list[int]
    norm: Norm
    usual: float | None

    def spread(self, of_items: float, items: int) -> float:
        """Return the variance of raters' means over some items, as the items' own tells it."""
        if items == 1:
            return of_items
        of_means = float(self.norm.spread)
        return float(shrinkage.spread_of_means(of_items, items, self.usual, of_means))


@dataclass(frozen=True)
class BlockRatings:
    """The ratings of one block: sheets × behaviours, in points from 0 (-1: not seen).

    A `coarse` block is shown in half points, without its spread. `within` are the blocks that each
    behaviour was released for: where one of them is unanimous, one answer may have been a point
    off, and was let out as if it were not.
    """

    question_set: QuestionSet
    table: np.ndarray
    coarse: bool = False
    within: Sequence[Sequence["BlockRatings"]] = ()

    def raters(self, columns: list[int]) -> int:
        """Return how many of them rated any of these behaviours."""
        return int((self.table[:, columns] >= 0).any(axis=1).sum())

    def mean(self, columns: list[int]) -> float | None:
        """Return the mean of the behaviours' means.

        It tells nothing that they do not; a mean of the raters' means would, of those who left
        something out.
        """
        means = self._of_the_seen(self._means, columns)
        if self.coarse:
            means = successive.rounded(means).tolist()
        return self.question_set.low + sum(means) / len(means) if means else None

    def spread(self, columns: list[int]) -> float:
        """Return the mean variance of the behaviours' answers, nan where it is not shown."""
        if self.coarse:
            return math.nan
        variances = self._of_the_seen(self._variances, columns)
        return sum(variances) / len(variances)

    def slack(self, columns: list[int]) -> float:
        """Return how far the mean may lie from what is shown: by rounding, or by answers moved.

        Answers are moved in each block and behaviour by itself, so their squares add up.
        """
        if self.coarse:
            return successive.STEP / 2
        squares = [len(moved) / self.raters([c]) ** 2 for c, moved in self._moved(columns)]
        return math.sqrt(sum(squares)) / max(len(columns), 1)

    def widest_spread(self, columns: list[int]) -> float:
        """Return the spread if in each block that looks unanimous one answer was a point off."""
        hidden = [
            sum((n - 1) / n for n in moved) / self.raters([c]) for c, moved in self._moved(columns)
        ]
        return self.spread(columns) + sum(hidden) / max(len(columns), 1)

    def _moved(self, columns: list[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield each behaviour of which an answer may have been moved, and its blocks' sizes."""
        for column in columns if self.within else []:
            counts = [block._counts[column] for block in self.within[column]]
            if moved := [sum(each) for each in counts if disclosure.unanimous(each)]:
                yield column, moved

    def distribution(self, columns: list[int]) -> Distribution:
        """Return counts, mean and agreement, or only the commonest point of a unanimous group.

        Of what is coarse, only the mean.
        """
        if self.coarse:
            mean = self.mean(columns)
            return {"most": None, "counts": None, "mean": mean, "ad": None, "coarse": True}
        pooled = [sum(point) for point in zip(*(self._counts[c] for c in columns), strict=True)]
        if disclosure.unanimous(pooled):
            most = self.question_set.low + pooled.index(max(pooled))
            return {"most": most, "counts": None, "mean": None, "ad": None}
        deviations = self._of_the_seen(self._deviations, columns)
        deviation = sum(deviations) / len(deviations)
        return {"most": None, "counts": pooled, "mean": self.mean(columns), "ad": deviation}

    def _of_the_seen(self, figures: list[float], columns: list[int]) -> list[float]:
        return [figures[c] for c in columns if any(self._counts[c])]

    @cached_property
    def _counted(self) -> np.ndarray:
        nobody = np.zeros(len(self.table), dtype=int)
        counts: np.ndarray = programme.counts(self.table, nobody, 1, self.question_set.points)[0]
        return counts

    @cached_property
    def _counts(self) -> list[list[int]]:
        counts: list[list[int]] = self._counted.astype(int).tolist()
        return counts

    @cached_property
    def _means(self) -> list[float]:
        """Return each behaviour's mean in points from 0, nan where nobody saw it."""
        means: list[float] = tallies.mean(self._counted, low=0).tolist()
        return means

    @cached_property
    def _variances(self) -> list[float]:
        """Return the variance of each behaviour's answers, over their number."""
        variances: list[float] = tallies.of_counts(self._counted).variance.tolist()
        return variances

    @cached_property
    def _deviations(self) -> list[float]:
        deviations: list[float] = agreement.ad_mean(self._counted, self.question_set.low).tolist()
        return deviations


@dataclass(frozen=True)
class Figures:
    """Computes the figures of one review's released ratings."""

    question_set: QuestionSet
    released: Released

    @cached_property
    def _by_block(self) -> dict[Block, BlockRatings]:
        return {}

    @cached_property
    def _finest(self) -> dict[Block, BlockRatings]:
        return {}

    def of(self, *block: str) -> BlockRatings:
        """Return the ratings of a block, counted once."""
        if block not in self._by_block:
            coarse = self.released.is_coarse(block)
            table = self.released.of(*block)
            self._by_block[block] = BlockRatings(
                self.question_set, table, coarse, self._within(block)
            )
        return self._by_block[block]

    def _within(self, block: Block) -> list[list[BlockRatings]]:
        """Return the blocks within this one that each behaviour was released for."""
        return [
            [self._alone(finer) for finer in of_item if set(finer) <= set(block)]
            for of_item in self.released.items
        ]

    def _alone(self, block: Block) -> BlockRatings:
        if block not in self._finest:
            self._finest[block] = BlockRatings(self.question_set, self.released.of(*block))
        return self._finest[block]

    def rows(self, cells: Sequence[Cell]) -> tuple[list[Row], list[Posterior]]:
        """Return the figures of one cell or more, and their posteriors.

        Those of the lowest and of the highest means that may stand behind what is shown; a single
        one where nothing was rounded and no answer may have been moved.
        """
        blocks = [self.of(*cell.block) for cell in cells]
        raters = [block.raters(cell.columns) for block, cell in zip(blocks, cells, strict=True)]
        means = [block.mean(cell.columns) for block, cell in zip(blocks, cells, strict=True)]
        spreads = [
            cell.spread(block.widest_spread(cell.columns), len(cell.columns))
            for block, cell in zip(blocks, cells, strict=True)
        ]
        slack = [block.slack(cell.columns) for block, cell in zip(blocks, cells, strict=True)]
        norm = Norm.stacked([cell.norm for cell in cells])
        posterior, *ends = (
            norm.estimate(raters, mean, spreads, self.question_set.bounds)
            for mean in self._means(means, slack)
        )
        posteriors = ends or [posterior]
        estimates = posterior.mean
        lows, highs = posteriors[0].interval()[0], posteriors[-1].interval()[1]
        rows: list[Row] = [
            {
                "relationships": list(cell.block),
                "n": raters[i],
                "estimate": float(estimates[i]),
                "interval": [float(lows[i]), float(highs[i])],
                "own_share": float(posterior.own_share[i]),
                **blocks[i].distribution(cell.columns),
            }
            for i, cell in enumerate(cells)
        ]
        return rows, posteriors

    def _means(self, means: list[float | None], slack: list[float]) -> Iterator[Floats]:
        """Yield the means; where some may be off, then the lowest and the highest they may be."""
        shown = np.array(means, dtype=float)
        yield shown
        if any(slack):
            for end in (shown - slack, shown + slack):
                yield np.clip(end, self.question_set.low, self.question_set.high)
