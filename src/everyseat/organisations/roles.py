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
RUN_EVERY_ROUND = "run every round"
RUN_ROUNDS_OF_ORGANISATION = "run the rounds of their organisation"
READ_ROUNDS = "read rounds"
OBSERVE_ROUNDS = "observe the rounds of their organisation"
READ_AS_COACH = "read as coach"
READ_GROUP_REPORTS = "read group reports"
SEND_BRIEFS = "send briefs"
RUN_CONVERSATIONS = "run conversations"
IMPROVE = "improve services"

ADMINISTRATOR, ORGANISER, COACH = "administrator", "organiser", "coach"
LOCAL_ORGANISER, OWN_ORGANISER, OBSERVER = "local-organiser", "own-organiser", "observer"
FACILITATOR, GUARDIAN, BOARD = "facilitator", "guardian", "board"
IMPROVER = "improver"
ORGANISERS = (ORGANISER, LOCAL_ORGANISER, OWN_ORGANISER)
"""Whoever may be the organiser of a round."""


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
                "Runs rounds, questionnaires and big conversations, reads group reports, and looks "
                "after services. Sees how far each review is, not who has answered."
            ),
            frozenset(
                {
                    MANAGE_PEOPLE,
                    MANAGE_QUESTIONNAIRES,
                    RUN_ROUNDS,
                    RUN_EVERY_ROUND,
                    READ_ROUNDS,
                    READ_GROUP_REPORTS,
                    MANAGE_ROUTES,
                    SEND_BRIEFS,
                    RUN_CONVERSATIONS,
                    IMPROVE,
                }
            ),
            _(
                "%(name)s can no longer run 360 rounds or big conversations, edit questionnaires, "
                "open routes or look after services."
            ),
        ),
        Role(
            LOCAL_ORGANISER,
            _("Organiser of one organisation"),
            _(
                "Runs the 360 rounds of the organisation that they belong to, and reads their "
                "group reports. Does not see the rounds of other organisations."
            ),
            frozenset({RUN_ROUNDS, RUN_ROUNDS_OF_ORGANISATION, READ_ROUNDS, MANAGE_QUESTIONNAIRES}),
            _("%(name)s can no longer run the 360 rounds of their organisation."),
        ),
        Role(
            OWN_ORGANISER,
            _("Organiser of own rounds"),
            _(
                "Runs the 360 rounds that name them as organiser, and reads their group reports. "
                "Does not see other rounds."
            ),
            frozenset({RUN_ROUNDS, READ_ROUNDS, MANAGE_QUESTIONNAIRES}),
            _("%(name)s can no longer run the 360 rounds that name them as organiser."),
        ),
        Role(
            OBSERVER,
            _("Observer of rounds"),
            _(
                "Sees how far each 360 round of their organisation is, leader by leader. Changes "
                "nothing, and reads no report."
            ),
            frozenset({READ_ROUNDS, OBSERVE_ROUNDS}),
            _("%(name)s can no longer see how far 360 rounds are."),
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
            IMPROVER,
            _("Improvement lead"),
            _(
                "Looks after services: reads comments, says what was done, keeps measures and "
                "plans. Reads nothing about a person."
            ),
            frozenset({IMPROVE}),
            _("%(name)s can no longer look after services that they do not lead."),
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


def that_permit(permission: str) -> list[Role]:
    """Return the roles with a permission."""
    return [role for role in ROLES.values() if permission in role.permissions]


CHOICES = [(role.key, role.name) for role in ROLES.values()]


def described() -> list[tuple[str, str]]:
    """Return each role with what it permits, for a form in which roles are given."""
    return [(role.key, f"{role.name}: {role.description}") for role in ROLES.values()]
