"""One page for each step of an issue, and for a step back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.looking_again import tried
from everyseat.improvement import you_said
from everyseat.improvement.actions import issue_steps as actions
from everyseat.improvement.actions import issues
from everyseat.improvement.actions.issue_steps import Saying
from everyseat.improvement.forms import issue_steps as forms
from everyseat.improvement.models import Issue, Service
from everyseat.improvement.models.issue import State
from everyseat.improvement.views.issues import one_of
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations.signed_in import SignedIn

Step = Callable[..., None]
VERBS: dict[str, Step] = {
    State.READ: actions.read,
    State.RESPONDED: actions.respond,
    State.PLANNED: actions.plan,
    State.MADE: actions.make,
    State.CHECKED: actions.check,
    State.NO_CHANGE: actions.refuse,
}


@of_a_service
def issue_read(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say that what people said has been read."""
    found = one_of(service, number)
    form = forms.ReadForm(request.POST if request.method == "POST" else None, issue=found)
    return _page(request, found, form, State.READ)


@of_a_service
def issue_respond(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Answer what people said."""
    found = one_of(service, number)
    return _page(request, found, forms.RespondForm(request.POST or None, issue=found), "responded")


@of_a_service
def issue_plan(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Promise a change."""
    found = one_of(service, number)
    return _page(request, found, forms.PlanForm(request.POST or None, issue=found), "planned")


@of_a_service
def issue_make(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say that a change was made."""
    found = one_of(service, number)
    return _page(request, found, forms.MakeForm(request.POST or None, issue=found), "made")


@of_a_service
def issue_check(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say what was found when a change was checked."""
    found = one_of(service, number)
    return _page(request, found, forms.CheckForm(request.POST or None, issue=found), "checked")


@of_a_service
def issue_refuse(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say why nothing will change."""
    found = one_of(service, number)
    return _page(request, found, forms.RefuseForm(request.POST or None, issue=found), "no_change")


@of_a_service
def issue_postpone(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Give a planned change another day."""
    found = one_of(service, number)
    form = forms.PostponeForm(request.POST or None, issue=found)
    can = found.state == State.PLANNED
    return _saved(request, found, form, actions.postpone, "postpone", can=can)


@of_a_service
def issue_back(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Take a step back, with its reason."""
    found = one_of(service, number)
    to = actions.backwards(found)
    form = forms.BackForm(request.POST or None, issue=found, to=to)
    return _saved(request, found, form, actions.step_back, "back", can=bool(to))


@of_a_service
def issue_reason(request: SignedIn, service: Service, number: int, step: int) -> HttpResponse:
    """Correct why a step back was taken."""
    issue = one_of(service, number)
    found = get_object_or_404(issue.steps.filter(is_back=True), pk=step)
    found.issue = issue
    form = forms.ReasonForm(request.POST or None, initial={"text": found.text})

    def save(sure: bool) -> None:
        text, today = form.cleaned_data["text"], timezone.localdate()
        issues.correct_reason(step=found, text=text, today=today, sure=sure)

    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Your changes are saved."))
        return redirect("issue", pk=service.pk, number=number)
    context = {"service": service, "issue": issue, "form": form, "waits": waits}
    return render(request, "improvement/issue_edit.html", context, status=form.status)


def _page(request: SignedIn, issue: Issue, form: forms.StepForm, to: str) -> HttpResponse:
    can = to in actions.FOLLOWS[issue.state]
    return _saved(request, issue, form, VERBS[to], to, can=can)


def _saved(
    request: SignedIn, issue: Issue, form: forms.StepForm, verb: Step, name: str, *, can: bool
) -> HttpResponse:
    """Take a step that its whole form asks for, or show the form; or that it can't be taken now."""
    today = timezone.localdate()

    def save(sure: bool) -> None:
        verb(issue=issue, saying=Saying(request.user, today, sure), **form.said())

    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Saved."))
        return redirect("issue", pk=issue.service_id, number=issue.number)
    shown = you_said.shown(one_of(issue.service, issue.number), today)
    context = {"service": issue.service, "one": shown, "form": form, "waits": waits}
    context |= {"step": name, "can": can}
    return render(request, "improvement/issue_step.html", context)
