"""What one visitor may take: how long a request may be, how slow, and how many are held at once.

It stands before everything else that is served, live rooms included. A request that says that it
is too long is refused before any of it is read; one that says nothing is counted as it comes.
Nothing is written to disk. A request without a body, as a phone's that follows a room, is passed on
untouched.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus

from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from everyseat.connections import Message, Receive, Scope, Send
from everyseat.giving.bodies import MIB, USUAL, limit_of
from everyseat.site.headers import POLICY, secure

Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PATIENCE, SLOWEST = 30.0, 16 * 1024
"""A body may take so many seconds, and one more for each so many bytes of it that have come."""
MOST_HELD = 256 * MIB
"""Bytes of bodies that one process holds at once."""
READ_AWAY = 16 * MIB
"""Of a body that is refused, so much is read and dropped: a browser that is cut off while it sends
shows an error of its own instead of our page."""


class Refused(Exception):
    """A request is refused for its body."""

    def __init__(self, status: HTTPStatus):
        super().__init__(status.phrase)
        self.status = status


class Limits:
    """Passes requests on to an application, within limits."""

    def __init__(self, application: Application, patience: float = PATIENCE):
        self.application, self.patience = application, patience
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = _declared(scope) if scope["type"] == "http" else 0
        if declared == 0:
            return await self.application(scope, receive, send)
        body, reply = Body(self, scope, receive), Reply(send)
        try:
            body.must_be_at_most_its_limit(declared or 0)
            await self.application(scope, body, reply)
        except Refused as refused:
            if not reply.has_begun:
                await self._refuse(refused.status, declared, receive, send)
        finally:
            self.held -= body.come
        return None

    async def _refuse(
        self, status: HTTPStatus, declared: int | None, receive: Receive, send: Send
    ) -> None:
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and (declared or 0) <= READ_AWAY:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.patience):
                    await _read_away(receive)
        page = render_to_string("too_long.html", {"status": status.value}).encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(page)).encode()),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", POLICY.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
            *((name.lower().encode(), value.encode()) for name, value in secure().items()),
        ]
        await send({"type": "http.response.start", "status": status.value, "headers": headers})
        await send({"type": "http.response.body", "body": page})


class Body:
    """A request's body, as it comes."""

    def __init__(self, limits: Limits, scope: Scope, receive: Receive):
        self.limits, self.scope, self.receive = limits, scope, receive
        self.began = asyncio.get_running_loop().time()
        self.limit, self.come, self.is_whole = USUAL, 0, False

    async def __call__(self) -> Message:
        """Return the next part. Refused if it is too much, or comes too slowly."""
        if self.is_whole:
            return await self.receive()
        try:
            async with asyncio.timeout_at(self._deadline()):
                message = await self.receive()
        except TimeoutError:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
        self._take(len(message.get("body", b"")))
        self.is_whole = not message.get("more_body", False)
        return message

    def must_be_at_most_its_limit(self, length: int) -> None:
        if length > self.limit:
            self.limit = _limit_at(self.scope["path"])
        if length > self.limit:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _deadline(self) -> float:
        return self.began + self.limits.patience + self.come / SLOWEST

    def _take(self, length: int) -> None:
        self.come += length
        self.limits.held += length
        self.must_be_at_most_its_limit(self.come)
        if self.limits.held > MOST_HELD:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)


class Reply:
    """Knows whether an answer has begun: then it is too late for another."""

    def __init__(self, send: Send):
        self.send, self.has_begun = send, False

    async def __call__(self, message: Message) -> None:
        self.has_begun = True
        await self.send(message)


def _declared(scope: Scope) -> int | None:
    """Return how long a body says that it is: 0 if there is none, None if it does not say."""
    length: int | None = 0
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            length = int(value) if value.isdigit() else None
    return length


def _limit_at(path: str) -> int:
    """Return how long a request to an address may be."""
    try:
        return limit_of(resolve(path).func)
    except Resolver404:
        return USUAL


async def _read_away(receive: Receive) -> None:
    come, more = 0, True
    while more and come <= READ_AWAY:
        message = await receive()
        come += len(message.get("body", b""))
        more = message.get("more_body", False)
