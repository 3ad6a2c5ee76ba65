"""Pages of services: the list, one of them, and what it is called."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.access import login_required
from everyseat.giving.looking_again import tried
from everyseat.improvement import checks as said
from everyseat.improvement import landing, who_sees, you_said
from everyseat.improvement.actions import frameworks
from everyseat.improvement.actions import services as actions
from everyseat.improvement.forms.services import ServiceForm
from everyseat.improvement.models import Service
from everyseat.improvement.present import capacity_result, charts
from everyseat.improvement.queries import capacity, collecting, comments, measures
from everyseat.improvement.views.shared import improves_services, of_a_service
from everyseat.organisations import checks
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn


@login_required
def services(request: SignedIn) -> HttpResponse:
    context = {"landing": landing.services_page(request.user)}
    return render(request, "organisations/landing.html", context)


@improves_services
def service_new(request: HttpRequest) -> HttpResponse:
    organisation = host()
    if organisation is None:
        raise Http404
    frameworks.add_ours(organisation=organisation)
    form = ServiceForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        made = actions.add(organisation=organisation, values=form.cleaned_data)
        return redirect("service", pk=made.pk)
    return render(request, "improvement/service_new.html", {"form": form})


@of_a_service
def service(request: SignedIn, service: Service) -> HttpResponse:
    """Say how far a service is with its comments, issues, measures and plans."""
    context = {
        "service": service,
        "measures": [charts.row(one) for one in measures.of(service)],
        "plans": [(one, capacity_result.in_short(one)) for one in capacity.of(service)],
        "who": who_sees.for_those_who_look_after(service),
        "may_delete": actions.may_delete(service),
        "collecting": collecting.of(service),
        "comments": comments.progress(service),
        "issue_counts": you_said.counts(service),
    }
    return render(request, "improvement/service.html", context)


@of_a_service
def service_edit(request: SignedIn, service: Service) -> HttpResponse:
    """Correct a service."""
    form = ServiceForm(request.POST or None, instance=service, organisation=service.organisation)

    def save(sure: bool) -> None:
        actions.correct(service=service, values=form.cleaned_data, sure=sure)

    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Your changes are saved."))
        return redirect("service", pk=service.pk)
    context = {"form": form, "service": service, "waits": waits}
    return render(request, "improvement/service_edit.html", context, status=form.status)


@of_a_service
def service_publish(request: SignedIn, service: Service) -> HttpResponse:
    """Let everybody read the service's page, after a check."""

    def publish() -> str:
        actions.publish(service=service, today=timezone.localdate())
        return _("The page is public. Share its link, or print a poster.")

    back, done = (reverse(name, args=[service.pk]) for name in ("service", "service_share"))
    return checks.page(request, said.published(service), publish, back=back, done=done)


@of_a_service
def service_unpublish(request: SignedIn, service: Service) -> HttpResponse:
    """Close the public page of a service, after a check."""

    def unpublish() -> str:
        actions.unpublish(service=service)
        return _("The public page is closed.")

    back = reverse("service", args=[service.pk])
    return checks.page(request, said.unpublished(service), unpublish, back=back)


@of_a_service
def service_delete(request: SignedIn, service: Service) -> HttpResponse:
    """Delete a service of which nothing was published, after a check."""

    def delete() -> str:
        actions.delete(service=service)
        return _("The service is deleted.")

    back, done = reverse("service", args=[service.pk]), reverse("services")
    return checks.page(request, said.deleted(service), delete, back=back, done=done)
