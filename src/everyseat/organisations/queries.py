"""Questions that pages ask about organisations and people."""

import hashlib
import json
from collections.abc import Collection

from django.db.models import Q, QuerySet

from everyseat.organisations.models import ChosenColumns, Organisation, Person, Team


def host() -> Organisation | None:
    """Return the organisation whose site this is, or None before the first run."""
    return Organisation.objects.filter(is_host=True).first()


def people(search: str = "", role: str = "", manager: str = "") -> QuerySet[Person]:
    """Return people: those whose name, e-mail, team or organisation holds a text, with a role.

    Without a manager (“none”) are people of the host who can sign in, and whose manager can't.
    """
    everyone = Person.objects.select_related("organisation", "team", "manager").prefetch_related(
        "roles"
    )
    if search:
        everyone = everyone.filter(
            Q(name__icontains=search)
            | Q(email__icontains=search)
            | Q(team__name__icontains=search)
            | Q(organisation__name__icontains=search)
        )
    if role:
        everyone = everyone.filter(roles__role=role)
    if manager == "none":
        without = Q(manager=None) | Q(manager__is_active=False)
        everyone = everyone.filter(without, organisation__is_host=True, is_active=True)
    return everyone


def left(person: str = "") -> Q:
    """Match whoever `has_left`; `person` is the way to them, as in "person__"."""
    had_an_account = Q(**{f"{person}account_ended": True})
    was_here = had_an_account | Q(**{f"{person}organisation__is_host": True})
    return was_here & Q(**{f"{person}is_active": False})


def holders(*any_of: str) -> QuerySet[Person]:
    """Return the people with a role, or with any of several, who can sign in, by name."""
    people = Person.objects.filter(roles__role__in=any_of, is_active=True)
    return people.order_by("name").distinct()


def names() -> list[str]:
    """Return every name that the site knows: people, teams, organisations."""
    return [
        *Person.objects.values_list("name", flat=True),
        *Team.objects.values_list("name", flat=True),
        *Organisation.objects.values_list("name", flat=True),
    ]


def hashed(headings: Collection[str]) -> str:
    """Return a hash of a file's headings, in whatever order they stand."""
    return hashlib.sha256(json.dumps(sorted(headings)).encode()).hexdigest()


def chosen_columns(headings: Collection[str]) -> dict[str, str] | None:
    """Return the columns that were chosen for the last file with these headings, or None."""
    chosen = ChosenColumns.objects.filter(pk=hashed(headings)).first()
    return chosen.columns if chosen else None
