"""What every template may use."""

from collections.abc import Container

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from everyseat.organisations import queries
from everyseat.organisations.part import Link
from everyseat.site import demonstration
from everyseat.site.parts import as_shown


def site(request: HttpRequest) -> dict[str, object]:
    """Return the organisation, whether this is the demonstration, and what the person may do.

    The last is worked out only where a page asks: a giver's page never looks at who is signed in.
    """
    may = SimpleLazyObject(lambda: _permissions(request))
    return {
        "organisation": SimpleLazyObject(queries.host),
        "demonstration": SimpleLazyObject(demonstration.is_open),
        "provider": settings.PROVIDER,
        "may": may,
        "navigation": SimpleLazyObject(lambda: _navigation(may)),
    }


def _navigation(permissions: Container[str]) -> list[Link]:
    """Return the parts' pages that a person may use, in the order in which people see parts."""
    found = [link for part in as_shown() for link in part.navigation]
    return [link for link in found if not link.permission or link.permission in permissions]


def _permissions(request: HttpRequest) -> frozenset[str]:
    person = getattr(request, "user", None)
    return person.permissions if person is not None and person.is_authenticated else frozenset()
