"""Saving what a directory says of people of the host organisation."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from everyseat.giving.emails import is_email
from everyseat.giving.refusals import Refusal
from everyseat.giving.states import assign, changing
from everyseat.organisations import actions
from everyseat.organisations.directory.messages import Refused
from everyseat.organisations.models import DirectoryEntry, Person, Team
from everyseat.organisations.queries import host

LONGEST = 120
OF_ENTRY = ("user_name", "external_id", "given_name", "family_name")


def seen() -> QuerySet[Person]:
    """Return the people whom a directory sees: the host's, except who has left and it deleted."""
    people = Person.objects.filter(organisation__is_host=True)
    return (
        people.filter(Q(is_active=True) | Q(directory_entry__isnull=False))
        .select_related("directory_entry", "team", "manager", "organisation")
        .order_by("pk")
    )


def matching(name: str, text: str) -> QuerySet[Person]:
    """Return whom a filter finds. A name to sign in with is compared whatever its case."""
    if name == "id":
        try:
            return seen().filter(pk=uuid.UUID(text))
        except ValueError:
            return seen().none()
    if name == "external_id":
        return (
            seen()
            .filter(directory_entry__external_id=text)
            .exclude(directory_entry__external_id="")
        )
    by_address = Q(email=text.lower())
    if name == "email":
        return seen().filter(by_address)
    is_new = Q(directory_entry__isnull=True)
    return seen().filter(Q(directory_entry__user_name=text.lower()) | (by_address & is_new))


def create(said: dict[str, Any]) -> Person:
    """Make somebody, or know by their address somebody who is here. Refused if taken already."""
    email = _email(said, said["user_name"])
    person = Person.objects.filter(email=email).select_related("organisation").first()
    if person is None:
        place = host()
        person = Person(email=email, organisation=place, is_active=False)
    elif not person.organisation.is_host or hasattr(person, "directory_entry"):
        raise Refused(409, f"{email} is here already.", "uniqueness")
    return _save(person, {"active": True, **said}, email)


def change(person: Person, said: dict[str, Any]) -> Person:
    """Change what is said of somebody, and nothing else."""
    return _save(person, said, _email(said, person.email))


def replace(person: Person, said: dict[str, Any]) -> Person:
    """Change everything: what is not said is empty, but for their address and whether they are
    active."""
    empty = dict.fromkeys(("external_id", "department", "number", "manager"), "")
    return change(person, empty | said)


def delete(person: Person) -> None:
    """Stop somebody from signing in, and forget what the directory said. Nothing else goes."""
    with transaction.atomic():
        _refusing(person, {"is_active": False})
        DirectoryEntry.objects.filter(person=person).delete()


def _email(said: dict[str, Any], otherwise: str) -> str:
    email = str(said.get("email") or otherwise).lower()
    if not is_email(email):
        detail = f"{email} is no e-mail address. Send one as userName or in emails."
        raise Refused(400, detail, "invalidValue")
    return email


def _save(person: Person, said: dict[str, Any], email: str) -> Person:
    if any(isinstance(text, str) and len(text) > LONGEST for text in said.values()):
        raise Refused(400, f"A text is longer than {LONGEST} characters.", "invalidValue")
    _address_may_change(person, email)
    try:
        with transaction.atomic():
            return _written(person, said, email)
    except IntegrityError:
        detail = "Somebody else has this userName, externalId, e-mail address or employee number."
        raise Refused(409, detail, "uniqueness") from None


def _address_may_change(person: Person, email: str) -> None:
    """Refuse to change the address of somebody with a role: with it they sign in."""
    if not person._state.adding and person.email != email and person.roles.exists():
        detail = "They have a role here. An administrator changes their address on their page."
        raise Refused(403, detail)


def _written(person: Person, said: dict[str, Any], email: str) -> Person:
    entry = getattr(person, "directory_entry", None) or DirectoryEntry(user_name=email)
    assign(entry, {key: said[key] for key in OF_ENTRY if key in said})
    entry.user_name = entry.user_name.lower()
    values: dict[str, object] = {"email": email, "is_imported": True}
    values["name"] = _name(entry, said, person.name) or email
    if "active" in said:
        values["is_active"] = said["active"]
    if "number" in said:
        values["number"] = said["number"]
    if "department" in said:
        values["team"] = _team(person, said["department"])
    if "manager" in said:
        values["manager"] = _manager(person, said["manager"])
    if person._state.adding:
        assign(person, values)
        person.save(force_insert=True)
    else:
        _refusing(person, values)
    _keep(entry, person)
    return seen().get(pk=person.pk)


def _keep(entry: DirectoryEntry, person: Person) -> None:
    if entry.person_id is None:
        entry.person = person
        entry.save(force_insert=True)
        return
    said = {key: getattr(entry, key) for key in OF_ENTRY}
    with changing(entry):
        assign(entry, said)


def _name(entry: DirectoryEntry, said: dict[str, Any], otherwise: str) -> str:
    """Return somebody's name: as it is displayed, or written out, or of its two halves."""
    halves = f"{entry.given_name} {entry.family_name}".strip()
    are_halves_new = bool({"given_name", "family_name"} & set(said))
    named = said.get("display_name") or said.get("formatted")
    return str(named or (halves if are_halves_new else "") or otherwise)


def _team(person: Person, name: str) -> Team | None:
    if not name:
        return None
    found = Team.objects.filter(organisation=person.organisation, name__iexact=name).first()
    return found or Team.objects.create(organisation=person.organisation, name=name)


def _manager(person: Person, key: str) -> Person | None:
    """Return a manager by key; None for nobody, and for one who is not here or themselves."""
    try:
        manager = seen().filter(pk=uuid.UUID(key)).first() if key else None
    except ValueError:
        return None
    return None if manager is None or manager.pk == person.pk else manager


def _refusing(person: Person, values: dict[str, object]) -> None:
    """Save a person; what our rules refuse is an error of the request."""
    try:
        actions.save_person(person=person, values=values)
    except Refusal as refusal:
        raise Refused(409, str(refusal)) from refusal
