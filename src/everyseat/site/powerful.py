"""What is asked of powerful roles: a second factor, and a trace of what they do."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from everyseat.organisations import deeds

Response = Callable[[HttpRequest], HttpResponse]
GIVERS = (
    *("/invitation/", "/answer/", "/felt/"),
    *("/tell/", "/speak-up/", "/receipt/", "/sealed/", "/pulse/", "/join/", "/room/"),
    "/room-card/",
)
WITHOUT = (*GIVERS, "/accounts/", "/static/", "/organisation.css", "/demonstration/", "/mailbox/")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
READING = {"report", "report_pdf", "deeds", "draft", "guardian_case", "guardian_file"}
"""Pages that leave a trace when they are only read."""
UNTRACED = {"invitation"}
"""What of an address leaves no trace: whose card was voided would stay for ever. Nor does which
sealed case a guardian opened: with the time of it, it would say when its reporter wrote."""


class SecondFactor:
    """Let nobody with a role in before they have a passkey or an authenticator app."""

    def __init__(self, get_response: Response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR and not request.path.startswith(WITHOUT):
            user = request.user
            if user.is_authenticated and user.permissions and not is_mfa_enabled(user, FACTORS):
                text = _("Your role needs a second factor. Add a passkey or an authenticator app.")
                messages.warning(request, text)
                return redirect("mfa_index")
        return self.get_response(request)


class Trace:
    """Record what people with a role change, and which reports they read.

    The name of the page and the keys in its address; never what a form says. Givers' pages are left
    out, and what somebody tells in their own name: whoever holds a role gives like anybody else.
    """

    def __init__(self, get_response: Response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith((*GIVERS, "/by-me/")):
            return self.get_response(request)
        before = request.user if request.user.is_authenticated else None
        response = self.get_response(request)
        person = request.user if request.user.is_authenticated else before
        match = request.resolver_match
        refused = response.status_code == HTTPStatus.FORBIDDEN
        traced = match and (request.method == "POST" or refused or match.url_name in READING)
        if traced and person and person.permissions:
            left_out = UNTRACED | ({"pk", "file", "number"} if "cases" in match.route else set())
            about = " ".join(str(v) for key, v in match.kwargs.items() if key not in left_out)
            deeds.record(person, match.url_name or "", about, response.status_code)
        return response
