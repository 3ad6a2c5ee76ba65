"""Which waiting statements use nearly the same words, for whoever decides about them.

Words are compared, and no meaning: “should” and “should not” are one word apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process, utils

from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries.statements import folded

ALIKE = 75
"""How alike two statements are, of 100, with their words in any order."""


@dataclass(frozen=True)
class Group:
    """Waiting statements that are like one: a published one, or the first of them.

    Every one of `repeats` is like that one. The first `same` of them are it word for word.
    """

    like: Statement
    repeats: list[Statement]
    same: int

    @property
    def waiting(self) -> list[Statement]:
        """All of them that wait, in order."""
        return self.repeats if self.like.is_published else [self.like, *self.repeats]

    @property
    def are_all_same(self) -> bool:
        return self.same == len(self.repeats)


def grouped(conversation: Conversation, waiting: Sequence[Statement]) -> list[Group]:
    """Return the groups of alike statements: most word for word repeats first, then the largest.

    Nothing is in two groups. A published statement comes before one that waits.
    """
    published = list(conversation.statements.filter(state=Statement.State.PUBLISHED))
    found = [_group(*one) for one in _put_together(published, waiting)]
    return sorted(found, key=lambda one: (-one.same, -len(one.repeats), one.like.number))


def _put_together(
    published: Sequence[Statement], waiting: Sequence[Statement]
) -> Iterator[tuple[Statement, list[Statement]]]:
    """Yield each statement that waiting ones are like, with those."""
    likest: dict[int, list[Statement]] = defaultdict(list)
    rest = list(waiting)
    if published and waiting:
        scores = _scores(waiting, published)
        for place, row in zip(scores.argmax(axis=1).tolist(), range(len(waiting)), strict=True):
            if scores[row, place] >= ALIKE:
                likest[place].append(waiting[row])
        taken = {one.pk for found in likest.values() for one in found}
        rest = [one for one in waiting if one.pk not in taken]
    yield from ((published[place], found) for place, found in likest.items())
    yield from _among(rest)


def _among(waiting: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Yield the first of each group of waiting statements, with those like it."""
    if not waiting:
        return
    is_alike, is_free = _scores(waiting, waiting) >= ALIKE, np.ones(len(waiting), dtype=bool)
    for place, one in enumerate(waiting):
        if not is_free[place]:
            continue
        is_free[place] = False
        own = np.flatnonzero(is_alike[place] & is_free)
        is_free[own] = False
        if len(own):
            yield one, [waiting[other] for other in own.tolist()]


def _scores(
    some: Sequence[Statement], others: Sequence[Statement]
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return how alike each of some is to each of others; 0 where it is not alike."""
    return process.cdist(
        [_words(one) for one in some],
        [_words(one) for one in others],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        dtype=np.uint8,
    )


def _words(statement: Statement) -> str:
    """Return the words of a statement in one order, whatever stands between them."""
    words = utils.default_process(statement.text).split()
    return " ".join(sorted(words)) or statement.text


def _group(like: Statement, repeats: Sequence[Statement]) -> Group:
    text = folded(like.text)
    is_other = {one.pk: folded(one.text) != text for one in repeats}
    ordered = sorted(repeats, key=lambda one: (is_other[one.pk], one.number))
    return Group(like, ordered, len(repeats) - sum(is_other.values()))
