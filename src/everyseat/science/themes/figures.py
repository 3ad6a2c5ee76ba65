"""How good suggestions are: precision, recall and F1, with intervals.

Precision: how many suggestions of a theme are right. Recall: how many comments with the theme get
it suggested. F1: their harmonic mean. Micro F1 counts all suggestions together, so frequent themes
decide it; macro F1 is the mean over the themes that some comment has, so each theme counts alike
(C. Manning, P. Raghavan & H. Schütze 2008, Introduction to Information Retrieval, 13.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import checks
from everyseat.science.tallies import Floats
from everyseat.science.themes.folds import Bools
from everyseat.science.themes.suggester import RELIABLE

RESAMPLES = 1_000


class Figure(NamedTuple):
    """A number with its interval."""

    value: float
    low: float
    high: float


class ThemeFigures(NamedTuple):
    """Of one theme: how many comments have it, how many got it suggested, and how many of both.

    `precision` is nan where it was never suggested, `recall` where no comment has it.
    """

    name: str
    n: int
    suggested: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Evaluation:
    """Figures over `n` comments, suggested by a suggester of at least `learned_from` others."""

    micro: Figure
    macro: Figure
    themes: list[ThemeFigures]
    n: int
    learned_from: int

    @property
    def is_reliable(self) -> bool:
        """Return whether every suggester behind it had 400 comments to learn from."""
        return self.learned_from >= RELIABLE


def compare(
    labels: ArrayLike,
    chosen: ArrayLike,
    *,
    names: Sequence[str],
    learned_from: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Evaluation:
    """Compare suggestions with the themes that people gave.

    Parameters
    ----------
    labels, chosen : array of bool, n × themes
    names : sequence of str
    learned_from : int
        From how many comments the suggestions were learned.
    confidence : float
        Of the intervals: percentiles of 1,000 bootstrap samples of the comments.
    seed : int

    Returns
    -------
    Evaluation

    References
    ----------
    B. Efron & R. Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> labels = [[True, False], [True, True], [False, True], [True, False]]
    >>> chosen = [[True, False], [True, False], [False, True], [False, True]]
    >>> found = compare(labels, chosen, names=["Staff", "Parking"])
    >>> round(found.micro.value, 3), found.themes[0].precision, found.themes[1].recall
    (0.667, 1.0, 0.5)
    """
    checks.probability("confidence", confidence)
    has, said = (np.asarray(one, dtype=bool) for one in (labels, chosen))
    if has.shape != said.shape or has.shape[1:] != (len(names),) or not len(has):
        raise ValueError(f"labels {has.shape}, chosen {said.shape}, and {len(names)} names differ")
    one = np.ones((1, len(has)))
    counts = _counts(has, said, one)
    samples = _counts(has, said, _resampled(len(has), seed))
    micro, macro = (
        Figure(float(of(counts, has)[0]), *_ends(of(samples, has), confidence))
        for of in (_micro, _macro)
    )
    return Evaluation(micro, macro, list(_themes(counts, names)), len(has), learned_from)


class _Counts(NamedTuple):
    """Of each sample (rows) and theme: comments with it, suggestions of it, and both at once."""

    n: Floats
    suggested: Floats
    right: Floats


def _resampled(n: int, seed: int) -> Floats:
    """Return how often each comment is in each bootstrap sample (samples × n)."""
    chance = np.random.default_rng(seed)
    return np.array([np.bincount(chance.integers(0, n, n), minlength=n) for _ in range(RESAMPLES)])


def _counts(has: Bools, said: Bools, times: Floats) -> _Counts:
    return _Counts(*(times @ one.astype(float) for one in (has, said, has & said)))


def _micro(counts: _Counts, has: Bools) -> Floats:
    said = (counts.n + counts.suggested).sum(1)
    return np.asarray(2 * counts.right.sum(1) / np.maximum(said, 1))


def _macro(counts: _Counts, has: Bools) -> Floats:
    """Return the mean F1 of the themes that some comment has. A sample may lack some of them."""
    each = _f1(counts)[:, has.any(0)]
    there = ~np.isnan(each)
    return np.asarray(np.where(there, each, 0).sum(1) / np.maximum(there.sum(1), 1))


def _f1(counts: _Counts) -> Floats:
    """Return the F1 of each theme; nan where it is neither there nor suggested."""
    said = counts.n + counts.suggested
    blank = np.full(said.shape, np.nan)
    return np.asarray(np.divide(2 * counts.right, said, out=blank, where=said > 0))


def _ends(values: Floats, confidence: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _themes(counts: _Counts, names: Sequence[str]) -> Iterator[ThemeFigures]:
    both = zip(names, *(one[0] for one in counts), _f1(counts)[0], strict=True)
    for name, n, suggested, right, f1 in both:
        precision = right / suggested if suggested else np.nan
        recall = right / n if n else np.nan
        yield ThemeFigures(name, int(n), int(suggested), float(precision), float(recall), float(f1))
