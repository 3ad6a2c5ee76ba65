"""Pages of recipients, managers and coaches."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.refusals import Invalid
from everyseat.giving.refusing import refused
from everyseat.organisations import actions as people
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import past, queries, small_changes, who_sees
from everyseat.threesixty.actions import answers
from everyseat.threesixty.actions import reviews as actions
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.forms import (
    AimForm,
    FollowUpForm,
    NominateForm,
    SendBackForm,
)
from everyseat.threesixty.models import Aim, Invitation, Review, Round
from everyseat.threesixty.report import sentences
from everyseat.threesixty.report.material import SELF
from everyseat.threesixty.report.material import topics as all_topics
from everyseat.threesixty.report.shape import Report

View = Callable[..., HttpResponse]


def find(request: SignedIn, pk: object) -> Review:
    """Return a review that this person may open; the others do not exist for them."""
    return get_object_or_404(queries.readable_reviews(request.user), pk=pk)


def own(request: SignedIn, pk: object) -> Review:
    """Return a review that this person is the recipient of."""
    review = find(request, pk)
    if review.recipient_id != request.user.pk:
        raise PermissionDenied
    return review


@login_required
def review(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk)
    mine = review.recipient_id == request.user.pk
    context = {
        "review": review,
        "mine": mine,
        "coaching": review.coach_id == request.user.pk and not mine,
        "approving": queries.may_approve(request.user, review),
        "reads_report": queries.may_read_report(request.user, review),
        "self_given": review.sheets.filter(relationship=SELF).exists(),
        "follow_up": Review.objects.filter(follow_up_of=review).first(),
    }
    return render(request, "threesixty/review.html", context)


@login_required
def nominate(request: SignedIn, pk: str) -> HttpResponse:
    review = own(request, pk)
    form = NominateForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            _nominate(review, form.cleaned_data)
            return redirect("nominate", pk=pk)
    named = queries.named_raters(review)
    some = any(group.invitations for group in named)
    context = {"review": review, "form": form, "named": named, "some": some}
    return render(request, "threesixty/nominate.html", context)


@transaction.atomic
def _nominate(review: Review, data: dict[str, Any]) -> None:
    """Name raters, all or none; somebody new outside is added only if they can be named."""
    raters = data["people"]
    if data["email"] and data["email"].lower() not in {person.email for person in raters}:
        raters.append(
            people.add_partner(
                name=data["name"], email=data["email"], organisation=data["organisation"]
            )
        )
    for person in raters:
        actions.nominate(review=review, person=person, relationship=data["relationship"])


@require_POST
@login_required
def withdraw(request: SignedIn, pk: str, invitation: str) -> HttpResponse:
    review = own(request, pk)
    rater = get_object_or_404(Invitation, pk=invitation, review=review)
    with refused(request):
        actions.withdraw(review=review, invitation=rater)
    return redirect("nominate", pk=pk)


@require_POST
@login_required
def submit_nominations(request: SignedIn, pk: str) -> HttpResponse:
    review = own(request, pk)
    with refused(request):
        actions.submit_nominations(review=review)
        messages.success(request, _("Your list has been sent for approval."))
        return redirect("review", pk=pk)
    return redirect("nominate", pk=pk)


@login_required
def approve(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk)
    if not queries.may_approve(request.user, review):
        raise PermissionDenied
    sends_back = "send_back" in request.POST
    form = SendBackForm(request.POST if sends_back else None)
    left_out = set(request.POST.getlist("refused"))
    notice = small_changes.of(review, past.raters_if_approved(review, left_out))
    seal = notice.seal if notice else ""
    understood = request.POST.get("understood", "").split() == seal.split()
    if request.method == "POST" and (form.is_valid() if sends_back else understood):
        with refused(request):
            messages.success(request, _decide(review, form, left_out))
        return redirect("home")
    context = {
        "review": review,
        "form": form,
        "named": queries.named_raters(review),
        "refused": left_out,
        "small_changes": notice,
    }
    return render(request, "threesixty/approve.html", context)


def _decide(review: Review, form: SendBackForm, left_out: set[str]) -> str:
    """Approve a list, or send it back. Return the message for the approver."""
    if form.is_bound:
        actions.send_back(review=review, why=form.cleaned_data["why"])
        return _("You have sent the list back.")
    invited = actions.approve(review=review, refused=left_out)
    return _("Approved: %(n)s raters invited.") % {"n": invited}


@login_required
def assess_self(request: SignedIn, pk: str) -> HttpResponse:
    review = own(request, pk)
    if review.round.state != Round.State.OPEN or review.follow_up_of_id:
        messages.error(request, _("You cannot change your self assessment at the moment."))
        return redirect("review", pk=pk)
    form = AnswerForm(review.question_set, review.round.questionnaire.content)
    if request.method == "POST":
        ratings, words = form.read(request.POST)
        with refused() as said:
            form.must_fit(words)
            answers.assess_self(review=review, ratings=ratings, words=words)
            messages.success(request, _("Saved. You can change it until the round closes."))
            return redirect("review", pk=pk)
        return _self_page(request, review, form, ratings, words, said.text)
    sheet = review.sheets.filter(relationship=SELF).first()
    return _self_page(
        request, review, form, sheet.ratings if sheet else None, sheet.words if sheet else None
    )


def _self_page(
    request: SignedIn,
    review: Review,
    form: AnswerForm,
    ratings: list[int] | None,
    words: dict[str, str] | None,
    problem: str = "",
) -> HttpResponse:
    """Show the form of a self assessment; again and complete, where it could not be saved."""
    context = {
        "review": review,
        "problem": problem,
        "heading": _("How do you mean to come across?"),
        "who": who_sees.self_assessment(review),
        "pages": form.pages(ratings),
        "questions": form.questions(words),
        "draft": f"self-{review.pk}",
        "words_to": [],
        "signed_in": True,
    }
    return render(request, "threesixty/answer.html", context, status=400 if problem else 200)


@require_POST
@login_required
def talked(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk)
    if request.user.pk not in (review.recipient_id, review.coach_id):
        raise PermissionDenied
    with refused(request):
        actions.talked(review=review)
    return redirect("review", pk=pk)


@login_required
def plan(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk)
    if not queries.may_read_report(request.user, review) or not review.is_released:
        raise Http404
    mine, report = review.recipient_id == request.user.pk, queries.content_of(review)
    if report is None:
        raise Http404
    name = report["recipient"]
    topics = {t["key"]: t["text"].format(name=name) for t in all_topics(report["values"])}
    behaviours = [b["key"] for value in report["values"] for b in value["behaviours"]]
    form = AimForm(
        request.POST or None,
        topics=_findings_first(report, topics),
        behaviours=[(key, topics[key]) for key in behaviours],
        initial={"topic": request.GET.get("topic")},
    )
    if mine and form.is_valid():
        with refused(form):
            actions.add_aim(review=review, **form.cleaned_data)
            return redirect("plan", pk=pk)
    context = {
        "review": review,
        "mine": mine,
        "form": form,
        "aims": [(aim, topics.get(aim.topic, aim.topic)) for aim in review.aims.all()],
        "most": actions.AIMS,
        "follow_up_form": FollowUpForm(),
        "small_changes": small_changes.of_follow_up(review),
        "follow_up": Review.objects.filter(follow_up_of=review).first(),
    }
    return render(request, "threesixty/plan.html", context)


def _findings_first(report: Report, topics: dict[str, str]) -> list[tuple[str, str]]:
    """Return the topics that an aim can be about: findings first, then all others."""
    findings = [(key, name) for name, keys in report["findings"].items() for key in keys]
    verdicts = {"blind spot", "shared weakness", "hidden strength", "shared strength"}
    first = [
        (key, f"{topics[key]} ({sentences.verdict(n)})") for key, n in findings if n in verdicts
    ]
    keys_of_findings = {key for key, _name in first}
    return first + [(key, name) for key, name in topics.items() if key not in keys_of_findings]


@require_POST
@login_required
def remove_aim(request: SignedIn, pk: str, aim: int) -> HttpResponse:
    review = own(request, pk)
    planned = get_object_or_404(Aim, pk=aim, review=review)
    with refused(request):
        actions.remove_aim(review=review, aim=planned)
    return redirect("plan", pk=pk)


@require_POST
@login_required
def follow_up(request: SignedIn, pk: str) -> HttpResponse:
    review = own(request, pk)
    form = FollowUpForm(request.POST)
    with refused(request):
        if not form.is_valid():
            raise Invalid("collect_by", _("Choose a date that has not passed."))
        actions.follow_up(review=review, **form.cleaned_data)
    return redirect("plan", pk=pk)
