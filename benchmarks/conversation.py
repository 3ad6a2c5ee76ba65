"""Many people answer a conversation at once: how many answers a second, and how soon the next?

    python benchmarks/conversation.py [--quick]

64 browsers each read a statement, answer it at once, and read the next one, without a pause, as a
thousand people do who think for some seconds each. An answer is counted once the server has
acknowledged it; the next statement is the whole page, chosen for whoever asks. Then SIGKILL, a new
start, and every acknowledged answer is looked for. The limit beside it: one row committed to an
SQLite file with the same durability, by nobody else. With DATABASE_URL it runs on PostgreSQL.
Goal: 1,000 answers a second, the next statement within 50 ms at the 95th percentile, none lost.
"""

import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time

from answering import Server, one_commit

BROWSERS, STATEMENTS, SECONDS = 64, 300, 5 if "--quick" in sys.argv else 20
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
STATEMENT = re.compile(rb'name="statement" value="(\d+)"')


async def get(server: Server, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    reply = await reader.read()
    writer.close()
    return reply


async def answer_for_a_while(server: Server, scene: dict) -> tuple[list, list, set]:
    end = time.monotonic() + SECONDS
    posts, pages, acknowledged = [], [], set()

    async def browser(card: str) -> None:
        path = f"/conversation/{scene['code']}/{card}/"
        while time.monotonic() < end:
            start = time.perf_counter()
            found = STATEMENT.search(await get(server, path))
            pages.append(time.perf_counter() - start)
            if not found:
                return
            start = time.perf_counter()
            status, _ = await server.post(path, {"statement": found[1].decode(), "answer": "agree"})
            posts.append(time.perf_counter() - start)
            assert status == 302, status
            acknowledged.add((card, int(found[1])))

    await asyncio.gather(*(browser(card) for card in scene["cards"]))
    return posts, pages, acknowledged


def lost(server: Server, acknowledged: set) -> int:
    from everyseat.conversation import cards

    kept = {(card, number) for card, number, _ in json.loads(server.python("-c", KEPT))}
    return sum((cards.hashed(card), number) not in kept for card, number in acknowledged)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        made = server.python("-c", PREPARE, str(STATEMENTS), str(BROWSERS))
        scene = json.loads(made.splitlines()[-1])
        limit = one_commit(folder)
        server.start()
        start = time.monotonic()
        posts, pages, acknowledged = asyncio.run(answer_for_a_while(server, scene))
        seconds = time.monotonic() - start
        server.kill()
        missing = lost(server, acknowledged)
    rate = len(posts) / seconds
    late = [1000 * statistics.quantiles(times, n=20)[-1] for times in (posts, pages)]
    database = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    print(f"{len(posts)} answers by {BROWSERS} browsers in {seconds:.0f} s on {database}")
    print(f"{rate:.0f} answers a second, each with the page that follows (goal {PER_SECOND:,})")
    print(f"95th percentile: answer {late[0]:.0f} ms, next statement {late[1]:.0f} ms")
    print(f"one durable commit alone {1000 * limit:.2f} ms: {1 / limit:,.0f} a second")
    met = rate >= PER_SECOND and late[1] <= NEXT_MS and not missing
    print(
        f"conversation: {rate:.0f} answers a second, next in {late[1]:.0f} ms, {missing} of"
        f" {len(acknowledged)} lost (goal {PER_SECOND:,}, {NEXT_MS} ms, 0)"
        f" {'met' if met else 'short'}"
    )
    sys.exit(not met)


if __name__ == "__main__":
    main()
