"""Exports on their way in, without their files: a row that is often locked stays small."""

from django.db.models import QuerySet

from everyseat.conversation.models import Arrival


def without_files() -> QuerySet[Arrival]:
    """Return every export that was sent and has not been deleted since."""
    return Arrival.objects.defer("files").select_related("conversation")
