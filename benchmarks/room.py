"""A hall answers at once: how many, how fast, and that nothing acknowledged is lost.

    python benchmarks/room.py [--quick]       (allow open files first: ulimit -n 20000)

1. The hall. One server process; the people are played by a process of its own on the same cores.
   All watch; each answers once within 10 seconds; half way the server is killed (SIGKILL) and
   started again, and everybody who was not acknowledged tries again. Goal: none lost or doubled;
   99 % on the screens within a second; under 40 kB a watcher. Then the next question is asked, and
   every phone fetches what its page shows then.
2. Frames that reach 5,000 in a second, without the pause between frames, beside a bare server that
   sends the same bytes (picows), and Django Channels with Daphne, which does best with 1,000. Goal:
   half of the one, five times the other.
3. Durable answers a second on SQLite and on PostgreSQL, beside bare inserts committed together.
   Goal: 5,000.

What it is measured beside is in the group `bench` of pyproject.toml; `make benchmarks` installs it.
"""

import asyncio
import json
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

from answering import Server
from hall import durable, sending
from hall.people import ANSWER_WITHIN, Hall, late

QUICK = "--quick" in sys.argv
PEOPLE, SECONDS = (1000, 4) if QUICK else (5000, 8)
PREPARE = """
import json
from everyseat.site import setup
setup.prepare(demo=False)
from django.utils import timezone
from everyseat.moments.tests import make
from everyseat.room import kinds
from everyseat.room.actions import holding, preparing
room = preparing.prepare(facilitator=make.person("Fay"), title="Hall", held_on=timezone.localdate())
made, after = (
    preparing.add_question(room=room, kind=kinds.CARDS, text="Q?", written=[]) for _ in range(2)
)
holding.ask(question=made)
print(json.dumps({"code": room.code, "question": made.pk, "next": after.pk}))
"""
NEXT = """
import sys
from everyseat.site import setup
setup.configure()
from everyseat.room.actions import holding
from everyseat.room.models import Question
holding.ask(question=Question.objects.get(pk=sys.argv[1]))
"""


def memory(server: Server) -> int:
    """Return the resident bytes of the server's processes."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            if Path(status.parent / "stat").read_text().rsplit(")", 1)[1].split()[2] == str(
                server.process.pid
            ):
                total += int(re.search(r"VmRSS:\s+(\d+)", text)[1]) * 1024
        except (OSError, TypeError):
            continue
    return total


async def play(server: Server, made: dict) -> tuple[Hall, float]:
    hall = Hall(server, made)
    before = memory(server)
    watchers = []
    for n in range(PEOPLE):
        watchers.append(asyncio.ensure_future(hall.watch(n == 0)))
        if n % 200 == 199:
            await asyncio.sleep(0.2)
    while hall.watching < PEOPLE:
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)
    each = (memory(server) - before) / PEOPLE

    async def accident() -> None:
        await asyncio.sleep(ANSWER_WITHIN / 2)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)

    await asyncio.gather(accident(), *(hall.answer(n) for n in range(PEOPLE)))
    await asyncio.sleep(3)
    await asyncio.to_thread(server.python, "-c", NEXT, str(made["next"]))
    await asyncio.wait_for(hall.has_moved_on(), 60)
    for watcher in watchers:
        watcher.cancel()
    return hall, each


def prepared(folder: str, **settings: str) -> tuple[Server, dict]:
    """Return a server that is not started, and the room that it has."""
    server = Server(folder)
    server.environment |= {"DJANGO_SETTINGS_MODULE": "everyseat.site.settings", **settings}
    return server, json.loads(server.python("-c", PREPARE))


def measure_hall(server: Server, made: dict, folder: str) -> bool:
    server.start()
    hall, each = asyncio.run(play(server, made))
    server.kill()
    with sqlite3.connect(Path(folder) / "everyseat.sqlite3") as database:
        counted, devices = database.execute(
            "SELECT count(*), count(DISTINCT device) FROM room_answer"
        ).fetchone()
    times = sorted(hall.acknowledged)
    delays = late(hall, times[-1] - 3)  # the accident's own seconds are not the hall's
    p99 = delays[int(len(delays) * 0.99)]
    wrong = abs(counted - len(times)) + (counted - devices)
    print(f"{PEOPLE} people, killed once: {len(times)} acknowledged, {counted} counted")
    print(f"on the screen after: median {delays[len(delays) // 2]:.2f} s, 99 % {p99:.2f} s")
    moved = sorted(hall.moved)
    print(
        f"next question: {len(moved)} phones fetched it,"
        f" the last {moved[-1] - hall.moves_from:.2f} s after the first heard of it"
    )
    print(f"memory for each watcher: {each / 1000:.0f} kB")
    return wrong == 0 and p99 < 1 and each < 40_000


def measure_frames(server: Server, made: dict) -> bool:
    ours = sending.ours(server, made, PEOPLE, SECONDS)
    bare = sending.bare(PEOPLE, SECONDS)
    usual = sending.usual(SECONDS)
    print(f"frames to {PEOPLE}: {ours:.0f}/s, bare {bare:.0f}/s: {ours / bare:.2f} of it")
    print(
        f"Channels with Daphne, {sending.USUAL_PEOPLE}: {usual:.0f}/s: {ours / usual:.0f} times it"
    )
    return ours >= bare / 2 and ours >= 5 * usual


def measure_answers(server: Server, made: dict, folder: str) -> bool:
    kept, bare = durable.kept(server, made["question"]), durable.bare_sqlite(folder)
    print(f"durable answers, SQLite: {kept:.0f}/s, bare {bare:.0f}/s: {kept / bare:.2f} of it")
    with durable.postgres() as url:
        if url is None:
            print("durable answers, PostgreSQL: none is reachable, not measured")
            return kept >= 5000
        other, room = prepared(folder, DATABASE_URL=url)
        there, bare = durable.kept(other, room["question"]), durable.bare_postgres(url)
        print(f"durable answers, PostgreSQL: {there:.0f}/s, bare {bare:.0f}/s: {there / bare:.2f}")
        return min(kept, there) >= 5000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server, made = prepared(folder)
        met = [measure_hall(server, made, folder)]
        made["question"] = made["next"]  # the one that is open now
        met += [measure_frames(server, made), measure_answers(server, made, folder)]
    print("room: hall, frames, answers:", *("met" if one else "short" for one in met))
    sys.exit(not all(met))


if __name__ == "__main__":
    main()
