"""Saving the people of a checked import: planned first, then written in one short transaction.

On SQLite a transaction that writes keeps everybody else from writing: nothing is looked up or
worked out in it, and each table is written by one statement.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction

from everyseat.organisations import actions
from everyseat.organisations.models import Organisation, Person, Team

TRIES = 3
PLACES = ("organisation_id", "team_id")
"""Written last, since their numbers may be known only when the people are written."""
OWN = tuple(f.attname for f in Person._meta.concrete_fields if f.attname not in PLACES)
UPDATED = ("name", "manager_id")


@dataclass
class Plan:
    """The rows that an import writes. People may belong to new organisations and teams."""

    organisations: list[Organisation] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    new: list[Person] = field(default_factory=list)
    changed: list[Person] = field(default_factory=list)
    unchanged: int = 0


def save_people(rows: list[dict[str, str]], *, welcome: bool = False) -> tuple[int, int]:
    """Make or update the people of checked import rows; return how many of each.

    Rows hold name, email, team, manager (an e-mail address) and organisation; an empty organisation
    means the host. Managers may stand further down the file. All rows are saved, or none. Saved
    again, they change nothing. With `welcome`, new people who may sign in are written to, once they
    are saved. IntegrityError if others keep changing the same people meanwhile.
    """
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
    return len(plan.new), len(plan.changed) + plan.unchanged


def planned(rows: list[dict[str, str]]) -> Plan:
    plan = Plan()
    places = _Places(plan)
    addresses = [row[column].lower() for row in rows for column in ("email", "manager")]
    people = Person.objects.in_bulk({a for a in addresses if a}, field_name="email")
    before = {email: _values(person) for email, person in people.items()}
    for row in rows:
        email, place = row["email"].lower(), places.organisation(row["organisation"])
        person = people.setdefault(email, Person(email=email, is_active=place.is_host))
        person.name, person.organisation = row["name"], place
        person.team = places.team(place, row["team"])
    for row in rows:
        if row["manager"]:
            people[row["email"].lower()].manager = people[row["manager"].lower()]
    for row in rows:
        person = people[row["email"].lower()]
        if person._state.adding:
            plan.new.append(person)
        elif _values(person) != before[person.email] or places.are_new(person):
            plan.changed.append(person)
        else:
            plan.unchanged += 1
    return plan


def _values(person: Person) -> tuple[object, ...]:
    return tuple(getattr(person, name) for name in (*UPDATED, *PLACES))


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
    with transaction.atomic(), connection.cursor() as cursor:
        Organisation.objects.bulk_create(plan.organisations)
        Team.objects.bulk_create(plan.teams)
        pairs = zip(inserted, plan.new, strict=True)
        cursor.executemany(_insert(), [own + _numbers(person) for own, person in pairs])
        triples = zip(updated, plan.changed, keys, strict=True)
        cursor.executemany(
            _update(),
            [own + _numbers(changed_person) + key for own, changed_person, key in triples],
        )


def _prepared(person: Person, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Return a person's values as the database takes them."""
    fields = {f.attname: f for f in Person._meta.concrete_fields}
    return tuple(fields[n].get_db_prep_save(getattr(person, n), connection) for n in names)


def _numbers(person: Person) -> tuple[int, int | None]:
    return person.organisation.pk, person.team.pk if person.team else None


def _insert() -> str:
    columns = (*OWN, *PLACES)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {Person._meta.db_table} ({', '.join(columns)}) VALUES ({marks})"


def _update() -> str:
    values = ", ".join(f"{column} = %s" for column in (*UPDATED, *PLACES))
    return f"UPDATE {Person._meta.db_table} SET {values} WHERE id = %s"
