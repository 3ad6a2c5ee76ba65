"""Pages of plans of capacity: one with its versions, what it is called, and two compared."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.improvement import capacity_checks as said
from everyseat.improvement.actions import capacity as actions
from everyseat.improvement.actions import capacity_results
from everyseat.improvement.forms.capacity import CompareForm, NameForm, NewPlanForm
from everyseat.improvement.models import CapacityPlan, PlanVersion, Service
from everyseat.improvement.present import capacity_compared
from everyseat.improvement.present import capacity_result as result
from everyseat.improvement.queries import capacity as queries
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


def plan_of(service: Service, number: int) -> CapacityPlan:
    """Return a plan of a service; Http404 if there is none."""
    found = get_object_or_404(queries.of(service), number=number)
    found.service = service
    return found


def version_of(service: Service, number: int, version: int) -> PlanVersion:
    """Return a version of a plan; Http404 if there is none."""
    plan = plan_of(service, number)
    found = get_object_or_404(queries.versions(plan), number=version)
    found.plan = plan
    return found


@of_a_service
def capacity_new(request: SignedIn, service: Service) -> HttpResponse:
    """Make a plan: an empty draft, or one from a file."""
    form = NewPlanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        document = form.document()
        if not form.errors:
            with refused(form):
                made = _added(request, service, form.cleaned_data["name"], document)
                return redirect("capacity_draft", pk=service.pk, number=made.plan.number)
    return render(request, "improvement/capacity_new.html", {"service": service, "form": form})


def _added(
    request: SignedIn, service: Service, name: str, document: actions.Document | None
) -> PlanVersion:
    today = timezone.localdate()
    named = {key: value for key, value in (document or {}).items() if key != "name"}
    made = actions.add(service=service, name=name, document=named, by=request.user, today=today)
    capacity_results.calculate(version=made)
    return made


@of_a_service
def capacity_plan(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say which version of a plan holds and what it comes to, and list all versions."""
    found = plan_of(service, number)
    versions = list(queries.versions(found))
    approved, draft = queries.approved(found), queries.draft(found)
    context = {
        "service": service,
        "plan": found,
        "versions": versions,
        "approved": approved,
        "draft": draft,
        "newest": versions[0],
        "shown": approved or versions[0],
        "said": result.headline(approved or versions[0]),
        "may_compare": queries.with_results(service).count() > 1,
        "may_delete": actions.may_delete(found),
    }
    return render(request, "improvement/capacity_plan.html", context)


@of_a_service
def capacity_edit(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Give a plan another name."""
    found = plan_of(service, number)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        with refused(form):
            actions.rename(plan=found, name=form.cleaned_data["name"])
            messages.success(request, _("Your changes are saved."))
            return redirect("capacity_plan", pk=service.pk, number=number)
    context = {"service": service, "plan": found, "form": form}
    return render(request, "improvement/capacity_edit.html", context, status=form.status)


@of_a_service
def capacity_copy(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Make a plan of its own from the newest version of another."""
    found = plan_of(service, number)
    newest = queries.versions(found).first()
    if newest is None:
        raise Http404
    newest.plan = found
    form = NameForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            name, today = form.cleaned_data["name"], timezone.localdate()
            made = actions.copy(version=newest, name=name, by=request.user, today=today)
            return redirect("capacity_draft", pk=service.pk, number=made.plan.number)
    context = {"service": service, "plan": found, "newest": newest, "form": form}
    return render(request, "improvement/capacity_copy.html", context)


@of_a_service
def capacity_delete(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Delete a plan that was never approved, after a check."""
    found = plan_of(service, number)

    def delete() -> str:
        actions.delete(plan=found)
        return _("The plan is deleted.")

    check = said.deleted(found, actions.may_delete(found))
    back = reverse("capacity_plan", args=[service.pk, number])
    return checks.page(
        request, check, delete, back=back, done=reverse("service", args=[service.pk])
    )


@of_a_service
def capacity_compare(request: SignedIn, service: Service) -> HttpResponse:
    """Compare two versions, of one plan or of two, in equally busy weeks."""
    versions = queries.with_results(service)
    asked = request.GET if "second" in request.GET else None
    form = CompareForm(asked, versions=versions, initial=request.GET.dict())
    compared = None
    if form.is_valid():
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        compared = capacity_compared.of(first, second)
    context = {"service": service, "form": form, "compared": compared}
    return render(request, "improvement/capacity_compare.html", context)
