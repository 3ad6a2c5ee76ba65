"""What participants do with statements: agree, disagree, pass, change or withdraw an answer."""

from django.db.models import F
from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, Participant, Statement, Vote
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock

VALUES = {"agree": Vote.AGREE, "pass": Vote.PASS, "disagree": Vote.DISAGREE}


def answer(*, participant: Participant, number: str, said: str) -> None:
    """Keep an answer to a statement, or change the one before. The same again changes nothing.

    It is on disk when this returns. NotNow if the conversation has closed, the card was deleted or
    the statement is not published; Invalid for what is no answer.
    """
    if said not in VALUES:
        raise Invalid("answer", _("Choose Agree, Disagree or Pass."))
    conversation, value = participant.conversation, VALUES[said]
    with changing(conversation, must_be=Conversation.State.OPEN, otherwise=closed()):
        lock(participant)
        statement = _published(conversation, number)
        before = participant.votes.filter(statement=statement).first()
        if before and before.value == value:
            return
        conversation.last_sequence += 1
        Vote.objects.update_or_create(
            participant=participant,
            statement=statement,
            defaults={
                "conversation": conversation,
                "value": value,
                "sequence": conversation.last_sequence,
            },
        )
        if not before:
            Statement.objects.filter(pk=statement.pk).update(answers=F("answers") + 1)


def withdraw(*, participant: Participant, number: str) -> None:
    """Delete a participant's answer to a statement, published or not."""
    conversation = participant.conversation
    with changing(conversation, must_be=Conversation.State.OPEN, otherwise=closed()):
        statement = conversation.statements.filter(number=_read(number)).first()
        gone, _by_model = participant.votes.filter(statement=statement).delete()
        if statement and gone:
            Statement.objects.filter(pk=statement.pk).update(answers=F("answers") - 1)
            conversation.removals += 1


def closed() -> str:
    """Return what somebody reads who answers too late."""
    return _("This conversation has closed. Nothing was changed.")


def _published(conversation: Conversation, number: str) -> Statement:
    found = conversation.statements.filter(
        number=_read(number), state=Statement.State.PUBLISHED
    ).first()
    if not found:
        raise NotNow(_("This statement is no longer asked. Your answer was not saved."))
    return found


def _read(number: str) -> int:
    """Return the number of a statement as a form sent it; 0, which none has, for anything else."""
    is_one = number.isascii() and number.isdigit() and len(number) < 8
    return int(number) if is_one else 0
