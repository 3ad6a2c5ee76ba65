"""200 people answer at once; then the server is killed, and nothing acknowledged may be lost.

    python benchmarks/answering.py [--quick]

Each of 200 connections sends a whole sheet, waits 4 to 8 seconds as somebody who reads would, and
sends the next version. Every reply is timed at the client. The limit beside it: one row committed
to an SQLite file with the same durability, in the same folder, by nobody else. Then SIGKILL, a new
start, and every acknowledged sheet is asked for again. With DATABASE_URL it runs on PostgreSQL.
Goal: median under 50 ms, none lost.
"""

import asyncio
import json
import os
import random
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

PEOPLE, SECONDS = 200, 12 if "--quick" in sys.argv else 40
ROOT = Path(__file__).parents[1]
PREPARE = """
import json, secrets, sys
from everyseat.site import setup
setup.prepare(demo=False)
from everyseat.organisations.models import Person
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.tests import make
review = make.collecting({"peer": 4, "report": 4}, name=secrets.token_hex(4))
people = Person.objects.bulk_create(
    Person(name=f"R{i}", email=f"{secrets.token_hex(6)}@x.example",
           organisation=review.recipient.organisation) for i in range(int(sys.argv[1]))
)
invited = Invitation.objects.bulk_create(
    Invitation(review=review, person=p, relationship="peer", group="peer", state="invited")
    for p in people
)
cards = [make.draw(i) for i in invited]
print(json.dumps({"path": f"/answer/{review.pk}/peer/", "cards": cards}))
"""


class Server:
    def __init__(self, folder: str):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.command = [str(Path(sys.executable).with_name("everyseat"))]
        self.environment = os.environ | {
            "EVERYSEAT_VAR": folder,
            "EVERYSEAT_URL": f"http://localhost:{self.port}",
            "PYTHONPATH": str(ROOT),
        }

    def python(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*self.command, "serve", "--port", str(self.port)],
            env=self.environment,
            cwd=Path(__file__).parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{self.port}/methods/", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        time.sleep(0.5)  # its sockets close with its last child

    async def post(self, path: str, fields: dict) -> tuple[int, bytes]:
        body = urllib.parse.urlencode(fields).encode()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        reply = await reader.read()
        writer.close()
        return int(reply.split(b" ", 2)[1]), reply.partition(b"\r\n\r\n")[2]


async def answer_for_a_while(server: Server, path: str, cards: list[str]) -> tuple[list, dict]:
    end = time.monotonic() + SECONDS
    times, acknowledged = [], {}

    async def person(card: str) -> None:
        await asyncio.sleep(random.uniform(0, 4))
        n = 0
        while time.monotonic() < end:
            n += 1
            words = f"Version {n}. " + "What I felt was this. " * random.randint(0, 20)
            start = time.perf_counter()
            status, _ = await server.post(
                path, {"card": card, "b-hears": n % 5, "w-keep": words, "checked": "yes"}
            )
            times.append(time.perf_counter() - start)
            assert status == 302, status
            acknowledged[card] = words.strip()
            await asyncio.sleep(random.uniform(4, 8))

    await asyncio.gather(*(person(card) for card in cards))
    return times, acknowledged


async def lost(server: Server, path: str, acknowledged: dict) -> int:
    missing = 0
    for card, words in acknowledged.items():
        _, body = await server.post(path + "given/", {"card": card})
        missing += json.loads(body).get("w-keep") != words
    return missing


def one_commit(folder: str) -> float:
    """Return the median seconds of a durable commit of one row by itself."""
    connection = sqlite3.connect(Path(folder) / "limit.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (content BLOB)")
    times = []
    for _ in range(200):
        start = time.perf_counter()
        connection.execute("INSERT INTO row VALUES (?)", [bytes(1100)])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        scene = json.loads(server.python("-c", PREPARE, str(PEOPLE)).splitlines()[-1])
        limit = one_commit(folder)
        server.start()
        times, acknowledged = asyncio.run(answer_for_a_while(server, scene["path"], scene["cards"]))
        server.kill()
        server.start()
        missing = asyncio.run(lost(server, scene["path"], acknowledged))
        server.kill()
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    database = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    print(f"{len(times)} sheets in {SECONDS} s by {PEOPLE} people on {database}")
    print(f"median {1000 * median:.1f} ms, 95th percentile {1000 * late:.1f} ms")
    print(f"one durable commit alone {1000 * limit:.2f} ms; ratio {median / limit:.1f}")
    met = median < 0.05 and missing == 0
    print(
        f"answering: {1000 * median:.0f} ms, {missing} of {len(acknowledged)} lost"
        f" (goal < 50 ms, 0 lost) {'met' if met else 'short'}"
    )
    sys.exit(not met)


if __name__ == "__main__":
    main()
