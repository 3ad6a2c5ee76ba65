"""The page of a person: their details and roles, and what stops before any right is taken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from everyseat.giving import traces
from everyseat.giving.access import requires
from everyseat.giving.refusing import refused
from everyseat.organisations import actions, leaving, queries, roles
from everyseat.organisations.forms import PersonForm
from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.site.parts import waiting_for


@requires(roles.MANAGE_PEOPLE)
def person(request: SignedIn, pk: str | None = None) -> HttpResponse:
    someone = get_object_or_404(Person, pk=pk) if pk else Person(organisation=queries.host())
    may_give_roles = request.user.may(roles.MANAGE_ROLES) and bool(pk)
    form = PersonForm(request.POST or None, instance=someone, may_give_roles=may_give_roles)
    if form.is_valid():
        with refused(form):
            return _save(request, someone, form)
    context = {"form": form, "someone": someone, "is_new": not pk}
    return render(request, "organisations/person.html", context)


def _save(request: SignedIn, someone: Person, form: PersonForm) -> HttpResponse:
    """Save what a form says; ask first where somebody loses a right, or would hold two at odds."""
    values = {name: form.cleaned_data[name] for name in form.Meta.fields}
    new_roles = set(form.cleaned_data["roles"]) if "roles" in form.fields else None
    is_only_rights = False
    if not someone._state.adding:
        now = Person.objects.get(pk=someone.pk)  # the form has set on the other what it was sent
        lost, is_both = _loss(now, new_roles, values), _becomes_both(now, new_roles)
        if (lost or is_both) and "sure" not in request.POST:
            return traces.leaves_none(_ask(request, lost, form, is_both))
        details = set(values) - {"is_active"}
        is_only_rights = all(getattr(now, name) == values[name] for name in details)
    actions.save_person(person=someone, values=values, roles=new_roles, by=request.user)
    messages.success(request, _("Saved: %(name)s.") % {"name": values["name"]})
    answer = redirect("people")
    return traces.leaves_none(answer) if is_only_rights else answer


def _becomes_both(now: Person, new_roles: set[str] | None) -> bool:
    """Return whether a person would newly be an administrator and a guardian."""
    both = {roles.ADMINISTRATOR, roles.GUARDIAN}
    return new_roles is not None and both <= new_roles and not both <= actions.held(now)


def _loss(now: Person, new_roles: set[str] | None, values: dict[str, object]) -> Loss:
    may_sign_in = bool(values["is_active"])
    if new_roles is not None:
        actions.somebody_must_administer(now, new_roles, may_sign_in)
    return leaving.loss(now, new_roles, may_sign_in)


def _ask(request: HttpRequest, lost: Loss, form: PersonForm, is_both: bool) -> HttpResponse:
    context = {
        "someone": lost.person,
        "form": form,
        "question": leaving.question(lost),
        "answer": leaving.answer(lost),
        "is_both": is_both,
        "lost": lost,
        "stops": leaving.stops(lost),
        "waits": waiting_for(lost),
    }
    return render(request, "organisations/person_sure.html", context)
