"""Until when a conversation is held, as everybody reads it beside its result."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation


def said(conversation: Conversation) -> str:
    """Return whether a result can still change, and when the conversation closes or closed."""
    if conversation.closed_on:
        day = date_format(conversation.closed_on)
        return _("This conversation closed on %(day)s.") % {"day": day}
    text = _("People can take part until %(day)s, so this result can still change.")
    return text % {"day": date_format(conversation.closes_on)}
