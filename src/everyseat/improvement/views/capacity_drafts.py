"""Pages of the draft of a plan: what it says, saving it as a version, and replacing it whole."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.improvement import capacity_checks as said
from everyseat.improvement.actions import capacity as actions
from everyseat.improvement.actions import capacity_editing as editing
from everyseat.improvement.actions import capacity_results
from everyseat.improvement.forms.capacity import KeepForm, PlanFileForm, WeeksForm
from everyseat.improvement.models import PlanVersion, Service
from everyseat.improvement.present import capacity_result as result
from everyseat.improvement.present import capacity_rows as shown
from everyseat.improvement.queries import capacity as queries
from everyseat.improvement.views.capacity import plan_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

Form = Any


def draft_of(service: Service, number: int) -> PlanVersion:
    """Return the draft of a plan; Http404 if it has none."""
    plan = plan_of(service, number)
    found = queries.draft(plan)
    if found is None:
        raise Http404
    found.plan = plan
    return found


def how(request: SignedIn) -> dict[str, Any]:
    return {"by": request.user, "today": timezone.localdate()}


def back(draft: PlanVersion) -> HttpResponse:
    return redirect("capacity_draft", pk=draft.plan.service_id, number=draft.plan.number)


def saved(request: HttpRequest, draft: PlanVersion, text: str = "") -> HttpResponse:
    """Calculate what was saved, and lead back to the draft."""
    capacity_results.calculate(version=draft)
    messages.success(request, text or _("The draft is saved."))
    return back(draft)


def page(
    request: SignedIn,
    draft: PlanVersion,
    form: Form,
    save: Callable[[], None],
    template: str,
    **more: Any,
) -> HttpResponse:
    """Show a form of a draft; save what it says, and lead back to the draft."""
    if form.is_valid():
        with refused(form):
            save()
            return saved(request, draft)
    context = {"service": draft.plan.service, "plan": draft.plan, "draft": draft, "form": form}
    status = getattr(form, "status", 200)
    return render(request, f"improvement/{template}.html", context | more, status=status)


@of_a_service
def capacity_draft(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show what a draft says, what is missing, and what it comes to."""
    draft = draft_of(service, number)
    context = {
        "service": service,
        "plan": draft.plan,
        "draft": draft,
        "shown": shown.of(draft),
        "said": result.headline(draft),
        "is_first": draft.plan.versions.count() == 1,
    }
    return render(request, "improvement/capacity_draft.html", context)


@of_a_service
def capacity_weeks(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say how many weeks a plan looks ahead."""
    draft = draft_of(service, number)
    form = WeeksForm(request.POST or None, initial={"weeks": draft.document.get("weeks", 52)})

    def save() -> None:
        editing.look_ahead(version=draft, **form.cleaned_data, **how(request))

    return page(request, draft, form, save, "capacity_weeks")


@of_a_service
def capacity_upload(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Replace the whole draft by a plan in a file; the file's name of the plan is left out."""
    draft = draft_of(service, number)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    document = form.document() if form.is_valid() else None
    if document:
        document.pop("name", None)
        with refused(form):
            editing.replace(version=draft, document=document, **how(request))
            return saved(request, draft, _("The draft now says what the file says."))
    context = {"service": service, "plan": draft.plan, "form": form}
    return render(request, "improvement/capacity_upload.html", context)


@of_a_service
def capacity_keep(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Save a draft as a version, with the reason."""
    draft = draft_of(service, number)
    form = KeepForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            actions.keep(version=draft, **form.cleaned_data, **how(request))
            messages.success(request, _("The version is saved. It does not change any more."))
            return redirect("capacity_version", service.pk, number, draft.number)
    context = {"service": service, "plan": draft.plan, "draft": draft, "form": form}
    context |= {"said": result.headline(draft), "shown": shown.of(draft)}
    return render(request, "improvement/capacity_keep.html", context)


@of_a_service
def capacity_discard(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Delete a draft, after a check."""
    draft = draft_of(service, number)

    def discard() -> str:
        actions.discard(version=draft)
        return _("The draft is deleted.")

    back = reverse("capacity_draft", args=[service.pk, number])
    done = reverse("capacity_plan", args=[service.pk, number])
    check = said.discarded(draft, draft.plan.versions.count() == 1)
    return checks.page(request, check, discard, back=back, done=done)
