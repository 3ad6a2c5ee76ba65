"""Answers that say a small number of each option: whether it is chosen. No database.

Such an answer is kept as one text, the numbers in the order of the options: "1,0,1". It is only
ever shown as counts of each option by itself: which numbers stood together in one answer is in no
state, and gone when the session ends.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from everyseat.room.kinds import SEVERAL, Refused

MOST_DIGITS = 3
LONGEST = 40
"""Letters of an answer: three digits and a comma for each of ten options."""


def read(kind: str, options: int, most: int | None, sent: object) -> str:
    """Return an answer as it is kept. Refused if it is not what `rule` asks for."""
    numbers = _numbers(sent)
    if len(numbers) != options or not _IS_ONE[kind](numbers, most):
        raise Refused
    return ",".join(map(str, numbers))


def _numbers(sent: object) -> list[int]:
    """Return what a script, or a form without scripts, sent; nothing sent for an option is 0."""
    if not isinstance(sent, list):
        return []
    texts = ["0" if one == "" else str(one) for one in sent if isinstance(one, str | int)]
    if not all(text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS for text in texts):
        return []
    return [int(text) for text in texts]


def _are_several(numbers: Sequence[int], most: int | None) -> bool:
    return set(numbers) <= {0, 1} and 1 <= sum(numbers) <= (most or len(numbers))


_IS_ONE: dict[str, Callable[[Sequence[int], int | None], bool]] = {SEVERAL: _are_several}


def rule(kind: str, most: int | None) -> str:
    """Return what somebody is asked to do, as one sentence: before they answer, and if they err."""
    if kind != SEVERAL:
        return ""
    if most:
        return _("Choose one or more options, {n} at most.").format(n=most)
    return _("Choose one or more options.")


def numbers_of(kept: str) -> list[int]:
    """Return the number that an answer gives each option; none if it is of another kind."""
    return [int(number) for number in kept.split(",") if number]


def said(options: Sequence[str], kept: str) -> str:
    """Return an answer in words, as its own page says it."""
    chosen = zip(options, numbers_of(kept), strict=False)
    return ", ".join(option for option, number in chosen if number)


def counted(answers: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return how many chose each option, given answers and how many gave each."""
    counts = Counter[str]()
    for kept, n in answers:
        for place, number in enumerate(numbers_of(kept)):
            if number:
                counts[str(place)] += n
    return counts
