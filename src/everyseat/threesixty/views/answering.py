"""Pages of a rater. No cookie, no session: the link or the card is all they need and show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import drawing, giver_pages
from everyseat.giving.links import BadLink, link_to
from everyseat.giving.refusals import Invalid
from everyseat.giving.refusing import Message, refused
from everyseat.organisations import marking
from everyseat.safety.credentials import BadCard, read_card
from everyseat.threesixty import links, queries, relationships, who_sees
from everyseat.threesixty.actions import answers
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.forms import DeclineForm
from everyseat.threesixty.models import Invitation, Review

giver_page = giver_pages.by_link(
    "threesixty/bad_link.html", BadLink, BadCard, Review.DoesNotExist, Invitation.DoesNotExist
)


def _invitation(token: str) -> Invitation:
    invitations = Invitation.objects.select_related(
        "review__recipient", "review__round__questionnaire"
    )
    return invitations.get(pk=links.INVITATIONS.opened(token))


@giver_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The first page of a rater: what we ask, who will see it, and how to begin or decline."""
    return _invitation_page(request, _invitation(token), token)


def _invitation_page(
    request: HttpRequest, invitation: Invitation, token: str, problem: str = ""
) -> HttpResponse:
    if answers.is_kept(invitation) and not invitation.review.round.is_anonymous:
        return redirect("answer_kept", token=token)
    together = queries.open_invitations(invitation)
    context = {
        "invitation": invitation,
        "token": token,
        "problem": problem,
        "relationship": relationships.AS_RATER[invitation.relationship],
        "who": who_sees.rater(
            invitation.review, invitation.group, kept=not invitation.review.round.is_anonymous
        ),
        "who_if_kept": who_sees.rater(invitation.review, invitation.group, kept=True),
        "besides": who_sees.rater_besides(invitation.review, invitation.group),
        "kept": answers.is_kept(invitation),
        "open": answers.is_open(invitation.review),
        "round": invitation.review.round,
        "names": [i.review.recipient.name for i in together],
        "drawing": _drawing(invitation, together, token),
    }
    return render(request, "threesixty/invitation.html", context)


def _drawing(invitation: Invitation, together: list[Invitation], token: str) -> dict[str, object]:
    """Return the data for the script that draws cards."""
    feedback_round = invitation.review.round
    return {
        "key": feedback_round.public_key,
        "fingerprint": feedback_round.fingerprint,
        "holder": links.INVITATIONS.holder(invitation.person_id, feedback_round.pk),
        "draw": reverse("draw", args=[token]),
        "reviews": [
            {
                "review": str(i.review_id),
                "group": i.group,
                "name": i.review.recipient.name,
                "answer": link_to("answer", i.review_id, i.group),
            }
            for i in together
        ],
    }


@require_POST
@giver_page
def draw(request: HttpRequest, token: str) -> HttpResponse:
    """Evaluate the blinded serials of a rater: one for each review that they are asked about."""
    mine = {str(i.review_id): i for i in queries.open_invitations(_invitation(token))}
    return drawing.reply(
        request, lambda review, blinded: answers.draw(invitation=mine[review], blinded=blinded)
    )


@require_POST
@giver_page
def keep_link(request: HttpRequest, token: str) -> HttpResponse:
    """Begin with a link that this server keeps."""
    return _act(request, token, answers.keep_link, then="answer_kept")


@require_POST
@giver_page
def report_lost(request: HttpRequest, token: str) -> HttpResponse:
    """Tell the organiser that the card of this invitation was lost."""
    return _act(request, token, answers.report_lost, then="invitation")


def _act(request: HttpRequest, token: str, act: Callable[..., None], then: str) -> HttpResponse:
    invitation = _invitation(token)
    with refused() as refusal:
        act(invitation=invitation)
        return redirect(then, token=token)
    return _invitation_page(request, invitation, token, refusal.text)


