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
from everyseat.moments import landing
from everyseat.moments.actions import feedback as actions
from everyseat.moments.forms import AnswerForm, RecallForm
from everyseat.moments.models import Feedback
from everyseat.moments.queries import feedback as queries
from everyseat.organisations import roles
from everyseat.organisations.queries import holders
from everyseat.organisations.signed_in import SignedIn


@login_required
def feedback_received(request: SignedIn) -> HttpResponse:
    found = queries.listed(queries.received_by(request.user))
    entries = list(map(landing.received_entry, found))
    return render(request, "moments/feedback_received.html", {"entries": entries})


@login_required
def feedback(request: SignedIn, pk: str) -> HttpResponse:
    """One page with three states: say what you remember; read and answer; what you answered."""
    feedback = get_object_or_404(queries.received_by(request.user), pk=pk)
    if not feedback.recalled_on:
        return _recall(request, feedback)
    form = _answer_form(feedback, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refused(form):
            return _keep(request, feedback, form.cleaned_data)
    context = shown(feedback) | {"form": form}
    return render(request, "moments/feedback.html", context, status=form.status)


def _recall(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    form = RecallForm(request.POST or None)
    if form.is_valid():
        with refused(request):
            actions.recall(feedback=feedback, **form.cleaned_data)
        return redirect("feedback", pk=feedback.pk)
    return render(request, "moments/feedback_recall.html", {"feedback": feedback, "form": form})


def _answer_form(feedback: Feedback, data: object = None) -> AnswerForm:
    return AnswerForm(
        data, initial=feedback.answer | {"coach": feedback.coach}, coaches=holders(roles.COACH)
    )


def _keep(request: HttpRequest, feedback: Feedback, data: dict) -> HttpResponse:
    answer = {key: data[key] for key in actions.ANSWER}
    if "send" in request.POST:
        if data["coach"] and data["coach"] != feedback.coach:
            text = _(
                "You chose a coach who has not read your draft. Show it to them, or choose no "
                "coach."
            )
            raise Invalid("coach", text)
        actions.answer(feedback=feedback, answer=answer)
        messages.success(request, _("Your answer has been sent."))
    else:
        actions.draft(feedback=feedback, answer=answer, coach=data["coach"])
        messages.success(request, _("Your draft is saved. Only the coach you chose can read it."))
    return redirect("feedback", pk=feedback.pk)


def shown(feedback: Feedback) -> dict:
    """Return what a page of feedback shows, to the recipient or their coach."""
    own = feedback.words.get("own")
    return {
        "feedback": feedback,
        "felt": [*feelings.texts(feedback.words.get("felt", [])), *([own] if own else [])],
        "meant": feelings.texts(feedback.recalled.get("intended", [])),
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
    """The drafts of answers that a coach was asked to read."""
    drafts = [landing.draft_entry(feedback) for feedback in queries.to_coach(request.user)]
    return render(request, "moments/drafts.html", {"drafts": drafts})


@traced
@requires(roles.READ_AS_COACH)
def draft(request: SignedIn, pk: str) -> HttpResponse:
    """A coach reads a draft that was shown to them, and says something of it."""
    feedback = get_object_or_404(queries.to_coach(request.user), pk=pk)
    if request.method == "POST":
        with refused(request):
            actions.advise(feedback=feedback, text=request.POST.get("text", "").strip())
            messages.success(
                request, _("Your comment is saved. They will read it beside their draft.")
            )
            return redirect("home")
        feedback.coach_said = {"text": request.POST.get("text", "")}  # it is there again
    return render(request, "moments/draft.html", shown(feedback))
