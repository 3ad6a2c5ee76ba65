"""Two reports about the same person: their difference must not reveal the answers of a few.

Whoever reads two reports, and knows who was asked for each, sees by how much a figure moved. Where
nearly the same people were asked, that is what the few who left or joined said. So each group of a
new report is compared with every earlier one. Who was *asked* is compared, as nobody may know who
answered. Where 1 to k - 1 people left or joined, the group's figures leave in another form:

- k - 1 of its answers, chosen at random, are left out, so nobody knows whose answers are among
  those that are shown;
- means are in half points, and how answers are spread is not shown.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEP = 0.5
"""What means of such a group are rounded to, in points of the scale."""

Lists = Mapping[str, Collection[str]]
"""Who was asked: the people of each group."""


@dataclass(frozen=True)
class Change:
    """How many people joined and left between two reports, in these groups of the later one.

    Both are None where it is not known who was asked for the earlier report.
    """

    groups: tuple[str, ...]
    joined: int | None = None
    left: int | None = None


def changes(now: Lists, earlier: Lists | None, k: int) -> list[Change]:
    """Return the changes since an earlier report that are small enough to expose a few people.

    Figures of several groups can be added up, so the groups of both reports are compared in all
    combinations. Where only a combination shows a small change, all groups in it are named. If
    it is not known who was asked before, every group may be almost the same.
    """
    if earlier is None:
        return [Change((group,)) for group in sorted(now)]
    small_changes: list[Change] = []
    before = [people for _, people in _combined(earlier)]
    for groups, people in _combined(now):
        if _is_told_by_fewer(groups, small_changes):
            continue
        moved = [
            (len(people - earlier_people), len(earlier_people - people))
            for earlier_people in before
        ]
        small = [both for both in moved if is_small(*both, k)]
        if small:
            small_changes.append(Change(groups, *min(small, key=sum)))
    return small_changes


def _is_told_by_fewer(groups: tuple[str, ...], changes: list[Change]) -> bool:
    """Return whether a smaller combination among these groups has a small change already."""
    fewer = [combination.groups for combination in changes if len(combination.groups) < len(groups)]
    return any(not set(combination).isdisjoint(groups) for combination in fewer)


def is_small(joined: int, left: int, k: int) -> bool:
    """Return whether so few people joined, or so few left, that a difference tells of them.

    One way is enough: where six of twelve left and one joined, those who stayed are found in the
    earlier figures, and the newcomer is what remains.
    """
    return 0 < joined < k or 0 < left < k


def kept(group: ArrayLike, left_out: Mapping[str, int]) -> NDArray[np.bool_]:
    """Return which rows stay when the first few of some groups are left out.

    `group` is each row's group. The rows must be in a random order that is always the same: then
    those that are left out are chosen at random, and each time anew they are the same ones.
    """
    labels = np.asarray(group, dtype=np.str_)
    stays = np.ones(len(labels), dtype=bool)
    for name, n in left_out.items():
        stays[np.flatnonzero(labels == name)[:n]] = False
    return stays


def rounded(means: ArrayLike) -> NDArray[np.float64]:
    """Return means in half points."""
    return np.asarray(np.floor(np.asarray(means, dtype=float) / STEP + 0.5) * STEP)


def _combined(lists: Lists) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Give every combination of groups, small ones first, with the people in it."""
    names = sorted(lists)
    for size in range(1, len(names) + 1):
        for groups in combinations(names, size):
            yield groups, frozenset(chain.from_iterable(lists[name] for name in groups))
