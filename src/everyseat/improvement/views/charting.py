"""Pages on which targets, new limits and what happened are put on a chart; and its files."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.looking_again import tried
from everyseat.giving.refusing import refused
from everyseat.improvement import measure_doubts
from everyseat.improvement.actions import charting
from everyseat.improvement.forms.measures import AnnotationForm, RebaseForm, TargetForm
from everyseat.improvement.models import Measure, Service
from everyseat.improvement.present import chart_files
from everyseat.improvement.views.doubts import held
from everyseat.improvement.views.measures import measure_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations.signed_in import SignedIn

KINDS = {"target": "targets", "rebase": "rebases", "event": "annotations"}


@of_a_service
def measure_target(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Set a target from a day on."""
    found = measure_of(service, number)
    form = TargetForm(request.POST or None, measure=found)

    def save(sure: bool) -> None:
        charting.aim(measure=found, **form.cleaned_data)

    return _page(request, found, form, save, "improvement/measure_target.html")


@of_a_service
def measure_rebase(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Make new limits from a day on."""
    found = measure_of(service, number)
    form = RebaseForm(request.POST or None)
    doubt = ""
    if form.is_valid():
        since = form.cleaned_data["since"]
        doubt = held(request, form, "since", measure_doubts.about_limits(found, since), str(since))

    def save(sure: bool) -> None:
        charting.rebase(
            measure=found,
            by=request.user,
            today=timezone.localdate(),
            sure=sure,
            **form.cleaned_data,
        )

    return _page(request, found, form, save, "improvement/measure_rebase.html", doubt)


@of_a_service
def measure_event(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say what happened on a day."""
    found = measure_of(service, number)
    form = AnnotationForm(request.POST or None)

    def save(sure: bool) -> None:
        charting.annotate(measure=found, sure=sure, **form.cleaned_data)

    return _page(request, found, form, save, "improvement/measure_event.html")


def _page(
    request: SignedIn,
    measure: Measure,
    form: forms.Form,
    save: Callable[[bool], None],
    template: str,
    doubt: str = "",
) -> HttpResponse:
    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Saved. It stands on the chart."))
        return redirect("measure", pk=measure.service_id, number=measure.number)
    context = {
        "service": measure.service,
        "measure": measure,
        "form": form,
        "doubt": doubt,
        "waits": waits,
    }
    return render(request, template, context)


@of_a_service
def measure_unmark(
    request: SignedIn, service: Service, number: int, kind: str, key: int
) -> HttpResponse:
    """Take a target, new limits, or what happened from a chart."""
    found = measure_of(service, number)
    if kind not in KINDS:
        raise Http404
    mark = get_object_or_404(getattr(found, KINDS[kind]), pk=key)
    if request.method == "POST":
        with refused(request):
            charting.remove(mark=mark)
            messages.success(request, _("It is removed from the chart."))
    return redirect("measure", pk=service.pk, number=number)


@of_a_service
def measure_file(request: SignedIn, service: Service, number: int, name: str) -> HttpResponse:
    """Return the chart as a drawing, or the table behind it."""
    made = chart_files.of(measure_of(service, number), name)
    if made is None:
        raise Http404
    response = HttpResponse(made.content, content_type=made.kind)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
