"""Preparing a conversation, and correcting what may be corrected."""

from django.utils.translation import gettext as _

from everyseat.conversation.actions import audiences, translating
from everyseat.conversation.models import Conversation, Edition
from everyseat.conversation.models.wording import NAMES
from everyseat.conversation.queries import heard
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing
from everyseat.organisations.models import Organisation, Person

FROZEN = ("question", "opens_on", "entry", "longest", "erase_after")
"""What people were promised, or have answered: it stays as it was when a conversation opened."""


def prepare(
    *, organisation: Organisation, organiser: Person, values: dict[str, object]
) -> Conversation:
    """Make a conversation that nobody but organisers sees yet."""
    return Conversation.objects.create(organisation=organisation, organiser=organiser, **values)


def correct(*, conversation: Conversation, values: dict[str, object]) -> None:
    """Correct a conversation. NotNow once it has closed; what is frozen stays once it is open."""
    with changing(conversation):
        if conversation.is_closed:
            raise NotNow(_("This conversation has closed. It can no longer be changed."))
        if not conversation.is_draft:
            values = {name: value for name, value in values.items() if name not in FROZEN}
        planned = conversation.opens_on
        changed = {name for name in NAMES if values.get(name, "") != getattr(conversation, name)}
        assign(conversation, values)
        translating.unword(conversation, changed & set(values))
        if conversation.opens_on != planned:
            conversation.missed_opening = False
        if not conversation.is_by_invitation:
            conversation.invited.all().delete()  # nobody is written to, so no name is kept
            audiences.delete_empty(conversation)


def delete(*, conversation: Conversation) -> None:
    """Delete a conversation that nobody was promised: a draft, an import, one without a result."""
    with changing(conversation):
        if not may_delete(conversation):
            raise NotNow(_("This conversation cannot be deleted."))
        Conversation.objects.filter(pk=conversation.pk).delete()


def may_delete(conversation: Conversation) -> bool:
    """Return whether nobody was told that they can read what is in a conversation.

    Once it has a result, or an answer to what was heard, nobody takes these back.
    """
    if conversation.is_draft or conversation.is_imported:
        return True
    is_read = Edition.objects.filter(conversation=conversation).exists()
    return conversation.is_closed and not is_read and not heard.published(conversation)


def hand_over(*, conversation: Conversation, to: Person) -> None:
    """Name somebody else as the one who looks after a conversation."""
    with changing(conversation):
        conversation.organiser = to
