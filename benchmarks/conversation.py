"""Many people answer a conversation at once: how many answers a second, and how soon the next?

    python benchmarks/conversation.py [--quick]

1,024 people on 64 connections each answer a statement, and in the reply read which one comes next.
They answer that when all others of their connection have answered. The reply comes when the answer
is durable, and holds the next statement, chosen for whoever answered. Then SIGKILL, and every
acknowledged answer is looked for in the database. The limit beside it: one row committed to an
SQLite file with the same durability, by nobody else. With DATABASE_URL it runs on PostgreSQL.
Goal: 1,000 answers a second, the next statement within 50 ms at the 95th percentile, none lost.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time

from answering import Server, one_commit

BROWSERS, CARDS, STATEMENTS, SECONDS = 64, 16, 1_000, 5 if "--quick" in sys.argv else 20
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


async def answer_for_a_while(server: Server, scene: dict) -> tuple[list, set]:
    end = time.monotonic() + SECONDS
    times, acknowledged = [], set()

    async def browser(cards: list[str]) -> None:
        asked = dict.fromkeys(cards, 1)
        while time.monotonic() < end:
            for card in cards:
                start = time.perf_counter()
                address = f"/conversation/{scene['code']}/{card}/next"
                given = {"statement": asked[card], "answer": "agree"}
                status, body = await server.post(address, given)
                times.append(time.perf_counter() - start)
                assert status == 200, status
                acknowledged.add((card, asked[card]))
                asked[card] = json.loads(body)["statement"]["number"]

    cards = scene["cards"]
    await asyncio.gather(*(browser(cards[i::BROWSERS]) for i in range(BROWSERS)))
    return times, acknowledged


def lost(server: Server, acknowledged: set) -> int:
    from everyseat.conversation import cards

    kept = {(card, number) for card, number, _ in json.loads(server.python("-c", KEPT))}
    return sum((cards.hashed(card), number) not in kept for card, number in acknowledged)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        made = server.python("-c", PREPARE, str(STATEMENTS), str(BROWSERS * CARDS))
        scene = json.loads(made.splitlines()[-1])
        limit = one_commit(folder)
        server.start()
        start = time.monotonic()
        times, acknowledged = asyncio.run(answer_for_a_while(server, scene))
        seconds = time.monotonic() - start
        server.kill()
        missing = lost(server, acknowledged)
    rate, late = len(times) / seconds, 1000 * statistics.quantiles(times, n=20)[-1]
    database = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    print(
        f"{len(times)} answers by {len(scene['cards']):,} people in {seconds:.0f} s on {database}"
    )
    print(f"{rate:.0f} answers a second, each with the next statement (goal {PER_SECOND:,})")
    print(f"median {1000 * statistics.median(times):.0f} ms, 95th percentile {late:.0f} ms")
    print(f"one durable commit alone {1000 * limit:.2f} ms: {1 / limit:,.0f} a second")
    met = rate >= PER_SECOND and late <= NEXT_MS and not missing
    print(
        f"conversation: {rate:.0f} answers a second, next in {late:.0f} ms, {missing} of"
        f" {len(acknowledged)} lost (goal {PER_SECOND:,}, {NEXT_MS} ms, 0)"
        f" {'met' if met else 'short'}"
    )
    sys.exit(not met)


if __name__ == "__main__":
    main()
