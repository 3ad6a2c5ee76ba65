"""Pages about a participant's card: keeping it, and deleting everything that was given with it."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from everyseat.conversation import cards
from everyseat.conversation.actions import erasing
from everyseat.conversation.models import Statement
from everyseat.conversation.queries import participants
from everyseat.conversation.views.shared import by_card, by_code, opened, participant
from everyseat.giving.giver_pages import qr
from everyseat.giving.links import link_to
from everyseat.giving.refusing import refused


@by_code
@by_card
def conversation_card(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Show the card as letters, as a link and as a QR code."""
    who = participant(code, card)
    conversation = who.conversation
    link = link_to("conversation_answer", conversation.code, card)
    context = {
        "conversation": conversation,
        "card": card,
        "audience": who.audience,
        "letters": _unbroken(cards.grouped(card)),
        "link": link,
        "qr": qr(link, _("QR code that holds your card")),
    }
    return render(request, "conversation/card.html", context)


@by_code
@by_card
def conversation_forget(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Say what is deleted and what stays; delete it on the second press."""
    who = participant(code, card)
    if request.method == "POST":
        with refused():
            erasing.forget(participant=who)
        return redirect("conversation_forgotten", code=code)
    gone, written = participants.deleted_with(who).count(), who.statements.count()
    context = {
        "conversation": who.conversation,
        "card": card,
        "answers": who.votes.count(),
        "gone": gone,
        "stay": written - gone,
        "is_reworded": who.statements.filter(state=Statement.State.REPLACED).exists(),
    }
    return render(request, "conversation/forget.html", context)


@by_code
def conversation_forgotten(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it is done."""
    return render(request, "conversation/forgotten.html", {"conversation": opened(code)})


def _unbroken(letters: str) -> SafeString:
    """Return the letters of a card so that a line breaks between groups alone."""
    groups = re.findall("[^-]+-?", letters)
    return format_html_join("", "<span>{}</span><wbr>", ([group] for group in groups))
