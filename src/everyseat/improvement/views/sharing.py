"""How people find a service's page: its link, a code to scan, and a poster."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.giver_pages import qr
from everyseat.giving.links import link_to
from everyseat.improvement import poster
from everyseat.improvement.forms.poster import PosterForm
from everyseat.improvement.models import Service
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def service_share(request: SignedIn, service: Service) -> HttpResponse:
    """Show the link of the public page, its QR code, and words for an e-mail."""
    link = link_to("service_page", service.code)
    code = qr(link, _("QR code that leads to the service’s page"))
    context = {"service": service, "link": link, "qr": code}
    return render(request, "improvement/share.html", context)


@of_a_service
def service_poster(request: SignedIn, service: Service) -> HttpResponse:
    """Choose what stands on a poster."""
    return _choose(request, service, PosterForm(service=service))


@of_a_service
def service_poster_pdf(request: SignedIn, service: Service) -> HttpResponse:
    """Return the poster as a PDF, to print; or ask again what stands on it."""
    form = PosterForm(request.GET, service=service)
    if not service.is_public or not form.is_valid():
        return _choose(request, service, form)
    chosen, size = form.cleaned_data["issues"], form.cleaned_data["size"]
    link = link_to("service_page", service.code)
    content = poster.render(service, chosen, link, timezone.localdate(), size)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="you-said-we-did.pdf"'
    return response


def _choose(request: SignedIn, service: Service, form: PosterForm) -> HttpResponse:
    context = {"service": service, "form": form}
    context |= {"are_any": form.fields["issues"].queryset.exists()}  # type: ignore[attr-defined]  # a field of rows
    return render(request, "improvement/poster.html", context)
