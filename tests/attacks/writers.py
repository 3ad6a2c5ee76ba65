"""An organiser who wants to know which statements one participant wrote, or what they answered.

They read every page and file of theirs about a conversation. Two conversations are played that
differ in nothing but which card wrote and answered what. Whatever differs between what is read in
the one and in the other tells something.
"""

import re

from django.test import Client
from django.urls import reverse

from everyseat.conversation.actions import answering, moderating, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.models import Conversation
from everyseat.conversation.tests import make
from everyseat.organisations.models import Person

WRITTEN = ("Trams to the hospital", "A garden at each clinic", "Longer visiting hours")
PAGES = (
    "conversation",
    "conversation_statements",
    "conversation_queue",
    "conversation_log",
    "conversation_share",
    "conversation_close",
)
CHANGES = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    re.compile(r'name="draft"[^>]*>|data-[a-z-]*(?:key|name|owner)="[^"]*"'),
)
"""What is another in each request, or the conversation's own key."""


def play(organiser: Person, writers: tuple[int, int, int]) -> Conversation:
    """Play a conversation of three cards; `writers` says which of them wrote each statement.

    All three answer two statements, and each time others answer them alike.
    """
    conversation = make.opened(organiser)
    cards = [make.card(conversation) for _n in range(3)]
    for text, writer in zip(WRITTEN, writers, strict=True):
        writing.write(participant=make.holder(conversation, cards[writer]), text=text)
    for n, card in enumerate(cards):
        for number in ("1", "2"):
            said = "agree" if n == writers[0] else "disagree"
            answering.answer(participant=make.holder(conversation, card), number=number, said=said)
    decision = Decision(state="published", by=organiser, on=make.today())
    moderating.decide(conversation=conversation, numbers=[4], seen="waiting", decision=decision)
    return conversation


def read(client: Client, conversation: Conversation) -> dict[str, str]:
    """Return what an organiser reads, without what is another in each conversation."""
    pages = {name: reverse(name, args=[conversation.pk]) for name in PAGES}
    for number in range(1, 7):
        pages[f"statement {number}"] = reverse(
            "conversation_statement", args=[conversation.pk, number]
        )
    return {name: _plain(client.get(page).text, conversation) for name, page in pages.items()}


def _plain(text: str, conversation: Conversation) -> str:
    text = text.replace(conversation.code, "CODE")
    for change in CHANGES:
        text = change.sub("", text)
    return re.sub(r"<svg.*?</svg>|/preview/[^\"/]+", "", text, flags=re.DOTALL)
