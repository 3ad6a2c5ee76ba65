"""The words for how a moment felt, each with a place: unpleasant to pleasant, calm to energised.

The two axes are those of Russell's circumplex of affect (J. Pers. Soc. Psychol. 39, 1980,
1161–1178). The choice of words and their places are ours, after the words that people use of
meetings; they are no test and measure nobody. This list is under CC BY 4.0. A moment keeps the
version that it was opened with. Version 2 (November 2026) adds words for what is felt where
somebody is treated badly.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = 2
MOST = 3
"""How many words one person may choose."""


@dataclass(frozen=True)
class Feeling:
    """A word and its place: pleasant and energy, each from -1 to 1.

    `since` is the version of the list that has it first.
    """

    key: str
    text: str | Promise
    pleasant: float
    energy: float
    since: int = 1


FEELINGS = {
    feeling.key: feeling
    for feeling in (
        Feeling("valued", _("valued"), 0.85, 0.15),
        Feeling("heard", _("heard"), 0.70, -0.05),
        Feeling("trusted", _("trusted"), 0.80, -0.20),
        Feeling("safe", _("safe"), 0.75, -0.60),
        Feeling("calm", _("calm"), 0.55, -0.80),
        Feeling("relieved", _("relieved"), 0.50, -0.45),
        Feeling("grateful", _("grateful"), 0.85, -0.40),
        Feeling("included", _("included"), 0.65, 0.15),
        Feeling("hopeful", _("hopeful"), 0.65, 0.40),
        Feeling("proud", _("proud"), 0.80, 0.50),
        Feeling("encouraged", _("encouraged"), 0.70, 0.60),
        Feeling("inspired", _("inspired"), 0.85, 0.80),
        Feeling("amused", _("amused"), 0.60, 0.75),
        Feeling("curious", _("curious"), 0.35, 0.50),
        Feeling("challenged", _("challenged"), 0.10, 0.65),
        Feeling("surprised", _("surprised"), 0.05, 0.85),
        Feeling("unsure", _("unsure"), -0.25, -0.05),
        Feeling("confused", _("confused"), -0.35, 0.25),
        Feeling("frustrated", _("frustrated"), -0.65, 0.60),
        Feeling("angry", _("angry"), -0.80, 0.85),
        Feeling("anxious", _("anxious"), -0.65, 0.75),
        Feeling("frightened", _("frightened"), -0.85, 0.70, 2),
        Feeling("unsafe", _("unsafe"), -0.70, 0.45, 2),
        Feeling("rushed", _("rushed"), -0.40, 0.70),
        Feeling("upset", _("upset"), -0.75, 0.35),
        Feeling("hurt", _("hurt"), -0.85, 0.15),
        Feeling("humiliated", _("humiliated"), -0.90, 0.30, 2),
        Feeling("ashamed", _("ashamed"), -0.80, -0.10),
        Feeling("guilty", _("guilty"), -0.70, 0.05),
        Feeling("disappointed", _("disappointed"), -0.65, -0.25),
        Feeling("overlooked", _("overlooked"), -0.60, -0.40),
        Feeling("powerless", _("powerless"), -0.75, -0.30, 2),
        Feeling("worthless", _("worthless"), -0.95, -0.45),
        Feeling("lonely", _("lonely"), -0.75, -0.60),
        Feeling("bored", _("bored"), -0.35, -0.80),
        Feeling("tired", _("tired"), -0.45, -0.75),
    )
}
"""From the most open to the heaviest; the order on the page."""


def of_version(version: int) -> dict[str, Feeling]:
    """Return the words of a version of the list, by their keys."""
    return {key: feeling for key, feeling in FEELINGS.items() if feeling.since <= version}


def oldest_first() -> list[Feeling]:
    """Return all words, those of later versions last: what is kept by its place keeps its place."""
    return sorted(FEELINGS.values(), key=lambda feeling: feeling.since)


def known(keys: list[str], version: int = VERSION) -> list[str]:
    """Return which of these are words of the list, each once, at most MOST, in its order."""
    chosen = set(keys)
    return [key for key in of_version(version) if key in chosen][:MOST]


def texts(keys: list[str]) -> list[str]:
    """Return the words themselves."""
    return [str(FEELINGS[key].text) for key in keys if key in FEELINGS]
