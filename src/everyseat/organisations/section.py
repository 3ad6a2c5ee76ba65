"""The section “Organisation”, for people who look after people, roles and e-mail."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving import site_facts
from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Landing, Step
from everyseat.organisations.models import Person
from everyseat.organisations.part import Section

SECTION = Section(
    "organisation",
    gettext_lazy("Organisation"),
    place=9,
    under=("/organisation/", "/people/", "/emails/", "/audit-log/"),
    permissions=frozenset({roles.MANAGE_PEOPLE, roles.MANAGE_ROLES}),
)


def people() -> Action:
    return Action(
        _("People and roles"),
        reverse("people"),
        _("Find somebody, correct their details, give or take a role."),
        rank=12,
    )


def add_people() -> Action:
    return Action(
        _("Add people"),
        reverse("people_import"),
        _("From a spreadsheet: you see what would change before anything is saved."),
        rank=14,
    )


def actions(person: Person) -> Iterator[Action]:
    """Yield what a person may do for the organisation on their first page."""
    if person.may(roles.MANAGE_ROLES):
        yield from (people(), add_people())


def first_steps(person: Person) -> Iterator[Step]:
    """Yield what an organisation does first, of what a person may do."""
    if person.may(roles.MANAGE_ROLES):
        yield Step(
            _("Check that e-mail works"),
            reverse("first_day") + "#e-mail",
            _("Send a test to yourself. Without e-mail nobody can sign in or be invited."),
            site_facts.mail_was_tested(),
        )
    if person.may(roles.MANAGE_PEOPLE):
        yield Step(
            _("Add people"),
            reverse("people_import"),
            _("From a spreadsheet with names and e-mail addresses, or one by one."),
            Person.objects.filter(is_active=True)[:2].count() > 1,
        )


def organisation(person: Person, name: str) -> Landing:
    """Return the section's page, with what this person may look after."""
    more = [people()]
    if person.may(roles.MANAGE_ROLES) or person.may(roles.RUN_ROUNDS):
        about = _("What is waiting, what was not delivered, and why.")
        more.append(Action(_("E-mail"), reverse("emails"), about))
    about = _("What your organisation is called, and its colour on every page.")
    more.append(
        Action(
            _("Name, colour, and how long answers are kept"),
            reverse("organisation_settings"),
            about,
        )
    )
    if person.may(roles.MANAGE_ROLES):
        about = _("What people with a role have read and changed. Never who gave feedback.")
        more.append(Action(_("Audit log"), reverse("audit_log"), about))
    about = _("What a new organisation does first, and how far you are.")
    more.append(Action(_("First steps"), reverse("first_day"), about))
    lead = _("People, roles, e-mail, and what your organisation looks like.")
    return Landing(name or _("Organisation"), lead, add_people(), more=more)
