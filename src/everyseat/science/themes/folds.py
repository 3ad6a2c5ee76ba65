"""Parts of comments to try a suggester on: no text is both learned from and tried."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from everyseat.science.themes.features import plain

Bools = NDArray[np.bool_]


def of(texts: Sequence[str], labels: Bools, n: int, seed: int = 0) -> NDArray[np.int64]:
    """Return the fold of each comment, 0 to n - 1, at random.

    Comments of the same words, whatever their case and punctuation, are in one fold. They are dealt
    out by their rarest theme, so that each fold has its share of every theme.

    Parameters
    ----------
    texts : sequence of str, m
    labels : array of bool, m × themes
    n : int
        How many folds.
    seed : int

    Returns
    -------
    array of int, m
    """
    _, first, group = np.unique(
        [plain(text) for text in texts], return_index=True, return_inverse=True
    )
    theme_n = np.append(labels.sum(0), len(labels) + 1)
    rarest = np.where(labels, theme_n[:-1], theme_n[-1]).argmin(1)[first]
    chance = np.random.default_rng(seed).random(len(first))
    fold = np.empty(len(first), dtype=np.int64)
    fold[np.lexsort((chance, rarest))] = np.arange(len(first)) % n
    return fold[group]
