"""The first page: what waits for the person in this seat."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.organisations import roles, trouble
from everyseat.site.parts import as_shown
from everyseat.threesixty import queries


@anybody
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "site/home.html")
    person = request.user
    reviews = list(queries.readable_reviews(person))
    context = {
        "troubles": trouble.now() if person.may(roles.MANAGE_ROLES) else [],
        "tasks": [task for part in as_shown() for task in part.waiting(person)],
        "mine": [r for r in reviews if r.recipient_id == person.pk],
        "coached": [r for r in reviews if r.coach_id == person.pk],
    }
    return render(request, "site/home.html", context)
