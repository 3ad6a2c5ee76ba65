"""Pages on which the values of a measure are typed, pasted, corrected and removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.files.problems import FileError
from everyseat.giving import bodies
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.improvement import measure_checks as said
from everyseat.improvement import measure_doubts
from everyseat.improvement.actions import measures as actions
from everyseat.improvement.forms.measures import ValueForm, ValuesForm
from everyseat.improvement.models import Measure, Service
from everyseat.improvement.views.doubts import held
from everyseat.improvement.views.measures import measure_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def measure_values(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show the values of a measure, and add one."""
    found = measure_of(service, number)
    form = ValueForm(request.POST or None, measure=found)
    doubt = _doubt(request, found, form)
    if form.is_valid():
        with refused(form):
            note = form.cleaned_data["note"]
            actions.add_value(measure=found, reading=form.reading(), note=note)
            messages.success(request, _("The value is saved."))
            return redirect("measure_values", pk=service.pk, number=number)
    context = {
        "service": service,
        "measure": found,
        "values": found.values.order_by("-on"),
        "form": form,
        "doubt": doubt,
    }
    return render(request, "improvement/measure_values.html", context)


@of_a_service
def measure_value(request: SignedIn, service: Service, number: int, key: int) -> HttpResponse:
    """Correct one value, or remove it."""
    found = measure_of(service, number)
    value = get_object_or_404(found.values, pk=key)
    value.measure = found
    is_removal = "remove" in request.POST
    form = ValueForm(None if is_removal else request.POST or None, measure=found, value=value)
    doubt = _doubt(request, found, form)
    if is_removal:
        with refused(request):
            actions.remove_value(value=value)
            messages.success(request, _("The value is removed."))
        return redirect("measure_values", pk=service.pk, number=number)
    if form.is_valid():
        with refused(form):
            note = form.cleaned_data["note"]
            actions.correct_value(value=value, reading=form.reading(), note=note)
            messages.success(request, _("Your changes are saved."))
            return redirect("measure_values", pk=service.pk, number=number)
    context = {"service": service, "measure": found, "value": value, "form": form, "doubt": doubt}
    return render(request, "improvement/measure_value.html", context, status=form.status)


def _doubt(request: SignedIn, measure: Measure, form: ValueForm) -> str:
    """Return a value that is far from all others, which has to be sent again; else ""."""
    if not form.is_valid():
        return ""
    reading = form.reading()
    why = measure_doubts.about_value(measure, reading)
    return held(request, form, "value", why, repr(reading.value))


@of_a_service
@takes(bodies.LARGEST)
def measure_import(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Take many values: all of them after a check, or none where one can't be used."""
    found = measure_of(service, number)
    form = ValuesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return _checked(request, found, form)
        except FileError as error:
            for told in (_("Nothing was saved."), *str(error).splitlines()):
                form.add_error("file" if form.cleaned_data.get("file") else "pasted", told)
    context = {"service": service, "measure": found, "form": form}
    return render(request, "improvement/measure_import.html", context)


def _checked(request: SignedIn, measure: Measure, form: ValuesForm) -> HttpResponse:
    """Show what will be saved; save it when the button was pressed, and nothing has changed."""
    found = form.readings(measure)

    def take() -> str:
        actions.take(measure=measure, readings=found)
        text = ngettext("%(n)s value saved.", "%(n)s values saved.", len(found))
        return text % {"n": len(found)}

    lines = [
        "\t".join([one.on.isoformat(), repr(one.value), *([str(one.out_of)] if one.out_of else [])])
        for one in found
    ]
    where = [measure.service_id, measure.number]
    return checks.page(
        request,
        said.taken(measure, found),
        take,
        back=reverse("measure_import", args=where),
        done=reverse("measure", args=where),
        carried={"pasted": "\n".join(lines)},
    )
