"""What rooms hold of a person: those that they facilitate. An answer leads to nobody."""

from everyseat.organisations.models import Person


def held_about(person: Person) -> list[dict]:
    return list(person.rooms.values("title", "held_on"))


def erase(person: Person) -> None:
    """Delete a facilitator's rooms, with what was answered in them."""
    person.rooms.all().delete()
