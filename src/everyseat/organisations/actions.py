"""What people do with organisations, people and roles."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from everyseat.organisations.models import Organisation, Person, RoleHeld


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


def end_sessions(*, person: Person) -> None:
    """Sign a person out wherever they are signed in."""
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


@transaction.atomic
def remove_second_factors(*, person: Person) -> int:
    """Remove a person's second factors, and sign them out; return how many there were.

    Whoever is signed in with one that was lost or stolen must not stay so.
    """
    removed, _ = Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    return removed
