"""From which score on a theme is suggested: what works best in comments held back.

A theme's own threshold is where its F1 is highest. One made from few comments is mostly chance, so
it is drawn to the threshold that is best for all themes at once, the more the fewer they are.
"""

import numpy as np

from everyseat.science.tallies import Floats
from everyseat.science.themes.folds import Bools

GRID = np.linspace(-1, 0.5, 31)
WEIGHT = 20
"""How many comments the common threshold counts for beside a theme's own."""
ENOUGH = 5
"""From how many comments on a theme has a threshold of its own."""


def of(scores: Floats, labels: Bools) -> Floats:
    """Return the threshold of each theme.

    Parameters
    ----------
    scores : array of float, n × themes
        Of comments that the scores were not learned from.
    labels : array of bool, n × themes

    Returns
    -------
    array of float, themes
    """
    common = max(GRID, key=lambda at: _both(labels, above(scores - at)))
    n = labels.sum(0)
    own = [
        _best(scores[:, theme], labels[:, theme]) if n[theme] >= ENOUGH else common
        for theme in range(labels.shape[1])
    ]
    return np.asarray((n * np.array(own) + WEIGHT * common) / (n + WEIGHT))


def above(margins: Floats) -> Bools:
    """Return which themes are suggested: those above 0, or else the highest alone.

    >>> above(np.array([[0.2, 0.1, -1], [-0.3, -0.1, -np.inf]])).astype(int).tolist()
    [[1, 1, 0], [0, 1, 0]]
    """
    chosen = margins > 0
    none = np.flatnonzero(~chosen.any(1))
    chosen[none, margins[none].argmax(1)] = True
    return chosen


def f1(labels: Bools, chosen: Bools) -> tuple[float, Floats]:
    """Return micro F1, and the F1 of each theme (0 where nothing is right)."""
    right, said = (labels & chosen).sum(0), labels.sum(0) + chosen.sum(0)
    return 2 * right.sum() / max(said.sum(), 1), 2 * right / np.maximum(said, 1)


def _both(labels: Bools, chosen: Bools) -> float:
    micro, each = f1(labels, chosen)
    return micro + float(each[labels.any(0)].mean())


def _best(scores: Floats, has: Bools) -> float:
    """Return the threshold of the highest F1, halfway between two scores."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    found = 2 * np.cumsum(has[order]) / (np.arange(1, len(scores) + 1) + has.sum())
    best = int(found.argmax())
    return float(ranked[best : best + 2].mean())
