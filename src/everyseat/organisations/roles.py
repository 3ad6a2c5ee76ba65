"""Roles as plain lists of permissions. Recipients, managers and raters need none: what they may do
follows from the reviews that name them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MANAGE_PEOPLE = "manage people"
MANAGE_ROLES = "manage roles"
MANAGE_QUESTIONNAIRES = "manage questionnaires"
MANAGE_ROUTES = "manage routes"
GUARD = "guard"
READ_COUNTS = "read counts"
RUN_ROUNDS = "run rounds"
READ_AS_COACH = "read as coach"
READ_GROUP_REPORTS = "read group reports"
SEND_BRIEFS = "send briefs"

ADMINISTRATOR, ORGANISER, COACH = "administrator", "organiser", "coach"
FACILITATOR, GUARDIAN, BOARD = "facilitator", "guardian", "board"


@dataclass(frozen=True)
class Role:
    """A role that an administrator gives, what it permits, and what stops once it is taken."""

    key: str
    name: "StrOrPromise"
    description: "StrOrPromise"
    permissions: frozenset[str]
    stops: "StrOrPromise"


ROLES = {
    role.key: role
    for role in (
        Role(
            ADMINISTRATOR,
            _("Administrator"),
            _("Sets up organisations, imports people, gives roles. Reads no report."),
            frozenset({MANAGE_PEOPLE, MANAGE_ROLES}),
            _("%(name)s can no longer give roles, add people or read the audit log."),
        ),
        Role(
            ORGANISER,
            _("Organiser"),
            _(
                "Runs rounds and questionnaires, and reads group reports. Sees how far each review "
                "is, not who has answered."
            ),
            frozenset(
                {
                    MANAGE_PEOPLE,
                    MANAGE_QUESTIONNAIRES,
                    RUN_ROUNDS,
                    READ_GROUP_REPORTS,
                    MANAGE_ROUTES,
                    SEND_BRIEFS,
                }
            ),
            _("%(name)s can no longer run 360 rounds, edit questionnaires or open routes."),
        ),
        Role(
            COACH,
            _("Coach"),
            _("Reads reports of leaders they coach first, meets them, and releases the report."),
            frozenset({READ_AS_COACH}),
            _("%(name)s can no longer read or release the reports of leaders they coach."),
        ),
        Role(
            FACILITATOR,
            _("Facilitator"),
            _("Sends briefs to teams and reads their answers. Anybody can run a live session."),
            frozenset({SEND_BRIEFS}),
            _("%(name)s can no longer send briefs to teams, or read what teams answer."),
        ),
        Role(
            GUARDIAN,
            _("Guardian"),
            _("Reads and answers concerns that nobody else can open."),
            frozenset({GUARD, READ_COUNTS}),
            _("%(name)s can no longer open the guardians' desk, and concerns wait for others."),
        ),
        Role(
            BOARD,
            _("Board member"),
            _(
                "Reads group reports of 360 rounds, and how many concerns there were each quarter. "
                "Reads no concern, and no report about a person."
            ),
            frozenset({READ_COUNTS, READ_GROUP_REPORTS}),
            _("%(name)s can no longer read group reports, or how many concerns there were."),
        ),
    )
}
CHOICES = [(role.key, role.name) for role in ROLES.values()]


def described() -> list[tuple[str, str]]:
    """Return each role with what it permits, for a form in which roles are given."""
    return [(role.key, f"{role.name}: {role.description}") for role in ROLES.values()]
