"""Which groups of raters may be shown: merged before anything is left out.

A number about fewer than k raters could tell a recipient who said what. So groups smaller than k
are put together with the next smallest, until each block has at least k; if all together are fewer
than k, nothing is shown. Only a *named* relationship (the manager, who is told so before answering)
may stand alone. A block that holds too few ratings of one item would be found by subtracting the
other blocks from everyone, so that item is shown for everyone together, or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RATINGS = 4
WORDS = 5


@dataclass(frozen=True)
class Partition:
    """How a review's raters are shown: disjoint blocks of relationships, and the named ones.

    `blocks` holds tuples of relationships, biggest first; empty when too few answered. `named` are
    the relationships shown by name.
    """

    blocks: tuple[tuple[str, ...], ...]
    named: tuple[str, ...]

    @property
    def released(self) -> bool:
        """Return whether anything but the named relationships may be shown."""
        return bool(self.blocks)


def partition(sizes: Mapping[str, int], k: int = RATINGS, named: Sequence[str] = ()) -> Partition:
    """Return the blocks in which relationships of these sizes may be shown.

    `sizes` counts the raters of each relationship, self left out. ValueError if k is under 2.
    """
    if k < 2:
        raise ValueError("a threshold protects nobody below 2")
    alone = tuple(name for name in named if sizes.get(name, 0) > 0)
    groups = merged({name: n for name, n in sizes.items() if n and name not in named}, k)
    size = {members: sum(sizes[name] for name in members) for members in groups}
    return Partition(tuple(members for members in groups if size[members] >= k), alone)


def merged(sizes: Mapping[str, int], k: int = RATINGS) -> list[tuple[str, ...]]:
    """Return names put together, the smallest with the next smallest, until each sum reaches k.

    Biggest first. The last one falls short only if all together do.
    """
    groups: list[tuple[tuple[str, ...], int]] = [((name,), n) for name, n in sizes.items()]
    while len(groups) > 1 and min(n for _, n in groups) < k:
        groups.sort(key=lambda group: (group[1], group[0]))
        (names, n), (more, m) = groups[:2]
        groups[:2] = [(tuple(sorted(names + more)), n + m)]
    groups.sort(key=lambda group: (-group[1], group[0]))
    return [names for names, _ in groups]


def blocks_for_item(
    whole: Partition, sizes: Mapping[str, int], k: int = RATINGS
) -> tuple[tuple[str, ...], ...]:
    """Return the blocks that one item (or value) may be shown in: all, everyone as one, or none.

    `sizes` counts those who rated it, by relationship. It is called for every one of them, so that
    a block is never found as everyone less the rest.
    """
    per_block = [sum(sizes.get(name, 0) for name in block) for block in whole.blocks]
    if sum(per_block) < k:
        return ()
    if min(per_block) >= k:
        return whole.blocks
    return (tuple(sorted(name for block in whole.blocks for name in block)),)


def unanimous(counts: Sequence[int]) -> bool:
    """Return whether all raters chose the same point: then to show the counts is to show each."""
    return sum(1 for n in counts if n) == 1


def words_released(writers: int, raters: int, k: int = WORDS) -> bool:
    """Return whether words may be shown, shuffled: at least k raters answered, and someone wrote.

    What is counted are raters, not writers: one comment among k raters could be any of theirs.
    """
    return raters >= k and writers > 0
