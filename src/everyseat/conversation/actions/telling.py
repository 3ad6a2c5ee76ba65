"""Statements that wait: whoever decides about them is written to, every second day at most."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import conversations
from everyseat.giving.links import link_to
from everyseat.giving.states import changing
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders

EVERY = timedelta(days=2)


def by_night() -> None:
    """Write about what waits. By night, so that no e-mail shows when somebody sent a statement."""
    tell(timezone.localdate())


def tell(today: date) -> None:
    """Write about each conversation in which statements wait, unless that was done lately."""
    for conversation, _n in conversations.with_waiting():
        if _is_due(conversation, today):
            with changing(conversation):
                _tell(conversation, today)


def _tell(conversation: Conversation, today: date) -> None:
    """Write, if there still is something to say and somebody to read it, and note the day."""
    if conversation.is_closed or not _is_due(conversation, today):
        return
    n = conversation.statements.filter(state=Statement.State.WAITING).count()
    people = list(_readers(conversation)) if n else []
    for person in people:
        link = link_to("conversation_queue", conversation.pk)
        outbox.write(person, "statements_wait", conversation=conversation, n=n, link=link)
    if people:
        conversation.waiting_told_on = today


def _is_due(conversation: Conversation, today: date) -> bool:
    told = conversation.waiting_told_on
    return told is None or told + EVERY <= today


def _readers(conversation: Conversation) -> Iterable[Person]:
    """Return its organiser, or everybody who may run conversations if there is none who can."""
    organiser = conversation.organiser
    if organiser and organiser.is_active and organiser.may(roles.RUN_CONVERSATIONS):
        return [organiser]
    return holders(*(role.key for role in roles.that_permit(roles.RUN_CONVERSATIONS)))
