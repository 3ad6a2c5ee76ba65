"""Answers that say a small number of each option: chosen or not, a place, points. No database.

Such an answer is kept as one text, the numbers in the order of the options: "1,0,1". It is only
ever shown as counts of each option by itself: which numbers stood together in one answer is in no
state, and gone when the session ends.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from everyseat.room.kinds import POINTS, RANKING, SEVERAL, Refused

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


def _is_ranking(numbers: Sequence[int], _most: int | None) -> bool:
    return sorted(numbers) == list(range(1, len(numbers) + 1))


def _are_points(numbers: Sequence[int], most: int | None) -> bool:
    return 1 <= sum(numbers) <= (most or 0)


_IS_ONE: dict[str, Callable[[Sequence[int], int | None], bool]] = {
    SEVERAL: _are_several,
    RANKING: _is_ranking,
    POINTS: _are_points,
}


def rule(kind: str, options: int, most: int | None) -> str:
    """Return what somebody is asked to do, as one sentence: before they answer, and if they err."""
    if kind == RANKING:
        text = _("Give each option a place of its own, from 1 for your first choice to {n}.")
        return text.format(n=options)
    if kind == POINTS:
        text = _("Give away up to {n} points, all to one option or some to several.")
        return text.format(n=most)
    if kind == SEVERAL and most:
        return _("Choose one or more options, {n} at most.").format(n=most)
    return _("Choose one or more options.") if kind == SEVERAL else ""


def numbers_of(kept: str) -> list[int]:
    """Return the number that an answer gives each option; none if it is of another kind."""
    return [int(number) for number in kept.split(",") if number]


def said(kind: str, options: Sequence[str], kept: str) -> str:
    """Return an answer in words, as its own page says it."""
    given = [(n, option) for n, option in zip(numbers_of(kept), options, strict=False) if n]
    if kind == RANKING:
        return ", ".join(f"{n}. {option}" for n, option in sorted(given))
    if kind == POINTS:
        return ", ".join(f"{option}: {n}" for n, option in given)
    return ", ".join(option for _n, option in given)


def counted(kind: str, answers: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return counts of each option by itself, given answers and how many gave each.

    "2" is how often the third option was chosen, or how many points it got, and "2:people" from how
    many people; of a ranking, "2:1" is how many put it first.
    """
    counts = Counter[str]()
    for kept, n in answers:
        for option, number in enumerate(numbers_of(kept)):
            if not number:
                continue
            if kind == POINTS:
                counts[f"{option}"] += n * number
                counts[f"{option}:people"] += n
            else:
                counts[f"{option}:{number}" if kind == RANKING else f"{option}"] += n
    return counts


def figures(kind: str, options: int, counts: Counter[str]) -> list[int] | list[float]:
    """Return the number by which each option is shown: how often it was chosen, its points, its
    average place.

    The order of average places is that of Borda's count (1781): an option gets as many points from
    an answer as there are options behind it.
    """
    if kind != RANKING:
        return [counts[f"{option}"] for option in range(options)]
    return [_average_place(row) for row in places(options, counts)]


def _average_place(row: Sequence[int]) -> float:
    return round(sum(place * n for place, n in enumerate(row, 1)) / (sum(row) or 1), 2)


def places(options: int, counts: Counter[str]) -> list[list[int]]:
    """Return how many put each option in each place."""
    every = range(options)
    return [[counts[f"{option}:{place + 1}"] for place in every] for option in every]


def voices(kind: str, options: int, counts: Counter[str]) -> list[int]:
    """Return how many people chose each option, gave it points, or put it first."""
    if kind == RANKING:
        return [row[0] for row in places(options, counts)]
    if kind == POINTS:
        return [counts[f"{option}:people"] for option in range(options)]
    return [counts[f"{option}"] for option in range(options)]
