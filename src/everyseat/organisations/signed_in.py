"""Who opens a page: somebody who has signed in, or a visitor."""

from django.http import HttpRequest

from everyseat.organisations.models import Person


class SignedIn(HttpRequest):
    """Says so for the types alone: the request is Django's, and `login_required` sees to it."""

    user: Person


def who_is_here(request: HttpRequest) -> Person | None:
    """Return the person who has signed in; None for a visitor."""
    return request.user if request.user.is_authenticated else None
