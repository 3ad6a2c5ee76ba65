"""When somebody who has signed in is asked to sign in again."""

import time
from collections.abc import Callable

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from everyseat.giving import unsent
from everyseat.giving.access import Door, View, door
from everyseat.organisations import audit_log
from everyseat.organisations.models import Person

PRECISION = 60
"""Seconds: how often a session is written while somebody clicks."""


class End:
    """End a session that was not used for `SESSION_IDLE`, or is `SESSION_COOKIE_AGE` old.

    A giver's page does not look at sessions at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, *_given: object
    ) -> HttpResponse | None:
        if door(view) in (Door.GIVER, Door.DIRECTORY) or not request.user.is_authenticated:
            return None
        now, session = int(time.time()), request.session
        began, seen = session.setdefault("began", now), session.get("seen", now)
        if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE:
            logout(request)
            if request.method != "POST":
                messages.info(
                    request,
                    _("For your safety, we signed you out after some time. Please sign in again."),
                )
            return unsent.signed_out(request)
        if now - seen >= PRECISION or "seen" not in session:
            session["seen"] = now
        return None


def note(sender: object, request: HttpRequest, user: Person, **_: object) -> None:
    """Record that somebody with a role signed in."""
    if user.permissions:
        audit_log.record(user, "signed_in", "", 200)


def watch() -> None:
    user_logged_in.connect(note, dispatch_uid="everyseat-sign-in")
