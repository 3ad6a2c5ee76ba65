"""Deleting what participants gave: by their own wish, and when its time is over."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from everyseat.conversation.actions import removing
from everyseat.conversation.models import Conversation, Imported, Participant, Statement, Vote
from everyseat.conversation.queries import participants
from everyseat.giving.states import changing, lock

UNUSED = timedelta(days=30)
"""After so many days a card with which nothing was given is deleted."""
NEVER_SEEN = (Statement.State.WAITING, Statement.State.REJECTED)


def forget(*, participant: Participant) -> None:
    """Delete a card, its answers, and the statements that nobody else has answered.

    What others have answered stays, without anything that leads to the card: their answers would
    go with it.
    """
    conversation = participant.conversation
    with changing(conversation):
        lock(participant)
        participants.deleted_with(participant).delete()
        conversation.statements_changed += 1
        answered = Statement.objects.filter(votes__participant=participant)
        if Statement.objects.filter(pk__in=answered.values("pk")).update(answers=F("answers") - 1):
            removing.note(conversation)
        Participant.objects.filter(pk=participant.pk).delete()


def by_night() -> None:
    """Delete the answers of conversations whose time is over, and cards that were never used."""
    today = timezone.localdate()
    closed = Conversation.objects.filter(state="closed", erased_on=None)
    for conversation in closed.select_related("organisation"):
        if conversation.erased_by <= today:
            erase(conversation=conversation, today=today)
    delete_unused(today)


def erase(*, conversation: Conversation, today: date) -> None:
    """Delete every card of a closed conversation, its answers, and what was never published."""
    with changing(conversation):
        removing.note(conversation)
        Vote.objects.filter(conversation=conversation).delete()
        conversation.statements.filter(state__in=NEVER_SEEN).delete()
        conversation.participants.all().delete()
        Imported.objects.filter(conversation=conversation).update(files=b"")
        conversation.erased_on = today


@transaction.atomic
def delete_unused(today: date) -> None:
    """Delete cards with which nothing was given, a while after they were made."""
    old = Participant.objects.filter(began_on__lt=today - UNUSED)
    old.filter(votes=None, statements=None).delete()
