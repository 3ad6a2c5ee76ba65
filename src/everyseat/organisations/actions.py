"""What people do with organisations, people and roles."""

from django.contrib.sessions.models import Session
from django.db import transaction

from everyseat.organisations.models import Organisation, Person, RoleHeld, Team


@transaction.atomic
def found(*, organisation: str, name: str, email: str) -> Person:
    """Make the host organisation and its first administrator, who is an organiser too."""
    host = Organisation.objects.create(name=organisation, is_host=True)
    person = Person.objects.create(name=name, email=email.lower(), organisation=host)
    set_roles(person=person, roles={"administrator", "organiser"})
    return person


@transaction.atomic
def set_roles(*, person: Person, roles: set[str]) -> None:
    """Give a person exactly these roles."""
    person.roles.exclude(role__in=roles).delete()
    for role in roles:
        RoleHeld.objects.get_or_create(person=person, role=role)


def last_administrator(person: Person) -> bool:
    """Return whether the site would have no administrator without this person."""
    others = RoleHeld.objects.filter(role="administrator").exclude(person=person)
    return not others.exists()


@transaction.atomic
def add_partner(*, name: str, email: str, organisation: str) -> Person:
    """Return the person of this address, made without an account if there is none yet."""
    known = Person.objects.filter(email=email.lower()).first()
    if known:
        return known
    partner, _ = Organisation.objects.get_or_create(name=organisation)
    return Person.objects.create(
        name=name, email=email.lower(), organisation=partner, is_active=False
    )


@transaction.atomic
def save_people(rows: list[dict[str, str]]) -> tuple[int, int]:
    """Make or update the people of checked import rows; return how many of each.

    Rows hold name, email, team, manager (an e-mail address) and organisation; an empty organisation
    means the host. Managers are set last, so that they may stand further down the file.
    """
    made = changed = 0
    for row in rows:
        _, is_new = _save_person(row)
        made, changed = made + is_new, changed + (not is_new)
    for row in rows:
        if row["manager"]:
            manager = Person.objects.get(email=row["manager"].lower())
            Person.objects.filter(email=row["email"].lower()).update(manager=manager)
    return made, changed


def _save_person(row: dict[str, str]) -> tuple[Person, bool]:
    host = Organisation.objects.get(is_host=True)
    organisation = host
    if row["organisation"] and row["organisation"].lower() != host.name.lower():
        organisation = Organisation.objects.filter(name__iexact=row["organisation"]).first()
        organisation = organisation or Organisation.objects.create(name=row["organisation"])
    team = None
    if row["team"]:
        team = Team.objects.filter(organisation=organisation, name__iexact=row["team"]).first()
        team = team or Team.objects.create(organisation=organisation, name=row["team"])
    return Person.objects.update_or_create(
        email=row["email"].lower(),
        defaults={"name": row["name"], "organisation": organisation, "team": team},
        create_defaults={
            "name": row["name"],
            "organisation": organisation,
            "team": team,
            "is_active": organisation.is_host,
        },
    )


def end_sessions(*, person: Person) -> None:
    """Sign a person out wherever they are signed in."""
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
