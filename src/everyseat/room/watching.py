"""Following rooms: one state for everybody who watches, made from the database when it changed.

Every watcher of a room gets the same state, made once, at most ten a second and only when something
has changed. A watcher that is slow gets the newest state when it is ready for it, and none that it
missed.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

from everyseat.faults import described
from everyseat.giving.threads import fresh
from everyseat.room.queries import room_state
from everyseat.room.views import asked

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
Send = Callable[[dict], Awaitable[None]]
PAUSE = 0.1
"""Seconds between two states at least: ten a second."""
HEARTBEAT = 20
"""Seconds after which every connection is written to, so that no proxy closes it."""
POLL = 1.0
"""Seconds after which another process's change is seen even without a broker."""
LINGER = 10
"""Seconds that a room's state is kept new for who asks again and again instead of watching."""
BEFORE = b"data: "
"""What stands before the state in a server-sent event."""


def event(body: bytes) -> dict:
    """Return what the server sends on: made once, and handed to every watcher."""
    return {"type": "http.response.body", "body": body, "more_body": True}


NOTHING_NEW = event(b": \n\n")


@dataclass
class Watched:
    """A room that somebody watches: its newest state, and who waits for the next."""

    code: str
    message: bytes = b""
    event: dict = field(default_factory=dict)
    number: int = 0
    watchers: int = 0
    phones: int = 0
    written: float = 0.0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: list[asyncio.Future] = field(default_factory=list)
    ticker: asyncio.Future | None = None
    asked_for: float = 0.0
    pages: dict[tuple[str, str], asyncio.Future] = field(default_factory=dict)
    is_over: bool = False

    @property
    def state(self) -> bytes:
        """Return the state in the newest message, as JSON."""
        return self.message.removeprefix(BEFORE).strip()

    async def page(self, language: str, at: str = "") -> bytes:
        """Return what a participant's page shows now, as JSON: made once for each state.

        Of a set that is open, it is made once for each question; `at` is what one asks for.
        """
        question = (json.loads(self.state)["question"] or {}) if at else {}
        key = language, at if at in map(str, question.get("ids", [])) else ""
        making = self.pages.get(key)
        if making is None or (making.done() and making.exception()):
            making = self.pages[key] = asyncio.ensure_future(page(self.code, *key))
        return await asyncio.shield(making)

    @property
    def is_wanted(self) -> bool:
        return bool(self.watchers) or time.monotonic() < self.asked_for + LINGER

    async def follow(self, send: Send) -> None:
        """Send what a watcher has not seen, for as long as they watch."""
        seen, new_future = -1, asyncio.get_running_loop().create_future
        while not self.is_over:
            if self.number == seen:
                await send(NOTHING_NEW)
            while self.number != seen:
                seen = self.number
                await send(self.event)
            future = new_future()
            self.waiting.append(future)
            await future

    def publish(self, message: bytes) -> None:
        self.message, self.event, self.number = message, event(message), self.number + 1
        self.pages = {}
        self.wake()

    def wake(self) -> None:
        """Have every watcher written to: the newest state, or a sign of life."""
        self.written = time.monotonic()
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def tick(self) -> None:
        """Make states while anybody watches or asks: when something changed, or each second."""
        self.written = time.monotonic()
        while self.is_wanted:  # looked at, and the room left, without a pause between
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), POLL)
            self.changed.clear()
            began = time.monotonic()
            message = await self._made()
            if message is None:
                break
            if message != self.message:
                self.publish(message)
            elif time.monotonic() - self.written > HEARTBEAT:
                self.wake()
            await asyncio.sleep(began + PAUSE - time.monotonic())
        self.is_over = True
        self.wake()

    async def _made(self) -> bytes | None:
        try:
            return await make_message(self.code)
        except Exception as error:  # a database that is busy now must not stop a hall for good
            log.error("A room's state could not be read, and will be again: %s", described(error))
            self.changed.set()
            return self.message


class Watching:
    """The rooms that are watched in this process."""

    def __init__(self) -> None:
        self.rooms: dict[str, Watched] = {}
        self.watchers = 0

    async def room(self, code: str) -> Watched | None:
        """Return a room to follow; its ticker starts once its first watcher is counted."""
        found = self._open(code)
        if found:
            return found
        made = await make_message(code)
        if made is None:
            return None
        found = self._open(code)  # somebody else may have opened it meanwhile
        if not found:
            found = self.rooms[code] = Watched(code, made, event(made))
            found.ticker = asyncio.ensure_future(found.tick())
            found.ticker.add_done_callback(lambda _: self._left(found))
        return found

    async def glance(self, code: str) -> Watched | None:
        """Return a room for who asks again and again: it is kept new for LINGER seconds more."""
        found = await self.room(code)
        if found:
            found.asked_for = time.monotonic()
        return found

    def _open(self, code: str) -> Watched | None:
        found = self.rooms.get(code)
        return found if found and not found.is_over else None

    def _left(self, room: Watched) -> None:
        if self.rooms.get(room.code) is room:
            del self.rooms[room.code]

    def changed(self, code: str) -> None:
        """Have a room's state made anew."""
        if found := self.rooms.get(code):
            found.changed.set()

    def forget_pages(self, code: str) -> None:
        """Have a room's pages made anew: what stands on them and in no state has changed."""
        if found := self.rooms.get(code):
            found.pages = {}


def _make_message(code: str) -> bytes | None:
    with translation.override(settings.LANGUAGE_CODE):  # one state, on a screen that all look at
        state = room_state.of(code)
    if state is None:
        return None
    return BEFORE + json.dumps(state, ensure_ascii=False).encode() + b"\n\n"


def _make_page(code: str, language: str, at: str) -> bytes:
    with translation.override(language):
        return json.dumps({"page": asked.page(code, at)}, ensure_ascii=False).encode()


make_message, page = fresh(_make_message), fresh(_make_page)
