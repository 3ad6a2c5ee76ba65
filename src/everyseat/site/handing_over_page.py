"""The page on which an organiser hands over what somebody has begun, after a check."""

from collections.abc import Sequence
from http import HTTPStatus

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving import traces
from everyseat.giving.access import requires
from everyseat.giving.refusals import Invalid
from everyseat.giving.refusing import refused
from everyseat.organisations import checks, roles
from everyseat.organisations.checks import Check, Named
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.site.parts import parts


class ToForm(forms.Form):
    """Who gets it."""

    to = PersonField(label=gettext_lazy("Who takes it over?"))


@requires(roles.MANAGE_PEOPLE)
def hand_over(request: SignedIn, pk: str) -> HttpResponse:
    """Hand over to one person all that they may have of what somebody has begun."""
    person = get_object_or_404(Person, pk=pk)
    found = [one for part in parts() for one in part.hands_over(person)]
    form = ToForm(request.POST or None)
    if form.is_valid():
        to = form.cleaned_data["to"]
        with refused(form):
            _must_be_another(person, to, request.user)
            return _sure(request, person, to, found)
    context = {
        "someone": person,
        "found": [one.text for one in found],
        "elsewhere": [
            one for part in parts() for one in part.given_elsewhere(person, request.user)
        ],
        "form": form,
    }
    return render(request, "organisations/hand_over.html", context)


def _must_be_another(person: Person, to: Person, by: Person) -> None:
    if to == person:
        raise Invalid("to", _("Choose somebody else: it is theirs already."))
    if to == by:
        text = _("You can't give it to yourself. Ask another administrator or organiser to do it.")
        raise Invalid("to", text)


def _sure(request: SignedIn, person: Person, to: Person, found: list[Handover]) -> HttpResponse:
    fitting = [one for one in found if one.fits(to)]

    @transaction.atomic
    def done() -> str:
        for one in fitting:
            one.give(to)
        return _("%(name)s has it now, and gets an e-mail.") % {"name": to.name}

    traces.note(request, str(to.pk))
    answer = checks.page(
        request,
        _check(person, to, fitting, [one for one in found if not one.fits(to)]),
        done,
        back=reverse("person_hand_over", args=[person.pk]),
        carried={"to": to.email},
    )
    return answer if answer.status_code == HTTPStatus.FOUND else traces.leaves_none(answer)


def _check(person: Person, to: Person, fitting: list[Handover], others: list[Handover]) -> Check:
    names = {"name": person.name, "to": to.name}
    kept = _("This stays with %(name)s. %(to)s would need one of these roles: %(roles)s.")
    return Check(
        title=_("Hand over from %(name)s to %(to)s?") % names,
        button=_("Hand it over to %(to)s") % names,
        happens=[one.text for one in fitting] + _said(names, [one.happens for one in fitting]),
        named=_kept(kept, names, others) if fitting else [],
        final=_said(names, [one.final for one in fitting]),
        stops=[] if fitting else [_stop(names, others)],
    )


def _said(names: dict[str, str], sentences: Sequence[Sequence[str]]) -> list[str]:
    """Return what is said of several things, each sentence once."""
    return list(dict.fromkeys(one % names for several in sentences for one in several))


def _kept(text: str, names: dict[str, str], others: list[Handover]) -> list[Named]:
    """Return what stays, by what it would need."""
    needed = dict.fromkeys(one.permission for one in others)
    return [
        Named(
            text % {**names, "roles": _roles(permission)},
            [one.text for one in others if one.permission == permission],
        )
        for permission in needed
    ]


def _stop(names: dict[str, str], others: list[Handover]) -> checks.Stop:
    needed = dict.fromkeys(role for one in others for role in _roles(one.permission).split(", "))
    text = _(
        "%(to)s can take over nothing of this. They would need one of these roles: %(roles)s. An "
        "administrator gives roles."
    )
    return checks.Stop(text % {**names, "roles": ", ".join(needed)})


def _roles(permission: str) -> str:
    return ", ".join(str(role.name) for role in roles.that_permit(permission))
