"""A page that failed: its visitor keeps their words, and the log keeps neither words nor address.

It is logged by its name and place in the code, and by nothing of the request. Django's own log of
a failure has the address of the page: a giver's is their right to answer. The text of an exception
may hold what somebody wrote, so it is left out too.
"""

import logging
import sys

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from everyseat.faults import described
from everyseat.giving import access, typed, unsent
from everyseat.organisations import trouble

log = logging.getLogger(__name__)
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
    found = typed.into(request, is_ours=typed.was_checked)
    context = {"cannot_store": cannot_store, "typed": found}
    return render(request, "failed.html", context, status=status)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token was refused: whoever is signed out by now must sign in first."""
    view = request.resolver_match.func if request.resolver_match else None
    asks = view is not None and access.door(view) in (access.Door.SIGNED_IN, access.Door.OWN_NAME)
    if asks and not request.user.is_authenticated:
        return unsent.signed_out(request)
    return unsent.too_old(request)


def watch() -> None:
    got_request_exception.connect(note, dispatch_uid="everyseat-failures")
