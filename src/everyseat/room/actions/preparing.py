"""Preparing a room: its questions, a set to start from, the same room once more."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock
from everyseat.organisations.models import Person, Team
from everyseat.room import codes, kinds, starters
from everyseat.room.models import Question, Room
from everyseat.room.queries import sets

MOST_QUESTIONS = 40
FIELDS = ("kind", "text", "written", "meanings", "most", "holds", "with_before", "set_name")
"""What somebody writes of a question."""


@transaction.atomic
def prepare(*, facilitator: Person, title: str, held_on: date, starter: str = "") -> Room:
    """Prepare a room, with the questions of a set to start from."""
    room = Room.objects.create(
        facilitator=facilitator, title=title, held_on=held_on, digits=_free_digits()
    )
    for question in starters.questions(starter):
        add_question(room=room, **question)
    return room


def _free_digits() -> str:
    """Return digits that no open session has."""
    drawn = codes.new()
    while Room.objects.filter(digits=drawn).exists():
        drawn = codes.new()
    return drawn


@transaction.atomic
def add_question(
    *,
    room: Room,
    kind: str,
    text: str,
    written: Sequence[str] = (),
    meanings: Sequence[str] = (),
    most: int | None = None,
    holds: bool = False,
    with_before: bool = False,
    set_name: str = "",
) -> Question:
    """Add a question at the end of a room.

    `meanings` say what cards or the ends of a scale mean, `most` how many of several options one
    may choose, or how many points one gives away. It is asked alone, or `with_before`, in
    a set that may have a name.
    """
    own = list(written) if kind in kinds.WITH_OPTIONS else []
    if kind in kinds.WITH_OPTIONS and not 2 <= len(own) <= kinds.MOST_OPTIONS:
        raise Invalid("written", _("This needs two to ten options, a line each."))
    if kind == kinds.IDEAS and room.is_brief:
        text = _("A brief can’t ask for this: choose questions from the floor instead.")
        raise Invalid("kind", text)
    most = _most(kind, most, len(own))
    _lock_while_it_goes_on(room)
    last = room.questions.aggregate(last=Max("number"))["last"] or 0
    if room.questions.count() >= MOST_QUESTIONS:
        raise NotNow(_("A live session has at most forty questions. Prepare another one for more."))
    return Question.objects.create(
        room=room,
        number=last + 1,
        kind=kind,
        text=text,
        written=own,
        meanings=list(meanings) if kind in kinds.MEANT else [],
        most=most,
        holds=holds,
        with_before=with_before and kind not in kinds.RAISED,
        set_name=set_name,
    )


def _most(kind: str, most: int | None, options: int) -> int | None:
    """Return how many of several options one person may choose, or points they give away."""
    if kind == kinds.POINTS:
        if most is None or not 2 <= most <= kinds.MOST_POINTS:
            raise Invalid("points", _("Let people give away between 2 and 100 points."))
        return most
    if kind != kinds.SEVERAL or most is None:
        return None
    if not 2 <= most <= options:
        text = _("Let people choose between two and all of the options, or leave it empty.")
        raise Invalid("most", text)
    return most


@transaction.atomic
def remove_question(*, question: Question) -> None:
    """Take out a question that was never asked. The name of its set goes to another of it."""
    lock_unasked(question)
    others = [one.pk for one in sets.of(question) if one != question]
    if question.set_name:
        Question.objects.filter(pk__in=others[:1]).update(set_name=question.set_name)
    question.delete()


def lock_unasked(question: Question) -> None:
    """Lock a question. NotNow if it was asked, or is the brief's."""
    room = question.room
    _lock_while_it_goes_on(room)
    lock(question)
    if room.of_brief and room.of_brief.room.questions.filter(number=question.number).exists():
        raise NotNow(_("This question is the brief's: every team is asked it."))
    if question.state != Question.State.WAITING:
        raise NotNow(_("This question has been asked, so it stays."))


def _lock_while_it_goes_on(room: Room) -> None:
    lock(room)
    if room.ended_on:
        raise NotNow(_("This session has ended. Run it again to ask more."))
    if room.is_brief and room.brief.is_sent:
        raise NotNow(_("The brief has been sent to teams, so its questions stay as they are."))


@transaction.atomic
def again(*, room: Room, held_on: date) -> Room:
    """Prepare the same room once more: its questions, and none of its answers."""
    if room.is_brief:
        raise NotNow(_("A brief is sent, not run."))
    made = copied(room, facilitator=room.facilitator, held_on=held_on, team=None)
    with changing(made):
        made.second = room.second
    return made


def values_of(question: Question) -> dict[str, Any]:
    """Return what somebody wrote of a question: what add_question takes."""
    return {name: getattr(question, name) for name in FIELDS}


def copied(room: Room, *, facilitator: Person, held_on: date, team: Team | None) -> Room:
    """Return a new room with the questions of another, by the same numbers."""
    made = Room.objects.create(
        facilitator=facilitator,
        title=room.title,
        held_on=held_on,
        copied_from=room,
        team=team,
        digits=_free_digits(),
    )
    Question.objects.bulk_create(
        Question(room=made, number=one.number, **values_of(one)) for one in room.questions.all()
    )
    return made
