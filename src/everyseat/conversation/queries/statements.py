"""The statements of a conversation, as an organiser asks for them."""

from django.db.models import Q, QuerySet

from everyseat.conversation.models import Conversation, Statement, Translation


def asked_for(
    conversation: Conversation, *, search: str = "", state: str = "", origin: str = ""
) -> QuerySet[Statement]:
    """Return statements in the order of their numbers: those that hold a text, of a state.

    They may hold it in a translation.
    """
    found = conversation.statements.all()
    if search:
        translated = Translation.objects.filter(text__icontains=search).values("statement")
        found = found.filter(Q(text__icontains=search) | Q(pk__in=translated))
    if state:
        found = found.filter(state=state)
    if origin:
        found = found.filter(origin=origin)
    return found


def folded(text: str) -> str:
    """Return a text without what two people type differently: case, spaces, a last full stop."""
    return " ".join(text.split()).rstrip(".").casefold()
