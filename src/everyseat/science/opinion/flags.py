"""People whose answers look as if nobody had read the statements. Nobody is left out for it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science.opinion.votes import Votes

ENOUGH = 10
"""Votes before anything is said of somebody."""
WORDS_A_SECOND = 10.0
"""Twice and a half as fast as adults read: 238 words a minute (Brysbaert 2019)."""


def same(votes: Votes, enough: int = ENOUGH) -> NDArray[np.int64]:
    """Return the people who have answered every statement in the same way.

    Parameters
    ----------
    votes : Votes
    enough : int
        Votes they have cast, at least.

    Returns
    -------
    array of int

    Examples
    --------
    >>> from everyseat.science.opinion.votes import from_table
    >>> same(from_table([[1] * 12, [1] * 11 + [-1]])).tolist()
    [0]
    """
    kinds = np.zeros((votes.people, 3), dtype=bool)
    kinds[votes.rows(), votes.vote() + 1] = True
    return np.flatnonzero((kinds.sum(axis=1) == 1) & (votes.cast >= enough))


def fast(
    person: ArrayLike, seconds: ArrayLike, words: ArrayLike, enough: int = ENOUGH
) -> NDArray[np.int64]:
    """Return the people who mostly answered faster than anybody can read.

    Parameters
    ----------
    person : array of int
        Who cast each vote of the log, from 0.
    seconds : array of float
        When each was cast.
    words : array of int
        How many words the statement has that it is on.
    enough : int
        Votes somebody has cast after their first, at least.

    Returns
    -------
    array of int

    Notes
    -----
    The time between two votes of the same person is compared with that in which ten words a second
    would be read. Votes that arrive at the very same time were sent together, by a device that had
    been offline: they say nothing.

    Brysbaert (2019), How many words do we read per minute? J. Memory and Language 109, 104047.

    Examples
    --------
    >>> person, words = np.repeat([0, 1], 12), np.full(24, 15)
    >>> seconds = np.concatenate([np.arange(12) * 4.0, np.arange(12) * 0.5])
    >>> fast(person, seconds, words).tolist()
    [1]
    """
    who, when = np.asarray(person, dtype=np.int64), np.asarray(seconds, dtype=float)
    order = np.lexsort((when, who))
    who, when, long = who[order], when[order], np.asarray(words, dtype=float)[order]
    follows = (who[1:] == who[:-1]) & (when[1:] > when[:-1])
    hurried = follows & (np.diff(when) < long[1:] / WORDS_A_SECOND)
    people = int(who.max(initial=-1)) + 1
    of, too_fast = (np.bincount(who[1:][x], minlength=people) for x in (follows, hurried))
    return np.flatnonzero((of >= enough) & (2 * too_fast > of))
