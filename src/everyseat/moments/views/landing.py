"""The pages of Feedback and of Speaking up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving.access import anybody
from everyseat.moments import landing


@anybody
def feedback(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    page = landing.feedback_landing(person) if person else landing.feedback_for_visitors()
    return render(request, "moments/feedback_landing.html", {"landing": page})


@anybody
def speaking_up(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    context = {"landing": landing.speaking_up(person), **landing.guardians()}
    return render(request, "moments/speaking_up.html", context)
