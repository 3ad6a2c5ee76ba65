"""Pages of a facilitator: their rooms, the remote control of one, and the screen."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.giver_pages import private, qr
from everyseat.giving.links import BadLink
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import addresses, news, present, who_sees
from everyseat.room.actions import correcting, ending, floor, holding, preparing, timing
from everyseat.room.forms import AgainForm
from everyseat.room.links import SCREENS
from everyseat.room.models import Brief, Question, Room
from everyseat.room.queries import briefs, inviting, room_state, sets, tallies, waiting
from everyseat.room.views import preparing as prepared
from everyseat.room.views.correcting import remember, undo
from everyseat.room.views.shared import (
    changed,
    is_prepared,
    join_link,
    mine,
    short_address,
)

MINUTES = (1, 2, 5)
"""Timers with a button of their own."""


@login_required
def room(request: SignedIn, pk: str) -> HttpResponse:
    """The facilitator's page, and their remote control: prepare, ask, hide, close."""
    try:
        room = mine(request, pk)
    except Http404:
        return _not_theirs(request, pk)
    if room.is_brief:
        return redirect("brief", pk=pk)
    if is_prepared(room):
        return prepared.page(request, room)
    context = _context(room) | {"undo": undo(request, room)}
    context |= {"minutes": MINUTES, "most_minutes": timing.MOST_MINUTES}
    if request.user.may(roles.SEND_BRIEFS):
        context["teams"] = inviting.teams(room)
    return render(request, "room/room.html", context)


def _not_theirs(request: HttpRequest, pk: str) -> HttpResponse:
    """Say who runs a session, to somebody who had its remote control before."""
    found = get_object_or_404(Room.objects.select_related("facilitator"), pk=pk, brief=None)
    return render(request, "room/not_yours.html", {"room": found}, status=404)


def _context(room: Room) -> dict:
    questions = list(room.questions.all())
    current = next((one for one in questions if one.pk == room.current_id), None)
    after = current.number if current else 0
    is_live = bool(current and not room.ended_on)
    return (
        {
            "room": room,
            "live": addresses.live(room.code),
            "held": room_state.held(room),
            "questions": questions,
            "current": current,
            "is_live": is_live,
            "next": next((one for one in questions if one.number > after), None),
            "joined": sets.joined(questions),
            "words": room_state.to_look_at(current, tallies.tally(current)) if current else {},
            "floor": room_state.on_the_floor(current) if current else {},
            "again": AgainForm(initial={"held_on": timezone.localdate()}),
            "deleted_on": ending.deleted_on(room),
            "few": present.few(),
            "few_at_the_end": present.few_at_the_end(),
            "merging": [
                ("word", _("Put this word")),
                ("into", _("together with this one, whose spelling stays")),
            ],
            "drawn": who_sees.drawn(inviting.progress(room)) if room.is_by_invitation else "",
        }
        | (_of_brief(room.of_brief, room) if room.of_brief else {})
        | _now(room, questions, current)
    )


def _now(room: Room, questions: list[Question], current: Question | None) -> dict:
    """Return what the remote control shows while a session is live."""
    if not current or room.ended_on:
        return {}
    asked = [one for one in questions if one.state != Question.State.WAITING]
    together = sets.open_now(room)
    held = {one: waiting.groups(one) for one in asked}
    n = sum(group.n for groups in held.values() for group in groups)
    return {
        "previous": next((one for one in reversed(asked) if one.number < current.number), None),
        "together": together,
        "heading": sets.name(together) if together else current.text,
        "on_the_screen": present.on_the_screen(room, current),
        "stands": room_state.stands(current),
        "waiting": n,
        "held_now": held.pop(current),
        "held_before": [(one, groups) for one, groups in held.items() if groups],
    }


def _of_brief(brief: Brief, room: Room) -> dict:
    """Return what the page of a team's room shows of its brief."""
    n = briefs.stayed(room)
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
    room = mine(request, pk)
    asked = get_object_or_404(Question, room=room, pk=question)
    with refused(request), transaction.atomic():
        _act(request, asked)
    changed(room)
    if is_prepared(room) and request.POST.get("act") != "remove":  # then Undo has the focus
        return prepared.at_question(asked)
    return redirect("brief" if room.is_brief else "room", pk=pk)


