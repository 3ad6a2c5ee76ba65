"""The page on which a participant writes statements, and reads what happened to each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from everyseat.conversation import heard, who_sees
from everyseat.conversation.actions import writing
from everyseat.conversation.forms import WriteForm
from everyseat.conversation.models import Participant, Statement
from everyseat.conversation.queries import heard as queries
from everyseat.conversation.queries import participants
from everyseat.conversation.views.shared import by_card, by_code, participant
from everyseat.giving.refusing import refused
from everyseat.organisations import marking


@by_code
@by_card
def conversation_write(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Take a statement, once its writer has seen what in it may tell who they are."""
    who = participant(code, card)
    conversation = who.conversation
    form = WriteForm(request.POST or None, longest=conversation.longest)
    pieces: dict[str, list[marking.Piece]] = {}
    if form.is_valid():
        # without the directory's names: this page would tell everybody who is in it
        pieces = marking.marked(form.cleaned_data, about="", names=False)
        if "checked" in request.POST or not pieces:
            with refused(form):
                writing.write(participant=who, **form.cleaned_data)
                return redirect("conversation_write", code=code, card=card)
    context = {
        "conversation": conversation,
        "card": card,
        "form": form,
        "pieces": pieces,
        "who": [who_sees.written(conversation)],
        "statements": _with_answers(who),
    }
    return render(request, "conversation/write.html", context)


def _with_answers(who: Participant) -> list[Statement]:
    """Return what a participant wrote, each statement with what came of it."""
    found, today = list(participants.statements(who)), timezone.localdate()
    points = queries.answers_to(who, found)
    for one in found:  # for the template
        vars(one)["came_of_it"] = [heard.of_point(point, today) for point in points.get(one.pk, [])]
    return found
