"""What rooms hold of a person: those that they run, and that they were invited to others.

An answer leads to nobody.
"""

from collections.abc import Mapping

from django.db import transaction

from everyseat.giving import drawing
from everyseat.giving.states import changing
from everyseat.organisations.models import Person
from everyseat.room.models import Room


def held_about(person: Person) -> list[Mapping[str, object]]:
    invited: list[Mapping[str, object]] = [
        {"room": one.room.title, "card_drawn": str(one.pk) in drawing.register_of(one.room)}
        for one in person.invited_to_rooms.select_related("room")
    ]
    run = (person.rooms, person.rooms_as_second)
    return [*(values for rooms in run for values in rooms.values("title", "held_on")), *invited]


@transaction.atomic
def erase(person: Person) -> None:
    """Delete a facilitator's rooms, with what was answered in them.

    A team's room of somebody else's brief goes to who sent the brief: a sum that shrinks would tell
    what the team said.
    """
    for room in person.rooms.exclude(team=None).select_related("copied_from__facilitator"):
        if room.copied_from and room.copied_from.facilitator != person:
            with changing(room):
                room.facilitator = room.copied_from.facilitator
    for room in person.rooms.filter(ended_on=None).exclude(public_key=""):
        drawing.forget(room)
    Room.objects.filter(copied_from__in=person.rooms.exclude(brief=None)).delete()
    person.rooms.all().delete()
    person.rooms_as_second.update(second=None)
    person.invited_to_rooms.all().delete()
