"""Correcting what was prepared: questions that were not asked yet, a session's title and day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.room.actions import preparing
from everyseat.room.models import Brief, Question, Room
from everyseat.room.queries import sets

FREE = 10_000
"""Numbers from here on are taken by no question: a place to put some while others move."""


@transaction.atomic
def edit_question(*, question: Question, **values: Any) -> Question:
    """Write a question anew that was not asked yet; it keeps its place. Return the new one."""
    preparing.lock_unasked(question)
    number = question.number
    question.delete()
    made = preparing.add_question(room=question.room, set_name=question.set_name, **values)
    Question.objects.filter(pk=made.pk).update(number=number)
    return made


@transaction.atomic
def name_set(*, question: Question, name: str) -> None:
    """Say what the questions are called that are asked together with this one; "" for nothing.

    One of them has the name, whichever: it stays with the set when they change places.
    """
    preparing.lock_unasked(question)
    together = sets.of(question)
    if len(together) < 2:
        raise NotNow(_("This question is asked alone now."))
    for one in together:
        Question.objects.filter(pk=one.pk).update(set_name=name if one == question else "")


@transaction.atomic
def duplicate_question(*, question: Question) -> Question:
    """Add the same question again, right after this one; or at the end, if the next was asked."""
    made = preparing.add_question(room=question.room, **preparing.values_of(question))
    later = question.room.questions.filter(number__gt=question.number).exclude(pk=made.pk)
    if later.exclude(state=Question.State.WAITING).exists():
        return made
    numbers = [question.number + 1 + step for step in range(later.count() + 1)]
    in_order = [made, *later]
    _put((one, FREE + number) for one, number in zip(in_order, numbers, strict=True))
    _put(zip(in_order, numbers, strict=True))
    return made


@transaction.atomic
def move_question(*, question: Question, by: int) -> None:
    """Let a question that was not asked yet change places with the one before or after it."""
    preparing.lock_unasked(question)
    questions = list(question.room.questions.all())
    place = next(i for i, one in enumerate(questions) if one.pk == question.pk) + by
    if not 0 <= place < len(questions):
        return
    other = questions[place]
    if other.state != Question.State.WAITING:
        raise NotNow(_("The question before it has been asked, so it stays where it is."))
    _put([(question, 0), (other, question.number), (question, other.number)])


def _put(numbers: Iterable[tuple[Question, int]]) -> None:
    for question, number in numbers:
        Question.objects.filter(pk=question.pk).update(number=number)


@transaction.atomic
def restore_question(*, room: Room, number: int, values: dict) -> None:
    """Add a question again that was deleted, in its place if that is free."""
    made = preparing.add_question(room=room, **values)
    if not room.questions.filter(number=number).exists():
        Question.objects.filter(pk=made.pk).update(number=number)


def edit_room(*, room: Room, title: str, held_on: date) -> None:
    """Change what a session is called, and its day."""
    with changing(room):
        if room.ended_on:
            raise NotNow(_("This session has ended, so its name and day stay as they are."))
        room.title, room.held_on = title, held_on


@transaction.atomic
def delete_room(*, room: Room) -> None:
    """Delete a session that nobody was asked in or invited to, or a brief that was not sent."""
    lock(room)
    if room.was_used:
        raise NotNow(_("This session was used, so it can't be deleted. End it instead."))
    if room.is_brief and room.brief.is_sent:
        raise NotNow(_("The brief has been sent to teams, so it can't be deleted."))
    room.delete()


@transaction.atomic
def edit_brief(*, brief: Brief, title: str, answer_by: date, **values: object) -> None:
    """Write a brief anew that was not sent yet."""
    with changing(brief):
        if brief.is_sent:
            raise NotNow(_("The brief has been sent to teams, so it stays as it is."))
        assign(brief, values | {"answer_by": answer_by})
    with changing(brief.room) as room:
        room.title, room.held_on = title, answer_by
