"""Many people answer a conversation at once: how many answers a second, and how soon the next?

    python benchmarks/conversation.py [--quick]

1,024 people answer a statement each, and in the reply read which one comes next. The reply comes
when the answer is durable, and holds the next statement, chosen for whoever answered. First 64
people send without a pause: how many answers a second are there at most? Then each reads for about
a second, so that 1,000 answers a second are sent: how soon does the next statement come? Then
SIGKILL, and every acknowledged answer is looked for in the database. The limit beside it: one row
committed to an SQLite file with the same durability, by nobody else. With DATABASE_URL it runs on
PostgreSQL. The people run on the same cores as the server.
Goal: 1,000 answers a second, the next statement within 50 ms at the 95th percentile, none lost.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Awaitable, Callable

from answering import Server, one_commit

BROWSERS, CARDS, STATEMENTS, SECONDS = 64, 1_024, 1_000, 5 if "--quick" in sys.argv else 20
PER_SECOND, NEXT_MS = 1_000, 50
PREPARE = """
import json, sys
from everyseat.site import setup
setup.prepare(demo=False)
from everyseat.conversation.tests import make
sam = make.person("Sam", "organiser")
seeds = [f"Statement number {i} of many" for i in range(int(sys.argv[1]))]
conversation = make.opened(sam, *seeds)
cards = [make.card(conversation) for _ in range(int(sys.argv[2]))]
print(json.dumps({"code": conversation.code, "cards": cards}))
"""
KEPT = """
import json
from everyseat.site import setup
setup.open_existing()
from everyseat.conversation.models import Vote
rows = Vote.objects.values_list("participant__card", "statement__number", "value")
print(json.dumps([list(row) for row in rows]))
"""


class Browser:
    """A connection that stays open, as a browser's does."""

    def __init__(self, port: int):
        self.port, self.streams = port, None

    async def post(self, path: str, fields: dict) -> tuple[int, bytes]:
        reader, writer = self.streams = self.streams or await asyncio.open_connection(
            "127.0.0.1", self.port
        )
        body = urllib.parse.urlencode(fields).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        top = await reader.readuntil(b"\r\n\r\n")
        long = int(top.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return int(top.split(b" ", 2)[1]), await reader.readexactly(long)


class People:
    """Who takes part: what each was asked last, and which answers were acknowledged."""

    def __init__(self, port: int, scene: dict):
        self.port, self.code, self.cards = port, scene["code"], scene["cards"]
        self.asked = dict.fromkeys(self.cards, 1)
        self.acknowledged: set = set()
        self.times: list[float] = []

    async def answer(self, browser: Browser, card: str) -> None:
        start = time.perf_counter()
        given = {"statement": self.asked[card], "answer": "agree"}
        status, body = await browser.post(f"/conversation/{self.code}/{card}/next", given)
        self.times.append(time.perf_counter() - start)
        assert status == 200, status
        self.acknowledged.add((card, self.asked[card]))
        self.asked[card] = json.loads(body)["statement"]["number"]

    async def without_a_pause(self, end: float) -> None:
        """Answer on 64 connections, each of which sends the next as soon as it has a reply."""

        async def connection(cards: list[str]) -> None:
            browser = Browser(self.port)
            while time.monotonic() < end:
                for card in cards:
                    await self.answer(browser, card)

        await asyncio.gather(*(connection(self.cards[i::BROWSERS]) for i in range(BROWSERS)))

    async def one_by_one(self, end: float) -> None:
        """Answer as 1,024 people do who read for about a second: a thousand answers a second."""

        async def person(card: str) -> None:
            browser = Browser(self.port)
            while (reads := random.expovariate(PER_SECOND / CARDS)) < end - time.monotonic():
                await asyncio.sleep(reads)
                await self.answer(browser, card)

        await asyncio.gather(*(person(card) for card in self.cards))

    def measured(self, way: Callable[[float], Awaitable[None]]) -> tuple[float, float, float]:
        """Return answers a second, the median in ms, and the 95th percentile."""
        self.times, start = [], time.monotonic()
        asyncio.run(way(start + SECONDS))
        seconds = time.monotonic() - start
        late = statistics.quantiles(self.times, n=20)[-1]
        return len(self.times) / seconds, 1000 * statistics.median(self.times), 1000 * late


def lost(server: Server, acknowledged: set) -> int:
    from everyseat.conversation import cards

    kept = {(card, number) for card, number, _ in json.loads(server.python("-c", KEPT))}
    return sum((cards.hashed(card), number) not in kept for card, number in acknowledged)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        made = server.python("-c", PREPARE, str(STATEMENTS), str(CARDS))
        scene = json.loads(made.splitlines()[-1])
        limit = one_commit(folder)
        server.start()
        people = People(server.port, scene)
        most, _, late_at_most = people.measured(people.without_a_pause)
        rate, median, late = people.measured(people.one_by_one)
        server.kill()
        missing = lost(server, people.acknowledged)
    database = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    print(f"{len(people.cards):,} people, {STATEMENTS:,} statements, on {database}")
    print(f"without a pause: {most:.0f} answers a second, 95th percentile {late_at_most:.0f} ms")
    print(f"{rate:.0f} a second sent: median {median:.0f} ms, 95th percentile {late:.0f} ms")
    print(f"one durable commit alone {1000 * limit:.2f} ms: {1 / limit:,.0f} a second")
    met = most >= PER_SECOND and late <= NEXT_MS and not missing
    print(
        f"conversation: {most:.0f} answers a second, at {rate:.0f} the next in {late:.0f} ms,"
        f" {missing} of {len(people.acknowledged)} lost (goal {PER_SECOND:,}, {NEXT_MS} ms, 0)"
        f" {'met' if met else 'short'}"
    )
    sys.exit(not met)


if __name__ == "__main__":
    main()
