"""What somebody decided last in a queue, kept in their session until its page has said it once."""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation
from everyseat.giving.refusals import NotNow

SESSION, SALT = "decided in a queue", "undo a decision about statements"


@dataclass(frozen=True)
class Done:
    """What was decided, in words, and what a form sends to undo it."""

    said: str
    steps: str


def remember(request: HttpRequest, conversation: Conversation, said: str, steps: list[int]) -> None:
    """Keep what was decided for the next page of the conversation's queue."""
    if steps:
        sent = signing.dumps(steps, salt=SALT, compress=True)
        request.session[SESSION] = [str(conversation.pk), said, sent]


def take(request: HttpRequest, conversation: Conversation) -> Done | None:
    """Return what was decided in this queue since its page was last shown."""
    conversation_pk, *done = request.session.get(SESSION, ["", "", ""])
    if conversation_pk != str(conversation.pk):
        return None
    del request.session[SESSION]
    return Done(*done)


def read(sent: str) -> list[int]:
    """Return the steps that a form sends back. NotNow for anything but ours."""
    try:
        steps: list[int] = signing.loads(sent, salt=SALT)
    except signing.BadSignature:
        raise NotNow(_("This can’t be undone any more.")) from None
    return steps
