"""The first page: what waits for the person in this seat."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.moments.queries import telling as moments
from everyseat.room.queries import briefs
from everyseat.threesixty import queries


def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "site/home.html")
    person = request.user
    reviews = list(queries.readable_reviews(person))
    context = {
        "tasks": queries.tasks(person, reviews),
        "moments": moments.waiting(person),
        "to_hold": briefs.to_hold(person),
        "mine": [r for r in reviews if r.recipient_id == person.pk],
        "coached": [r for r in reviews if r.coach_id == person.pk],
    }
    return render(request, "site/home.html", context)


def nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404
