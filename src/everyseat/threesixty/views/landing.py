"""The page of 360 feedback."""

from django.http import HttpResponse
from django.shortcuts import render

from everyseat.giving.access import login_required
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import landing


@login_required
def threesixty(request: SignedIn) -> HttpResponse:
    context = {"landing": landing.threesixty(request.user)}
    return render(request, "organisations/landing.html", context)
