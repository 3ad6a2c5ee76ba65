"""What pages of conversations share."""

from everyseat.conversation.models import Conversation, Participant
from everyseat.conversation.queries import conversations, participants
from everyseat.giving.giver_pages import by_link


class NoConversation(Exception):
    """No conversation that has opened has this code."""


class WrongCard(Exception):
    """No card of this conversation has this secret: it was mistyped, cut off, or deleted."""


by_code = by_link("conversation/no_conversation.html", NoConversation)
by_card = by_link("conversation/wrong_card.html", WrongCard)


def opened(code: str) -> Conversation:
    """Return the conversation of a code, open or closed; NoConversation for a draft."""
    found = conversations.by_code(code)
    if not found or found.is_draft:
        raise NoConversation
    return found


def participant(code: str, card: str) -> Participant:
    """Return who holds a card of a conversation."""
    found = participants.by_card(opened(code), card)
    if not found:
        raise WrongCard
    return found
