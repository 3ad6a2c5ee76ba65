"""Beginning to take part: a new card."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from everyseat.conversation import cards
from everyseat.conversation.models import Conversation, Participant
from everyseat.giving.refusals import NotNow
from everyseat.organisations import limits

MOST, WITHIN = 5000, timedelta(minutes=10)
"""New cards of one conversation: a hall of 5,000 may begin at once, and a script is slowed down.

It counts for the whole conversation, without looking at who asks: people of one building share a
network address, and we keep none. Whoever has a card goes on answering.
"""


def begin(*, conversation: Conversation, today: date) -> str:
    """Return the secret of a new card; NotNow if the conversation is not open."""
    if not conversation.is_open:
        raise NotNow(_("This conversation is not open."))
    if not limits.take("conversation cards", str(conversation.pk), most=MOST, within=WITHIN):
        raise NotNow(_("Very many people are starting at this moment. Try again in a few minutes."))
    secret = cards.new()
    Participant.objects.create(conversation=conversation, card=cards.hashed(secret), began_on=today)
    return secret
