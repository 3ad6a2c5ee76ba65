"""Who has left, as a file says: by name, and only stopped from signing in where somebody says so.

Nobody is deleted: what they wrote and received stays, and an administrator can let them in again.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.organisations import actions
from everyseat.organisations.models import Person
from everyseat.organisations.people_import import Preview
from everyseat.organisations.people_rows import Place

MOST = 20
MOST_OF = 0.1
"""More leavers than this, or than this share of everybody, are stopped only once their number has
been typed: half a file must not shut half an organisation out."""


@dataclass(frozen=True)
class Here:
    """Somebody who can sign in, as a file is compared with them."""

    pk: UUID
    email: str
    number: Place
    is_imported: bool


@dataclass(frozen=True)
class Leavers:
    """The people who have left, of how many who can sign in; or why that can't be told."""

    people: list[Person] = field(default_factory=list)
    of: int = 0
    why_not: str = ""

    @property
    def are_many(self) -> bool:
        return len(self.people) > MOST or len(self.people) > MOST_OF * self.of


def find(preview: Preview, *, is_everybody: bool) -> Leavers:
    """Return who has left: by the file's dates and states, or missing from a file of everybody.

    Only people whom an import has brought can be missing, of organisations that are in the file.
    """
    names = ("pk", "email", "number", "organisation__name", "is_imported")
    here = [
        Here(pk, email, (organisation.lower(), number.lower()), is_imported)
        for pk, email, number, organisation, is_imported in Person.objects.filter(
            is_active=True
        ).values_list(*names)
    ]
    gone, present = preview.gone, preview.present
    left = [p.pk for p in here if p.email in gone.emails or p.number in gone.numbers]
    said = present.organisations | gone.organisations
    of = sum(person.number[0] in said for person in here)
    if not is_everybody:
        return Leavers(_people(left), of)
    if not present.is_whole:
        text = _(
            "Some lines have no address that we can read, so we can't tell who is missing. Correct "
            "these lines first."
        )
        return Leavers(_people(left), of, text)
    missing = [person.pk for person in here if _is_missing(person, preview)]
    return Leavers(_people([*left, *missing]), of)


def _is_missing(person: Here, preview: Preview) -> bool:
    """Return whether a file of everybody lacks somebody, though it has their organisation."""
    present, gone = preview.present, preview.gone
    return (
        person.is_imported
        and person.number[0] in present.organisations
        and not any(person.email in people.emails for people in (present, gone))
        and not any(person.number in people.numbers for people in (present, gone))
    )


def _people(keys: list[UUID]) -> list[Person]:
    found = Person.objects.in_bulk(keys)
    return sorted(found.values(), key=lambda person: (person.name, person.email))


def confirmed(leavers: Leavers, chosen: Collection[str], number: str) -> list[Person]:
    """Return whom somebody has chosen by key. Invalid if they are many, and not counted by them."""
    people = [person for person in leavers.people if str(person.pk) in chosen]
    are_many = Leavers(people, leavers.of).are_many
    if are_many and number.strip() != str(len(people)):
        text = _("To stop %(n)s people from signing in, type the number %(n)s.")
        raise Invalid("number", text % {"n": len(people)})
    return people


def stop(people: list[Person], by: Person | None) -> list[Person]:
    """Stop people from signing in; return who had to stay: the last administrator."""
    stayed = []
    for person in people:
        try:
            actions.save_person(person=person, values={"is_active": False}, by=by)
        except Invalid:
            stayed.append(person)
    return stayed
