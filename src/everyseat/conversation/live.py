"""Answers to statements, kept beside the site in the same process: a thousand a second.

- POST /conversation/CODE/CARD/next   an answer; replies with the statement that comes next, once
                                      the answer is durable. ?lang=cy

A browser whose script can't reach it sends the plain form of the page instead.
"""

import asyncio
from collections import Counter
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation

from everyseat.connections import Receive, Scope, Send
from everyseat.conversation import cards, sources
from everyseat.conversation.actions import answering_together
from everyseat.conversation.actions.answering_together import Kept, Sent
from everyseat.conversation.addresses import ADDRESS
from everyseat.conversation.models import Statement
from everyseat.giving.beside import TooLong, body, reply
from everyseat.giving.together import Together
from everyseat.organisations import trouble

LONGEST = 1024
MOST_A_CARD, WINDOW = 30, 10.0
"""Answers that one card may give in so many seconds. Kept in memory only."""
LANGUAGES = dict(settings.LANGUAGES)


class Live:
    """Conversations of one process: what is answered there."""

    def __init__(self, _broker: str = "") -> None:
        self.keeper: Together[Sent, Kept] = Together(answering_together.keep)
        self.lately: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer a request that is for the live part; return whether it was."""
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not found:
            return False
        code, card = found.groups()
        if scope["method"] == "POST":
            await self.answer(code, card, receive, send, scope)
        else:
            await reply(send, 405, {})
        return True

    async def answer(
        self, code: str, card: str, receive: Receive, send: Send, scope: Scope
    ) -> None:
        """Keep an answer, and reply with what follows it."""
        if self._is_flood(card):
            return await reply(send, 429, {})
        try:
            given = dict(parse_qsl((await body(receive, LONGEST)).decode("ascii")))
            known = cards.hashed(cards.read(card))
            sent = Sent(code, known, given.get("statement", ""), given.get("answer", ""))
            kept = await self.keeper.keep(sent)
        except (TooLong, ValueError):
            return await reply(send, 400, {})
        except DatabaseError:  # the page sends its form, and the administrators are told
            trouble.note()
            return await reply(send, 503, {})
        if kept.status != 200 or kept.statement is None:
            return await reply(send, kept.status, {"statement": None})
        return await reply(send, 200, {"statement": _shown(kept.statement, kept, _language(scope))})

    def _is_flood(self, card: str) -> bool:
        if not self.lately:
            asyncio.get_running_loop().call_later(WINDOW, self.lately.clear)
        self.lately[card] += 1
        return self.lately[card] > MOST_A_CARD


def _language(scope: Scope) -> str:
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"))).get("lang", "")
    return asked if asked in LANGUAGES else settings.LANGUAGE_CODE


def _shown(statement: Statement, kept: Kept, language: str) -> dict[str, object]:
    """Return what changes on the page from one statement to the next, as text."""
    said = kept.translations.of(statement, language)
    with translation.override(language):
        return {
            "number": statement.number,
            "text": said.text,
            "language": said.language,
            "original": said.original,
            "written_in": said.written_in,
            "label": str(statement.label),
            "left": sources.left(kept.left),
        }
