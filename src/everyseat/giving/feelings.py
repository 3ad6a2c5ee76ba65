"""The words for how a moment felt, each with a place: unpleasant to pleasant, calm to energised.

The two axes are those of Russell's circumplex of affect (J. Pers. Soc. Psychol. 39, 1980,
1161–1178). The choice of words and their places are ours, after the words that people use of
meetings; they are no test and measure nobody. This list is under CC BY 4.0. A moment keeps the
version that it was opened with.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = 1
MOST = 3
"""How many words one person may choose."""


@dataclass(frozen=True)
class Feeling:
    """A word and its place: pleasant and energy, each from -1 to 1."""

    key: str
    text: str | Promise
    pleasant: float
    energy: float


FEELINGS = {
    key: Feeling(key, text, pleasant, energy)
    for key, text, pleasant, energy in (
        ("valued", _("valued"), 0.85, 0.15),
        ("heard", _("heard"), 0.70, -0.05),
        ("trusted", _("trusted"), 0.80, -0.20),
        ("safe", _("safe"), 0.75, -0.60),
        ("calm", _("calm"), 0.55, -0.80),
        ("relieved", _("relieved"), 0.50, -0.45),
        ("grateful", _("grateful"), 0.85, -0.40),
        ("included", _("included"), 0.65, 0.15),
        ("hopeful", _("hopeful"), 0.65, 0.40),
        ("proud", _("proud"), 0.80, 0.50),
        ("encouraged", _("encouraged"), 0.70, 0.60),
        ("inspired", _("inspired"), 0.85, 0.80),
        ("amused", _("amused"), 0.60, 0.75),
        ("curious", _("curious"), 0.35, 0.50),
        ("challenged", _("challenged"), 0.10, 0.65),
        ("surprised", _("surprised"), 0.05, 0.85),
        ("unsure", _("unsure"), -0.25, -0.05),
        ("confused", _("confused"), -0.35, 0.25),
        ("frustrated", _("frustrated"), -0.65, 0.60),
        ("angry", _("angry"), -0.80, 0.85),
        ("anxious", _("anxious"), -0.65, 0.75),
        ("rushed", _("rushed"), -0.40, 0.70),
        ("upset", _("upset"), -0.75, 0.35),
        ("hurt", _("hurt"), -0.85, 0.15),
        ("ashamed", _("ashamed"), -0.80, -0.10),
        ("guilty", _("guilty"), -0.70, 0.05),
        ("disappointed", _("disappointed"), -0.65, -0.25),
        ("overlooked", _("overlooked"), -0.60, -0.40),
        ("worthless", _("worthless"), -0.95, -0.45),
        ("lonely", _("lonely"), -0.75, -0.60),
        ("bored", _("bored"), -0.35, -0.80),
        ("tired", _("tired"), -0.45, -0.75),
    )
}
"""From the most open to the heaviest; the order on the page."""


def known(keys: list[str]) -> list[str]:
    """Return which of these are words of the list, each once, at most MOST, in its order."""
    chosen = set(keys)
    return [key for key in FEELINGS if key in chosen][:MOST]


def texts(keys: list[str]) -> list[str]:
    """Return the words themselves."""
    return [str(FEELINGS[key].text) for key in keys if key in FEELINGS]
