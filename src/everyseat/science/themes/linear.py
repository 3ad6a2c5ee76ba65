"""One support vector machine per theme, on features weighted by how much each tells of the theme.

S. Wang & C. Manning 2012, Baselines and bigrams: simple, good sentiment and topic classification,
ACL 50 (2), 90-94: a linear SVM on features times their naive Bayes log-count ratio. The weights are
multiplied into the coefficients afterwards, so what is kept is one linear function per theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from everyseat.science.tallies import Floats
from everyseat.science.themes.folds import Bools

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SMOOTHING = 0.5
"""Added to each feature's sum, of comments with the theme and of those without."""
COST = 0.1
"""The SVM's C: what a comment on the wrong side costs."""
BALANCE = 0.5
"""A comment with the theme costs as much as (without / with) to this power without it."""


def fit(rows: csr_matrix, labels: Bools, seed: int = 0) -> tuple[Floats, Floats]:
    """Return the coefficients and intercepts of each theme.

    A theme that no comment has, or every one, has no coefficients: its intercept is -inf or 1.

    Parameters
    ----------
    rows : csr_matrix, n × features
    labels : array of bool, n × themes
    seed : int

    Returns
    -------
    array of float, features × themes
    array of float, themes
    """
    fitted = [_one(rows, column, seed) for column in labels.T]
    coefficients, intercepts = zip(*fitted, strict=True)
    return np.column_stack(coefficients), np.array(intercepts)


def _one(rows: csr_matrix, has: Bools, seed: int) -> tuple[Floats, float]:
    from sklearn.svm import LinearSVC

    if not has.any() or has.all():
        return np.zeros(rows.shape[1]), 1.0 if has.any() else -np.inf
    tells = ratio(rows, has)
    weighted = rows.copy()
    weighted.data = rows.data * tells[rows.indices]
    weight = ((~has).sum() / has.sum()) ** BALANCE
    machine = LinearSVC(C=COST, class_weight={False: 1.0, True: weight}, random_state=seed)
    machine.fit(weighted, has)
    return tells * machine.coef_[0], float(machine.intercept_[0])


def ratio(rows: csr_matrix, has: Bools) -> Floats:
    """Return how much each feature tells of a theme: the log of the ratio of its shares, unsigned.

    >>> from scipy.sparse import csr_matrix
    >>> ratio(csr_matrix([[1, 1], [1, 0], [1, 0], [1, 0]]), np.array([1, 0, 0, 0], bool)).round(2)
    array([0.56, 1.39])
    """
    with_it, without = (np.asarray(rows[one].sum(axis=0)).ravel() for one in (has, ~has))
    shares = [(one + SMOOTHING) / (one + SMOOTHING).sum() for one in (with_it, without)]
    return np.asarray(np.abs(np.log(shares[0] / shares[1])))
