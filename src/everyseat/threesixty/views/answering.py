"""The answering form of a rater, the check of their words, and the page after sending."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import second_look
from everyseat.giving.links import BadLink
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.refusing import Message, refused
from everyseat.organisations import marking
from everyseat.safety.credentials import BadCard, read_card
from everyseat.threesixty import links, who_sees
from everyseat.threesixty.actions import answers
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.models import Invitation, Review, Sheet
from everyseat.threesixty.views.doors_of_raters import (
    giver_page,
    invitation_of,
    page_of,
    review_of,
)


@giver_page
def answer(request: HttpRequest, review: str, group: str) -> HttpResponse:
    """The answering form of a group: the card comes with the answers, not with the page."""
    rated_review = review_of(review)
    context: dict[str, Any] = {
        **_who(rated_review, group, kept=False),
        "fingerprint": rated_review.round.fingerprint,
        "card": request.POST.get("card", ""),
        "asks_for_card": True,
        "given": reverse("given", args=[review, group]),
    }

    def may_answer() -> None:
        answers.check(rated_review, group, read_card(context["card"]))

    def save(new_answers: Answers) -> HttpResponse:
        card = read_card(context["card"])
        answers.answer(review=rated_review, group=group, card=card, answers=new_answers)
        return redirect("answered", review=review, group=group)

    if not rated_review.round.is_anonymous:
        raise BadLink
    return _form_page(request, rated_review, save, context, None, may_answer)


@giver_page
def answer_kept(request: HttpRequest, token: str) -> HttpResponse:
    """The answering form of one rater, by their kept link."""
    invitation = invitation_of(token)
    if invitation.state != Invitation.State.INVITED:
        return redirect("invitation", token=token)
    page = links.FORMS.token("answer_kept", invitation.pk)
    context = {**_who(invitation.review, invitation.group, kept=True), "page": page}

    def may_answer() -> None:
        links.FORMS.must_be_from_the_page(request.POST, "answer_kept", invitation.pk)
        if AnswerForm.is_untouched(request.POST):
            raise NotNow(_("Nothing was sent yet. Choose an answer, or write something."))

    def save(new_answers: Answers) -> HttpResponse:
        answers.answer_by_kept_link(invitation=invitation, answers=new_answers)
        return redirect("answered_kept", token=token)

    return _form_page(
        request,
        invitation.review,
        save,
        context,
        answers.answers_by_kept_link(invitation=invitation),
        may_answer,
    )


def _who(review: Review, group: str, *, kept: bool) -> dict[str, object]:
    """Return who will see the answers of a form, for its page and the check of its words."""
    said: dict[str, object] = {
        "who": who_sees.rater(review, group, kept=kept),
        "besides": who_sees.rater_besides(review, group),
    }
    if review.coach_reads_first and review.question_set.questions:
        said["who_to_coach"] = who_sees.rater(review, group, kept=kept, to_coach=True)
    return said


def _form_page(
    request: HttpRequest,
    review: Review,
    save: Callable[[Answers], HttpResponse],
    context: dict[str, Any],
    before: Answers | None,
    may_answer: Callable[[], None] = lambda: None,
) -> HttpResponse:
    """Show the form, or save the answers. Answers that can't be saved are shown again, complete.

    Words are marked only for people who may answer: the marks reveal which names are known.
    """
    form = AnswerForm(
        review.question_set, review.round.questionnaire.content, review.recipient.name
    )
    current, refusal = before, Message()
    if request.method == "POST":
        current = form.answers(request.POST)
        with refused() as refusal, _card_that_fits():
            form.must_fit(current.words)
            form.must_be_answered(request.POST)
            may_answer()
            if "back" not in request.POST:
                check = _words_to_check(review, form, current)
                is_agreed = second_look.is_agreed(request.POST, check.warned_about)
                if "again" in request.POST or not is_agreed:
                    return _check_page(request, review, form, check, context)
                return save(current)
    context |= {
        "review": review,
        "problem": refusal.text,
        "closed": not answers.is_open(review),
        "heading": _("How does it feel to work with %(name)s?") % {"name": review.recipient.name},
        "pages": form.pages(*(current.ratings, current.words) if current else ()),
        "questions": form.last_questions(current.words if current else None),
        "words_to": form.words_to(review, current),
        "is_to_coach": bool(current and current.words_to == Sheet.Words.COACH),
        "signed_in": False,
        "is_as_sent": request.method == "POST",
        "is_given": bool(before),
        "is_card_refused": refusal.field == "card",
    }
    status = 400 if refusal.text else 200
    return page_of(request, "threesixty/answer.html", review.round, context, status)


@contextmanager
def _card_that_fits() -> Iterator[None]:
    try:
        yield
    except BadCard:
        text = _("This code does not belong to this page. Copy it from your card again.")
        raise Invalid("card", text) from None


class _Check(NamedTuple):
    """The open questions with what was written, identifying passages marked where there are any."""

    questions: list[dict[str, object]]
    warned_about: list[str]
    answers: Answers


def _words_to_check(review: Review, form: AnswerForm, new_answers: Answers) -> _Check:
    pieces = marking.marked(new_answers.words, about=review.recipient.name)
    questions = [
        {**question, "pieces": pieces.get(question["key"], [])}
        for question in form.questions(new_answers.words)
    ]
    return _Check(questions, marking.warned_about(pieces), new_answers)


def _check_page(
    request: HttpRequest,
    review: Review,
    form: AnswerForm,
    check: _Check,
    who: dict[str, object],
) -> HttpResponse:
    """Show the writer which passages may identify them, before anything is stored."""
    here = ("w-", "words_to", "again", second_look.FIELD)
    rest = [(k, v) for k, v in request.POST.items() if not k.startswith(here)]
    context = who | {
        "review": review,
        "questions": check.questions,
        "is_marked": bool(check.warned_about),
        "warned": second_look.seal(check.warned_about),
        "is_to_coach": check.answers.words_to == Sheet.Words.COACH,
        "words_to": form.words_to(review, check.answers),
        "rest": rest,
    }
    return page_of(request, "threesixty/check_words.html", review.round, context)


@require_POST
@giver_page
def given(request: HttpRequest, review: str, group: str) -> HttpResponse:
    """Return a card's latest answers in JSON, to anyone who has the card."""
    rated_review = review_of(review)
    card = read_card(request.POST.get("card", ""))
    before = answers.answers_by_card(review=rated_review, group=group, card=card)
    form = AnswerForm(rated_review.question_set, rated_review.round.questionnaire.content)
    return JsonResponse(form.fields(before) if before else {})


@giver_page
def answered(request: HttpRequest, review: str, group: str) -> HttpResponse:
    rated_review = review_of(review)
    back = reverse("answer", args=[review, group])
    linked = who_sees.linked(rated_review, kept=False)
    context = {"review": rated_review, "back": back, "has_card": True, "linked": linked}
    return page_of(request, "threesixty/answered.html", rated_review.round, context)


@giver_page
def answered_kept(request: HttpRequest, token: str) -> HttpResponse:
    review = invitation_of(token).review
    linked = who_sees.linked(review, kept=True)
    context = {"review": review, "back": reverse("answer_kept", args=[token]), "linked": linked}
    return page_of(request, "threesixty/answered.html", review.round, context)
