"""Everybody in a hall: they follow the room, and each answers once."""

import asyncio
import json
import random
import re
import time

from answering import Server

N = re.compile(rb'"n": (\d+|null)')
ANSWER_WITHIN = 10
"""Seconds."""


class Hall:
    """Everybody in the hall: who watches, what each has seen, and when it was acknowledged."""

    def __init__(self, server: Server, made: dict):
        self.server, self.made, self.path = server, made, f"/room/{made['code']}"
        self.acknowledged: list[float] = []
        self.seen: list[tuple[float, int]] = []
        self.watching = 0
        self.next = f'"id": {made["next"]},'.encode()
        self.moves_from = 0.0
        self.moved: list[float] = []

    async def watch(self, first: bool) -> None:
        """Follow the room as a phone does, again after a lost connection."""
        fetching = None
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
                writer.write(f"GET {self.path}/live HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                self.watching += 1
                try:
                    while data := await reader.read(4096):
                        if first and (found := N.findall(data)):
                            n = found[-1]
                            self.seen.append((time.monotonic(), 0 if n == b"null" else int(n)))
                        if not fetching and self.next in data:
                            self.moves_from = self.moves_from or time.monotonic()
                            fetching = asyncio.ensure_future(self.fetch())
                finally:
                    self.watching -= 1
                    writer.close()
            except OSError:
                pass
            await asyncio.sleep(random.uniform(0.2, 1))

    async def answer(self, n: int) -> None:
        await asyncio.sleep(random.uniform(0, ANSWER_WITHIN))
        body = json.dumps({"question": self.made["question"], "token": f"{n:022}", "answer": n % 3})
        while True:
            try:
                if await self._sent("POST", "answer", body) == 200:
                    self.acknowledged.append(time.monotonic())
                    return
            except (OSError, IndexError, ValueError):
                pass
            await asyncio.sleep(0.3)

    async def fetch(self) -> None:
        """Fetch what a phone's page shows when the next question is asked, as it does at once."""
        while True:
            try:
                if await self._sent("GET", "page?lang=en-gb") == 200:
                    self.moved.append(time.monotonic())
                    return
            except (OSError, IndexError, ValueError):
                pass
            await asyncio.sleep(random.uniform(0.5, 1))

    async def has_moved_on(self) -> None:
        while len(self.moved) < self.watching:
            await asyncio.sleep(0.1)

    async def _sent(self, method: str, what: str, body: str = "") -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        head = f"{method} {self.path}/{what} HTTP/1.1\r\nHost: localhost\r\nConnection: close"
        writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        try:
            return int((await reader.read()).split(b" ", 2)[1])
        finally:
            writer.close()


def late(hall: Hall, after: float) -> list[float]:
    """Return for each answer acknowledged after a time how long until a frame counted so many."""
    delays = []
    times = sorted(hall.acknowledged)
    for n, at in enumerate(times, 1):
        if at > after:
            delays.append(next((t - at for t, seen in hall.seen if seen >= n), 99.0))
    return sorted(max(delay, 0) for delay in delays)
