"""Which conversations of somebody an organiser may give to somebody else."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _

from everyseat.conversation.actions import preparing
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import heard
from everyseat.organisations import roles
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.models import Person


def of(person: Person) -> Iterator[Handover]:
    """Yield the conversations that somebody looks after and that have not come to an end.

    One has if it has closed, and nothing that was promised after it waits.
    """
    promised = Q(pk__in=heard.with_open_points())
    found = Conversation.objects.filter(~Q(state="closed") | promised, organiser=person)
    for conversation in found.order_by("closes_on", "question"):
        yield Handover(
            _("Big conversation: %(question)s") % {"question": conversation},
            partial(_give, conversation),
            roles.RUN_CONVERSATIONS,
        )


def _give(conversation: Conversation, to: Person) -> None:
    preparing.hand_over(conversation=conversation, to=to)
