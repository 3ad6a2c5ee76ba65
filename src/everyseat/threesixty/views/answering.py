"""Pages of a rater. No cookie, no session: the link is all they need and all we look at."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from everyseat.threesixty import credentials, relationships, who_sees
from everyseat.threesixty.actions import NotNow, answers
from everyseat.threesixty.answer_form import WORDS_TO, AnswerForm
from everyseat.threesixty.credentials import BadCredential, Credential
from everyseat.threesixty.forms import DeclineForm
from everyseat.threesixty.models import Cycle, Invitation, Review, Sheet

View = Callable[..., HttpResponse]


def giver_page(view: View) -> View:
    """Guard a form by its link instead of a cookie, and never tell another site of the link."""

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return page


def _invitation(token: str) -> Invitation | None:
    try:
        key = credentials.invitation_id(token)
    except BadCredential:
        return None
    return (
        Invitation.objects.select_related("review__recipient", "review__cycle")
        .filter(pk=key)
        .first()
    )


@giver_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is asked and who will see it; begin, or decline."""
    found = _invitation(token)
    if found is None:
        return not_ours(request)
    problem = ""
    if request.method == "POST":
        try:
            return redirect("answer", token=answers.draw(invitation=found))
        except NotNow as error:
            problem = str(error)
    context = {
        "invitation": found,
        "token": token,
        "problem": problem,
        "relationship": relationships.AS_RATER[found.relationship],
        "who": who_sees.rater(found.review, found.relationship),
        "open": found.review.state == Review.State.COLLECT,
        "cycle": found.review.cycle,
    }
    return render(request, "threesixty/invitation.html", context)


@giver_page
def decline(request: HttpRequest, token: str) -> HttpResponse:
    found = _invitation(token)
    if found is None:
        return not_ours(request)
    form = DeclineForm(request.POST or None)
    context = {"invitation": found, "form": form, "token": token}
    if request.method == "POST" and form.is_valid():
        try:
            answers.decline(invitation=found, reason=form.cleaned_data["reason"])
            context["done"] = True
        except NotNow as error:
            context["problem"] = str(error)
    return render(request, "threesixty/decline.html", context)


@giver_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The answering form; sent again it revises the same sheet until the cycle closes."""
    try:
        credential = credentials.read(token)
        review = _review(credential)
    except (BadCredential, Review.DoesNotExist):
        return not_ours(request)
    form = AnswerForm(review.asked, review.cycle.framework.content, review.recipient.name)
    problem = ""
    if request.method == "POST":
        try:
            _save(credential, form, request.POST)
            return redirect("answered", token=token)
        except NotNow as error:
            problem = str(error)
    sheet = Sheet.objects.filter(credential=credential.digest).first()
    context = {
        "review": review,
        "problem": problem,
        "closed": review.cycle.state != Cycle.State.OPEN,
        "heading": _("How does it feel to work with %(name)s?") % {"name": review.recipient.name},
        "who": who_sees.rater(review, credential.relationship),
        "pages": form.pages(sheet.ratings if sheet else None),
        "questions": form.questions(sheet.words if sheet else None),
        "draft": draft_name(token),
        "words_to": _words_to(review, sheet),
        "signed_in": False,
    }
    return render(request, "threesixty/answer.html", context)


def _review(credential: Credential) -> Review:
    found = Review.objects.select_related("recipient", "cycle__framework")
    return found.get(pk=credential.review)


def _save(credential: Credential, form: AnswerForm, data: dict) -> None:
    ratings, words = form.read(data)
    chosen = data.get("words_to", "")
    answers.answer(
        credential=credential,
        ratings=ratings,
        words=words,
        words_to=chosen if chosen in Sheet.Words.values else Sheet.Words.AS_WRITTEN,
    )


def _words_to(review: Review, sheet: Sheet | None) -> list[dict]:
    """Return how the writer may let their words be shared; a choice only where a coach reads."""
    if not review.cycle.coach_reads or not review.coach_id:
        return []
    chosen = sheet.words_to if sheet else Sheet.Words.AS_WRITTEN
    return [{"value": v, "label": label, "checked": v == chosen} for v, label in WORDS_TO]


def draft_name(token: str) -> str:
    """Return the name of the copy in the rater's browser: not the credential itself."""
    return hashlib.sha256(f"draft {token}".encode()).hexdigest()[:16]


@giver_page
def answered(request: HttpRequest, token: str) -> HttpResponse:
    try:
        review = _review(credentials.read(token))
    except (BadCredential, Review.DoesNotExist):
        return not_ours(request)
    context = {"review": review, "token": token, "draft": draft_name(token)}
    return render(request, "threesixty/answered.html", context)


def not_ours(request: HttpRequest) -> HttpResponse:
    return render(request, "threesixty/bad_link.html", status=404)
