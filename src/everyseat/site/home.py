"""The first page: what waits for the person in this seat."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.moments.queries import telling as moments
from everyseat.organisations import roles, trouble
from everyseat.organisations.access import anybody
from everyseat.organisations.models import Person
from everyseat.room.queries import briefs
from everyseat.threesixty import queries


@anybody
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "site/home.html")
    person = request.user
    reviews = list(queries.readable_reviews(person))
    context = {
        "troubles": trouble.now() if person.may(roles.MANAGE_ROLES) else [],
        "tasks": [*_briefs(person), *queries.tasks(person, reviews)],
        "moments": moments.waiting(person),
        "mine": [r for r in reviews if r.recipient_id == person.pk],
        "coached": [r for r in reviews if r.coach_id == person.pk],
    }
    return render(request, "site/home.html", context)


def _briefs(person: Person) -> Iterator[queries.Task]:
    for room in briefs.to_hold(person):
        names = {"team": room.team, "title": room.title}
        text = _("Hold the brief with %(team)s: %(title)s") % names
        yield queries.Task(text, reverse("room", args=[room.pk]), room.held_on)
