"""Sets: questions that are asked together, and that each phone answers at its own speed.

A question that is asked `with_before` belongs to the same set as the one before it. What is raised
from the floor is asked alone, so it ends a set.
"""

from itertools import pairwise, takewhile

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
    inside = joined(questions)
    return [question, *takewhile(lambda one: one.pk in inside, following)]


def every(questions: list[Question]) -> list[list[Question]]:
    """Return the sets of a room's questions, each in order; none of a question asked alone."""
    inside = joined(questions)
    together: list[list[Question]] = []
    for one in questions:
        if one.pk in inside:
            together[-1].append(one)
        else:
            together.append([one])
    return [one for one in together if len(one) > 1]


def of(question: Question) -> list[Question]:
    """Return the set that a question belongs to; it alone if it is asked alone."""
    together = every(list(question.room.questions.all()))
    return next((one for one in together if question in one), [question])


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
        "how": _how(together),
        "n": _counted(together[-1]),
        "tally": [_counted(one) for one in together] if always else None,
    }


def _counted(question: Question) -> int | None:
    n = tallies.tally(question).n
    return n if n >= threshold.K else None


def _how(together: list[Question]) -> str:
    how = _("Answer on your phone. You can skip a question, and go back.")
    return f"{size(together)}. {how}" if given_name(together) else how


def name(together: list[Question]) -> str:
    """Return what a set is called on the screen: by its facilitator, or how many it has."""
    return given_name(together) or size(together)


def given_name(together: list[Question]) -> str:
    """Return what its facilitator called a set, "" if nothing; whichever of it has the name now."""
    return next((one.set_name for one in together if one.set_name), "")


def names(questions: list[Question]) -> dict[int, str]:
    """Return what the set of each question is called, by its key; only where it has a name."""
    return {
        one.pk: given
        for together in every(questions)
        if (given := given_name(together))
        for one in together
    }


def size(together: list[Question]) -> str:
    """Return how many questions a set has, in words."""
    n = len(together)
    text = ngettext("{n} question, at your own speed", "{n} questions, at your own speed", n)
    return text.format(n=n)