@giver_page
def decline(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _invitation(token)
    form = DeclineForm(request.POST or None)
    context = {"invitation": invitation, "form": form, "token": token}
    if request.method == "POST" and form.is_valid():
        with refused() as refusal:
            answers.decline(invitation=invitation, reason=form.cleaned_data["reason"])
            context["done"] = True
        context["problem"] = refusal.text
    return render(request, "threesixty/decline.html", context)


@giver_page
def answer(request: HttpRequest, review: str, group: str) -> HttpResponse:
    """The answering form of a group: the card comes with the answers, not with the page."""
    rated_review = _review(review)
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
    invitation = _invitation(token)
    context = _who(invitation.review, invitation.group, kept=True)

    def save(new_answers: Answers) -> HttpResponse:
        answers.answer_by_kept_link(invitation=invitation, answers=new_answers)
        return redirect("answered_kept", token=token)

    return _form_page(
        request,
        invitation.review,
        save,
        context,
        answers.answers_by_kept_link(invitation=invitation),
    )


def _who(review: Review, group: str, *, kept: bool) -> dict[str, object]:
    """Return who will see the answers of a form, for its page and the check of its words."""
    return {
        "who": who_sees.rater(review, group, kept=kept),
        "besides": who_sees.rater_besides(review, group),
    }


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
            may_answer()
            if "checked" not in request.POST and (check := _words_to_check(review, form, current)):
                return _check_page(request, review, check, context)
            return save(current)
    context |= {
        "review": review,
        "problem": refusal.text,
        "closed": not answers.is_open(review),
        "heading": _("How does it feel to work with %(name)s?") % {"name": review.recipient.name},
        "pages": form.pages(current.ratings if current else None),
        "questions": form.questions(current.words if current else None),
        "words_to": form.words_to(review, current),
        "signed_in": False,
    }
    return render(request, "threesixty/answer.html", context, status=400 if refusal.text else 200)


@contextmanager
def _card_that_fits() -> Iterator[None]:
    try:
        yield
    except BadCard:
        text = _("This code does not belong to this page. Copy it from your card again.")
        raise Invalid("card", text) from None


def _words_to_check(
    review: Review, form: AnswerForm, new_answers: Answers
) -> list[dict[str, object]]:
    """Return the questions with identifying passages marked; empty if there are none."""
    pieces = marking.marked(new_answers.words, about=review.recipient.name)
    return [
        {**question, "pieces": pieces.get(question["key"], [])}
        for question in form.questions(new_answers.words)
    ] * bool(pieces)


def _check_page(
    request: HttpRequest,
    review: Review,
    questions: list[dict[str, object]],
    who: dict[str, object],
) -> HttpResponse:
    """Show the writer which passages may identify them, before anything is stored."""
    rest = [(k, v) for k, v in request.POST.items() if not k.startswith("w-")]
    context = who | {"review": review, "questions": questions, "rest": rest}
    return render(request, "threesixty/check_words.html", context)


@require_POST
@giver_page
def given(request: HttpRequest, review: str, group: str) -> HttpResponse:
    """Return a card's latest answers in JSON, to anyone who has the card."""
    rated_review = _review(review)
    card = read_card(request.POST.get("card", ""))
    before = answers.answers_by_card(review=rated_review, group=group, card=card)
    form = AnswerForm(rated_review.question_set, rated_review.round.questionnaire.content)
    return JsonResponse(form.fields(before) if before else {})


@giver_page
def answered(request: HttpRequest, review: str, group: str) -> HttpResponse:
    rated_review = _review(review)
    context = {"review": rated_review, "back": reverse("answer", args=[review, group])}
    return render(request, "threesixty/answered.html", context | {"has_card": True})


@giver_page
def answered_kept(request: HttpRequest, token: str) -> HttpResponse:
    context = {"review": _invitation(token).review, "back": reverse("answer_kept", args=[token])}
    return render(request, "threesixty/answered.html", context)


def _review(pk: str) -> Review:
    return Review.objects.select_related("recipient", "round__questionnaire").get(pk=pk)
