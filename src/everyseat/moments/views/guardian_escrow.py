"""A key in escrow, as the script of a guardian's desk makes, confirms and retires it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.moments.actions import keys
from everyseat.moments.models import GuardianKey
from everyseat.moments.views.guardian import acts
from everyseat.organisations.signed_in import SignedIn


@acts
def guardian_escrow(request: SignedIn, data: dict) -> dict:
    name = str(data["name"]).strip()
    if not name:
        raise Invalid("name", _("Write who will keep it first."))
    made = keys.add_escrow(name=name, recipient=data["recipient"], made_by=request.user)
    return {"id": str(made.pk), "waits": not made.confirmed_on}


@acts
def guardian_confirm(request: SignedIn, data: dict, pk: str) -> None:
    keys.confirm(key=_key(pk), guardian=request.user)


@acts
def guardian_retire(request: HttpRequest, data: dict, pk: str) -> None:
    keys.retire(key=_key(pk))


def _key(pk: str) -> GuardianKey:
    return get_object_or_404(GuardianKey, pk=pk, retired_on=None)
