"""What waits in conversations for somebody who is about to lose a role, or can't sign in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation
from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss


def waits(loss: Loss) -> Iterator[str]:
    """Yield what nobody would be left to do: any other organiser can run a conversation."""
    if roles.RUN_CONVERSATIONS not in loss.permissions or loss.others(roles.ORGANISER):
        return
    running = Conversation.objects.exclude(state=Conversation.State.CLOSED)
    if questions := list(running.values_list("question", flat=True)):
        text = _("Nobody else can read the statements that people send to: %(questions)s.")
        yield text % {"questions": ", ".join(questions)}
