"""Exports on their way in, without their files: a row that is often locked stays small."""

from django.db.models import QuerySet

from everyseat.conversation.models import Arrival, Conversation


def without_files() -> QuerySet[Arrival]:
    """Return every export that was sent and has not been deleted since."""
    return Arrival.objects.defer("files").select_related("conversation")


def is_here(arrival: Arrival) -> bool:
    """Return whether a conversation with the same question and as many answers is here already."""
    same = Conversation.objects.filter(question=arrival.question, last_sequence=arrival.answers)
    return bool(arrival.question) and same.exists()
