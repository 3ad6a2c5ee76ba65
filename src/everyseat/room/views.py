"""Pages of rooms: the facilitator's, the screen's, and the participants'."""

import csv
import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.organisations.giver_pages import private, qr
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
        "words": queries.words_to_hide(current) if current else [],
        "raised": current.raised.order_by("is_seen", "text") if current else [],
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
    elif raised := found.raised.filter(pk=request.POST.get("raised") or None).first():
        actions.let_be_seen(raised=raised, seen=act == "let")
    elif word := request.POST.get("word", ""):
        actions.hide_word(question=found, word=word, hidden=act != "unhide")
    return redirect("room", pk=pk)


@login_required
def screen(request: HttpRequest, pk: str) -> HttpResponse:
    """What the hall sees: the question, the picture, the code."""
    found = _mine(request, pk)
    link = _link(found)
    context = {
        "room": found,
        "link": link,
        "qr": qr(link, _("Link to join")),
        "state": queries.frame(found.code),
    }
    return render(request, "room/screen.html", context)


@csrf_exempt
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A participant's page: no cookie, no account. With scripts off, a form and a reload."""
    found = queries.by_code(code)
    if not found:
        return private(render(request, "room/no_room.html", status=404))
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
        "floor": queries.floor(question) if question and question.kind == kinds.FLOOR else [],
    }
    return private(render(request, "room/join.html", context))


def _answered(request: HttpRequest, found: Room, token: str) -> str:
    """Keep an answer that a form sent; return what is wrong with it, if anything."""
    if not found.current or request.POST.get("question") != str(found.current.pk):
        return _("There is another question now. Your answer was not sent.")
    try:
        if found.current.kind == kinds.FLOOR:
            return _from_the_floor(request, found.current, token)
        sent = actions.sent(found.current, token, request.POST.get("answer", ""))
        if actions.keep([sent]):
            return ""
        return _("This question has closed.")
    except (kinds.Refused, ValidationError):
        return _("Choose an answer, or write what fits into one line.")
    except NotNow as error:
        return str(error)


def _from_the_floor(request: HttpRequest, question: Question, token: str) -> str:
    if raised := request.POST.get("vote", ""):
        actions.vote(question=question, token=token, raised=raised)
    else:
        actions.raise_question(question=question, token=token, text=request.POST.get("raise", ""))
    return ""


@login_required
def room_csv(request: HttpRequest, pk: str) -> HttpResponse:
    """What was answered in a room, as a table: counts, and no device."""
    found = _mine(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="room-{found.code}.csv"'
    table = csv.writer(response)
    table.writerow([_("question"), _("answer"), _("number")])
    for question in found.questions.all():
        table.writerows(_safe(row) for row in queries.rows(question))
    return response


def _safe(row: tuple[str, str, int]) -> tuple[str, str, int]:
    """Return a row that no spreadsheet takes for a formula."""
    texts = [f"'{text}" if text[:1] in "=+-@\t" else text for text in row[:2]]
    return (*texts, row[2])


def state(request: HttpRequest, code: str) -> HttpResponse:
    """The state of a room, asked again and again by what can't keep a connection open."""
    found = queries.frame(code)
    return private(JsonResponse(found or {}, status=200 if found else 404))


def find(request: HttpRequest) -> HttpResponse:
    """Find a room by the code that stands on the screen."""
    code = request.GET.get("code", "").strip().lower()
    if code and queries.by_code(code):
        return redirect("join", code=code)
    if code:
        messages.error(request, _("No room has this code. Look at the screen once more."))
    return render(request, "room/find.html")
