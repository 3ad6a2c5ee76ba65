"""What conversations hold of a person: those that they look after. No answer leads to anybody."""

from collections.abc import Mapping

from django.db import transaction

from everyseat.organisations.models import Person


def held_about(person: Person) -> list[Mapping[str, object]]:
    """Return the conversations that somebody looks after, what they are named for after one, and
    how many decisions about statements were theirs."""
    run = person.conversations.values("question", "state", "opened_on", "closes_on")
    named = person.points_of_conversations.values("heard", "what", "by", "state")
    return [*run, *named, {"steps_of_moderation": person.steps_of_moderation.count()}]


@transaction.atomic
def erase(person: Person) -> None:
    """Take a person's name from conversations: these are the organisation's, and stay."""
    person.conversations.update(organiser=None)
    person.statements_moderated.update(moderated_by=None)
    person.steps_of_moderation.update(by=None)
    person.points_of_conversations.update(person=None)
