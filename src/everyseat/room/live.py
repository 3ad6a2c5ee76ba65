"""The live part of rooms, beside the site in the same process: frames out, answers in.

Two addresses, served before Django because they are called by thousands at once:

- GET  /room/CODE/live    server-sent events (HTML Living Standard, 9.2): the whole state in each
- POST /room/CODE/answer  one answer, in JSON; acknowledged when it is durable

Every watcher of a room gets the same frame, made once, at most ten a second and only when something
has changed. A watcher that is slow gets the newest frame when it is ready for it, and none that it
missed. Answers that come at the same time are committed together.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from everyseat.organisations.refusals import NotNow
from everyseat.room import actions, kinds, queries
from everyseat.room.actions import Sent
from everyseat.room.models import Question

log = logging.getLogger(__name__)
Message = dict
Receive, Send = Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]
ADDRESS = re.compile(r"/room/([a-z0-9]{8})/(live|answer)")
PAUSE = 0.1
"""Seconds between two frames at least: ten a second."""
HEARTBEAT = 20
"""Seconds after which a connection is written to, so that no proxy closes it."""
POLL = 1.0
"""Seconds after which another process's change is seen."""
MOST_TOGETHER, LONGEST = 500, 4096
MOST_WATCHERS = 12_000


@dataclass
class Watched:
    """A room that somebody watches: its newest frame, and who waits for the next."""

    code: str
    frame: bytes = b""
    number: int = 0
    watchers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: list[asyncio.Future] = field(default_factory=list)
    ticker: asyncio.Future | None = None
    is_over: bool = False

    def publish(self, frame: bytes) -> None:
        self.frame, self.number = frame, self.number + 1
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)


class Live:
    """Rooms of one process: who watches, what was sent and is not kept yet."""

    def __init__(self) -> None:
        self.rooms: dict[str, Watched] = {}
        self.posted: list[tuple[Sent, asyncio.Future]] = []
        self.keeper: asyncio.Task | None = None
        self.questions: dict[tuple[str, int], Question] = {}
        self.watchers = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> bool:
        """Answer a request that is for the live part; return whether it was."""
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not found:
            return False
        code, what = found.groups()
        if what == "live" and scope["method"] == "GET":
            await self.watch(code, receive, send)
        elif what == "answer" and scope["method"] == "POST":
            await self.answer(code, receive, send)
        else:
            await _reply(send, 405, {})
        return True

    # ---- frames

    async def watch(self, code: str, receive: Receive, send: Send) -> None:
        if self.watchers >= MOST_WATCHERS:
            return await _reply(send, 503, {})
        frame = b"" if code in self.rooms else await _frame(code)
        if frame is None:
            return await _reply(send, 404, {})
        room = self.rooms.get(code) or self._open(code, frame)
        room.watchers += 1
        self.watchers += 1
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM})
            await self._follow(room, gone, send)
        except (OSError, RuntimeError):
            pass  # the phone has gone: nothing is owed to it
        finally:
            gone.cancel()
            room.watchers -= 1
            self.watchers -= 1
        return None

    async def _follow(self, room: Watched, gone: asyncio.Future, send: Send) -> None:
        seen = -1
        while not gone.done() and not room.is_over:
            body = b": \n\n"
            if room.number != seen:
                seen, body = room.number, room.frame
            await send({"type": "http.response.body", "body": body, "more_body": True})
            if room.number == seen:
                await _wait(room, gone)

    def _open(self, code: str, frame: bytes) -> Watched:
        """Begin to follow a room; its ticker starts once its first watcher is counted."""
        room = self.rooms[code] = Watched(code, frame)
        room.ticker = asyncio.ensure_future(self._tick(room))
        return room

    async def _tick(self, room: Watched) -> None:
        """Make a room's frames while anybody watches: when something changed, or each second."""
        while room.watchers:  # looked at, and the room left, without a pause: nobody comes between
            with suppress(TimeoutError):
                await asyncio.wait_for(room.changed.wait(), POLL)
            room.changed.clear()
            try:
                frame = await _frame(room.code)
            except Exception:  # a database that is busy now must not stop a hall for good
                log.exception("A frame could not be made; it will be tried again.")
                frame = room.frame
                room.changed.set()
            if frame is None:
                break
            if frame != room.frame:
                room.publish(frame)
            await asyncio.sleep(PAUSE)
        self.rooms.pop(room.code, None)
        room.is_over = True
        room.publish(room.frame)

    # ---- answers

    async def answer(self, code: str, receive: Receive, send: Send) -> None:
        try:
            given = json.loads(await _body(receive))
            question = await self._question(code, int(given["question"]))
            sent = actions.sent(question, given["token"], given["answer"])
            kept = await self._keep(sent)
        except NotNow as error:
            return await _reply(send, 409, {"problem": str(error)})
        except (kinds.Refused, ValueError, KeyError, TypeError, RecursionError):
            return await _reply(send, 400, {})
        self.changed(code)
        return await _reply(send, 200 if kept else 409, {"kept": kept})

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

    async def _keep(self, sent: Sent) -> bool:
        future = asyncio.get_running_loop().create_future()
        self.posted.append((sent, future))
        if self.keeper is None or self.keeper.done():
            self.keeper = asyncio.ensure_future(self._keep_all())
        return await future

    async def _keep_all(self) -> None:
        """Commit what was posted together, and say so to each; again while more has come."""
        while self.posted:
            together, self.posted = self.posted[:MOST_TOGETHER], self.posted[MOST_TOGETHER:]
            try:
                kept = await _kept([sent for sent, _ in together])
            except Exception as error:  # whoever waits must hear of it
                for _, future in together:
                    future.set_exception(error)
                continue
            for sent, future in together:
                if not future.done():
                    future.set_result(sent.question in kept)

    def changed(self, code: str) -> None:
        """Have a room's frame made anew."""
        room = self.rooms.get(code)
        if room:
            room.changed.set()


STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
PLAIN = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


async def _wait(room: Watched, gone: asyncio.Future) -> None:
    future = asyncio.get_running_loop().create_future()
    room.waiting.append(future)
    await asyncio.wait({future, gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
    if not future.done():
        future.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(receive: Receive) -> bytes:
    """Return a request's body. Refused if it is longer than any answer of ours."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST or message["type"] == "http.disconnect":
            raise kinds.Refused
    return body


async def _reply(send: Send, status: int, content: dict) -> None:
    body = json.dumps(content).encode()
    await send({"type": "http.response.start", "status": status, "headers": PLAIN})
    await send({"type": "http.response.body", "body": body})


def _fresh(work: Callable) -> Callable:
    """Return work on the database for a thread, with a connection that is alive."""

    def done(*arguments: object) -> object:
        close_old_connections()
        try:
            return work(*arguments)
        finally:
            close_old_connections()  # the thread may not be used again

    return sync_to_async(done, thread_sensitive=False)


def _make_frame(code: str) -> bytes | None:
    state = queries.frame(code)
    return state and b"data: " + json.dumps(state, ensure_ascii=False).encode() + b"\n\n"


def _find(code: str, pk: int) -> Question:
    found = Question.objects.filter(pk=pk, room__code=code).first()
    if not found:
        raise kinds.Refused
    return found


_frame, _kept, _found = _fresh(_make_frame), _fresh(actions.keep), _fresh(_find)
