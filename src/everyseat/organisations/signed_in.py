"""The request of a page that nobody reaches unless they have signed in."""

from django.http import HttpRequest

from everyseat.organisations.models import Person


class SignedIn(HttpRequest):
    """Says so for the types alone: the request is Django's, and `login_required` sees to it."""

    user: Person