PLAIN: dict[str, Callable[..., object]] = {
    "ask": holding.ask,
    "close": holding.close,
    "back": holding.show_again,
    "show": partial(holding.show, shown=True),
    "keep": partial(holding.show, shown=False),
    "remove": preparing.remove_question,
    "up": partial(correcting.move_question, by=-1),
    "down": partial(correcting.move_question, by=1),
    "copy": correcting.duplicate_question,
}
OF_WORDS: dict[str, Callable[..., object]] = {
    "hide": holding.hide_word,
    "allow": holding.allow_word,
    "apart": holding.set_apart,
    "together": partial(holding.set_apart, apart=False),
}
OF_THE_FLOOR: dict[str, Callable[..., object]] = {
    "let": partial(floor.let_be_seen, seen=True),
    "take": partial(floor.let_be_seen, seen=False),
    "pin": partial(floor.mark, is_pinned=True),
    "unpin": partial(floor.mark, is_pinned=False),
    "answered": partial(floor.mark, is_answered=True, is_pinned=False),
    "unanswered": partial(floor.mark, is_answered=False),
}


def _act(request: HttpRequest, question: Question) -> None:
    act, words = request.POST.get("act", ""), request.POST.getlist("word")
    if act in PLAIN:
        PLAIN[act](question=question)
    elif act == "merge" and any(words):
        holding.merge(question=question, word=words[0], into=request.POST.get("into", ""))
    elif act in OF_WORDS:
        for word in filter(None, words):
            OF_WORDS[act](question=question, word=word)
    elif act in OF_THE_FLOOR:
        for raised in request.POST.getlist("raised"):
            OF_THE_FLOOR[act](question=question, raised=raised)
    if act == "remove":
        remember(request, question)


PRESENTED = {
    "join": {"shows_join": True},
    "question": {"shows_join": False},
    "percent": {"in_percent": True},
    "counts": {"in_percent": False},
    "phones": {"on_phones": True},
    "no_phones": {"on_phones": False},
}


@require_POST
@login_required
def room_present(request: SignedIn, pk: str) -> HttpResponse:
    """Change how a session is presented: what the button says."""
    room = mine(request, pk)
    holding.present(room=room, **PRESENTED.get(request.POST.get("as", ""), {}))
    changed(room)
    return redirect("room", pk=pk)


@login_required
def room_waiting(request: SignedIn, pk: str) -> JsonResponse:
    """What there is to look at now, and what was answered; their page asks again and again."""
    room = mine(request, pk)
    current = None if room.ended_on else room.current
    state = {
        "stands": room_state.stands(current) if current else "",
        "question": room_state.now(room, always=True),
    }
    return JsonResponse(state, headers={"Cache-Control": "no-store"})


@require_POST
@login_required
def room_end(request: SignedIn, pk: str) -> HttpResponse:
    """End a room: only counts are left."""
    room = mine(request, pk)
    ending.end(room=room, today=timezone.localdate())
    news.changed(room.code)
    return redirect("results", pk=pk)


@require_POST
@login_required
def room_again(request: SignedIn, pk: str) -> HttpResponse:
    """Prepare the same room once more."""
    room, form = mine(request, pk), AgainForm(request.POST)
    with refused(request):
        made = preparing.again(room=room, **checked(form))
        return redirect("room", pk=made.pk)
    return redirect("room", pk=pk)


@login_required
def screen(request: SignedIn, pk: str) -> HttpResponse:
    """Lead to what the hall sees: an address that stays good whoever runs the room then."""
    return redirect("hall", token=SCREENS.token(mine(request, pk).pk))


def hall(request: HttpRequest, token: str) -> HttpResponse:
    """What the hall sees: the question, the picture, the code."""
    room = _on_the_screen(token)
    link, state = join_link(room), room_state.of(room.code) or {}
    asked = None if room.ended_on else room.current
    context = {
        "room": room,
        "live": addresses.live(room.code),
        "address": short_address(),
        "qr": qr(link, str(room)),
        "state": state,
        "said": present.said(state),
        "afterwards": who_sees.on_the_screen(room),
        "few": present.few(),
        "few_at_the_end": present.few_at_the_end(),
        "notes": present.notes(),
        "rows": room_state.rows(asked) if asked and asked.is_shown else [],
        "people": present.people(),
    }
    return private(render(request, "room/screen.html", context))


def _on_the_screen(token: str) -> Room:
    try:
        rooms = Room.objects.select_related("current", "brief", "facilitator")
        return get_object_or_404(rooms, pk=SCREENS.opened(token))
    except BadLink:
        raise Http404 from None
