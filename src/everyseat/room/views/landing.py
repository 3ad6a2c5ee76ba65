"""The page of live sessions: join one, or prepare one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.room import landing


@anybody
def live(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    return render(request, "room/live.html", {"landing": landing.live(person)})
