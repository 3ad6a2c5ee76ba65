"""Who may open a page, and what the site may know of the person who does.

Each view says what kind of door it is. One that says nothing is a giver's: no session is read
there, nobody is recognised, nothing is recorded. So a page for which this was forgotten tells
nothing of the person who opens it. It is open to everybody, which a test of all pages shows.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from everyseat.giving import unsent

View = Callable[..., HttpResponse]
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class Door(Enum):
    """What the site may know of the person who opens a page."""

    GIVER = "nothing: they may be giving feedback"
    ANYBODY = "who they are, if they have signed in"
    OWN_NAME = "who they are; that they tell something is not recorded"
    SIGNED_IN = "who they are; what somebody with a role changes is recorded"
    DIRECTORY = "no person: a directory shows its token; what it changes is recorded"
    SIGN_IN = "they are about to sign in, or see to how they do"


def door(view: View) -> Door:
    """Return a view's kind of door."""
    if view.__module__.startswith("allauth."):
        return Door.SIGN_IN
    return getattr(view, "door", Door.GIVER)


def anybody(view: V) -> V:
    """Mark a page for everybody that may recognise people who have signed in."""
    return _marked(view, Door.ANYBODY)


def to_sign_in(view: V) -> V:
    """Mark a page for signing in, like the sign-in library's own."""
    return _marked(view, Door.SIGN_IN)


def for_directories(view: V) -> V:
    """Mark what a directory asks with a token. No session is read there, and nobody recognised."""
    return _marked(view, Door.DIRECTORY)


def login_required(view: V) -> V:
    """Restrict a view to people who have signed in."""
    return _marked(_signed_in(view), Door.SIGNED_IN)


def in_own_name(view: V) -> V:
    """Restrict a view to people who have signed in, to give feedback in their own name."""
    return _marked(_signed_in(view), Door.OWN_NAME)


def traced(view: V) -> V:
    """Mark a page that leaves a trace in the audit log when somebody with a role reads it."""
    vars(view)["is_traced"] = True
    return view


def untraced(view: V) -> V:
    """Mark what a page's script sends by itself: what it belongs to has left its trace."""
    vars(view)["is_traced"] = False
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Restrict a view to people whose roles permit it."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.user.is_anonymous or not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _signed_in(view: V) -> V:
    """Ask a visitor to sign in, and lose nothing of what they sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_anonymous:
            return unsent.signed_out(request)
        return view(request, *args, **kwargs)

    return cast("V", guarded)


def _marked(view: V, kind: Door) -> V:
    vars(view)["door"] = kind  # wrappers carry it on: functools.wraps copies attributes
    return view
