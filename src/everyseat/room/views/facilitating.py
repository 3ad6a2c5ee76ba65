"""Pages of a facilitator: their rooms, the remote control of one, and the screen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.giver_pages import qr
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import addresses, news, present, who_sees
from everyseat.room.actions import ending, floor, holding, preparing
from everyseat.room.forms import AgainForm, HandOverForm, QuestionForm, RoomForm
from everyseat.room.models import Brief, Question, Room
from everyseat.room.queries import briefs, inviting, room_state
from everyseat.room.views.shared import changed, join_link, mine, short_address


@login_required
def rooms(request: SignedIn) -> HttpResponse:
    """A person's rooms, and a new one."""
    form = RoomForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if form.is_valid():
        made = preparing.prepare(facilitator=request.user, **form.cleaned_data)
        return redirect("room", pk=made.pk)
    context = {
        "rooms": room_state.mine(request.user),
        "form": form,
        "may_brief": request.user.may(roles.SEND_BRIEFS),
    }
    return render(request, "room/rooms.html", context)


@login_required
def room(request: SignedIn, pk: str) -> HttpResponse:
    """The facilitator's page, and their remote control: prepare, ask, hide, close."""
    found = mine(request, pk)
    if found.is_brief:
        return redirect("brief", pk=pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            preparing.add_question(room=found, **form.cleaned_data)
            return redirect("room", pk=pk)
    context = _context(found) | {"form": form}
    if request.user.may(roles.SEND_BRIEFS):
        context["teams"] = inviting.teams(found)
    return render(request, "room/room.html", context)


def _context(found: Room) -> dict:
    questions = list(found.questions.all())
    current = next((one for one in questions if one.pk == found.current_id), None)
    after = current.number if current else 0
    return {
        "room": found,
        "live": addresses.live(found.code),
        "questions": questions,
        "current": current,
        "next": next((one for one in questions if one.number > after), None),
        "link": join_link(found),
        "words": room_state.with_reasons(current) if current else {},
        "floor": room_state.on_the_floor(current) if current else {},
        "hand_over": HandOverForm(),
        "again": AgainForm(initial={"held_on": timezone.localdate()}),
        "deleted_on": ending.deleted_on(found),
        "few": present.few(),
        "drawn": who_sees.drawn(inviting.progress(found)) if found.is_by_invitation else "",
        "waiting": sum(room_state.waiting(one) for one in questions if not found.ended_on),
    } | (_of_brief(found.of_brief, found) if found.of_brief else {})


def _of_brief(brief: Brief, found: Room) -> dict:
    """Return what the page of a team's room shows of its brief."""
    n = briefs.stayed(found)
    return {
        "brief": brief,
        "answered": briefs.answered(brief),
        "joins": who_sees.joins(brief),
        "stayed": who_sees.stayed(n) if n else "",
    }


@require_POST
@login_required
def room_act(request: SignedIn, pk: str, question: int) -> HttpResponse:
    """Ask a question, close it, show or keep its answers, hide a word: what the button says."""
    found = mine(request, pk)
    asked = get_object_or_404(Question, room=found, pk=question)
    with refused(request):
        _act(request, asked)
    changed(found)
    return redirect("brief" if found.is_brief else "room", pk=pk)


def _act(request: HttpRequest, question: Question) -> None:
    act, word = request.POST.get("act", ""), request.POST.get("word", "")
    plain = {
        "ask": holding.ask,
        "close": holding.close,
        "remove": preparing.remove_question,
    }
    of_words = {"hide": holding.hide_word, "allow": holding.allow_word, "apart": holding.set_apart}
    if act in plain:
        plain[act](question=question)
    elif act in ("show", "keep"):
        holding.show(question=question, shown=act == "show")
    elif act in of_words and word:
        of_words[act](question=question, word=word)
    elif act == "together" and word:
        holding.set_apart(question=question, word=word, apart=False)
    elif act in ("let", "take"):
        raised = request.POST.get("raised", "")
        floor.let_be_seen(question=question, raised=raised, seen=act == "let")


@login_required
def room_waiting(request: SignedIn, pk: str) -> JsonResponse:
    """How much waits for the facilitator now; their page asks again and again."""
    found = mine(request, pk)
    n = room_state.waiting(found.current) if found.current and not found.ended_on else 0
    said = ngettext("{n} waits for you.", "{n} wait for you.", n).format(n=n) if n else ""
    return JsonResponse({"said": said}, headers={"Cache-Control": "no-store"})


@require_POST
@login_required
def room_end(request: SignedIn, pk: str) -> HttpResponse:
    """End a room: only counts are left."""
    found = mine(request, pk)
    ending.end(room=found, today=timezone.localdate())
    news.changed(found.code)
    return redirect("results", pk=pk)


@require_POST
@login_required
def room_again(request: SignedIn, pk: str) -> HttpResponse:
    """Prepare the same room once more."""
    found, form = mine(request, pk), AgainForm(request.POST)
    with refused(request):
        made = preparing.again(room=found, **checked(form))
        return redirect("room", pk=made.pk)
    return redirect("room", pk=pk)


@require_POST
@login_required
def room_hand_over(request: SignedIn, pk: str) -> HttpResponse:
    """Give a room to somebody else to hold."""
    found, form = mine(request, pk), HandOverForm(request.POST)
    with refused(request):
        preparing.hand_over(room=found, **checked(form))
        messages.success(request, _("%s holds the room now.") % form.cleaned_data["to"].name)
        return redirect("rooms")
    return redirect("room", pk=pk)


@login_required
def screen(request: SignedIn, pk: str) -> HttpResponse:
    """What the hall sees: the question, the picture, the code."""
    found = mine(request, pk)
    link, state = join_link(found), room_state.of(found.code) or {}
    asked = None if found.ended_on else found.current
    context = {
        "room": found,
        "live": addresses.live(found.code),
        "address": short_address(),
        "qr": qr(link, str(found)),
        "state": state,
        "said": present.said(state),
        "few": present.few(),
        "rows": room_state.rows(asked) if asked and asked.is_shown else [],
    }
    return render(request, "room/screen.html", context)
