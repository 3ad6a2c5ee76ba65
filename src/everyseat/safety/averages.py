"""Means over people that must not tell of one of them: leaders in a group report.

Their raters are protected before (`disclosure`). What is left is that a mean of few is nearly the
figure of each, and that two means are subtracted. Four things make that hold:

- a mean is of at least k people, and so is what remains when all shown means are taken from that of
  everybody: `disclosure.release` puts small groups together (`blocks`);
- a mean leaves in steps, which are the wider the fewer people it is of (`step`). Of somebody whose
  group is otherwise known, the figures that fit one mean lie a point apart or more, half a point at
  an end of the scale;
- the mean of everybody is made of the groups' means as they are shown (`together`), so it tells
  nothing that they do not;
- where few people joined or left a group since an earlier report (`told_twice`), its steps are
  wider still: the difference of two reports tells hardly more than one of them.

What that leaves to an attacker is measured in `tests/attacks/test_group.py`.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike

from everyseat.safety import disclosure, successive, thresholds
from everyseat.safety.disclosure import Block

STEPS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""What means are rounded to, in points of their scale."""
ROOM, ROOM_TWICE = 1.0, 4.0
"""How far apart the sums may lie that round to one mean, in points of a five-point scale; and where
an earlier report tells of nearly the same people."""
FIVE = 4.0
"""From end to end of a five-point scale."""
TINY = 1e-9

Groups = Sequence[Collection[str]]
"""The people of each group; nobody is in two."""


@dataclass(frozen=True)
class Blocks:
    """Groups put together, finest first, and which of them are shown for each column."""

    all: tuple[Block, ...]
    of_column: tuple[tuple[Block, ...], ...]


def blocks(
    group: ArrayLike, known: ArrayLike, k: int = thresholds.RATINGS, groups: Iterable[str] = ()
) -> Blocks:
    """Return the blocks of groups that have k people each, and so of each column.

    `group` is each person's group, `known` people × columns: whether they have a figure. `groups`
    are names of further groups: nobody and too few look the same. A column without a block has
    fewer than k people.
    """
    seen = np.where(np.asarray(known, dtype=bool), 0, disclosure.NOT_RELEASED)
    released = disclosure.release(group, seen, k, groups)
    return Blocks(released.blocks, released.items)


def step(people: int, width: float = FIVE, is_told_twice: bool = False) -> float:
    """Return the step that a mean over some people is rounded to, on a scale of this width."""
    point = width / FIVE
    enough = next((s for s in STEPS if s * people >= ROOM * point), STEPS[-1])
    if not is_told_twice:
        return enough
    twice = (s for s in STEPS if s * people >= ROOM_TWICE * point or s >= successive.STEP * point)
    return max(enough, next(twice, STEPS[-1]))


def rounded(mean: float, step: float) -> float:
    """Return a mean in steps."""
    return round(math.floor(mean / step + 0.5) * step, 6)


def together(means: Sequence[float], people: Sequence[int], steps: Sequence[float]) -> float:
    """Return the mean of groups together, from their means as shown and from nothing else."""
    mean = float(np.average(means, weights=people))
    return rounded(mean, step_together(people, steps))


def step_together(people: Sequence[int], steps: Sequence[float]) -> float:
    """Return the step of the mean of groups together: errors of rounding cancel in part."""
    error = float(np.linalg.norm(np.multiply(people, steps))) / sum(people)
    return next((s for s in STEPS if s >= error - TINY), STEPS[-1])


def told_twice(now: Groups, earlier: Iterable[Groups], k: int) -> tuple[bool, ...]:
    """Return which groups' means an earlier report's may be taken from, to tell of a few people."""
    found = [_since(now, then, k) for then in earlier]
    return tuple(any(one[i] for one in found) for i in range(len(now)))


def _since(now: Groups, then: Groups, k: int) -> tuple[bool, ...]:
    """Compare two reports by the pieces that their groups cut each other into.

    The difference of any groups of the one and any of the other is a sum of whole pieces. So a
    group is safe if all its own are of k or more, and those of each earlier group that it shares
    somebody with. A single group is everybody.
    """
    if len(now) == 1:
        return (_tells_of_few(now, then, k),)
    pieces = _pieces(now, then)
    few = {piece for piece, n in pieces.items() if 0 < n < k}
    shares = [{i for i in range(len(then)) if pieces[i, j]} for j in range(len(now))]
    return tuple(any(at == j or i in shares[j] for i, at in few) for j in range(len(now)))


def _tells_of_few(groups: Groups, then: Groups, k: int) -> bool:
    """Return whether a mean of groups together, less any earlier groups, tells of a few people.

    Of each earlier group either who is still there remains, or who is not: the fewest count.
    """
    together = set(chain.from_iterable(groups))
    apart = [(len(together & set(people)), len(set(people) - together)) for people in then]
    joined = len(together) - sum(stayed for stayed, _ in apart)
    left = sum(gone for stayed, gone in apart if stayed)
    fewest = joined + sum(min(both) for both in apart)
    return 0 < fewest < k or successive.is_small(joined, left, k)


def _pieces(now: Groups, then: Groups) -> Mapping[tuple[int, int], int]:
    """Return how many people each earlier group and each group now share; −1 is no group."""
    before = {person: i for i, people in enumerate(then) for person in people}
    after = {person: j for j, people in enumerate(now) for person in people}
    counts = {(i, j): 0 for i in range(-1, len(then)) for j in range(-1, len(now))}
    for person in before.keys() | after.keys():
        counts[before.get(person, -1), after.get(person, -1)] += 1
    return counts
