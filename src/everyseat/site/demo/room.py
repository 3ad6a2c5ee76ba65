"""A room in progress: the two questions of the story, put to a hall of 140."""

from datetime import date
from random import Random

from everyseat.organisations.models import Person
from everyseat.room import actions, kinds
from everyseat.room.models import Question

WORDS = {"angry": 24, "Upset": 19, "disappointed": 16, "ashamed": 9, "guilty": 6, "hopeful": 4}
CARDS = [118, 14, 8]


def load(facilitator: Person, today: date) -> None:
    """Let the first question have been answered, and the second be open."""
    room = actions.prepare(facilitator=facilitator, title="Leading together", held_on=today)
    cards = _ask(room, kinds.CARDS, "Are you a leader?")
    _answer(cards, [place for place, n in enumerate(CARDS) for _ in range(n)])
    words = _ask(room, kinds.WORD, "How did the report make you feel?")
    _answer(words, [word for word, n in WORDS.items() for _ in range(n)])


def _ask(room: object, kind: str, text: str) -> Question:
    made = actions.add_question(room=room, kind=kind, text=text, written=[])
    actions.ask(question=made)
    made.refresh_from_db()
    return made


def _answer(question: Question, answers: list) -> None:
    Random(1).shuffle(answers)
    actions.keep(actions.sent(question, f"{n:022}", value) for n, value in enumerate(answers))
