"""Where and until when a conversation is held, as everybody reads it beside its result."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation


def said(conversation: Conversation) -> str:
    """Return whether a result can still change, when the conversation closed, or came here."""
    if not conversation.closed_on:
        text = _("People can take part until %(day)s, so this result can still change.")
        return text % {"day": date_format(conversation.closes_on)}
    text = _("This conversation closed on %(day)s.")
    if conversation.is_imported:
        text = _(
            "This conversation was held elsewhere. What people answered there was brought here on "
            "%(day)s."
        )
    return text % {"day": date_format(conversation.closed_on)}


def data(conversation: Conversation) -> dict[str, object]:
    """Return the same as data."""
    day, is_imported = conversation.closed_on, conversation.is_imported
    return {
        "closed_on": None if is_imported else day,
        "imported_on": day if is_imported else None,
    }
