"""Sets of questions to start a room from. Data: a facilitator changes what does not fit."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everyseat.room.kinds import (
    CARDS,
    CHOICE,
    FELT,
    FLOOR,
    MEANT,
    POINTS,
    RANKING,
    SCALE,
    SEVERAL,
    WORD,
)


@dataclass(frozen=True)
class Starter:
    """A set: its name, and its questions as kind, text and options (or what they mean)."""

    key: str
    name: str | Promise
    asked: tuple[tuple[str, str | Promise, tuple[str | Promise, ...]], ...]


POINTS_EACH = 10
HELP = (
    *(_("More time"), _("More people"), _("Better tools")),
    *(_("Clearer decisions"), _("Somebody who listens")),
)
"""What most people change to options of their own."""
STARTERS = {
    starter.key: starter
    for starter in (
        Starter(
            "hall",
            _("A big meeting: cards, one word, questions from the floor"),
            (
                (CARDS, _("Are you a leader?"), (_("yes"), _("not sure"), _("no"))),
                (WORD, _("How did what you have heard make you feel?"), ()),
                (FLOOR, _("What do you want to ask?"), ()),
            ),
        ),
        Starter(
            "brief",
            _("A team brief: clear, heard, and what goes up"),
            (
                (SCALE, _("How clear is this to you?"), (_("not at all"), _("fully"))),
                (CARDS, _("Can we do our part?"), (_("yes"), _("with help"), _("no"))),
                (FLOOR, _("What do you want to ask those who wrote this?"), ()),
            ),
        ),
        Starter(
            "end",
            _("The end of a meeting: how it felt, what to change"),
            (
                (FELT, _("How did this meeting feel?"), ()),
                (SCALE, _("Could you say what you think?"), (_("not at all"), _("fully"))),
                (WORD, _("One thing to change next time"), ()),
            ),
        ),
        Starter(
            "decide",
            _("A decision: where we stand, what stands in the way"),
            (
                (CARDS, _("Where do you stand?"), (_("for it"), _("not sure"), _("against"))),
                (
                    CHOICE,
                    _("What stands in the way most?"),
                    (_("Time"), _("People"), _("Money"), _("How we work"), _("Nothing")),
                ),
                (FLOOR, _("What must be answered before we decide?"), ()),
            ),
        ),
        Starter(
            "priorities",
            _("Priorities: what helps, what comes first, what is worth how much"),
            (
                (SEVERAL, _("What would help you most?"), HELP),
                (RANKING, _("Which should come first?"), HELP),
                (POINTS, _("You have ten points. What is each worth to you?"), HELP),
            ),
        ),
    )
}
CHOICES = [("", _("Nothing: I write my own")), *((s.key, s.name) for s in STARTERS.values())]


def questions(key: str) -> list[dict]:
    """Return the questions of a set, in the language of now; none for an unknown key."""
    found = STARTERS.get(key)
    return [
        {
            "kind": kind,
            "text": str(text),
            ("meanings" if kind in MEANT else "written"): [str(option) for option in options],
            "most": POINTS_EACH if kind == POINTS else None,
        }
        for kind, text, options in (found.asked if found else ())
    ]
