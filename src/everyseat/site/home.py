"""The first page: what a visitor can do here; what waits for a person, and what they may do."""

from datetime import date
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from everyseat.giving.access import anybody
from everyseat.organisations import roles, section, trouble
from everyseat.organisations.landing import Action, Entry, Task
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import who_is_here
from everyseat.organisations.stand_ins import queries as stand_ins
from everyseat.site import first_day
from everyseat.site.parts import parts

ACTIONS = 4
RECENT = 5


@anybody
def home(request: HttpRequest) -> HttpResponse:
    person = who_is_here(request)
    if not person:
        doors = [door for part in parts() for door in part.doors()]
        return render(request, "site/welcome.html", {"doors": doors})
    context = {
        "troubles": trouble.now() if person.may(roles.MANAGE_ROLES) else [],
        "steps": first_day.left(person),
        "tasks": _waiting(person),
        "acts_for": stand_ins.acts_for(person).select_related("person"),
        "actions": _likeliest(person),
        "recent": _recent(person),
        "today": timezone.localdate(),
    }
    return render(request, "site/home.html", context)


def _waiting(person: Person) -> list[Task]:
    """Return what waits for a person: what is due first, then what has waited longest."""
    tasks = [*section.waiting(person)]
    tasks += [task for part in parts() for task in part.waiting(person)]
    return sorted(tasks, key=lambda task: (task.by or date.max, task.since or date.max))


def _likeliest(person: Person) -> list[Action]:
    found = [*section.actions(person), *(a for part in parts() for a in part.actions(person))]
    return sorted(found, key=attrgetter("rank"))[:ACTIONS]


def _recent(person: Person) -> list[Entry]:
    entries = [entry for part in parts() for entry in part.recent(person)]
    return sorted(entries, key=lambda entry: entry.when or date.min, reverse=True)[:RECENT]
