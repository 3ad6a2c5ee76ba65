"""Reading and replying beside Django, with what every page of the site carries too."""

import json
from typing import Any

from django.conf import settings

from everyseat.connections import Message, Receive, Send

PLAIN = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
]


class TooLong(Exception):
    """A request is longer than anything of ours, or its sender has gone."""


async def body(receive: Receive, longest: int) -> bytes:
    """Return a request's body. TooLong if it is longer than it may be."""
    read, more = b"", True
    while more:
        message = await receive()
        read += message.get("body", b"")
        more = message.get("more_body", False)
        if len(read) > longest or message["type"] == "http.disconnect":
            raise TooLong
    return read


async def reply(send: Send, status: int, content: dict[str, Any] | bytes) -> None:
    """Reply with JSON."""
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    await send(started(status, PLAIN))
    await send({"type": "http.response.body", "body": written})


def started(status: int, headers: list[tuple[bytes, bytes]]) -> Message:
    """Return the beginning of a reply."""
    seconds = settings.SECURE_HSTS_SECONDS
    secure = [(b"strict-transport-security", b"max-age=%d" % seconds)] if seconds else []
    return {"type": "http.response.start", "status": status, "headers": [*headers, *SAFE, *secure]}
