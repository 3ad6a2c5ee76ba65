"""What waits in conversations for somebody who is about to lose a role, or can't sign in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, Point
from everyseat.conversation.models.heard import OPEN
from everyseat.conversation.queries import heard
from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person


def waits(loss: Loss) -> Iterator[str]:
    """Yield what nobody would be left to do: any other organiser can run a conversation.

    Whoever is named as seeing to something is told apart: somebody else has to be named for it.
    """
    if loss.is_shut_out:
        yield from _named(loss.person)
    if roles.RUN_CONVERSATIONS not in loss.permissions or loss.others(roles.ORGANISER):
        return
    running = Conversation.objects.exclude(state=Conversation.State.CLOSED)
    if questions := list(running.values_list("question", flat=True)):
        text = _("Nobody else can read the statements that people send to: %(questions)s.")
        yield text % {"questions": ", ".join(questions)}
    promised = heard.with_open_points().values_list("question", flat=True)
    if questions := list(promised.order_by("question")):
        text = _("Nobody else can give updates on what was promised after: %(questions)s.")
        yield text % {"questions": ", ".join(questions)}


def _named(person: Person) -> Iterator[str]:
    named = Point.objects.filter(person=person, state__in=OPEN)
    found = named.values_list("summary__conversation__question", flat=True)
    if questions := sorted(set(found)):
        text = _(
            "%(name)s is named as responsible for something promised after: %(questions)s. An "
            "organiser can name somebody else."
        )
        yield text % {"name": person.name, "questions": ", ".join(questions)}
