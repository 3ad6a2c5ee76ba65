"""The links of a conversation: to take part, and to look at it before it opens."""

from everyseat.conversation.models import Conversation
from everyseat.giving.form_tokens import FormTokens
from everyseat.giving.links import Signed, link_to

INVITATIONS = Signed("everyseat.conversation")
FORMS = FormTokens("everyseat.conversation")
REMINDERS = Signed("everyseat.conversation.reminders")
"""Of one who is invited. It switches reminders off and on, and nothing else: mail programs and the
servers between us and them read it."""
PREVIEWS = Signed("everyseat.conversation.preview")


def join(conversation: Conversation) -> str:
    """Return the address that everybody may have."""
    return link_to("conversation_join", conversation.code)


def preview(conversation: Conversation) -> str:
    """Return the address that shows a conversation as participants will see it."""
    return link_to("conversation_preview", PREVIEWS.token(conversation.pk))
