"""A hall answers at once: how many, how fast, and that nothing acknowledged is lost.

    python benchmarks/room.py [--quick]

One server process; the people are played by a process of its own on the same cores. All of them
watch; each answers once within 10 seconds; half way the server is killed (SIGKILL) and started
again, and everybody who was not acknowledged tries again. Measured: answers counted against those
acknowledged, the time from an answer's acknowledgement to the frame that holds it, memory for each
watcher, and durable answers a second beside bare group-committed inserts in the same folder.
Goal: none lost or doubled; 99 % on the screens within a second; under 40 kB a watcher.
"""

import asyncio
import json
import random
import re
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from answering import Server

QUICK = "--quick" in sys.argv
PEOPLE, SECONDS = (1000 if QUICK else 5000), 10
PREPARE = """
import json
from everyseat.site import setup
setup.prepare(demo=False)
from django.utils import timezone
from everyseat.moments.tests import make
from everyseat.room import kinds
from everyseat.room.actions import holding, preparing
room = preparing.prepare(facilitator=make.person("Fay"), title="Hall", held_on=timezone.localdate())
made = preparing.add_question(room=room, kind=kinds.CARDS, text="Q?", written=[])
holding.ask(question=made)
print(json.dumps({"code": room.code, "question": made.pk}))
"""
N = re.compile(rb'"n": (\d+|null)')


class Hall:
    """Everybody in the hall: who watches, what each has seen, and when it was acknowledged."""

    def __init__(self, server: Server, made: dict):
        self.server, self.made, self.path = server, made, f"/room/{made['code']}"
        self.acknowledged: list[float] = []
        self.seen: list[tuple[float, int]] = []
        self.watching = 0

    async def watch(self, first: bool) -> None:
        """Follow the room as a phone does, again after a lost connection."""
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
                finally:
                    self.watching -= 1
                    writer.close()
            except OSError:
                pass
            await asyncio.sleep(random.uniform(0.2, 1))

    async def answer(self, n: int) -> None:
        await asyncio.sleep(random.uniform(0, SECONDS))
        body = json.dumps({"question": self.made["question"], "token": f"{n:022}", "answer": n % 3})
        while True:
            try:
                if await self._post(body) == 200:
                    self.acknowledged.append(time.monotonic())
                    return
            except (OSError, IndexError, ValueError):
                pass
            await asyncio.sleep(0.3)

    async def _post(self, body: str) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        head = f"POST {self.path}/answer HTTP/1.1\r\nHost: localhost\r\nConnection: close"
        writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        try:
            return int((await reader.read()).split(b" ", 2)[1])
        finally:
            writer.close()


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
        await asyncio.sleep(SECONDS / 2)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)

    await asyncio.gather(accident(), *(hall.answer(n) for n in range(PEOPLE)))
    await asyncio.sleep(3)
    for watcher in watchers:
        watcher.cancel()
    return hall, each


def late(hall: Hall, after: float) -> list[float]:
    """Return for each answer acknowledged after a time how long until a frame counted so many."""
    delays = []
    times = sorted(hall.acknowledged)
    for n, at in enumerate(times, 1):
        if at > after:
            delays.append(next((t - at for t, seen in hall.seen if seen >= n), 99.0))
    return sorted(max(delay, 0) for delay in delays)


def bare_inserts(folder: str) -> float:
    """Return rows a second of an SQLite table with the same columns, 500 a commit."""
    connection = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE a (id TEXT PRIMARY KEY, q INT, d TEXT, p INT, w TEXT, UNIQUE(q, d))"
    )
    started, n = time.perf_counter(), 0
    while n < 20_000:
        rows = [(f"{n + i:032x}", 1, f"{n + i:032}", 1, "") for i in range(500)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO a VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        n += 500
    return n / (time.perf_counter() - started)


KEEP = """
import sys, time, django
django.setup()
from everyseat.room.actions import answering
from everyseat.room.models import Question
question = Question.objects.get(pk=sys.argv[1])
sent = [answering.sent(question, f"x{n:021}", n % 3) for n in range(20_000)]
started = time.perf_counter()
for at in range(0, len(sent), 500):
    answering.keep(sent[at : at + 500])
print(len(sent) / (time.perf_counter() - started))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.environment["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
        made = json.loads(server.python("-c", PREPARE))
        server.start()
        hall, each = asyncio.run(play(server, made))
        server.kill()
        with sqlite3.connect(Path(folder) / "everyseat.sqlite3") as database:
            counted, devices = database.execute(
                "SELECT count(*), count(DISTINCT device) FROM room_answer"
            ).fetchone()
        kept = float(server.python("-c", KEEP, str(made["question"])))
        show(hall, each, counted, devices, kept, bare_inserts(folder))


def show(hall: Hall, each: float, counted: int, devices: int, kept: float, bare: float) -> None:
    times = sorted(hall.acknowledged)
    delays = late(hall, times[-1] - 3)  # the accident's own seconds are not the hall's
    p99 = delays[int(len(delays) * 0.99)]
    wrong = abs(counted - len(times)) + (counted - devices)
    print(f"{PEOPLE} people, killed once: {len(times)} acknowledged, {counted} counted")
    print(f"on the screen after: median {delays[len(delays) // 2]:.2f} s, 99 % {p99:.2f} s")
    print(f"memory for each watcher: {each / 1000:.0f} kB")
    print(f"durable answers: {kept:.0f}/s, bare inserts {bare:.0f}/s: {kept / bare:.2f} of it")
    met = wrong == 0 and p99 < 1 and each < 40_000 and kept >= 5000
    print(f"room: {wrong} lost or doubled, 99 % in {p99:.2f} s (goal 0, under 1 s)", end=" ")
    print("met" if met else "short")
    sys.exit(not met)


if __name__ == "__main__":
    main()
