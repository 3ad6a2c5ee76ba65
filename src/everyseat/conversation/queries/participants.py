"""Who holds a card, and what they gave."""

from django.db.models import QuerySet

from everyseat.conversation import cards
from everyseat.conversation.models import Conversation, Participant, Statement, Vote


def by_card(conversation: Conversation, typed: str) -> Participant | None:
    """Return the participant whose card has this secret, or None."""
    secret = cards.read(typed)
    if not secret:
        return None
    found = conversation.participants.filter(card=cards.hashed(secret)).first()
    if found:
        found.conversation = conversation
    return found


def answers(participant: Participant) -> QuerySet[Vote]:
    """Return what a participant answered, by the numbers of statements: a change moves none."""
    return participant.votes.select_related("statement").order_by("statement__number")


def last_answer(participant: Participant) -> Vote | None:
    """Return what a participant answered last, or None."""
    return participant.votes.select_related("statement").order_by("-sequence").first()


def left(participant: Participant) -> int:
    """Return how many published statements a participant has not answered."""
    return unanswered(participant).count()


def unanswered(participant: Participant) -> QuerySet[Statement]:
    """Return the published statements that a participant has not answered."""
    published = participant.conversation.statements.filter(state=Statement.State.PUBLISHED)
    return published.exclude(pk__in=participant.votes.values("statement"))


def statements(participant: Participant) -> QuerySet[Statement]:
    """Return what a participant wrote, the newest first, with what it was reworded into."""
    return participant.statements.prefetch_related("replaced_by").order_by("-number")


def may_take_back(participant: Participant) -> QuerySet[Statement]:
    """Return the statements of a writer that wait, or are published and nobody else answered."""
    asked = (Statement.State.WAITING, Statement.State.PUBLISHED)
    return deleted_with(participant).filter(state__in=asked)


def deleted_with(participant: Participant) -> QuerySet[Statement]:
    """Return the statements that go with their writer: nobody else has answered them."""
    others = Vote.objects.exclude(participant=participant)
    answered = others.filter(statement__written_by=participant).values("statement")
    return participant.statements.exclude(pk__in=answered)
