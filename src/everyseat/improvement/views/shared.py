"""Who opens which pages of services."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from everyseat.giving import random_keys
from everyseat.giving.access import login_required, requires, traced
from everyseat.giving.giver_pages import by_link
from everyseat.improvement.models import Service
from everyseat.improvement.queries import services
from everyseat.organisations import audit_log, roles
from everyseat.organisations.signed_in import SignedIn

View = Callable[..., HttpResponse]
LONGEST_KEY = len(str(2**random_keys.BITS))
improves_services = requires(roles.IMPROVE)


class NoService(Exception):
    """No service that everybody may read about has this code."""


by_code = by_link("improvement/no_service.html", NoService)


def of_a_service(view: View) -> View:
    """Restrict a page of one service to people who look after it; the view is given the service."""

    @login_required
    @wraps(view)
    def guarded(request: SignedIn, pk: str, *args: object, **keywords: object) -> HttpResponse:
        service = get_object_or_404(services.listed(), pk=pk)
        if not services.may_improve(request.user, service):
            raise PermissionDenied
        return view(request, service, *args, **keywords)

    return guarded


def reads_comments(view: View) -> View:
    """Mark a page of a service that shows what people wrote: whoever opens it leaves a trace.

    So does somebody without any role who leads the service, of whom the audit log knows nothing
    otherwise.
    """

    @wraps(view)
    def recorded(
        request: SignedIn, service: Service, *args: object, **keys: object
    ) -> HttpResponse:
        match = request.resolver_match
        if match and not request.user.permissions:
            about = " ".join(map(str, (service.pk, *args, *keys.values())))
            audit_log.record(request.user, match.url_name or "", about, HTTPStatus.OK)
        return view(request, service, *args, **keys)

    return traced(of_a_service(recorded))


def keys(sent: Iterable[str]) -> set[int]:
    """Return the keys of comments that a page or a form was sent; what can't be one is left out."""
    return {int(one) for one in sent if one.isdecimal() and len(one) <= LONGEST_KEY}


def after(request: HttpRequest) -> int:
    """Return the key of the comment after which a page asks for the next one; 0 for the first."""
    return max(keys([request.GET.get("after", "")]), default=0)


def public(code: str) -> Service:
    """Return the service of a code whose page everybody may read; NoService for any other."""
    found = services.by_code(code)
    if not found or not found.is_public:
        raise NoService
    return found
