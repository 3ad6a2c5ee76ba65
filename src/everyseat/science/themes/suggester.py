"""Suggesting themes for comments, learned from comments whose themes people have confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.tallies import Floats
from everyseat.science.themes import features, folds, linear, thresholds
from everyseat.science.themes.features import Features
from everyseat.science.themes.folds import Bools

RELIABLE = 400
"""From how many confirmed comments on suggestions are worth reading."""
INNER = 5
"""In how many parts the comments are held back in turn, to choose the thresholds."""


class Suggestions(NamedTuple):
    """What is suggested: `scores` (n × themes) are above 0 where a theme is `chosen`.

    Where no score of a comment is, its highest theme is chosen alone. The higher, the surer.
    """

    scores: Floats
    chosen: Bools


@dataclass(frozen=True)
class Suggester:
    """What was learned: a linear function of a comment's features per theme, and its threshold.

    `n` is how many confirmed comments it was learned from.
    """

    names: list[str]
    features: Features
    coefficients: Floats
    intercepts: Floats
    n: int

    @property
    def is_reliable(self) -> bool:
        """Return whether it was learned from at least 400 comments."""
        return self.n >= RELIABLE

    def suggest(self, texts: Sequence[str], questions: Sequence[str] | None = None) -> Suggestions:
        """Suggest themes for comments: at least one for each that has words, and none for the rest.

        Parameters
        ----------
        texts : sequence of str, n
        questions : sequence of str, n, optional
            Which question each answers; one that training did not have tells nothing.

        Returns
        -------
        Suggestions
            `scores` and `chosen`, n × themes. A theme that no comment of training had has the score
            -inf.

        Raises
        ------
        ValueError
            If there are not as many questions as texts.
        """
        checked(texts, questions)
        if not len(texts):
            empty = np.empty((0, len(self.names)))
            return Suggestions(empty, empty > 0)
        scores = self.features.of(texts, questions) @ self.coefficients + self.intercepts
        says = np.array([bool(features.plain(text)) for text in texts])
        return Suggestions(scores, thresholds.above(scores) & says[:, None])


def fit(
    comments: Sequence[str],
    labels: ArrayLike,
    *,
    names: Sequence[str],
    questions: Sequence[str] | None = None,
    seed: int = 0,
) -> Suggester:
    """Learn to suggest themes from comments whose themes are confirmed.

    Parameters
    ----------
    comments : sequence of str, n
    labels : array of bool, n × themes
        Which themes each comment has.
    names : sequence of str
        Of the themes.
    questions : sequence of str, n, optional
        Which question each comment answers, such as "what was good".
    seed : int
        The same comments and seed give the same suggester.

    Returns
    -------
    Suggester

    Raises
    ------
    ValueError
        If the shapes do not fit, no comment has a theme, or no two comments share a word.

    References
    ----------
    S. Wang & C. Manning 2012, Baselines and bigrams: simple, good sentiment and topic
    classification, ACL 50 (2), 90-94.

    Examples
    --------
    >>> comments = ["The nurse was kind", "A kind nurse", "Parking is dear", "Too dear to park"] * 9
    >>> labels = [[True, False], [True, False], [False, True], [False, True]] * 9
    >>> suggester = fit(comments, labels, names=["Staff", "Parking"])
    >>> suggester.suggest(["Such a kind nurse!", "The parking"]).chosen.tolist()
    [[True, False], [False, True]]
    """
    has = checked(comments, questions, labels, names)
    if not has.any():
        raise ValueError("no comment has a theme, so there is nothing to learn")
    learned = features.learned(comments, questions)
    rows = learned.of(comments, questions)
    coefficients, intercepts = linear.fit(rows, has, seed)
    held_back = np.empty(has.shape)
    fold = folds.of(comments, has, INNER, seed)
    for one in range(INNER):
        weights, added = linear.fit(rows[fold != one], has[fold != one], seed)
        held_back[fold == one] = rows[fold == one] @ weights + added
    intercepts = intercepts - thresholds.of(np.maximum(held_back, -10), has)
    kept = coefficients.astype(np.float32).astype(float)  # as a file keeps them
    return Suggester(list(names), learned, kept, intercepts, len(comments))


def checked(
    texts: Sequence[str],
    questions: Sequence[str] | None,
    labels: ArrayLike | None = None,
    names: Sequence[str] = (),
) -> Bools:
    """Return the labels as an array. ValueError if anything is not of the same length."""
    has = np.zeros((len(texts), 0), bool) if labels is None else np.asarray(labels)
    if has.dtype != bool:
        raise ValueError("labels must be true or false: whether each comment has each theme")
    if has.shape != (len(texts), len(names)):
        expected = f"{len(texts)} comments × {len(names)} themes"
        raise ValueError(f"labels must be of {expected}, not of shape {has.shape}")
    if questions is not None and len(questions) != len(texts):
        raise ValueError(f"there are {len(questions)} questions for {len(texts)} comments")
    return has
