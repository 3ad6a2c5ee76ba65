"""Opening a conversation, and closing it."""

from datetime import date

from django.utils.translation import gettext as _

from everyseat.conversation.actions import inviting
from everyseat.conversation.models import Conversation, Statement
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.safety import thresholds


def open_to_all(*, conversation: Conversation, today: date) -> None:
    """Let people take part. The threshold is frozen: it protects everybody who answers."""
    with changing(
        conversation,
        must_be=Conversation.State.DRAFT,
        otherwise=_("This conversation has been opened already."),
    ):
        if conversation.closes_on < today:
            raise NotNow(_("The last day of this conversation is over. Choose a later one."))
        if not (conversation.may_write or has_statements(conversation)):
            raise NotNow(_("There is nothing to answer yet. Add a statement first."))
        if inviting.are_too_few(conversation):
            raise NotNow(inviting.too_few())
        conversation.state = Conversation.State.OPEN
        conversation.opened_on, conversation.threshold = today, thresholds.RATINGS


def has_statements(conversation: Conversation) -> bool:
    """Return whether there is anything to answer."""
    return conversation.statements.filter(state=Statement.State.PUBLISHED).exists()


def close(*, conversation: Conversation, today: date) -> None:
    """Take no more answers and statements."""
    with changing(
        conversation,
        must_be=Conversation.State.OPEN,
        otherwise=_("This conversation is not open."),
    ):
        _close(conversation, today)


def keep_dates(today: date) -> None:
    """Close the conversations whose last day is over."""
    for conversation in Conversation.objects.filter(state="open", closes_on__lt=today):
        with changing(conversation):
            if conversation.is_open and conversation.closes_on < today:
                _close(conversation, conversation.closes_on)


def _close(conversation: Conversation, day: date) -> None:
    conversation.state, conversation.closed_on = Conversation.State.CLOSED, day
    inviting.forget(conversation)
