"""A page that failed: its visitor keeps their words, and the log keeps neither words nor address.

It is logged by its name and place in the code, and by nothing of the request. Django's own log of
a failure has the address of the page: a giver's is their right to answer. The text of an exception
may hold what somebody wrote, so it is left out too.
"""

import logging
import sys
from contextlib import suppress

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext_lazy as _

from everyseat.faults import described
from everyseat.organisations import trouble

log = logging.getLogger(__name__)
TOKEN = "csrfmiddlewaretoken"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
CANNOT_STORE = _(
    "We can't store anything at the moment, so nothing was sent. Keep this page open and send it "
    "again in a few minutes: your words are still here."
)
WENT_WRONG = _(
    "Something went wrong on our side, and nothing was sent. Keep this page open and send it "
    "again: your words are still here."
)


def note(sender: object, request: HttpRequest | None = None, **_: object) -> None:
    """Log the exception that a page raised."""
    error, match = sys.exc_info()[1], getattr(request, "resolver_match", None)
    what = described(error) if error else "?"
    log.error("The page %s failed: %s", match.url_name if match else "?", what)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that a page failed; show what was typed, to be sent again.

    Nothing is asked of a database. Scripts are answered in JSON, with the sentence that they show.
    """
    cannot_store = trouble.is_of_storage(sys.exc_info()[1])
    if cannot_store:
        trouble.note()
    status = 503 if cannot_store else 500
    if "text/html" not in request.headers.get("Accept", "text/html"):
        said = CANNOT_STORE if cannot_store else WENT_WRONG
        return JsonResponse({"problem": str(said)}, status=status)
    typed = _typed(request)
    context = {
        "cannot_store": cannot_store,
        "words": [pair for pair in typed if _is_words(pair[1])],
        "rest": [pair for pair in typed if not _is_words(pair[1]) and pair[0] != TOKEN],
        "has_token": TOKEN in dict(typed),
        "files": request.FILES if typed else {},
    }
    return render(request, "failed.html", context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that a page of ours sent."""
    if request.method != "POST" or request.content_type not in FORMS:
        return []
    with suppress(Exception):  # what could not be read the first time
        if _is_ours(request):
            return [(name, value) for name, values in request.POST.lists() for value in values]
    return []


def _is_ours(request: HttpRequest) -> bool:
    """Return whether a page of ours sent a form: another site's would be shown filled in, to be
    sent as its visitor's own.

    The page may have failed before its form was checked. A giver's page checks no cookie; there we
    go by what the browser says of where it was sent from.
    """
    view = resolve(request.path_info).func
    if getattr(view, "csrf_exempt", False):
        return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    check = CsrfViewMiddleware(failed)
    check.process_request(request)
    return check.process_view(request, view, (), {}) is None


def _is_words(value: str) -> bool:
    """Return whether somebody wrote this, and did not choose it."""
    return " " in value.strip() or "\n" in value


def watch() -> None:
    got_request_exception.connect(note, dispatch_uid="everyseat-failures")
