"""The first page of a participant: the question, who sees what, and a card to begin with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from everyseat.conversation import cards, held, who_sees
from everyseat.conversation.actions import joining
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import conversations, heard
from everyseat.conversation.views.shared import by_code, opened
from everyseat.giving.refusing import refused


@by_code
def conversation_join(request: HttpRequest, code: str) -> HttpResponse:
    """Begin with a new card, or go on with one that was kept; before it opens, say its day."""
    planned = conversations.by_code(code)
    if planned and planned.is_draft and planned.will_open_on:
        return render(request, "conversation/not_yet.html", {"conversation": planned})
    found, problem = opened(code), ""
    if request.method == "POST":
        with refused() as said:
            card = _card(found, request)
            return redirect("conversation_answer", code=found.code, card=card)
        problem = said.text
    context = {
        "conversation": found,
        "held": held.said(found),
        "who": who_sees.participant(found),
        "limits": who_sees.limits(found),
        "has_answer": heard.published(found) is not None,
        "problem": problem,
        "typed": request.POST.get("card", ""),
        "letters": cards.LENGTH,
    }
    return render(request, "conversation/join.html", context, status=409 if problem else 200)


def _card(conversation: Conversation, request: HttpRequest) -> str:
    """Return the secret of the card that was typed or drawn, or of a new one."""
    if "card" not in request.POST:
        return joining.begin(conversation=conversation, today=timezone.localdate())
    return joining.go_on(
        conversation=conversation, typed=request.POST["card"], today=timezone.localdate()
    )
