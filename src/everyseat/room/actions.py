"""What people do with rooms: prepare, ask, answer, hide a word."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from everyseat.organisations.models import Person
from everyseat.organisations.refusals import NotNow
from everyseat.room import kinds, merging
from everyseat.room.models import Answer, Question, Raised, Room, Vote

MOST_RAISED = 5
"""Questions that one device may raise: a flood from one drowns nobody."""
DEVICE = 22
"""Characters of a device's token: 128 bits."""


def prepare(*, facilitator: Person, title: str, held_on: date) -> Room:
    return Room.objects.create(facilitator=facilitator, title=title, held_on=held_on)


@transaction.atomic
def add_question(
    *, room: Room, kind: str, text: str, written: list[str], holds: bool = False
) -> Question:
    """Add a question at the end of a room."""
    if kind == kinds.CHOICE and not 2 <= len(written) <= kinds.MOST_OPTIONS:
        raise NotNow(_("A choice needs two to ten options, a line each."))
    Room.objects.select_for_update().get(pk=room.pk)
    last = room.questions.aggregate(last=Max("number"))["last"] or 0
    own = written if kind == kinds.CHOICE else []
    return Question.objects.create(
        room=room, number=last + 1, kind=kind, text=text, written=own, holds=holds
    )


@transaction.atomic
def ask(*, question: Question) -> None:
    """Ask a question: it is the room's current one, and open. The one before is closed."""
    room = Room.objects.select_for_update().get(pk=question.room_id)
    room.questions.filter(state=Question.State.OPEN).exclude(pk=question.pk).update(
        state=Question.State.CLOSED
    )
    Question.objects.filter(pk=question.pk).update(state=Question.State.OPEN)
    room.current = question
    room.save(update_fields=["current"])


def close(*, question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(state=Question.State.CLOSED)


def show(*, question: Question, shown: bool) -> None:
    """Let the screen show the answers as they come, or keep them until later."""
    Question.objects.filter(pk=question.pk).update(is_shown=shown)


@transaction.atomic
def hide_word(*, question: Question, word: str, hidden: bool = True) -> None:
    """Take a word from the screen, in all its spellings; or let it be seen again."""
    found = Question.objects.select_for_update().get(pk=question.pk)
    folded = merging.folded(word) or word
    found.hidden = sorted({*found.hidden, folded} if hidden else {*found.hidden} - {folded})
    found.save(update_fields=["hidden"])


@dataclass(frozen=True)
class Sent:
    """An answer on its way: to a question, from the hash of a device's token."""

    question: int
    device: str
    place: int | None
    word: str


def sent(question: Question, token: str, value: object) -> Sent:
    """Return an answer to an open question. Refused if it is none; NotNow if it is closed."""
    if not question.is_open:
        raise NotNow(_("This question has closed."))
    place, word = kinds.read(question.kind, question.written, value)
    return Sent(question.pk, device(token), place, word)


def device(token: object) -> str:
    """Return what is kept of a device's token. Refused if no page of ours made it."""
    if not isinstance(token, str) or len(token) != DEVICE or not token.isascii():
        raise kinds.Refused
    return hashlib.sha256(b"everyseat room " + token.encode()).hexdigest()[:32]


@transaction.atomic
def keep(answers: Iterable[Sent]) -> set[int]:
    """Keep answers, the last one of each device; return the questions whose answers were kept.

    One transaction for all that came at the same time. What came for a question that has closed
    meanwhile is not kept.
    """
    last = {(a.question, a.device): a for a in answers}
    asked = {a.question for a in last.values()}
    still_open = set(
        Question.objects.filter(pk__in=asked, state=Question.State.OPEN).values_list(
            "pk", flat=True
        )
    )
    rows = [
        Answer(question_id=a.question, device=a.device, place=a.place, word=a.word)
        for a in last.values()
        if a.question in still_open
    ]
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["question", "device"],
        update_fields=["place", "word"],
    )
    return still_open


@transaction.atomic
def raise_question(*, question: Question, token: object, text: object) -> None:
    """Raise a question from the floor, and vote for it. Sent again it is the same one."""
    found, sender = _floor(question), device(token)
    said = kinds.word(text, kinds.LONGEST_QUESTION)
    if found.raised.filter(device=sender).exclude(text=said).count() >= MOST_RAISED:
        raise NotNow(_("You have raised five questions. Vote for others' now."))
    made = Raised.objects.get_or_create(
        question=found, device=sender, text=said, defaults={"is_seen": not found.holds}
    )[0]
    Vote.objects.get_or_create(raised=made, device=sender)


@transaction.atomic
def vote(*, question: Question, token: object, raised: str) -> None:
    """Vote for a question from the floor. Sent again it is the same vote."""
    found = _floor(question).raised.filter(pk=raised, is_seen=True).first()
    if not found:
        raise kinds.Refused
    Vote.objects.get_or_create(raised=found, device=device(token))


def _floor(question: Question) -> Question:
    found = Question.objects.select_for_update().get(pk=question.pk)
    if found.kind != kinds.FLOOR or not found.is_open:
        raise NotNow(_("This question has closed."))
    return found


def let_be_seen(*, raised: Raised, seen: bool) -> None:
    """Let a question from the floor be seen by all, or take it away."""
    Raised.objects.filter(pk=raised.pk).update(is_seen=seen)
