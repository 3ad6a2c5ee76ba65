"""What conversations hold of a person: those that they look after, and those they are invited to.

No answer leads to anybody.
"""

from collections.abc import Mapping

from django.db import transaction

from everyseat.conversation.models import Arrival
from everyseat.giving import drawing
from everyseat.organisations.models import Person


def held_about(person: Person) -> list[Mapping[str, object]]:
    """Return the conversations that somebody looks after or is invited to, what they are named for
    after one, and how many decisions about statements, and translations of them, were theirs."""
    run = person.conversations.values("question", "state", "opened_on", "closes_on")
    invited: list[Mapping[str, object]] = [
        {
            "invited_to": one.conversation.question,
            "invited_as": one.audience.name if one.audience else "",
            "card_drawn": str(one.pk) in drawing.register_of(one.conversation),
        }
        for one in person.invited_to_conversations.select_related("conversation", "audience")
    ]
    named = person.points_of_conversations.values("heard", "what", "by", "state")
    steps = {"steps_of_moderation": person.steps_of_moderation.count()}
    return [*run, *invited, *named, steps]


@transaction.atomic
def erase(person: Person) -> None:
    """Take a person's name from conversations: these are the organisation's, and stay."""
    person.conversations.update(organiser=None)
    person.invited_to_conversations.all().delete()
    person.statements_moderated.update(moderated_by=None)
    person.steps_of_moderation.update(by=None)
    person.translations_of_statements.update(translated_by=None)
    person.points_of_conversations.update(person=None)
    Arrival.objects.filter(by=person).update(by=None)
