"""Answering: what one device says to a question, changes, or takes back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import locked
from everyseat.room import kinds, parts
from everyseat.room.models import Answer, Question, Room
from everyseat.safety import credentials

DEVICE = 22
"""Characters of a device's token: 128 bits."""
MEMBER = "member"
"""As what a card of a room counts: all are alike."""


class NotInvited(kinds.Refused):
    """The room asks for a card, and this is none of its."""


@dataclass(frozen=True)
class Sent:
    """An answer on its way: to a question, from a device; one that says nothing takes it back."""

    question: int
    device: str
    place: int | None = None
    word: str = ""
    parts: str = ""

    @property
    def is_taken_back(self) -> bool:
        return self.place is None and not (self.word or self.parts)


def sent(question: Question, token: object, value: object) -> Sent:
    """Return an answer to an open question; None takes it back.

    Refused if it is none; NotInvited without the card that the room asks for; NotNow if the
    question is closed.
    """
    if not question.is_open:
        raise NotNow(_("This question has closed."))
    sender = device(question, token)
    if value is None and not question.is_raised:
        return Sent(question.pk, sender)
    if question.is_in_parts:
        kept = parts.read(question.kind, len(question.options), question.most, value)
        return Sent(question.pk, sender, parts=kept)
    place, word = kinds.read(question.kind, question.written, value)
    return Sent(question.pk, sender, place, word)


def device(question: Question, token: object) -> str:
    """Return what is kept of a device's token, or of a card in a room by invitation.

    Another for each question, so that the answers of one device can't be put together. Refused if
    no page of ours made the token, NotInvited if the card was not drawn for the room.
    """
    if question.room.is_by_invitation:
        token = _serial(question.room, token)
    elif not is_token(token):
        raise kinds.Refused
    return hashlib.sha256(f"everyseat room {question.pk} {token}".encode()).hexdigest()[:32]


def known_device(question: Question, token: object) -> str:
    """Return the same; nothing, which no answer has, without a token or with a wrong card."""
    try:
        return device(question, token)
    except kinds.Refused:
        return ""


def is_token(token: object) -> bool:
    """Return whether a page of ours may have made a token."""
    return isinstance(token, str) and len(token) == DEVICE and token.isascii()


def _serial(room: Room, code: object) -> str:
    if not isinstance(code, str) or not room.private_key:
        raise NotInvited
    try:
        card = credentials.read_card(code)
    except credentials.BadCard:
        raise NotInvited from None
    info = credentials.public_info(str(room.pk), MEMBER)
    if not credentials.is_valid(room.key, card.serial, card.mark, info):
        raise NotInvited
    return card.serial.hex()


@transaction.atomic
def keep(answers: Iterable[Sent]) -> set[int]:
    """Keep answers, the last one of each device; return the questions whose answers were kept.

    One transaction for all that came at the same time. What came for a question that has closed
    meanwhile is not kept.
    """
    last = {(a.question, a.device): a for a in answers}
    asked = {a.question for a in last.values()}
    # locked, so that no room ends, and is counted, between this and the commit
    found = locked(
        Question.objects.filter(pk__in=asked, state=Question.State.OPEN).exclude(Question.over())
    )
    still_open = set(found.order_by("pk").values_list("pk", flat=True))
    now = [a for a in last.values() if a.question in still_open]
    Answer.objects.bulk_create(
        [
            Answer(
                question_id=a.question, device=a.device, place=a.place, word=a.word, parts=a.parts
            )
            for a in now
            if not a.is_taken_back
        ],
        update_conflicts=True,
        unique_fields=["question", "device"],
        update_fields=["place", "word", "parts"],
    )
    for a in now:
        if a.is_taken_back:
            Answer.objects.filter(question=a.question, device=a.device).delete()
    return still_open
