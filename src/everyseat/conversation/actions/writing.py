"""Participants write statements."""

from django.utils.translation import gettext as _

from everyseat.conversation import holding
from everyseat.conversation.actions import answering, removing, seeding
from everyseat.conversation.models import Conversation, Participant, Statement, Translation
from everyseat.conversation.queries import participants
from everyseat.conversation.queries.statements import folded
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock

MOST_OF_ONE = 20
"""Statements that one card may write: a flood from one drowns nobody."""
MOST_WAITING = 2000
"""Statements that wait for the organisers of one conversation: a flood from many cards ends."""


def write(*, participant: Participant, text: str) -> Statement:
    """Keep a participant's statement. Sent again it is the same one.

    It waits for an organiser if all do, or if it seems to hold abuse, a way to reach somebody, or
    what its writer was warned about: a name, a place or a role. Invalid if it is empty, too long or
    there already; NotNow if no more are taken.
    """
    said = " ".join(text.split())
    conversation = participant.conversation
    if not said:
        raise Invalid("text", _("Write a statement first."))
    must_fit(said, conversation.longest, "text")
    is_held = holding.waits(said)  # before anything is locked
    with changing(conversation, must_be=Conversation.State.OPEN, otherwise=answering.closed()):
        lock(participant)
        if own := _sent_before(participant, said):
            return own
        _must_be_taken(participant, said)
        waits = is_held or conversation.is_moderated_before
        conversation.statements_changed += not waits
        return Statement.objects.create(
            conversation=conversation,
            number=seeding.next_number(conversation),
            text=said,
            origin=Statement.Origin.PARTICIPANT,
            state=Statement.State.WAITING if waits else Statement.State.PUBLISHED,
            written_by=participant,
        )


def take_back(*, participant: Participant, number: int) -> None:
    """Delete a statement that its writer regrets, while nobody else has answered it."""
    conversation = participant.conversation
    with changing(conversation):
        lock(participant)
        one = participants.may_take_back(participant).filter(number=number).first()
        if one is None:
            raise NotNow(_("Others have answered it, or an organiser has decided about it."))
        if one.votes.exists():
            removing.note(conversation)
        conversation.statements_changed += 1
        one.delete()


def _sent_before(participant: Participant, said: str) -> Statement | None:
    return participant.statements.filter(text=said).first()


def _must_be_taken(participant: Participant, said: str) -> None:
    conversation = participant.conversation
    if not conversation.may_write:
        raise NotNow(_("In this conversation participants do not write statements."))
    if participant.statements.count() >= MOST_OF_ONE:
        text = _("You have written %(n)s statements, which is the most.")
        raise NotNow(text % {"n": MOST_OF_ONE})
    waiting = conversation.statements.filter(state=Statement.State.WAITING).count()
    if waiting >= MOST_WAITING or not seeding.room_for(conversation):
        raise NotNow(_("Very many statements are waiting to be read. Please try again tomorrow."))
    published = conversation.statements.filter(state=Statement.State.PUBLISHED)
    texts = [*published.values_list("text", flat=True)]
    if conversation.translated_into:
        translated = Translation.objects.filter(statement__in=published)
        texts += translated.values_list("text", flat=True)
    if folded(said) in map(folded, texts):
        raise Invalid("text", _("Somebody has said this already. You can answer it instead."))
