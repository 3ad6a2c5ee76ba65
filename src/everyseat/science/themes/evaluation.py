"""How good suggestions are, in comments that the suggester has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science.themes import folds as parts
from everyseat.science.themes.features import plain
from everyseat.science.themes.figures import Evaluation, compare
from everyseat.science.themes.folds import Bools
from everyseat.science.themes.suggester import checked, fit

Indexes = NDArray[np.int64]
FOLDS = 5


@dataclass(frozen=True)
class Data:
    """Confirmed comments: texts, their questions if known, and their themes (n × themes)."""

    texts: Sequence[str]
    labels: Bools
    names: Sequence[str]
    questions: Sequence[str] | None = None

    def of(self, which: Indexes) -> Data:
        """Return some of them."""
        questions = None if self.questions is None else [self.questions[i] for i in which]
        return Data([self.texts[i] for i in which], self.labels[which], self.names, questions)


def evaluate(
    comments: Sequence[str],
    labels: ArrayLike,
    *,
    names: Sequence[str],
    questions: Sequence[str] | None = None,
    folds: int = FOLDS,
    seed: int = 0,
) -> Evaluation:
    """Say how good suggestions are: each part of the comments is suggested by what the rest taught.

    No text is in two parts, whatever its case and punctuation. Everything, the thresholds too, is
    learned from the rest alone.

    Parameters
    ----------
    comments, labels, names, questions
        As for `fit`.
    folds : int
        In how many parts.
    seed : int

    Returns
    -------
    Evaluation

    Raises
    ------
    ValueError
        As by `fit`, or if there are fewer different texts than parts.
    """
    data = Data(comments, checked(comments, questions, labels, names), names, questions)
    if folds < 2 or len({plain(text) for text in comments}) < folds:
        raise ValueError(f"{folds} parts need at least 2, and as many different texts")
    chosen, learned_from = _crossed(data, folds, seed)
    return compare(data.labels, chosen, names=names, learned_from=learned_from, seed=seed)


def evaluate_elsewhere(
    comments: Sequence[str],
    labels: ArrayLike,
    places: Sequence[str],
    *,
    names: Sequence[str],
    questions: Sequence[str] | None = None,
    local: int = 0,
    seed: int = 0,
) -> dict[str, Evaluation]:
    """Say how good suggestions for one place are that were learned at the others.

    Parameters
    ----------
    comments, labels, names, questions
        As for `fit`.
    places : sequence of str, n
        Where each comment is from, such as its trust.
    local : int
        How many comments of the place itself are learned from, too, drawn at random.
    seed : int

    Returns
    -------
    dict of str to Evaluation
        Of each place: over its comments whose text was not learned from.

    Raises
    ------
    ValueError
        As by `fit`, if there is only one place, or if `local` leaves none to try.
    """
    data = Data(comments, checked(comments, questions, labels, names), names, questions)
    if len(places) != len(comments):
        raise ValueError(f"there are {len(places)} places for {len(comments)} comments")
    if len(set(places)) < 2:
        raise ValueError("there is only one place, so none to learn from")
    found = {}
    for place in sorted(set(places)):
        seen, new = _split(data, np.array(places) == place, local, seed)
        if not len(new):
            raise ValueError(f"no comment of “{place}” is left to try: learn from fewer of it")
        chosen = _suggested(data, seen, new, seed)
        of = compare(data.labels[new], chosen, names=names, learned_from=len(seen), seed=seed)
        found[place] = of
    return found


def _crossed(data: Data, n: int, seed: int) -> tuple[Bools, int]:
    fold = parts.of(data.texts, data.labels, n, seed)
    chosen, sizes = np.zeros_like(data.labels), []
    for one in range(n):
        seen, new = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        chosen[new] = _suggested(data, seen, new, seed)
        sizes.append(len(seen))
    return chosen, min(sizes)


def _suggested(data: Data, seen: Indexes, new: Indexes, seed: int) -> Bools:
    taught, tried = data.of(seen), data.of(new)
    suggester = fit(
        taught.texts, taught.labels, names=data.names, questions=taught.questions, seed=seed
    )
    return suggester.suggest(tried.texts, tried.questions).chosen


def _split(data: Data, here: Bools, local: int, seed: int) -> tuple[Indexes, Indexes]:
    """Return which comments are learned from, and which are tried: none of the same text."""
    at_home = np.random.default_rng(seed).permutation(np.flatnonzero(here))
    seen = np.concatenate([np.flatnonzero(~here), np.sort(at_home[:local])])
    known = {plain(data.texts[i]) for i in seen}
    new = [i for i in np.sort(at_home[local:]) if plain(data.texts[i]) not in known]
    return seen, np.array(new, dtype=np.int64)
