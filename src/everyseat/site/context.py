"""What every template may use."""

from operator import attrgetter

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from everyseat.organisations import queries, section
from everyseat.organisations.mail import state as mail_state
from everyseat.site import demonstration, languages
from everyseat.site.parts import parts


def site(request: HttpRequest) -> dict[str, object]:
    """Return the organisation, whether this is the demonstration, and what the person may do.

    The last is worked out only where a page asks: a giver's page never looks at who is signed in.
    """
    return {
        "organisation": SimpleLazyObject(queries.host),
        "demonstration": SimpleLazyObject(demonstration.is_open),
        "mail_is_kept_in": mail_state.kept_in(),
        "provider": settings.PROVIDER,
        "other_languages": languages.others,
        "may": SimpleLazyObject(lambda: _permissions(request)),
        "navigation": SimpleLazyObject(lambda: _navigation(request, _permissions(request))),
    }


def _navigation(request: HttpRequest, permissions: frozenset[str]) -> list[dict[str, object]]:
    """Return the sections that a person or a visitor is shown, and which one this page is in."""
    signed_in = request.user.is_authenticated
    sections = [section.SECTION, *(one for part in parts() for one in part.sections)]
    return [
        {"section": one, "is_here": request.path.startswith(one.under)}
        for one in sorted(sections, key=attrgetter("place"))
        if (signed_in or one.for_visitors)
        and (not one.permissions or one.permissions & permissions)
    ]


def _permissions(request: HttpRequest) -> frozenset[str]:
    person = getattr(request, "user", None)
    return person.permissions if person is not None and person.is_authenticated else frozenset()
