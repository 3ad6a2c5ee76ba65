"""The statements of a conversation, as an organiser asks for them."""

from django.db.models import QuerySet

from everyseat.conversation.models import Conversation, Statement


def asked_for(
    conversation: Conversation, *, search: str = "", state: str = "", origin: str = ""
) -> QuerySet[Statement]:
    """Return statements in the order of their numbers: those that hold a text, of a state."""
    found = conversation.statements.all()
    if search:
        found = found.filter(text__icontains=search)
    if state:
        found = found.filter(state=state)
    if origin:
        found = found.filter(origin=origin)
    return found


def folded(text: str) -> str:
    """Return a text without what two people type differently: case, spaces, a last full stop."""
    return " ".join(text.split()).rstrip(".").casefold()
