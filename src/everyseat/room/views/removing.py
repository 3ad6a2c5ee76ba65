"""Removing a word, or a question from the floor, from results: asked first, then done for good."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import traces
from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.room.actions import removing
from everyseat.room.models import Question
from everyseat.room.views.shared import changed, mine


@require_POST
@login_required
def room_remove(request: SignedIn, pk: str, question: int) -> HttpResponse:
    """Say what removing will do; do it once that was read. What is removed is in no address."""
    room = mine(request, pk)
    asked = get_object_or_404(Question, room=room, pk=question)
    asked.room = room
    what = request.POST.get("what", "")
    with refused(request):
        if "sure" not in request.POST:
            return traces.leaves_none(render(request, "room/remove.html", _about(asked, what)))
        _remove(asked, what)
        messages.success(request, _("Removed. The results say how many were."))
    changed(room)
    return redirect("results", pk=pk)


def _about(question: Question, what: str) -> dict:
    about = {"room": question.room, "question": question, "what": what}
    if question.is_raised:
        return about | {"text": removing.question_of(question, what).text}
    group = removing.word_of(question, what)
    return about | {"text": group.shown, "n": group.n}


def _remove(question: Question, what: str) -> None:
    if question.is_raised:
        removing.remove_question(question=question, raised=what)
    else:
        removing.remove_word(question=question, word=what)
