"""Which actions of a plan stay ticked when their recipient words them anew."""

from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from itertools import product

NEARLY = 0.7
"""The share of letters from which two lines are the same action, corrected (difflib's ratio)."""


def carried(before: Sequence[str], done: Set[str], now: Sequence[str]) -> list[str]:
    """Return the lines of `now` that are done: those that stood before, and corrections of those.

    A line that is as before is never a correction of another one. The others are paired by how
    alike they are, each once, so that a step that was not done takes no tick from one that was.
    """
    gone = [line for line in before if line not in now]
    new = [line for line in now if line not in before]
    ticked = {line for line in done if line in now}
    pairs = sorted(product(gone, new), key=lambda pair: -_alike(*pair))
    for old, corrected in pairs:
        if old in gone and corrected in new and _alike(old, corrected) >= NEARLY:
            gone.remove(old)
            new.remove(corrected)
            ticked |= {corrected} if old in done else set()
    return [line for line in now if line in ticked]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
