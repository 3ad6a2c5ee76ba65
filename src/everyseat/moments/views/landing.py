"""The pages of Feedback and of Speaking up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from everyseat.giving.access import anybody, login_required
from everyseat.giving.giver_pages import qr
from everyseat.giving.links import link_to
from everyseat.moments import landing, poster
from everyseat.moments.queries import offering
from everyseat.moments.routes import ANONYMOUS
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn, who_is_here


@anybody
def feedback(request: HttpRequest) -> HttpResponse:
    person = who_is_here(request)
    page = landing.feedback_landing(person) if person else landing.feedback_for_visitors()
    return render(request, "moments/feedback_landing.html", {"landing": page})


@anybody
def speaking_up(request: HttpRequest) -> HttpResponse:
    person = who_is_here(request)
    context = {"landing": landing.speaking_up(person), **landing.guardians()}
    return render(request, "moments/speaking_up.html", context)


@login_required
def speak_up_poster(request: SignedIn) -> HttpResponse:
    """The address of the page on which concerns are raised, as a code, and as a poster."""
    link = link_to("speak_up")
    code = qr(link, _("A code that leads to the page on which a concern is raised"))
    context = {"link": link, "qr": code, "is_open": bool(offering.sealed())}
    return render(request, "moments/poster.html", context)


@login_required
def speak_up_poster_pdf(request: SignedIn) -> HttpResponse:
    """The poster, A4, to print. Where no concern can be raised, it would promise too much."""
    if not (opened := offering.sealed()):
        raise Http404
    pdf = poster.render(
        link_to("speak_up"),
        offering.guardian_names(),
        str(host()),
        is_anonymous=ANONYMOUS in opened,
        danger=next(iter(offering.doors()), ""),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="speak-up.pdf"'
    return response
