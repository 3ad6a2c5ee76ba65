"""An organiser's pages on which more people are asked about a leader, or one instead of another."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusing import refused
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import relationships
from everyseat.threesixty.actions import raters
from everyseat.threesixty.forms.changing_raters import AddRatersForm, ReplaceForm
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import changing_raters as queries
from everyseat.threesixty.views.changing import find
from everyseat.threesixty.views.doors import runs_round
from everyseat.threesixty.views.raters import (
    context_of,
    find_rater,
    is_understood,
    notice_of,
    of_rater,
)


@runs_round
def rater_add(request: SignedIn, pk: int, review: str) -> HttpResponse:
    """Ask more people, once the organiser has read what that does to the report."""
    chosen = find(pk, review)
    form = AddRatersForm(request.POST or None, name=chosen.recipient.name)
    notice = None
    if form.is_valid():
        with refused(form):
            data = form.cleaned_data
            n = len(data["people"]) + data["is_new"]
            label = raters.must_be_possible(chosen, data["people"], data["relationship"], n)
            keys = [person.pk for person in data["people"]]
            notice = notice_of(chosen, queries.after_adding(chosen, keys, label))
            if is_understood(request, notice):
                _add(chosen, data, request.user)
                text = ngettext("%(n)s person is invited.", "%(n)s people are invited.", n)
                messages.success(request, text % {"n": n})
                return redirect("leader_raters", pk=pk, review=review)
    context = context_of(chosen, form=form, small_changes=None if form.errors else notice)
    return render(request, "threesixty/rater_add.html", context)


@transaction.atomic
def _add(review: Review, data: dict[str, Any], by: Person) -> None:
    raters.add(review=review, people=_people(data), relationship=data["relationship"], by=by)


@runs_round
@of_rater
def rater_replace(request: SignedIn, pk: int, review: str, invitation: str) -> HttpResponse:
    """Ask somebody instead of a rater, once the organiser has read what that means."""
    chosen = find_rater(pk, review, invitation)
    form = ReplaceForm(request.POST or None, invitation=chosen)
    notice = None
    if form.is_valid():
        with refused(form):
            people = form.cleaned_data["people"]
            keys = [person.pk for person in people]
            label = raters.must_be_possible(chosen.review, people, chosen.relationship, 1)
            after = queries.after_replacing(chosen, keys, label)
            notice = notice_of(chosen.review, after)
            if is_understood(request, notice):
                new = _replace(chosen, form.cleaned_data, request.user)
                text = _("%(name)s is invited. %(before)s is no longer asked.")
                names = {"name": new.name, "before": chosen.person.name}
                messages.success(request, text % names)
                return redirect("leader_raters", pk=pk, review=review)
    if form.errors:  # what was refused is undone, and the page says what is true
        chosen, notice = find_rater(pk, review, invitation), None
    context = context_of(chosen.review, form=form, small_changes=notice, invitation=chosen)
    context["relationship"] = relationships.name_of_them(chosen.relationship)
    return render(request, "threesixty/rater_replace.html", context)


@transaction.atomic
def _replace(invitation: Invitation, data: dict[str, Any], by: Person) -> Person:
    [person] = _people(data)
    raters.replace(invitation=invitation, person=person, by=by)
    return person


def _people(data: dict[str, Any]) -> list[Person]:
    """Return who was chosen; somebody new outside is added to the people."""
    people = list(data["people"])
    if data["is_new"]:
        new = {name: data[name] for name in ("name", "email", "organisation")}
        people.append(organisations.add_partner(**new))
    return people
