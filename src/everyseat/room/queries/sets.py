"""Sets: questions that are asked together, and that each phone answers at its own speed.

A question that is asked `with_before` belongs to the same set as the one before it. What is raised
from the floor is asked alone, so it ends a set.
"""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.room import threshold
from everyseat.room.models import Question, Room
from everyseat.room.queries import tallies

SET = "set"
"""What a state has in the place of a kind while a set is open."""


def joined(questions: list[Question]) -> set[int]:
    """Return the keys of those questions of a room that belong to the one before them."""
    return {
        one.pk for before, one in pairwise(questions) if one.with_before and not before.is_raised
    }


def beginning_with(question: Question) -> list[Question]:
    """Return what is asked when a question is: it, and those after it that belong to it."""
    questions = list(question.room.questions.all())
    following = [one for one in questions if one.number > question.number]
    inside, together = joined(questions), [question]
    for one in following:
        if one.pk not in inside:
            break
        together.append(one)
    return together


def open_now(room: Room) -> list[Question]:
    """Return the questions of the set that is open, in order; none if no set is."""
    if not room.current or not room.current.is_open:
        return []
    together = [one for one in room.questions.all() if one.state == Question.State.OPEN]
    return together if len(together) > 1 and room.current in together else []


def shown(together: list[Question], *, always: bool = False) -> dict:
    """Return what a state says of an open set, in place of its first question.

    Nobody is followed through a set: `n` counts the answers to its last question. The facilitator
    alone, `always`, has how many answered each.
    """
    return {
        "kind": SET,
        "text": name(together),
        "options": [one.text for one in together],
        "ids": [one.pk for one in together],
        "how": _("Answer on your phone. You can skip a question, and go back."),
        "n": _counted(together[-1]),
        "tally": [_counted(one) for one in together] if always else None,
    }


def _counted(question: Question) -> int | None:
    n = tallies.tally(question).n
    return n if n >= threshold.K else None


def name(together: list[Question]) -> str:
    """Return what a set is called on the screen."""
    n = len(together)
    text = ngettext("{n} question, at your own speed", "{n} questions, at your own speed", n)
    return text.format(n=n)
