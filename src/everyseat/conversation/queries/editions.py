"""The newest edition of what a conversation has found."""

from everyseat.conversation.models import Conversation, Edition


def newest(conversation: Conversation) -> Edition | None:
    """Return the newest edition, or None before the first."""
    return Edition.objects.filter(conversation=conversation).first()
