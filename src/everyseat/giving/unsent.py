"""A form that could not be taken: its sender keeps their words, and can send it again.

No word is kept on the server, in a session or in a cookie. The answer holds what was typed, in a
form for the same address, where it is checked like any other.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from everyseat.giving import typed
from everyseat.giving.typed import Typed

SIGNED_OUT, REFUSED, CONFLICT = 401, 403, 409


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer somebody who must sign in first: lead there and back, and keep what they wrote."""
    if _is_of_a_script(request):
        return _in_json(
            _("You are signed out, so nothing was saved. Sign in in another tab, then try again."),
            SIGNED_OUT,
        )
    page = typed.page_of(request)
    found = typed.into(request, is_ours=typed.was_sent_from_here)
    if found.is_long:
        return _shown(request, found, SIGNED_OUT, sign_in=_sign_in(page))
    if request.method == "POST":
        messages.info(
            request, _("You were signed out, so nothing was changed. Sign in, then try again.")
        )
    return redirect_to_login(page)


def too_old(request: HttpRequest) -> HttpResponse:
    """Answer a form whose token is not valid, as after signing in again in another tab."""
    if _is_of_a_script(request):
        text = _("This page is too old, so nothing was saved. Copy your words, and reload it.")
        return _in_json(text, REFUSED)
    found = typed.into(request, is_ours=typed.was_sent_from_here)
    return _shown(request, found if found.is_long else Typed(), REFUSED)


def refused(request: HttpRequest, on: str) -> HttpResponse:
    """Answer a form that was refused with a message, and whose page does not show it again."""
    found = typed.into(request, is_ours=typed.was_checked)
    context = {"typed": found, "on": on}
    return render(request, "not_saved.html", context, status=CONFLICT)


def gone(request: HttpRequest, status: int) -> HttpResponse:
    """Answer a form whose page is not there any more, or is not its sender's any more."""
    found = typed.into(request, is_ours=typed.was_checked)
    return render(request, "not_saved.html", {"typed": found, "on": "/"}, status=status)


def _shown(request: HttpRequest, found: Typed, status: int, sign_in: str = "") -> HttpResponse:
    context = {"typed": found, "sign_in": sign_in, "page": typed.page_of(request)}
    return render(request, "nothing_saved.html", context, status=status)


def _sign_in(page: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: page})}"


def _is_of_a_script(request: HttpRequest) -> bool:
    return "text/html" not in request.headers.get("Accept", "text/html")


def _in_json(problem: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=status)
