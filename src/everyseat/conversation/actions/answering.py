"""What participants do with statements: agree, disagree, pass, change or withdraw an answer."""

from django.db.models import F
from django.utils.translation import gettext as _

from everyseat.conversation import numbers
from everyseat.conversation.actions import removing
from everyseat.conversation.actions.answering_together import Sent, keep
from everyseat.conversation.models import Conversation, Participant, Statement
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing


def answer(*, participant: Participant, number: str, said: str) -> None:
    """Keep an answer to a statement, or change the one before. The same again changes nothing.

    It is on disk when this returns. NotNow if the conversation has closed, the card was deleted or
    the statement is not published; Invalid for what is no answer.
    """
    code = participant.conversation.code
    (kept,) = keep([Sent(code, participant.card, number, said)])
    if kept.status == 400:
        raise Invalid("answer", _("Choose Agree, Disagree or Pass."))
    if kept.status == 404:
        raise NotNow(_("This card was deleted. Your answer was not saved."))
    if kept.status == 409:
        raise NotNow(closed())
    if kept.status == 410:
        raise NotNow(_("This statement is no longer asked. Your answer was not saved."))


def withdraw(*, participant: Participant, number: str) -> None:
    """Delete a participant's answer to a statement, published or not."""
    conversation = participant.conversation
    with changing(conversation, must_be=Conversation.State.OPEN, otherwise=closed()):
        statement = conversation.statements.filter(number=numbers.read(number)).first()
        gone, _by_model = participant.votes.filter(statement=statement).delete()
        if statement and gone:
            Statement.objects.filter(pk=statement.pk).update(answers=F("answers") - 1)
            removing.note(conversation)


def closed() -> str:
    """Return what somebody reads who answers too late."""
    return _("This conversation has closed. Nothing was changed.")
