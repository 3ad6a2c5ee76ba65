"""Which services there are, and who may look after them."""

import re

from django.db.models import QuerySet

from everyseat.improvement.models import Service
from everyseat.organisations import roles
from everyseat.organisations.models import Person

CODE = re.compile(r"[a-z0-9]{8}")


def listed() -> QuerySet[Service]:
    """Return every service, by name."""
    return Service.objects.select_related("organisation", "team", "lead", "framework")


def looked_after_by(person: Person) -> QuerySet[Service]:
    """Return the services that a person may improve: all of them, or those that they lead."""
    if person.may(roles.IMPROVE):
        return listed()
    return listed().filter(lead=person)


def public() -> QuerySet[Service]:
    """Return the services whose page everybody may read."""
    return listed().filter(is_public=True)


def by_code(code: str) -> Service | None:
    """Return the service of a code, public or not."""
    code = code.lower()
    return listed().filter(code=code).first() if CODE.fullmatch(code) else None


def may_improve(person: Person, service: Service) -> bool:
    """Return whether a person looks after a service."""
    return person.may(roles.IMPROVE) or service.lead_id == person.pk
