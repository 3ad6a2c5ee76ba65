"""A review's own page, and its recipient's self assessment."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import standing, who_sees
from everyseat.threesixty.actions import answers
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import permissions, plans, standing_in
from everyseat.threesixty.report.material import SELF

View = Callable[..., HttpResponse]


def find(request: SignedIn, pk: object, *, stopped: bool = False) -> Review:
    """Return a review that this person may open; the others do not exist for them.

    Of one that was stopped there is no page but its own, which says so.
    """
    reviews = permissions.readable_reviews(request.user)
    if not stopped:
        reviews = reviews.exclude(state=Review.State.STOPPED)
    return get_object_or_404(reviews, pk=pk)


def own(request: SignedIn, pk: object) -> Review:
    """Return a review that this person is the recipient of."""
    review = find(request, pk)
    if review.recipient_id != request.user.pk:
        raise PermissionDenied
    return review


@login_required
def review(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk, stopped=True)
    mine = review.recipient_id == request.user.pk
    context = {
        "review": review,
        "state": standing.state(review),
        "mine": mine,
        "coaching": permissions.reads_as_coach(request.user, review),
        "acts": permissions.for_whom(request.user, review),
        "for_coach": standing_in.for_coach(review) if mine else None,
        "approving": permissions.may_approve(request.user, review),
        "reads_report": permissions.may_read_report(request.user, review),
        "reads_plan": plans.may_read_plan(request.user, review),
        "self_given": review.sheets.filter(relationship=SELF).exists(),
        "follow_up": Review.objects.filter(follow_up_of=review).first(),
        "nominate_by_is_over": standing.has_passed(review.round.nominate_by),
        "checks": standing.approver(review),
        "coach": permissions.coach(review),
    }
    return render(request, "threesixty/review.html", context)


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
            form.must_be_answered(request.POST)
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
        "heading": _("How do you think you come across?"),
        "lead": _(
            "Answer as you think people feel it today, not as you mean to come across. Your report "
            "puts your answers beside theirs."
        ),
        "who": who_sees.self_assessment(review),
        "pages": form.pages(ratings, words),
        "questions": form.last_questions(words),
        "words_to": [],
        "signed_in": True,
        "is_given": review.sheets.filter(relationship=SELF).exists(),
    }
    return render(request, "threesixty/answer.html", context, status=400 if problem else 200)
