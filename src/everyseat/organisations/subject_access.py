"""A person's data outside the parts: to export, or to erase."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet

from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.actions import end_sessions
from everyseat.organisations.models import AuditEntry, DirectoryEntry, Email, Person, StandIn

CAN_NOT_BE_FOUND = [
    "answers given with an answering card: nothing that is stored says whose they are",
    "an answer that waits to be delivered: it is sealed and has no name",
    "what others wrote about this person in words that do not name them",
]


def held_about(person: Person) -> dict[str, object]:
    """Return a person's data outside the parts."""
    return {
        "name": person.name,
        "email": person.email,
        "organisation": str(person.organisation),
        "team": str(person.team or ""),
        "manager": str(person.manager or ""),
        "employee_number": person.number,
        "was_imported": person.is_imported,
        "directory": DirectoryEntry.objects.filter(person=person).values().first(),
        "may_sign_in": person.is_active,
        "account_ended": person.account_ended,
        "roles": [r.role for r in person.roles.all()],
        "stand_ins": list(_stand_ins(person).values("person", "stand_in", "first_day", "last_day")),
        "second_factors": list(
            Authenticator.objects.filter(user=person).values_list("type", flat=True)
        ),
        "emails_waiting": [email.subject for email in outbox.to_address(person.email)],
        "audit_log": list(
            AuditEntry.objects.filter(who=str(person.pk)).values("at", "what", "about")
        ),
    }


def _stand_ins(person: Person) -> QuerySet[StandIn]:
    """Return who stands in for a person, and for whom they do."""
    return StandIn.objects.filter(Q(person=person) | Q(stand_in=person))


def erase(person: Person) -> None:
    """Erase a person's name, address, roles and ways to sign in.

    A key without a name stays, so that the audit log keeps its chain.
    """
    pks = [email.pk for email in outbox.to_address(person.email)]
    with transaction.atomic():
        Email.objects.filter(pk__in=pks).delete()
        _erase(person)


def _erase(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    person.roles.all().delete()
    _stand_ins(person).delete()
    DirectoryEntry.objects.filter(person=person).delete()
    with changing(person):
        person.name, person.email = "Erased", f"{person.pk}@erased.invalid"
        person.team = person.manager = None
        person.is_active = person.is_imported = False
        person.number = ""
