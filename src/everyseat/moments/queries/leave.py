"""Which guardians are away, until when, and what of their work can be handed over."""

from datetime import date

from django.db.models import QuerySet

from everyseat.moments.models import Case, Leave
from everyseat.moments.queries import cases
from everyseat.organisations.models import Person


def away(today: date) -> list[Leave]:
    """Return the leave of each guardian with a key who is away."""
    found = Leave.objects.on(today).filter(person__in=cases.guardians())
    return list(found.select_related("person", "stand_in").order_by("person__name"))


def of(person: Person) -> Leave | None:
    """Return what a guardian has said of their leave: planned, now, or not ended yet."""
    return Leave.objects.filter(person=person).select_related("stand_in").first()


def to_hand_over(said: Leave) -> QuerySet[Case]:
    """Return the open cases that a guardian looks after and their stand-in can open."""
    keys = cases.keys_in_use().filter(person=said.stand_in)
    mine = Case.objects.filter(owner=said.person).exclude(status=Case.Status.CLOSED)
    return mine.filter(keys__in=keys).distinct()


def handed_over(said: Leave) -> QuerySet[Case]:
    """Return what was handed over, the stand-in still looks after, and the guardian can open."""
    keys = cases.keys_in_use().filter(person=said.person)
    return said.handed_over.filter(owner=said.stand_in, keys__in=keys).distinct()


def shown(person: Person) -> dict | None:
    """Return the same for a desk's script, with how many cases were handed over, and could be."""
    said = of(person)
    if not said:
        return None
    return {
        "from_on": said.from_on,
        "back_on": said.back_on,
        "stand_in": said.stand_in and {"id": str(said.stand_in.pk), "name": said.stand_in.name},
        "handed_over": handed_over(said).count(),
        "to_hand_over": to_hand_over(said).count(),
    }
