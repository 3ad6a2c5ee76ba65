"""The page of live sessions: join one, or prepare one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.organisations.signed_in import who_is_here
from everyseat.room import landing


@anybody
def live(request: HttpRequest) -> HttpResponse:
    context = {"landing": landing.live(who_is_here(request))}
    return render(request, "room/live.html", context)
