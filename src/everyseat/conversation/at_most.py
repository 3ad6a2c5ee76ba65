"""Numbers of people, of which no more are said than were invited.

Each number that leaves is changed by chance, so it can be larger than the number of people who were
invited, which organisers know. What is said is then the nearest that can be true. It is made of
what would have left anyway and of a number that tells nothing of answers, so it gives away no more.
"""

from collections.abc import Sequence

import numpy as np

from everyseat.science.opinion.votes import Integers


def known(invited: int, took_part: int) -> int | None:
    """Return how many there are at most; None where that is not known.

    Whoever has left is no longer among those invited, and what they answered is still here.
    """
    return invited if took_part <= invited else None


def sizes(found: Sequence[int], most: int | None, least: int = 0) -> list[int]:
    """Return numbers that add up to `most` at most, each made smaller by about the same.

    None is made smaller than `least`.

    >>> sizes([30, 18, 5], 48, least=4), sizes([30, 18], 48), sizes([30, 19], None)
    ([28, 16, 4], [30, 18], [30, 19])
    """
    made = list(found)
    while most is not None and sum(made) > most and max(made) > least:
        can = [place for place, n in enumerate(made) if n > least]
        made[max(can, key=lambda place: made[place] - found[place])] -= 1
    return made


def cells(found: Integers, most: Sequence[int | None]) -> Integers:
    """Return how many gave each answer, so that the answers of a row are `most` at most."""
    made = found.copy()
    limits = [np.inf if n is None else n for n in most]
    for row in np.flatnonzero(found.sum(axis=-1) > limits).tolist():
        made[row] = sizes(found[row].tolist(), most[row])
    return made
