"""Opening and closing a service's form, and sharing it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.giver_pages import qr
from everyseat.improvement import collecting_checks as said
from everyseat.improvement import links, who_sees
from everyseat.improvement.actions import collecting as actions
from everyseat.improvement.models import Service
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def service_collect(request: SignedIn, service: Service) -> HttpResponse:
    """Let people comment on a service by a form, after a check."""

    def collect() -> str:
        actions.open_form(service=service, today=timezone.localdate())
        return _("The form is open. Share its link now.")

    back, done = (reverse(name, args=[service.pk]) for name in ("service", "service_form_share"))
    return checks.page(request, said.opened(service), collect, back=back, done=done)


@of_a_service
def service_uncollect(request: SignedIn, service: Service) -> HttpResponse:
    """Close a service's form, after a check."""

    def close() -> str:
        actions.close_form(service=service)
        return _("The form is closed.")

    back = reverse("service", args=[service.pk])
    return checks.page(request, said.closed(service), close, back=back)


@of_a_service
def service_form_share(request: SignedIn, service: Service) -> HttpResponse:
    """Show the form's link, its QR code, and words to send it with."""
    return render(request, "improvement/collecting_share.html", _shared(service))


@of_a_service
def service_form_card(request: SignedIn, service: Service) -> HttpResponse:
    """Show a poster with the form's QR code, to be printed."""
    context = _shared(service) | {"who": who_sees.commenter(service)}
    return render(request, "improvement/collecting_card.html", context)


def _shared(service: Service) -> dict[str, object]:
    link = links.form(service)
    drawn = qr(link, _("QR code that leads to the form"))
    return {"service": service, "link": link, "qr": drawn}
