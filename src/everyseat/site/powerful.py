"""What is asked of powerful roles: a second factor, and a trace of what they do."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from everyseat.giving import refusing, traces
from everyseat.giving.access import Door, View, door
from everyseat.organisations import audit_log
from everyseat.organisations.models import Person
from everyseat.site import demonstration

Response = Callable[[HttpRequest], HttpResponse]
Answer = HttpResponse | None
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
UNTRACED = {"invitation", "case", "file", "number"}
"""What of an address leaves no trace: whose card was voided would stay for ever. Nor does which
sealed case a guardian opened: with the time of it, it would say when its reporter wrote."""


WITHOUT = (Door.GIVER, Door.DIRECTORY, Door.SIGN_IN)
"""Where nobody is asked for a second factor: where nobody is recognised, and where it is set up."""


class SecondFactor:
    """Let nobody with a role in before they have a passkey or an authenticator app."""

    def __init__(self, get_response: Response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_given: object) -> Answer:
        if not settings.SECOND_FACTOR or door(view) in WITHOUT:
            return None
        if _lacks_one(request.user) and not demonstration.is_open():
            text = _("Your role needs a second factor. Add a passkey or an authenticator app.")
            messages.warning(request, text)
            return redirect("mfa_index")
        return None


UNRECORDED = (Door.GIVER, Door.DIRECTORY, Door.OWN_NAME)
"""Where this records nothing. What a directory changes, its own views record."""


def _lacks_one(user: Person | AnonymousUser) -> bool:
    return bool(user.is_authenticated and user.permissions) and not is_mfa_enabled(user, FACTORS)


class Trace:
    """Record what people with a role change, and which reports they read.

    The name of the page and the keys in its address; never what a form says. Givers' pages are left
    out, and what somebody tells in their own name: whoever holds a role gives like anybody else.
    """

    def __init__(self, get_response: Response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        before: Person | AnonymousUser | None = getattr(request, "before", None)
        match = request.resolver_match
        if before is None or match is None or traces.has_none(response):
            return response
        person = request.user if request.user.is_authenticated else before
        refused = response.status_code == HTTPStatus.FORBIDDEN
        is_traced = getattr(match.func, "is_traced", request.method == "POST")
        if (refused or is_traced) and (person.is_authenticated and person.permissions):
            keys = [str(v) for key, v in match.kwargs.items() if key not in UNTRACED]
            about = " ".join([*keys, traces.noted(request)]).strip()
            audit_log.record(person, match.url_name or "", about, _status(request, response))
        return response

    def process_view(self, request: HttpRequest, view: View, *_given: object) -> None:
        """Note who it is before they sign out, at the doors where that may be known."""
        if door(view) not in UNRECORDED:
            vars(request)["before"] = request.user


def _status(request: HttpRequest, response: HttpResponse) -> int:
    """Return an answer's status; where a page only showed its form again, one that says so."""
    if refusing.was_refused(request):
        return HTTPStatus.CONFLICT
    shown_again = request.method == "POST" and response.status_code == HTTPStatus.OK
    if shown_again and response.headers.get("Content-Type", "").startswith("text/html"):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return response.status_code
