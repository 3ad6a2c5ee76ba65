"""Actions on organisations, people and roles."""

from http import HTTPStatus
from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.giving.states import assign, changing
from everyseat.organisations import audit_log, logos, outbox
from everyseat.organisations.models import (
    ChosenColumns,
    Email,
    LogoFile,
    Organisation,
    Person,
    RoleHeld,
)
from everyseat.organisations.queries import hashed, holders
from everyseat.organisations.roles import ADMINISTRATOR, ORGANISER, ROLES


@transaction.atomic
def set_up(*, organisation: str, name: str, email: str) -> Person:
    """Create the host organisation and its first administrator, who is also an organiser."""
    host = Organisation.objects.create(name=organisation, is_host=True)
    person = Person.objects.create(name=name, email=email.lower(), organisation=host)
    set_roles(person=person, roles={ADMINISTRATOR, ORGANISER})
    return person


@transaction.atomic
def set_roles(*, person: Person, roles: set[str]) -> None:
    """Give a person exactly these roles."""
    person.roles.exclude(role__in=roles).delete()
    for role in roles:
        RoleHeld.objects.get_or_create(person=person, role=role)
    vars(person).pop("permissions", None)


def change_organisation(*, organisation: Organisation, values: dict[str, object]) -> None:
    """Edit the settings of an organisation, its logo among them: `new_logo`, `without_logo`."""
    fields = {name: value for name, value in values.items() if not name.endswith("_logo")}
    logo = cast(bytes, values.get("new_logo", b""))
    with changing(organisation):
        assign(organisation, fields)
        if logo or values.get("without_logo"):
            _change_logo(organisation, logo)


def _change_logo(organisation: Organisation, content: bytes) -> None:
    """Keep another logo, or none, for an organisation that is being changed."""
    LogoFile.objects.filter(organisation=organisation).delete()
    if content:
        LogoFile.objects.create(organisation=organisation, content=content)
    organisation.logo = logos.name_of(content) if content else ""


@transaction.atomic
def save_person(
    *,
    person: Person,
    values: dict[str, object],
    roles: set[str] | None = None,
    by: Person | None = None,
) -> Person:
    """Create or edit a person, and give them exactly these roles unless `roles` is None.

    Whoever may sign in is welcomed, and told of each new role. What changes of their rights stands
    in the audit log, done `by` somebody. Invalid if nobody would be left who administers the site.
    """
    if person._state.adding:
        added = Person.objects.create(**values)
        welcome([added])
        return added
    had = held(person)
    may_sign_in = bool(values.get("is_active", person.is_active))
    if roles is not None or (ADMINISTRATOR in had and not may_sign_in):
        somebody_must_administer(person, had if roles is None else roles, may_sign_in)
    if roles is not None:
        set_roles(person=person, roles=roles)
        for role in sorted(roles - had):
            outbox.write(person, "role", role=ROLES[role], organisation=person.organisation)
    with changing(person):
        email = person.email
        could_sign_in = person.is_active
        assign(person, values)
        person.account_ended |= could_sign_in and not person.is_active
    if person.email != email:
        outbox.readdress(email, person.email)
        outbox.write(person, "address_changed", sent_to=email)
    if person.is_active != could_sign_in:  # a right that comes back brings no session back
        end_sessions(person=person)
    if by:
        _record(person, by, had if roles is None else roles, had, could_sign_in)
    return person


def held(person: Person) -> set[str]:
    """Return the keys of a person's roles."""
    return set(person.roles.values_list("role", flat=True))


def somebody_must_administer(person: Person, roles: set[str], may_sign_in: bool) -> None:
    """Raise Invalid if nobody would be left who administers the site."""
    stays = ADMINISTRATOR in roles and may_sign_in
    if not stays and last_administrator(person):
        raise Invalid(
            "roles",
            _("There must always be an administrator. Give the role to somebody else first."),
        )


def _record(person: Person, by: Person, now: set[str], had: set[str], could: bool) -> None:
    """Write into the audit log which rights a person has been given, and which they have lost."""
    for what, changed in (("gave_role", now - had), ("took_role", had - now)):
        for role in sorted(changed):
            audit_log.record(by, what, f"{person.pk} {role}", HTTPStatus.OK)
    if person.is_active != could:
        what = "let_in" if person.is_active else "shut_out"
        audit_log.record(by, what, str(person.pk), HTTPStatus.OK)


def remember_columns(*, headings: list[str], columns: dict[str, str]) -> None:
    """Keep which column is which, for the next file of people with these headings."""
    ChosenColumns.objects.update_or_create(headings=hashed(headings), defaults={"columns": columns})


def welcome(people: list[Person]) -> None:
    """Send new people who may sign in a welcome e-mail about Everyseat and their privacy."""
    outbox.put_all(
        outbox.drafted(
            person, "welcome", urgency=Email.Urgency.REMINDER, organisation=person.organisation
        )
        for person in people
        if person.is_active
    )


def last_administrator(person: Person) -> bool:
    """Return whether the site would have no administrator without this person."""
    return not holders(ADMINISTRATOR).exclude(pk=person.pk).exists()


@transaction.atomic
def add_partner(*, name: str, email: str, organisation: str) -> Person:
    """Return the person with this address, created without an account if nobody has it."""
    person = Person.objects.filter(email=email.lower()).first()
    if person:
        return person
    partner, _new = Organisation.objects.get_or_create(name=organisation)
    return Person.objects.create(
        name=name, email=email.lower(), organisation=partner, is_active=False
    )


def end_sessions(*, person: Person) -> None:
    """Sign a person out on all their devices."""
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


@transaction.atomic
def remove_second_factors(*, person: Person) -> int:
    """Remove a person's second factors, and sign them out; return how many there were.

    Whoever is signed in with one that was lost or stolen must not stay so.
    """
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    end_sessions(person=person)
    return removed
