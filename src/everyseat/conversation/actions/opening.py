"""Opening a conversation, and closing it."""

from datetime import date

from django.db.models import Q
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
        if stopped := what_stops(conversation, today):
            raise NotNow(stopped)
        _open(conversation, today)


def what_stops(conversation: Conversation, today: date) -> str:
    """Return why a draft can't open, or "" if it can."""
    if conversation.closes_on < today:
        return _("The last day of this conversation is over. Choose a later one.")
    if not (conversation.may_write or has_statements(conversation)):
        return _("There is nothing to answer yet. Add a statement first.")
    return inviting.what_stops(conversation)


def _open(conversation: Conversation, day: date) -> None:
    conversation.state = Conversation.State.OPEN
    conversation.opened_on, conversation.threshold = day, thresholds.RATINGS
    conversation.opens_on, conversation.missed_opening = None, False


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
    """Open the drafts whose day has come; close the conversations whose last day is over."""
    for draft in Conversation.objects.filter(_is_due(today)):
        with changing(draft):
            if draft.will_open_on and draft.will_open_on <= today:
                _open_by_itself(draft, today)
    for conversation in Conversation.objects.filter(state="open", closes_on__lt=today):
        with changing(conversation):
            if conversation.is_open and conversation.closes_on < today:
                _close(conversation, conversation.closes_on)


def _is_due(today: date) -> Q:
    return Q(state="draft", opens_on__lte=today, missed_opening=False)


def _open_by_itself(draft: Conversation, today: date) -> None:
    """Open a draft; if something stops it, leave it to an organiser, who is told.

    It is not tried again: it would open at the first statement that somebody adds.
    """
    if what_stops(draft, today):
        draft.missed_opening = True
    else:
        _open(draft, today)


def _close(conversation: Conversation, day: date) -> None:
    conversation.state, conversation.closed_on = Conversation.State.CLOSED, day
    inviting.forget(conversation)
