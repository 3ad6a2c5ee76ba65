"""Pages of the plan-do-study-act cycles of an issue."""

from collections.abc import Callable

from django import forms as fields
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.improvement import issue_checks
from everyseat.improvement.actions import cycles as actions
from everyseat.improvement.forms import cycles as forms
from everyseat.improvement.models import Cycle, Service
from everyseat.improvement.views.issues import one_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def cycle_new(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Plan the next cycle of an issue: it begins with what the last one tried, if it goes on."""
    issue = one_of(service, number)
    last = issue.cycles.last()
    goes_on = last is not None and last.act != Cycle.Act.ABANDON
    initial = {"plan": last.plan} if last and goes_on else None
    form = forms.PlanForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refused(form):
            made = actions.plan(issue=issue, today=timezone.localdate(), **form.cleaned_data)
            return redirect("cycle", pk=service.pk, number=number, cycle=made.number)
    context = {"service": service, "issue": issue, "last": last, "form": form}
    return render(request, "improvement/cycle_new.html", context)


@of_a_service
def cycle(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Show a cycle, and what is to be done next."""
    found = _one_of(service, number, cycle)
    is_last = found.issue.cycles.filter(number__gt=cycle).first() is None
    context = {"service": service, "issue": found.issue, "cycle": found, "is_last": is_last}
    return render(request, "improvement/cycle.html", context)


@of_a_service
def cycle_plan(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Change the plan and the prediction, until it begins."""
    found = _one_of(service, number, cycle)
    initial = {"plan": found.plan, "prediction": found.prediction}
    form = forms.PlanForm(request.POST or None, initial=initial)
    return _form_page(request, found, form, actions.replan, "plan", can=not found.is_begun)


@of_a_service
def cycle_begin(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Begin to do what is planned, after a check: the prediction is locked."""
    found = _one_of(service, number, cycle)

    def begin() -> str:
        actions.begin(cycle=found, today=timezone.localdate())
        return _("It has begun. The prediction is locked.")

    return checks.page(request, issue_checks.begun(found), begin, back=_address(found))


@of_a_service
def cycle_do(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Say what happened."""
    found = _one_of(service, number, cycle)
    form = forms.DoForm(request.POST or None, initial={"did": found.did})
    can = found.is_begun and not found.is_over
    return _form_page(request, found, form, actions.tell, "do", can=can)


@of_a_service
def cycle_study(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Compare what happened with what was predicted."""
    found = _one_of(service, number, cycle)
    form = forms.StudyForm(request.POST or None, initial={"studied": found.studied})
    can = bool(found.did) and not found.is_over
    return _form_page(request, found, form, actions.study, "study", can=can)


@of_a_service
def cycle_act(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Decide what follows."""
    found = _one_of(service, number, cycle)
    form = forms.ActForm(request.POST or None)
    can = bool(found.studied) and not found.is_over

    def act(*, cycle: Cycle, act: str) -> None:
        actions.act(cycle=cycle, act=act, today=timezone.localdate())

    return _form_page(request, found, form, act, "act", can=can)


@of_a_service
def cycle_delete(request: SignedIn, service: Service, number: int, cycle: int) -> HttpResponse:
    """Remove a cycle that has not begun, after a check."""
    found = _one_of(service, number, cycle)

    def remove() -> str:
        actions.remove(cycle=found)
        return _("The cycle is removed.")

    check, done = issue_checks.cycle_removed(found), reverse("issue", args=[service.pk, number])
    return checks.page(request, check, remove, back=_address(found), done=done)


def _one_of(service: Service, number: int, cycle: int) -> Cycle:
    issue = one_of(service, number)
    found = get_object_or_404(issue.cycles, number=cycle)
    found.issue = issue
    return found


def _address(cycle: Cycle) -> str:
    return reverse("cycle", args=[cycle.issue.service_id, cycle.issue.number, cycle.number])


def _form_page(
    request: SignedIn,
    cycle: Cycle,
    form: fields.Form,
    verb: Callable[..., None],
    letter: str,
    *,
    can: bool,
) -> HttpResponse:
    """Do what a whole form asks for, or show it; or that its letter's turn is not now."""
    if form.is_valid():
        with refused(form):
            verb(cycle=cycle, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(_address(cycle))
    context: dict[str, object] = {"service": cycle.issue.service, "issue": cycle.issue}
    context |= {"cycle": cycle, "form": form, "letter": letter, "can": can}
    status = getattr(form, "status", 200)
    return render(request, "improvement/cycle_form.html", context, status=status)
