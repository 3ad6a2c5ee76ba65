"""A cookie that recognises a browser, so that limits can hold per browser.

It holds a random name and, once somebody has signed in there, a keyed hash for each of them. It is
sent to the sign-in pages alone, never to a page on which feedback is given, and nothing of it is
stored here. It signs nobody in.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from everyseat.organisations.models import Person

PATH = "/accounts/"
SALT = "everyseat.browser"
KNOWN_FOR = 60 * 60 * 24 * 400
"""Seconds. Browsers keep no cookie for longer."""
PEOPLE = 8
"""People that one browser is known for: more have shared it, and the first is forgotten."""


@dataclass(frozen=True)
class Browser:
    name: str
    people: tuple[str, ...] = ()

    def knows(self, person: Person) -> bool:
        """Return whether this person has signed in with this browser before."""
        return self._mark(person) in self.people

    def with_person(self, person: Person) -> "Browser":
        return replace(self, people=(*self.people, self._mark(person))[-PEOPLE:])

    def _mark(self, person: Person) -> str:
        return salted_hmac(SALT, f"{self.name} {person.pk}", algorithm="sha256").hexdigest()[:32]


def of(request: HttpRequest) -> Browser | None:
    """Return the browser that a request comes from; None if it shows no cookie of ours."""
    try:
        name, people = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Browser(name, tuple(people))


class RememberBrowsers:
    """Middleware that gives each browser a cookie on sign-in pages, and notes who has signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(PATH):
            return response
        known_browser = of(request)
        browser = known_browser or Browser(secrets.token_urlsafe(12))
        if request.user.is_authenticated and not browser.knows(request.user):
            _give(response, browser.with_person(request.user), KNOWN_FOR)
        elif not known_browser and request.method == "GET":
            _give(response, browser, None)
        return response


def _give(response: HttpResponse, browser: Browser, seconds: int | None) -> None:
    value = signing.dumps([browser.name, browser.people], salt=SALT)
    response.set_cookie(
        _cookie(),
        value,
        max_age=seconds,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie() -> str:
    return "__Secure-browser" if settings.SESSION_COOKIE_SECURE else "browser"
