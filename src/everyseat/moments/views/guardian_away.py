"""A guardian's leave, as the script of their desk sends it; each answers what is said of it now."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.moments.actions import leaving
from everyseat.moments.queries import leave
from everyseat.moments.views.guardian import acts, day_in
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn


@acts
def guardian_away(request: SignedIn, data: dict) -> dict:
    from_on, back_on = day_in(data.get("from_on")), day_in(data.get("back_on"))
    if not from_on:
        raise Invalid("from_on", _("Choose the first day you are away."))
    if not back_on:
        raise Invalid("back_on", _("Choose the day you are back."))
    chosen = data.get("stand_in")
    stand_in = get_object_or_404(Person, pk=chosen) if chosen else None
    leaving.go(person=request.user, from_on=from_on, back_on=back_on, stand_in=stand_in)
    return {"leave": leave.shown(request.user)}


@acts
def guardian_back(request: SignedIn, data: dict) -> dict:
    return {"n": leaving.end(person=request.user), "leave": None}


@acts
def guardian_hand_over(request: SignedIn, data: dict) -> dict:
    handed = leaving.hand_over(person=request.user)
    return {"cases": [str(case.pk) for case in handed], "leave": leave.shown(request.user)}


@acts
def guardian_take_back(request: SignedIn, data: dict) -> dict:
    return {"n": leaving.take_back(person=request.user), "leave": leave.shown(request.user)}
