"""Pages of one version of a plan: what it comes to, its files, and who approved it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.improvement import capacity_checks as said
from everyseat.improvement.actions import capacity as actions
from everyseat.improvement.actions import capacity_approving as approving
from everyseat.improvement.forms.capacity import WithdrawForm
from everyseat.improvement.models import Service
from everyseat.improvement.present import capacity_files
from everyseat.improvement.present import capacity_result as result
from everyseat.improvement.queries import capacity as queries
from everyseat.improvement.views.capacity import version_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def capacity_version(
    request: SignedIn, service: Service, number: int, version: int
) -> HttpResponse:
    """Say what a version comes to, in a sentence, in pictures and in tables."""
    found = version_of(service, number, version)
    context = {
        "service": service,
        "plan": found.plan,
        "version": found,
        "shown": result.of(found) if found.result else None,
        "draft": queries.draft(found.plan),
        "may_approve": not approving.why_not(found),
        "files": capacity_files.offered(found),
    }
    return render(request, "improvement/capacity_version.html", context)


@of_a_service
def capacity_begin(request: SignedIn, service: Service, number: int, version: int) -> HttpResponse:
    """Begin a draft from a version."""
    found = version_of(service, number, version)
    if request.method == "POST":
        with refused(request):
            today = timezone.localdate()
            actions.begin(version=found, by=request.user, today=today)
            return redirect("capacity_draft", service.pk, number)
    return redirect("capacity_version", service.pk, number, version)


@of_a_service
def capacity_approve(
    request: SignedIn, service: Service, number: int, version: int
) -> HttpResponse:
    """Approve a version by name, after a check."""
    found = version_of(service, number, version)

    def approve() -> str:
        approving.approve(version=found, by=request.user, today=timezone.localdate())
        return _("The version is approved, with your name.")

    check = said.approved(found, request.user, queries.approved(found.plan))
    back = reverse("capacity_version", args=[service.pk, number, version])
    return checks.page(request, check, approve, back=back)


@of_a_service
def capacity_withdraw(
    request: SignedIn, service: Service, number: int, version: int
) -> HttpResponse:
    """Withdraw an approval, with the reason."""
    found = version_of(service, number, version)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            because, today = form.cleaned_data["because"], timezone.localdate()
            approving.withdraw(version=found, because=because, by=request.user, today=today)
            messages.success(request, _("The approval is withdrawn."))
            return redirect("capacity_version", service.pk, number, version)
    context = {"service": service, "plan": found.plan, "version": found, "form": form}
    return render(request, "improvement/capacity_withdraw.html", context)


@of_a_service
def capacity_file(
    request: SignedIn, service: Service, number: int, version: int, name: str
) -> HttpResponse:
    """Return a version as a plan in TOML, as tables in CSV, or its result in JSON."""
    made = capacity_files.of(version_of(service, number, version), name)
    if made is None:
        raise Http404
    response = HttpResponse(made.content, content_type=made.kind)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
