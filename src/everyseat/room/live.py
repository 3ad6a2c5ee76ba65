"""The live part of rooms, beside the site in the same process: states out, answers in.

Its addresses are served before Django because they are called by thousands at once:

- GET  /room/CODE/live    server-sent events (HTML Living Standard, 9.2): the whole state in each
- GET  /room/CODE/state   the state alone, for what can't keep a connection open
- GET  /room/CODE/people  how many phones follow it in this process, if it is the only one
- GET  /room/CODE/time    what time it is here, in milliseconds: phones' clocks go wrong
- GET  /room/CODE/page    what a participant's page shows now, the same for all; ?lang=en-gb,
                          and of a set which question: &q=7
- POST /room/CODE/answer  one answer, in JSON; acknowledged when it is durable
"""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError

from everyseat.connections import Receive, Scope, Send
from everyseat.files import texts
from everyseat.giving.beside import TooLong, body, reply, started
from everyseat.giving.refusals import Refusal
from everyseat.giving.threads import fresh
from everyseat.giving.together import Together
from everyseat.organisations import trouble
from everyseat.room import kinds
from everyseat.room.actions import answering
from everyseat.room.actions.answering import Sent
from everyseat.room.addresses import ADDRESS
from everyseat.room.models import Question
from everyseat.room.watching import POLL, Watched, Watching
from everyseat.room.wire import Wire

LANGUAGES = dict(settings.LANGUAGES)
LONGEST = 4096
AS_SCREEN = b"as=screen"
"""How a screen, or a remote control, says that it is nobody's phone."""
MOST_WATCHERS = 12_000
MOST_A_DEVICE, WINDOW = 20, 10.0
"""Answers that one device may send to a question in so many seconds. Kept in memory only."""
NO_ANSWER = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
UNREADABLE = (kinds.Refused, TooLong, *NO_ANSWER)


class Live:
    """Rooms of one process: who watches, and what they send."""

    def __init__(self, broker: str = "") -> None:
        self.broker = broker
        self.watching = Watching()
        self.keeper: Together[Sent, bool] = Together(_keep)
        self.questions: dict[tuple[str, int], Question] = {}
        self.lately: Counter[str] = Counter()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.wire: Wire | None = None

    @property
    def is_one_of_many(self) -> bool:
        """Whether other processes serve rooms too, whose phones this one does not know."""
        return bool(self.broker) or settings.WEB_PROCESSES > 1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer a request that is for the live part; return whether it was."""
        self._begin()
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not found:
            return False
        code, what = found.groups()
        served = {
            ("GET", "live"): self.watch,
            ("GET", "state"): self.state,
            ("GET", "page"): self.page,
            ("GET", "people"): self.people,
            ("GET", "time"): self.time,
            ("POST", "answer"): self.answer,
        }.get((scope["method"], what))
        if served:
            await served(code, receive, send, scope)
        else:
            await reply(send, 405, {})
        return True

    def _begin(self) -> None:
        """Begin to hear other processes, in the loop that serves."""
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            if self.broker:
                self.wire = Wire(self.broker, self.watching.changed)

    def hear(self, code: str) -> None:
        """Hear, from any thread, that a room has changed."""
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._heard, code)

    def _heard(self, code: str) -> None:
        self.watching.forget_pages(code)
        self.changed(code)

    def changed(self, code: str) -> None:
        """Have a room's state made anew, here and in other processes."""
        self.watching.changed(code)
        if self.wire:
            self.wire.tell(code)

    # ---- states

    async def watch(self, code: str, receive: Receive, send: Send, scope: Scope) -> None:
        if self.watching.watchers >= MOST_WATCHERS:
            return await reply(send, 503, {})
        room = await self.watching.room(code)
        if room is None:
            return await reply(send, 404, {})
        is_phone = scope.get("query_string") != AS_SCREEN
        room.phones += is_phone
        room.watchers += 1
        self.watching.watchers += 1
        gone = _cancelled_when_gone(receive)
        try:
            await _follow(room, send)
        except asyncio.CancelledError:
            if not gone.done():
                raise
        finally:
            gone.cancel()
            room.phones -= is_phone
            room.watchers -= 1
            self.watching.watchers -= 1
        return None

    async def state(self, code: str, _receive: Receive, send: Send, _scope: Scope) -> None:
        room = await self.watching.glance(code)
        await reply(send, 200, room.state) if room else await reply(send, 404, {})

    async def page(self, code: str, _receive: Receive, send: Send, scope: Scope) -> None:
        room = await self.watching.glance(code)
        if room is None:
            return await reply(send, 404, {})
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        asked = query.get("lang", "")
        language = asked if asked in LANGUAGES else settings.LANGUAGE_CODE
        return await reply(send, 200, await room.page(language, query.get("q", "")))

    async def people(self, code: str, _receive: Receive, send: Send, _scope: Scope) -> None:
        """Say how many phones follow a room; null where other processes may have some too."""
        room = self.watching.rooms.get(code)
        n = None if self.is_one_of_many else room.phones if room else 0
        await reply(send, 200, {"n": n})

    async def time(self, _code: str, _receive: Receive, send: Send, _scope: Scope) -> None:
        await reply(send, 200, {"now": round(time.time() * 1000)})

    # ---- answers

    async def answer(self, code: str, receive: Receive, send: Send, _scope: Scope) -> None:
        try:
            given: Any = texts.from_json(await body(receive, LONGEST))
            question = await self._question(code, int(given["question"]))
            sent = answering.sent(question, given["token"], given["answer"])
            if self._is_flood(sent.device):
                return await reply(send, 429, {})
            kept = await self.keeper.keep(sent)
        except Refusal as error:
            return await reply(send, error.status, {"problem": str(error)})
        except answering.NotInvited:
            return await reply(send, 403, {})
        except UNREADABLE:
            return await reply(send, 400, {})
        except DatabaseError:  # the phone tries again, and the administrators are told
            trouble.note()
            return await reply(send, 503, {})
        self.changed(code)
        return await reply(send, 200 if kept else 409, {"kept": kept})

    def _is_flood(self, device: str) -> bool:
        if not self.lately:
            asyncio.get_running_loop().call_later(WINDOW, self.lately.clear)
        self.lately[device] += 1
        return self.lately[device] > MOST_A_DEVICE

    async def _question(self, code: str, pk: int) -> Question:
        """Return a question of a room; an open one is remembered for as long as POLL."""
        known = self.questions.get((code, pk))
        if known is None:
            known = await _found(code, pk)
            if known.is_open:
                self.questions[code, pk] = known
                loop = asyncio.get_running_loop()
                loop.call_later(POLL, self.questions.pop, (code, pk), None)
        return known


EVENTS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
]


async def _follow(room: Watched, send: Send) -> None:
    with suppress(OSError, RuntimeError):  # the phone has gone: nothing is owed to it
        await send(started(200, EVENTS))
        await room.follow(send)


def _cancelled_when_gone(receive: Receive) -> asyncio.Future[None]:
    """Have the task of now cancelled when its phone has gone."""
    following = asyncio.current_task()
    gone = asyncio.ensure_future(_disconnected(receive))
    gone.add_done_callback(
        lambda done: following.cancel() if following and not done.cancelled() else None
    )
    return gone


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _keep(sent: list[Sent]) -> list[bool]:
    """Keep answers; return for each whether its question was open."""
    kept = answering.keep(sent)
    return [one.question in kept for one in sent]


def _find(code: str, pk: int) -> Question:
    found = Question.objects.select_related("room").filter(pk=pk, room__code=code).first()
    if not found:
        raise kinds.Refused
    return found


_found = fresh(_find)
