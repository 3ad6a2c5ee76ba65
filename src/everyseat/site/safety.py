"""The page of who sees what: a section of each part, and what nobody can promise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.site.parts import parts


@anybody
def safety(request: HttpRequest) -> HttpResponse:
    """Say of every part who sees what in it."""
    return render(request, "site/safety.html", {"sections": [part.safety() for part in parts()]})
