"""Pages of rooms: the facilitator's, the screen's, and the participants'."""

import secrets

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.organisations.refusals import NotNow
from everyseat.room import actions, kinds, queries
from everyseat.room.forms import QuestionForm, RoomForm
from everyseat.room.models import Question, Room


@login_required
def rooms(request: HttpRequest) -> HttpResponse:
    """A person's rooms, and a new one."""
    form = RoomForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if form.is_valid():
        made = actions.prepare(facilitator=request.user, **form.cleaned_data)
        return redirect("room", pk=made.pk)
    return render(request, "room/rooms.html", {"rooms": queries.mine(request.user), "form": form})


@login_required
def room(request: HttpRequest, pk: str) -> HttpResponse:
    """The facilitator's page, and their remote control: prepare, ask, hide, close."""
    found = _mine(request, pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_question(room=found, **form.cleaned_data)
            return redirect("room", pk=pk)
        except NotNow as error:
            form.add_error("written", str(error))
    current = found.current
    context = {
        "room": found,
        "form": form,
        "questions": found.questions.all(),
        "link": _link(found),
        "words": queries.tally(current) if current and current.kind == kinds.WORD else [],
    }
    return render(request, "room/room.html", context)


def _mine(request: HttpRequest, pk: str) -> Room:
    return get_object_or_404(queries.mine(request.user).select_related("current"), pk=pk)


def _link(found: Room) -> str:
    return settings.URL + reverse("join", args=[found.code])


@require_POST
@login_required
def room_act(request: HttpRequest, pk: str, question: int) -> HttpResponse:
    """Ask a question, close it, show or keep its answers, hide a word: what the button says."""
    found = get_object_or_404(Question, room=_mine(request, pk), pk=question)
    act = request.POST.get("act", "")
    if act == "ask":
        actions.ask(question=found)
    elif act == "close":
        actions.close(question=found)
    elif act in ("show", "keep"):
        actions.show(question=found, shown=act == "show")
    elif word := request.POST.get("word", ""):
        actions.hide_word(question=found, word=word, hidden=act != "unhide")
    return redirect("room", pk=pk)


@login_required
def screen(request: HttpRequest, pk: str) -> HttpResponse:
    """What the hall sees: the question, the picture, the code."""
    found = _mine(request, pk)
    link = _link(found)
    context = {"room": found, "link": link, "qr": _qr(link), "state": queries.frame(found.code)}
    return render(request, "room/screen.html", context)


def _qr(link: str) -> SafeString:
    drawn = segno.make(link, error="m").svg_inline(
        scale=6, border=2, omitsize=True, title=_("Link to join"), light="#fff"
    )
    return mark_safe(drawn)  # of an address of ours alone


@csrf_exempt
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A participant's page: no cookie, no account. With scripts off, a form and a reload."""
    found = queries.by_code(code)
    if not found:
        return _private(render(request, "room/no_room.html", status=404))
    token, problem = request.POST.get("token", ""), ""
    if request.method == "POST":
        problem = _answered(request, found, token)
    token = token if len(token) == actions.DEVICE else secrets.token_urlsafe(16)
    question = found.current
    context = {
        "room": found,
        "question": question,
        "options": list(enumerate(question.options)) if question else [],
        "token": token,
        "problem": problem,
        "given": queries.given(question, actions.device(token)) if question else "",
        "longest": kinds.LONGEST_WORD,
    }
    return _private(render(request, "room/join.html", context))


def _answered(request: HttpRequest, found: Room, token: str) -> str:
    """Keep an answer that a form sent; return what is wrong with it, if anything."""
    if not found.current or request.POST.get("question") != str(found.current.pk):
        return _("There is another question now. Your answer was not sent.")
    try:
        sent = actions.sent(found.current, token, request.POST.get("answer", ""))
        if actions.keep([sent]):
            return ""
        return _("This question has closed.")
    except kinds.Refused:
        return _("Choose an answer, or write a word of at most 40 letters.")
    except NotNow as error:
        return str(error)


def state(request: HttpRequest, code: str) -> HttpResponse:
    """The state of a room, asked again and again by what can't keep a connection open."""
    found = queries.frame(code)
    return _private(JsonResponse(found or {}, status=200 if found else 404))


def find(request: HttpRequest) -> HttpResponse:
    """Find a room by the code that stands on the screen."""
    code = request.GET.get("code", "").strip().lower()
    if code and queries.by_code(code):
        return redirect("join", code=code)
    if code:
        messages.error(request, _("No room has this code. Look at the screen once more."))
    return render(request, "room/find.html")


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response
