"""Beginning to take part: a new card, or one that was drawn with an invitation."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import cards
from everyseat.conversation.models import Audience, Conversation, Participant
from everyseat.conversation.models.invited import MEMBER
from everyseat.conversation.queries import participants
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import limits
from everyseat.safety import credentials

MOST, WITHIN = 5000, timedelta(minutes=10)
"""New cards of one conversation: a hall of 5,000 may begin at once, and a script is slowed down.

It counts for the whole conversation, without looking at who asks: people of one building share a
network address, and we keep none. Whoever has a card goes on answering.
"""


def begin(*, conversation: Conversation, today: date) -> str:
    """Return the secret of a new card; NotNow if the conversation is not open."""
    if not conversation.is_open:
        raise NotNow(_("This conversation is not open."))
    if conversation.is_by_invitation:
        raise NotNow(_("You need your invitation to take part: open the link in your e-mail."))
    if not limits.take("conversation cards", str(conversation.pk), most=MOST, within=WITHIN):
        raise NotNow(_("Very many people are starting at this moment. Try again in a few minutes."))
    secret = cards.new()
    Participant.objects.create(conversation=conversation, card=cards.hashed(secret), began_on=today)
    return secret


def go_on(*, conversation: Conversation, typed: str, today: date) -> str:
    """Return the secret of a card that somebody has: typed, or drawn with an invitation.

    A drawn card begins when it is first shown, and is the same participant on any device. Invalid
    for what is no card of this conversation.
    """
    is_drawn = conversation.is_by_invitation and not cards.read(typed)
    drawn = _drawn(conversation, typed) if is_drawn else None
    secret = cards.of_serial(drawn.serial) if drawn else cards.read(typed)
    if participants.by_card(conversation, secret):
        return secret
    if not drawn or not conversation.is_open:
        raise Invalid("card", _unknown(conversation, typed))
    first = {"conversation": conversation, "audience": drawn.audience, "began_on": today}
    Participant.objects.get_or_create(card=cards.hashed(secret), defaults=first)
    return secret


def _unknown(conversation: Conversation, typed: str) -> str:
    if n := cards.missing(typed):
        text = ngettext(
            "%(n)s letter or digit of the card is missing: it has %(all)s.",
            "%(n)s letters or digits of the card are missing: it has %(all)s.",
            n,
        )
        return text % {"n": n, "all": cards.LENGTH}
    if conversation.is_by_invitation:
        return _("We do not know this card. Check each letter, or open your invitation again.")
    return _("We do not know this card. Check each letter and digit.")


@dataclass(frozen=True)
class Drawn:
    """A card that was drawn: its serial, and for whom."""

    serial: bytes
    audience: Audience | None = None


def _drawn(conversation: Conversation, code: str) -> Drawn | None:
    """Return the card that was drawn for a conversation; None for anything else.

    Once it has closed its key is gone: then only cards that have begun are known.
    """
    try:
        card = credentials.read_card(code)
    except credentials.BadCard:
        return None
    if not conversation.private_key:
        return Drawn(card.serial)
    key = conversation.key
    for audience in (None, *conversation.audiences.all()):
        info = credentials.public_info(str(conversation.pk), audience.key if audience else MEMBER)
        if credentials.is_valid(key, card.serial, card.mark, info):
            return Drawn(card.serial, audience)
    return None
