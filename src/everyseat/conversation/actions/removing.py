"""What follows when answers are deleted: no sum and no snapshot holds them any more."""

from everyseat.conversation.models import Conversation, Snapshot


def note(conversation: Conversation) -> None:
    """Note that answers are deleted, in the transaction that does so, under the lock."""
    conversation.removals += 1
    Snapshot.objects.filter(conversation=conversation).delete()
