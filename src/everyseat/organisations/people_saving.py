"""Saving the people of a checked import: planned first, then written in one short transaction.

On SQLite a transaction that writes keeps everybody else from writing: nothing is looked up or
worked out in it, and each table is written by one statement.
"""

import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, connection, transaction

from everyseat.organisations import actions, audit_log
from everyseat.organisations.models import Organisation, Person, Team

TRIES = 3
PEOPLE = Person._meta.db_table
PLACES = ("organisation_id", "team_id")
"""Written last, since their numbers may be known only when the people are written."""
OWN = tuple(f.attname for f in Person._meta.concrete_fields if f.attname not in PLACES)
UPDATED = ("name", "manager_id", "number", "is_imported")
COMPARED = ("name", "manager_id", "number", "email", *PLACES)
"""What a person's details are, as an import sees them."""


@dataclass
class Plan:
    """The rows that an import writes. People may belong to new organisations and teams."""

    organisations: list[Organisation] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    new: list[Person] = field(default_factory=list)
    changed: list[Person] = field(default_factory=list)
    unchanged: int = 0
    marked: list[Person] = field(default_factory=list)
    """Of those unchanged, the people whom no import has brought before."""
    before: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    """What was so of everybody who was here already, by key."""


def save_people(
    rows: list[dict[str, str]], *, welcome: bool = False, by: Person | None = None
) -> tuple[int, int]:
    """Make or update people of checked import rows; return how many are new and how many change.

    Rows hold name, email, team, manager (an e-mail address) and organisation; an empty organisation
    means the host. A row may hold an employee number, and `was`: the former address of its person,
    which is changed first. Managers may stand further down the file. All rows are saved, or none.
    Saved again, they change nothing. With `welcome`, new people who may sign in are written to,
    once they are saved. IntegrityError if others keep changing the same people meanwhile.
    """
    readdressed = _readdress(rows, by)
    for tries_left in reversed(range(TRIES)):
        plan = planned(rows)
        try:
            _write(plan)
        except IntegrityError:  # since it was planned, somebody made or deleted what it refers to
            if not tries_left:
                raise
        else:
            break
    if welcome:
        actions.welcome(plan.new)
    return len(plan.new), len(readdressed | {person.pk for person in plan.changed})


def _readdress(rows: list[dict[str, str]], by: Person | None) -> set[uuid.UUID]:
    """Change the addresses of people who have new ones, and tell them; return whose."""
    new = {row["was"]: row["email"].lower() for row in rows if row.get("was")}
    with transaction.atomic():
        people = Person.objects.in_bulk(list(new), field_name="email")
        for email, person in people.items():
            actions.save_person(person=person, values={"email": new[email]}, by=by)
            if by:
                audit_log.record(by, "readdressed", str(person.pk), HTTPStatus.OK)
    return {person.pk for person in people.values()}


def planned(rows: list[dict[str, str]]) -> Plan:
    plan = Plan()
    places = _Places(plan)
    people = _people(rows)
    plan.before = {person.pk: values(person) for person in people.values()}
    for row in rows:
        email, place = row["email"].lower(), places.organisation(row["organisation"])
        person = people.setdefault(email, Person(email=email, is_active=place.is_host))
        person.name, person.organisation, person.email = row["name"], place, email
        person.team = places.team(place, row["team"])
        person.number = row.get("number") or person.number
    for row in rows:
        if row["manager"]:
            people[row["email"].lower()].manager = people[row["manager"].lower()]
    for row in rows:
        person = people[row["email"].lower()]
        if person._state.adding:
            plan.new.append(person)
        elif values(person) != plan.before[person.pk] or places.are_new(person):
            plan.changed.append(person)
        else:
            plan.unchanged += 1
            plan.marked += [person] * (not person.is_imported)
        person.is_imported = True
    return plan


def _people(rows: list[dict[str, str]]) -> dict[str, Person]:
    """Return the people of rows who are here, and their managers, by the address of each row."""
    asked = [row.get(column, "").lower() for row in rows for column in ("email", "manager", "was")]
    people = Person.objects.in_bulk({a for a in asked if a}, field_name="email")
    for row in rows:
        if (was := row.get("was")) and was in people:
            people[row["email"].lower()] = people.pop(was)
    return people


def values(person: Person) -> dict[str, Any]:
    """Return a person's details, as an import compares them."""
    return {name: getattr(person, name) for name in COMPARED}


class _Places:
    """Organisations and teams by name, whatever their case; those that are missing are planned."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.organisations = {o.name.lower(): o for o in Organisation.objects.all()}
        self.host = next(o for o in self.organisations.values() if o.is_host)
        teams = Team.objects.select_related("organisation")
        self.teams = {(t.organisation.name.lower(), t.name.lower()): t for t in teams}

    def organisation(self, name: str) -> Organisation:
        if not name:
            return self.host
        place = self.organisations.get(name.lower())
        if place is None:
            place = self.organisations[name.lower()] = Organisation(name=name)
            self.plan.organisations.append(place)
        return place

    def team(self, organisation: Organisation, name: str) -> Team | None:
        if not name:
            return None
        key = (organisation.name.lower(), name.lower())
        if key not in self.teams:
            self.teams[key] = Team(organisation=organisation, name=name)
            self.plan.teams.append(self.teams[key])
        return self.teams[key]

    @staticmethod
    def are_new(person: Person) -> bool:
        """Return whether a person goes to a place that has no number yet."""
        return person.organisation.pk is None or (person.team is not None and not person.team.pk)


def _write(plan: Plan) -> None:
    """Write a plan. IntegrityError if the database no longer is as it was when it was made."""
    inserted = [_prepared(person, OWN) for person in plan.new]
    updated = [_prepared(person, UPDATED) for person in plan.changed]
    keys = [_prepared(person, ("id",)) for person in plan.changed]
    renumbered = [p for p in plan.changed if plan.before[p.pk]["number"] not in ("", p.number)]
    freed = [_prepared(person, ("id",)) for person in renumbered]
    with transaction.atomic(), connection.cursor() as cursor:
        Organisation.objects.bulk_create(plan.organisations)
        Team.objects.bulk_create(plan.teams)
        cursor.executemany(f"UPDATE {PEOPLE} SET number = '' WHERE id = %s", freed)
        pairs = zip(inserted, plan.new, strict=True)
        cursor.executemany(_insert(), [own + _numbers(person) for own, person in pairs])
        triples = zip(updated, plan.changed, keys, strict=True)
        cursor.executemany(
            _update(),
            [own + _numbers(changed_person) + key for own, changed_person, key in triples],
        )
        marks = [_prepared(person, ("is_imported", "id")) for person in plan.marked]
        cursor.executemany(f"UPDATE {PEOPLE} SET is_imported = %s WHERE id = %s", marks)


def _prepared(person: Person, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Return a person's values as the database takes them."""
    fields = {f.attname: f for f in Person._meta.concrete_fields}
    return tuple(fields[n].get_db_prep_save(getattr(person, n), connection) for n in names)


def _numbers(person: Person) -> tuple[int, int | None]:
    return person.organisation.pk, person.team.pk if person.team else None


def _insert() -> str:
    columns = (*OWN, *PLACES)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {PEOPLE} ({', '.join(columns)}) VALUES ({marks})"


def _update() -> str:
    values = ", ".join(f"{column} = %s" for column in (*UPDATED, *PLACES))
    return f"UPDATE {PEOPLE} SET {values} WHERE id = %s"
