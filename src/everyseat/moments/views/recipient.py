"""Pages of somebody who is told how a moment felt, and of the coach who reads their draft."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import feelings
from everyseat.giving.access import login_required, requires, traced
from everyseat.giving.refusals import Invalid
from everyseat.giving.refusing import refused
from everyseat.moments.actions import feedback as actions
from everyseat.moments.forms import AnswerForm, RecallForm
from everyseat.moments.models import Feedback
from everyseat.moments.queries import feedback as queries
from everyseat.organisations import roles
from everyseat.organisations.queries import holders
from everyseat.organisations.signed_in import SignedIn


@login_required
def feedback_received(request: SignedIn) -> HttpResponse:
    return render(
        request,
        "moments/feedback_received.html",
        {"feedback_received": queries.received_by(request.user)},
    )


@login_required
def feedback(request: SignedIn, pk: str) -> HttpResponse:
    """One page with three states: say what you remember; read and answer; what you answered."""
    found = get_object_or_404(queries.received_by(request.user), pk=pk)
    if not found.recalled_on:
        return _recall(request, found)
    form = _answer_form(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refused(form):
            return _keep(request, found, form.cleaned_data)
    return render(request, "moments/feedback.html", shown(found) | {"form": form})


def _recall(request: HttpRequest, found: Feedback) -> HttpResponse:
    form = RecallForm(request.POST or None)
    if form.is_valid():
        with refused(request):
            actions.recall(feedback=found, **form.cleaned_data)
        return redirect("feedback", pk=found.pk)
    return render(request, "moments/feedback_recall.html", {"feedback": found, "form": form})


def _answer_form(found: Feedback, data: object = None) -> AnswerForm:
    return AnswerForm(
        data, initial=found.answer | {"coach": found.coach}, coaches=holders(roles.COACH)
    )


def _keep(request: HttpRequest, found: Feedback, data: dict) -> HttpResponse:
    answer = {key: data[key] for key in actions.ANSWER}
    if "send" in request.POST:
        if data["coach"] and data["coach"] != found.coach:
            text = _("You chose a coach who has not read it. Show it to them, or choose none.")
            raise Invalid("coach", text)
        actions.answer(feedback=found, answer=answer)
        messages.success(request, _("Your answer has gone the way that it came."))
    else:
        actions.draft(feedback=found, answer=answer, coach=data["coach"])
        messages.success(request, _("The draft is kept. Nobody but the coach you chose reads it."))
    return redirect("feedback", pk=found.pk)


def shown(found: Feedback) -> dict:
    """Return what a page of feedback shows, to the recipient or their coach."""
    own = found.words.get("own")
    return {
        "feedback": found,
        "felt": [*feelings.texts(found.words.get("felt", [])), *([own] if own else [])],
        "meant": feelings.texts(found.recalled.get("intended", [])),
    }


@require_POST
@login_required
def feedback_abuse(request: SignedIn, pk: str) -> HttpResponse:
    return _act(request, pk, actions.report_abuse)


@require_POST
@login_required
def feedback_agree(request: SignedIn, pk: str) -> HttpResponse:
    agrees = request.POST.get("agrees") == "yes"
    return _act(request, pk, actions.agree, side="recipient", agrees=agrees)


def _act(request: SignedIn, pk: str, act: Callable[..., object], **options: object) -> HttpResponse:
    with refused(request):
        act(feedback=get_object_or_404(queries.received_by(request.user), pk=pk), **options)
    return redirect("feedback", pk=pk)


@requires(roles.READ_AS_COACH)
def drafts(request: SignedIn) -> HttpResponse:
    return render(request, "moments/drafts.html", {"drafts": queries.to_coach(request.user)})


@traced
@requires(roles.READ_AS_COACH)
def draft(request: SignedIn, pk: str) -> HttpResponse:
    """A coach reads a draft that was shown to them, and says something of it."""
    found = get_object_or_404(queries.to_coach(request.user), pk=pk)
    if request.method == "POST":
        with refused(request):
            actions.advise(feedback=found, text=request.POST.get("text", "").strip()[:2000])
            messages.success(request, _("They will read it beside their draft."))
            return redirect("home")
    return render(request, "moments/draft.html", shown(found))
