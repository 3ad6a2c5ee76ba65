"""From answers to the picture of a moment: counts of at least k people, or nothing.

One block of people, released once: nothing can be subtracted. A word that all chose, or all but
one, says “most”, so that nobody's answer can be read from it; a word that one chose is told, for
one voice among k may be the one that matters, and could be anybody's.
"""

from collections import Counter

from everyseat.safety import snapshots

FEW = "few"
"""One or nobody: that nobody felt as was meant would tell each one's answer."""


def picture(answers: list[dict], meant: list[str], k: int, k_words: int) -> dict | None:
    """Return what a leader may see of how a moment felt. None if fewer than k answered.

    Each answer has “felt” (keys of feelings), “own” (a word of their own) and “sentence”.
    `as_meant` counts those who felt at least one of the words that were meant.
    """
    n = len(answers)
    if n < k:
        return None
    counted = Counter(key for answer in answers for key in answer["felt"])
    met = sum(bool(set(answer["felt"]) & set(meant)) for answer in answers)
    enough = n >= k_words
    return {
        "n": n,
        "felt": {key: _or_most(count, n) for key, count in sorted(counted.items())},
        "as_meant": FEW if met < 2 else _or_most(met, n),
        "own": _shuffled(answers, "own") if enough else [],
        "sentences": _shuffled(answers, "sentence") if enough else [],
    }


def _or_most(count: int, n: int) -> int | None:
    """Return a count; None, which is read as “most”, where it would tell each one's answer."""
    return count if count < n - 1 else None


def _shuffled(answers: list[dict], key: str) -> list[str]:
    return snapshots.shuffled(answer[key] for answer in answers if answer[key])
