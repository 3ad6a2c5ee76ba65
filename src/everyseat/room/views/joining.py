"""Pages of participants: find a room, join it, answer. No cookie, no account."""

import secrets

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from everyseat.giving.giver_pages import private
from everyseat.giving.refusals import NotNow
from everyseat.giving.refusing import refused
from everyseat.room import kinds, news
from everyseat.room.actions import answering, finding, floor
from everyseat.room.models import Question, Room
from everyseat.room.queries import room_state, sets
from everyseat.room.views import asked


@csrf_exempt
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A participant's page. With scripts off, a form and a reload."""
    room = room_state.by_code(code)
    if not room:
        return _by_typed(request, code)
    token, problem = request.POST.get("token", ""), ""
    if request.method == "POST" and not (room.ended_on or "go" in request.POST):
        problem = _answered(request, room, token)
        news.changed(room.code)
    if not (answering.is_token(token) or room.is_by_invitation):
        token = secrets.token_urlsafe(16)
    at = request.POST.get("go") or request.POST.get("question") or request.GET.get("q", "")
    context = asked.context(room, token, at) | {"problem": problem}
    if problem:  # what somebody wrote is not lost
        context["typed"] = request.POST.get("raise") or request.POST.get("answer", "")
    if request.POST.get("raise") and not (problem or context.get("unseen")):
        context["said"] = _("Sent. You vote for it too.")
    return private(render(request, "room/join.html", context))


def _answered(request: HttpRequest, room: Room, token: str) -> str:
    """Keep an answer that a form sent; return what is wrong with it, if anything."""
    question = _asked_now(room, request.POST.get("question", ""))
    if not question:
        if _was_kept(request, room, token):
            return ""
        return _("There is another question now. Your answer was not sent.")
    try:
        with refused() as said:
            _keep(request, question, token)
        return said.text
    except answering.NotInvited:
        return _("This needs your card: open the link on it, or copy its code again.")
    except (kinds.Refused, ValidationError):
        text = _("Choose an answer, or write what fits into one line.")
        return question.rule or text


def _asked_now(room: Room, sent: str) -> Question | None:
    """Return the question that a form answers, if it is the current one or in its set."""
    current = [room.current] if room.current else []
    asked = sets.open_now(room) or current
    return next((one for one in asked if str(one.pk) == sent), None)


def _keep(request: HttpRequest, question: Question, token: str) -> None:
    if question.is_raised:
        return _from_the_floor(request, question, token)
    value = None if "back" in request.POST else _given(request, question)
    if not answering.keep([answering.sent(question, token, value)]):
        raise NotNow(_("This question has closed."))


def _given(request: HttpRequest, question: Question) -> object:
    """Return what a form says: an answer, or a number for each option."""
    if not question.is_in_parts:
        return request.POST.get("answer", "")
    return [request.POST.get(f"part-{place}", "") for place in range(len(question.options))]


def _was_kept(request: HttpRequest, room: Room, token: str) -> bool:
    """Whether this device answered the question that its page showed: a reload sends it again."""
    sent = request.POST.get("question", "")
    before = next((one for one in room.questions.all() if str(one.pk) == sent), None)
    if not before:
        return False
    before.room = room
    return bool(room_state.given(before, answering.known_device(before, token)))


def _from_the_floor(request: HttpRequest, question: Question, token: str) -> None:
    if raised := request.POST.get("vote", ""):
        floor.vote(question=question, token=token, raised=raised)
    elif raised := request.POST.get("unvote", ""):
        floor.take_back(question=question, token=token, raised=raised)
    else:
        floor.raise_question(question=question, token=token, text=request.POST.get("raise", ""))


def _by_typed(request: HttpRequest, code: str) -> HttpResponse:
    """Answer an address that somebody typed, with the digits of the screen in it."""
    with refused() as said:
        if found := finding.find(code):
            return private(redirect("join", code=found.code))
    return private(render(request, "room/no_room.html", {"problem": said.text}, status=404))


def find(request: HttpRequest) -> HttpResponse:
    """Find a live session by the code that stands on the screen."""
    typed, problem = request.GET.get("code", ""), ""
    with refused() as said:
        if found := finding.find(typed):
            return private(redirect("join", code=found.code))
        if typed.strip():
            problem = _("No open live session has this code. Check the six digits on the screen.")
    context = {"typed": typed, "problem": said.text or problem}
    return private(render(request, "room/find.html", context))
