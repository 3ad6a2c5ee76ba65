"""Pages of measures: all of a service's, one with its chart, and what it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.giving.looking_again import tried
from everyseat.giving.refusing import refused
from everyseat.improvement import measure_checks as said
from everyseat.improvement.actions import measures as actions
from everyseat.improvement.forms.measures import MeasureForm
from everyseat.improvement.models import Measure, Service
from everyseat.improvement.present import chart_files, charts
from everyseat.improvement.queries import measures as queries
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


def measure_of(service: Service, number: int) -> Measure:
    """Return a measure of a service; Http404 if there is none."""
    found = get_object_or_404(queries.of(service), number=number)
    found.service = service
    return found


@of_a_service
def service_measures(request: SignedIn, service: Service) -> HttpResponse:
    """Show every measure of a service by its icons: what changed, and whether targets are met."""
    rows = [charts.row(one) for one in queries.of(service)]
    shown = "icons" if request.GET.get("show") == "icons" else "values"
    context = {"service": service, "rows": rows, "shown": shown}
    return render(request, "improvement/measures.html", context)


@of_a_service
def measure_new(request: SignedIn, service: Service) -> HttpResponse:
    form = MeasureForm(request.POST or None, service=service)
    if form.is_valid():
        with refused(form):
            made = actions.add(service=service, values=form.cleaned_data)
            return redirect("measure", pk=service.pk, number=made.number)
    context = {"service": service, "form": form}
    return render(request, "improvement/measure_new.html", context)


@of_a_service
def measure(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say whether a measure has changed, show its chart, then its table."""
    found = measure_of(service, number)
    context = {
        "service": service,
        "measure": found,
        "chart": charts.of(found),
        "files": chart_files.offered(),
        "may_delete": actions.may_delete(found),
    }
    return render(request, "improvement/measure.html", context)


@of_a_service
def measure_edit(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Correct what is measured."""
    found = measure_of(service, number)
    form = MeasureForm(request.POST or None, instance=found, service=service)

    def save(sure: bool) -> None:
        actions.correct(measure=found, values=form.cleaned_data, sure=sure)

    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Your changes are saved."))
        return redirect("measure", pk=service.pk, number=number)
    context = {"service": service, "measure": found, "form": form, "waits": waits}
    return render(request, "improvement/measure_edit.html", context, status=form.status)


@of_a_service
def measure_public(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show a measure on the service's public page, or hide it there."""
    found = measure_of(service, number)
    if request.method == "POST":
        is_public = request.POST.get("public") == "yes"
        with refused(request):
            actions.show_to_everybody(measure=found, is_public=is_public)
            shown = _("The chart is shown on the public page.")
            hidden = _("The chart is no longer shown on the public page.")
            messages.success(request, shown if is_public else hidden)
    return redirect("measure", pk=service.pk, number=number)


@of_a_service
def measure_delete(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Delete a measure, after a check."""
    found = measure_of(service, number)

    def delete() -> str:
        actions.delete(measure=found)
        return _("The measure is deleted.")

    check = said.deleted(found, actions.may_delete(found))
    back = reverse("measure", args=[service.pk, number])
    done = reverse("service_measures", args=[service.pk])
    return checks.page(request, check, delete, back=back, done=done)
