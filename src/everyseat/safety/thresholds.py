"""The fewest raters behind a number and behind words, and how groups are put together."""

from collections.abc import Mapping

RATINGS = 4
WORDS = 5


def merged(sizes: Mapping[str, int], k: int = RATINGS) -> list[tuple[str, ...]]:
    """Return names put together, the smallest with the next smallest, until each sum reaches k.

    Biggest first. The last one falls short only if all together do. A name of size 0 is merged like
    any other, so that nobody and too few look the same. ValueError if k is under 2.
    """
    if k < 2:
        raise ValueError("a threshold protects nobody below 2")
    groups: list[tuple[tuple[str, ...], int]] = [((name,), n) for name, n in sizes.items()]
    while len(groups) > 1 and min(n for _, n in groups) < k:
        groups.sort(key=lambda group: (group[1], group[0]))
        (names, n), (more, m) = groups[:2]
        groups[:2] = [(tuple(sorted(names + more)), n + m)]
    groups.sort(key=lambda group: (-group[1], group[0]))
    return [names for names, _ in groups]


def words_released(writers: int, raters: int, k: int = WORDS) -> bool:
    """Return whether words may be shown, shuffled: at least k raters answered, and someone wrote.

    What is counted are raters, not writers: one comment among k raters could be any of theirs.
    """
    return raters >= k and writers > 0


def in_steps(n: int, most: int, k: int) -> int:
    """Return about how many of `most` have answered: rounded down to steps of k, never all."""
    return max(min(n, most - 1), 0) // k * k


def at_least(n: int, k: int) -> int:
    """Return n rounded down to steps of k: a count that does not move with each single person."""
    return n // k * k
