"""The page of how the numbers come about: a section of each part that has numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.site.parts import parts


@anybody
def methods(request: HttpRequest) -> HttpResponse:
    """Say of every part how its numbers come about."""
    return render(request, "site/methods.html", {"sections": [part.methods() for part in parts()]})
