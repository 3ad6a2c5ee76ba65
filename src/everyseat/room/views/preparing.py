"""Pages on which a facilitator prepares a session, before anything has been asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.access import login_required
from everyseat.giving.giver_pages import qr
from everyseat.giving.links import link_to
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import addresses, who_sees
from everyseat.room.actions import preparing
from everyseat.room.forms import QuestionForm, RoomForm
from everyseat.room.models import Question, Room
from everyseat.room.queries import inviting, sets
from everyseat.room.views import asked
from everyseat.room.views.correcting import undo
from everyseat.room.views.shared import is_prepared, mine


@login_required
def room_new(request: SignedIn) -> HttpResponse:
    form = RoomForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if form.is_valid():
        made = preparing.prepare(facilitator=request.user, **form.cleaned_data)
        return redirect("room", pk=made.pk)
    return render(request, "room/room_new.html", {"form": form})


def page(request: SignedIn, room: Room) -> HttpResponse:
    """The page of a session that is being prepared: its questions, and how to start."""
    questions = list(room.questions.all())
    context = {
        "room": room,
        "live": addresses.live(room.code),
        "questions": questions,
        "joined": sets.joined(questions),
        "may_name": not room.of_brief,  # whose sets are called as the brief says
        "undo": undo(request, room),
        "remote": qr(link_to("room", room.pk), _("QR code that leads to this page")),
        "drawn": who_sees.drawn(inviting.progress(room)) if room.is_by_invitation else "",
        "may_delete": not room.was_used and room.facilitator == request.user,
    }
    if request.user.may(roles.SEND_BRIEFS):
        context["teams"] = inviting.teams(room)
    return render(request, "room/prepare.html", context)


def at_question(question: Question) -> HttpResponse:
    """Lead to a question on the page where it is prepared."""
    return redirect(f"{reverse('room', args=[question.room_id])}#question-{question.pk}")


@login_required
def question_new(request: SignedIn, pk: str) -> HttpResponse:
    """Add a question to a session."""
    room, form = mine(request, pk), QuestionForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            made = preparing.add_question(room=room, **form.cleaned_data)
            messages.success(request, _("Added: %(question)s") % {"question": made.text})
            return at_question(made) if is_prepared(room) else redirect("room", pk=pk)
    context = {"room": room, "form": form, "title": _("Add a question"), "button": _("Add it")}
    return render(request, "room/edit.html", context)


@login_required
def room_preview(request: SignedIn, pk: str) -> HttpResponse:
    """Show a session's questions as phones will: one at a time, and nothing can be sent."""
    room = mine(request, pk)
    questions = list(room.questions.all())
    n = _number(request, len(questions))
    context = {"room": room, "n": n, "of": len(questions), "before": n - 1, "after": n + 1}
    if questions:
        room.current, room.ended_on = questions[n - 1], None  # in memory alone
        room.current.room, room.current.state = room, Question.State.OPEN
        context |= asked.context(room, "")
    return render(request, "room/preview.html", context)


def _number(request: HttpRequest, most: int) -> int:
    n = request.GET.get("n", "1")
    return min(max(int(n), 1), max(most, 1)) if n.isascii() and n.isdigit() and len(n) < 4 else 1
