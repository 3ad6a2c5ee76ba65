"""Launching a large round, and reminding all its raters, while people answer to another.

    python benchmarks/launching.py [--quick]

A round of 2,000 leaders (200 with --quick) is launched, in a process of its own; then their lists
are taken as approved, with 15 raters each out of 20,000 people, and everybody invited is reminded
in the background. Meanwhile another process sends answers to an open round in the same SQLite
database, and times each. The limit in the same run: as many rows, as long as those e-mails are
when sealed, written to a bare SQLite file with the same durability and in as many transactions.

Goals: a launch and reminders take at most 60 s, a request 3 s, and no answer waits over 200 ms.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from closing import ROOT, WAIT_MS, while_answering

BYTES = 4000
"""About what a sealed e-mail has."""
SECONDS, REQUEST_S, LEADERS, RATERS, PEOPLE = 60, 3, 2000, 15, 20_000


def prepare(leaders: int) -> None:
    """Make a small round that stays open, and a large one that is ready to be launched."""
    from everyseat.site import setup

    setup.prepare(demo=False)
    from everyseat.organisations.models import Person
    from everyseat.organisations.queries import host
    from everyseat.threesixty.models import Invitation, Review, Round
    from everyseat.threesixty.tests import make

    small = make.collecting({"peer": 4}, name="Small")
    people = Person.objects.bulk_create(
        (
            Person(name=f"Person {i}", email=f"p{i}@x.example", organisation=host())
            for i in range(PEOPLE * leaders // LEADERS)
        ),
        batch_size=500,
    )
    large = Round.objects.get(pk=small.round_id)
    large.pk, large.name, large.state = None, "Large", Round.State.DRAFT
    large.public_key = large.private_key = ""
    large.save()
    reviews = Review.objects.bulk_create(
        (Review(round=large, recipient=person) for person in people[:leaders]), batch_size=500
    )
    Invitation.objects.bulk_create(
        (
            Invitation(
                review=review,
                person=people[(i * 7 + j + 1) % len(people)],
                relationship="peer",
                group="peer",
                state=Invitation.State.INVITED,
            )
            for i, review in enumerate(reviews)
            for j in range(RATERS)
        ),
        batch_size=500,
    )


def launch() -> None:
    """Launch the large round, remind everybody, and print what each took."""
    from everyseat.site import setup

    setup.configure()
    from everyseat.organisations.models import Email
    from everyseat.threesixty.actions import mailings, reminding, rounds
    from everyseat.threesixty.models import Review, Round

    large = Round.objects.get(name="Large")
    took = {"launch": timed(lambda: rounds.launch(feedback_round=large))}
    took["launched"] = timed(mailings.work)
    large.reviews.update(state=Review.State.COLLECT)
    took["remind"] = timed(lambda: reminding.remind(feedback_round=large))
    took["reminded"] = timed(mailings.work)
    emails = Email.objects.count()
    print(json.dumps(took | {"emails": emails, "bare": bare(emails)}))


def bare(rows: int) -> float:
    """Return the seconds of writing as many rows to a bare database, a hundred at a time."""
    path = Path(os.environ["EVERYSEAT_VAR"]) / "bare.sqlite3"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE row (content)")
    content = [[os.urandom(BYTES)]] * 100

    def write() -> None:
        for _ in range(0, rows, 100):
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO row VALUES (?)", content)
            database.execute("COMMIT")

    return timed(write)


def timed(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def run(what: str, *arguments: object) -> list[str]:
    return [sys.executable, __file__, what, *map(str, arguments)]


def measure(leaders: int, folder: str) -> tuple[dict, dict]:
    environment = os.environ | {"EVERYSEAT_VAR": folder, "PYTHONPATH": str(ROOT)}
    environment.pop("DATABASE_URL", None)
    ask = {"env": environment, "check": True, "stdout": subprocess.PIPE, "text": True}
    subprocess.run(run("prepare", leaders), **ask)
    return while_answering(run("launch"), folder, ask)


def main(quick: bool) -> bool:
    leaders = LEADERS // 10 if quick else LEADERS
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o700)
        took, waits = measure(leaders, folder)
    written = took["launched"] + took["reminded"]
    busy = f"{os.getloadavg()[0]:.1f} processes ready to run on {os.cpu_count()} processors"
    print(f"{leaders} leaders; in the last minute {busy}")
    print(f"the request to launch     {1000 * took['launch']:8.0f} ms")
    print(f"the request to remind     {1000 * took['remind']:8.0f} ms")
    print(f"{took['emails']:6d} e-mails written    {written:8.1f} s in the background")
    print(f"as many bare rows         {took['bare']:8.1f} s: {written / took['bare']:.0f}")
    print(f"answers to another round  {waits['n']:8d}, 99 in 100 under {waits['of 100']:.0f} ms")
    longest, request = waits["longest"], max(took["launch"], took["remind"])
    met = written <= SECONDS and request <= REQUEST_S and longest <= WAIT_MS
    goal = f"(goal ≤ {SECONDS} s, ≤ {REQUEST_S} s, ≤ {WAIT_MS} ms)"
    figures = f"{written:.1f} s, a request {request:.1f} s, the longest wait {longest:.0f} ms"
    print(f"launching: {figures} {goal} {'met' if met else 'short'}")
    return met


STEPS = {"prepare": prepare, "launch": launch}

if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in STEPS:
        STEPS[sys.argv[1]](*map(int, sys.argv[2:]))
    else:
        sys.exit(0 if main("--quick" in sys.argv) else 1)
