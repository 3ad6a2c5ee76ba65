"""The page on which somebody names who acts for them while they are away, or ends it.

An administrator or an organiser may name somebody for a person who is ill.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from everyseat.giving import traces
from everyseat.giving.access import login_required, requires
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.organisations.stand_ins import actions, queries
from everyseat.organisations.stand_ins.forms import StandInForm
from everyseat.site.parts import parts


@login_required
def own(request: SignedIn) -> HttpResponse:
    """Name who stands in for oneself."""
    return _page(request, request.user)


@requires(roles.MANAGE_PEOPLE)
def of_person(request: SignedIn, pk: str) -> HttpResponse:
    """Name who stands in for somebody else, who may be ill."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    if person == request.user:
        return redirect("stand_in")
    return _page(request, person)


def _page(request: SignedIn, person: Person) -> HttpResponse:
    found = queries.planned(person)
    form = StandInForm(request.POST or None, initial=_shown(found))
    if "end" in request.POST:
        actions.end(person=person, by=request.user)
        messages.success(request, _("Nobody stands in any more. Everybody concerned is told."))
        return _done(request)
    if form.is_valid():
        with refused(form):
            said = actions.name(person=person, by=request.user, **form.cleaned_data)
            text = _("%(name)s stands in. We are sending an e-mail to everybody concerned.")
            messages.success(request, text % {"name": said.stand_in.name})
            return _done(request)
    context = {
        "whose": person,
        "is_own": person == request.user,
        "found": found,
        "form": form,
        "passes": [text for part in parts() for text in part.passes],
        "stays": [text for part in parts() for text in part.stays],
        "left_over": [text for part in parts() for text in part.left_over(found)] if found else [],
        "acts_for": queries.acts_for(person).select_related("person"),
    }
    return render(request, "organisations/stand_in.html", context)


def _shown(found: object) -> dict[str, object]:
    """Return what a form starts with: what was said before."""
    names = ("stand_in", "first_day", "last_day")
    return {name: getattr(found, name) for name in names} if found else {}


def _done(request: SignedIn) -> HttpResponse:
    """Show the page anew. What was done stands in the audit log already."""
    return traces.leaves_none(redirect(request.path))
