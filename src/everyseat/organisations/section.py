"""The section “Organisation”, for people who look after people, roles and e-mail."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving import site_facts
from everyseat.organisations import people_run, roles
from everyseat.organisations.landing import Action, Landing, Step, Task
from everyseat.organisations.models import ImportRun, Person
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


def waiting(person: Person) -> Iterator[Task]:
    """Yield what of the organisation waits for somebody: an import that was not done."""
    run = people_run.needs_somebody() if person.may(roles.MANAGE_ROLES) else None
    if run:
        texts = {
            ImportRun.State.WAITING: _("Look at an import of people before it is done"),
            ImportRun.State.FAILED: _("The last import of people did not work"),
        }
        since = timezone.localtime(run.at).date()
        link = reverse("people_import_run", args=[run.pk])
        yield Task(texts[ImportRun.State(run.state)], link, since=since)


def first_steps(person: Person) -> Iterator[Step]:
    """Yield what an organisation does first, of what a person may do."""
    if person.may(roles.MANAGE_ROLES):
        yield Step(
            _("Check that e-mail works"),
            reverse("first_day") + "#e-mail",
            _("Send a test to yourself. Without e-mail nobody can sign in or be invited."),
            site_facts.mail_was_tested(),
            rank=10,
        )
    if person.may(roles.MANAGE_PEOPLE):
        yield Step(
            _("Add people"),
            reverse("people_import"),
            _("From a spreadsheet with names and e-mail addresses, or one by one."),
            Person.objects.filter(is_active=True)[:2].count() > 1,
            rank=10,
        )


def organisation(person: Person, name: str) -> Landing:
    """Return the section's page, with what this person may look after."""
    more = [people()]
    if person.may(roles.MANAGE_ROLES) or person.may(roles.RUN_EVERY_ROUND):
        about = _("What is waiting, what was not delivered, and why.")
        more.append(Action(_("E-mail"), reverse("emails"), about))
    about = _("What your organisation is called, and how its pages look.")
    more.append(
        Action(
            _("Name, colour, logo, and how long answers are kept"),
            reverse("organisation_settings"),
            about,
        )
    )
    about = _("Name, colour and logo on the pages of rounds that are for them.")
    more.append(Action(_("Other organisations"), reverse("organisations"), about))
    about = _("What each nightly import changed, and what you still need to confirm.")
    more.append(Action(_("Scheduled imports"), reverse("people_import_runs"), about))
    if person.may(roles.MANAGE_ROLES):
        about = _("Let Entra ID or Okta keep people up to date.")
        more.append(Action(_("Directory"), reverse("directory"), about))
        about = _("What people with a role have read and changed. Never who gave feedback.")
        more.append(Action(_("Audit log"), reverse("audit_log"), about))
    about = _("What a new organisation does first, and how far you are.")
    more.append(Action(_("First steps"), reverse("first_day"), about))
    lead = _("People, roles, e-mail, and what your organisation looks like.")
    return Landing(name or _("Organisation"), lead, add_people(), more=more)
