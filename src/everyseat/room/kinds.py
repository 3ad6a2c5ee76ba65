"""The kinds of question that a room can be asked, and what an answer to each may be. No database.

An answer is a place among the question's options, words, or a small number for each option (see
`parts`); never who gave it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everyseat.giving import feelings

CARDS, WORD, SCALE, CHOICE = "cards", "word", "scale", "choice"
FELT, FLOOR, IDEAS = "felt", "floor", "ideas"
RAISED = (FLOOR, IDEAS)
"""Kinds to which people write texts of their own, and vote for each other's."""
SEVERAL, RANKING, POINTS = "several", "ranking", "points"
IN_PARTS = (SEVERAL, RANKING, POINTS)
"""Kinds whose answers say a small number of each option."""
WITH_OPTIONS = (CHOICE, *IN_PARTS)
"""Kinds whose options are written for each question."""
LONGEST_WORD, LONGEST_QUESTION = 40, 200
MEANT = {CARDS: (0, 1, 2), SCALE: (0, 4)}
"""Kinds of whose options somebody may say what they mean, and the places of these."""
MOST_OPTIONS = 10
MOST_POINTS = 100
NUMBER = _("Number")


class Refused(ValueError):
    """This is no answer to this question."""


@dataclass(frozen=True)
class Kind:
    """A kind of question, and the options it always has; none if they are written for it.

    `figure` says what an option's number is, `note` what a reader of these numbers has to know, and
    `voices` whom a comparison with the last time counts.
    """

    key: str
    name: str | Promise
    options: tuple[str | Promise, ...] = ()
    figure: str | Promise = NUMBER
    note: str | Promise = ""
    voices: str | Promise = ""


KINDS = {
    kind.key: kind
    for kind in (
        Kind(CARDS, _("Cards: green, amber, red"), (_("Green"), _("Amber"), _("Red"))),
        Kind(WORD, _("One word")),
        Kind(SCALE, _("Scale from 1 to 5"), ("1", "2", "3", "4", "5")),
        Kind(CHOICE, _("One choice from your own list")),
        Kind(
            SEVERAL,
            _("Several choices from your own list"),
            note=_("Each person may choose several"),
        ),
        Kind(
            RANKING,
            _("Ranking: your own list, put in order"),
            figure=_("Average place"),
            note=_("Average place. 1 means that everybody put it first"),
            voices=_("How many people put each option first"),
        ),
        Kind(
            POINTS,
            _("Points to give away among your own list"),
            figure=_("Points"),
            note=_("Points from everybody together"),
            voices=_("How many people gave each option points"),
        ),
        Kind(
            FELT,
            _("How did that feel? One of our words"),
            tuple(feeling.text for feeling in feelings.oldest_first()),
        ),
        Kind(FLOOR, _("Questions from the floor, ranked by votes"), figure=_("Votes")),
        Kind(IDEAS, _("Answers in people’s own words, ranked by votes"), figure=_("Votes")),
    )
}


HOW: dict[str, str | Promise] = {
    CARDS: _("Choose a card on your phone"),
    WORD: _("Type a word, or two, on your phone"),
    SCALE: _("Choose a number on your phone"),
    FELT: _("Choose the word that fits best on your phone"),
    FLOOR: _("Type your question on your phone, and vote for others’ questions"),
    IDEAS: _("Write an answer on your phone, and vote for others’ answers"),
}


def how(kind: str) -> str:
    """Return how a question of a kind is answered, as a hall reads it."""
    return str(HOW.get(kind, _("Answer on your phone")))


def choices() -> list[tuple[str, str | Promise]]:
    """Return each kind with its name."""
    return [(kind.key, kind.name) for kind in KINDS.values()]


def options(kind: str, written: list[str]) -> list[str]:
    """Return the options of a question: those of its kind, or those that were written."""
    return [str(text) for text in KINDS[kind].options] or written


def read(kind: str, written: list[str], sent: object) -> tuple[int | None, str]:
    """Return an answer as a place among the options, or as words. Refused if it is neither."""
    if kind in RAISED:
        raise Refused  # what is raised is voted for, see actions.floor
    if kind == WORD:
        return None, word(sent)
    if not isinstance(sent, str | int) or not str(sent).isascii() or not str(sent).isdigit():
        raise Refused
    place = int(str(sent)[:3])
    if place >= len(options(kind, written)):
        raise Refused
    return place, ""


def word(sent: object, longest: int = LONGEST_WORD) -> str:
    """Return words as they are kept: one line, of so many letters at most. Refused if empty."""
    if not isinstance(sent, str) or len(sent) > 10 * longest:
        raise Refused
    text = " ".join("".join(c if c.isprintable() else " " for c in sent).split())
    if not text or len(text) > longest:
        raise Refused
    return text
