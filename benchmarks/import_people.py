"""A large organisation's people: how long does an import take?

    python benchmarks/import_people.py [--quick]

A CSV file of 20,000 people (2,000 with --quick) with names, addresses, teams, managers by name,
address or number, employee numbers and starting dates. It is read, checked, compared with who is
here, and saved, as the page does it: first into an empty site, then again with one in ten changed,
then once more unchanged. Looking and saving are two requests, and measured apart. The limit in the
same run: the same rows put into the same table of the same SQLite file by a bare `executemany`,
without any check.

Goal: 10 s of processor for each request, counted in this process and in the one that reads the
file. What the clock says stands beside it: it depends on what else the machine does.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

GOAL_S, PEOPLE = 10.0, 20_000


def file(n: int, changed: int = 0) -> bytes:
    """Return a file of n people, the first `changed` of them with other names and teams."""
    lines = ["First Name,Surname,E-mail Address,Employee Number,Org Unit,Supervisor,Start Date"]
    for i in range(n):
        boss = i // 10
        manager = [f"p{boss}@trust.example", f"Given{boss} Family{boss}", str(100_000 + boss)][
            i % 3
        ]
        team = f"Team {i % 400}" if i >= changed else f"Team {i % 400 + 1}"
        given = f"Given{i}" if i >= changed else f"Newly{i}"
        lines.append(
            f"{given},Family{i},p{i}@trust.example,{100_000 + i},{team},{manager},01-APR-2020"
        )
    return "\n".join(lines).encode()


def processor() -> float:
    """Return the seconds of processor that this process and its children have had."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def looked_at(content: bytes) -> dict[str, object]:
    """Read and check a file, and say what it would change, as the first request does."""
    from everyseat.organisations import (
        people_columns,
        people_difference,
        people_import,
        people_leavers,
        people_saving,
    )

    table = people_import.read(content, "people.csv")
    columns = people_columns.found(table.data.columns)
    preview = people_import.check(table, columns)
    people_difference.changes(people_saving.planned(preview.rows))
    people_leavers.find(preview, is_everybody=True)
    return {"table": people_import.packed(table), "columns": columns}


def saved(read: dict[str, Any]) -> None:
    """Check it once more and save it, as the second request does."""
    from everyseat.organisations import people_import, people_leavers, people_saving

    preview = people_import.check(people_import.unpacked(read["table"]), read["columns"])
    people_leavers.find(preview, is_everybody=True)
    people_saving.save_people(preview.rows)
    assert not preview.problems, preview.problems[:3]


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Do something; return its seconds of processor, its seconds by the clock, and its result."""
    began, spent = time.perf_counter(), processor()
    result = work()
    return processor() - spent, time.perf_counter() - began, result


def imported(content: bytes, name: str) -> dict[str, tuple[float, float]]:
    """Import a file as the page does; return how long each of its two requests took."""
    *looking, read = timed(partial(looked_at, content))
    *saving, _none = timed(partial(saved, read))
    return {f"{name}: look": (looking[0], looking[1]), f"{name}: save": (saving[0], saving[1])}


def bare(n: int) -> float:
    """Put as many rows into a copy of the table, without a check; return the seconds."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisations_person")
        rows = cursor.fetchmany(n)
        marks = ", ".join("?" * len(rows[0]))
    names = ", ".join(f"c{i}" for i in range(len(rows[0])))
    with sqlite3.connect(Path(settings.VAR) / "bare.sqlite3") as database:
        database.execute(f"CREATE TABLE bare ({names})")
        spent = processor()
        database.executemany(f"INSERT INTO bare VALUES ({marks})", rows)
        database.commit()
    return processor() - spent


def main(quick: bool) -> int:
    os.environ["EVERYSEAT_VAR"] = tempfile.mkdtemp()
    os.environ.setdefault("EVERYSEAT_URL", "http://localhost")
    from everyseat.site import setup

    setup.prepare(demo=False)
    from everyseat.organisations import actions
    from everyseat.organisations.models import Person

    actions.set_up(organisation="Trust", name="Alex", email="alex@trust.example")
    n = PEOPLE // 10 if quick else PEOPLE
    took = {
        **imported(file(n), "into an empty site"),
        **imported(file(n, n // 10), "one in ten changed"),
        **imported(file(n, n // 10), "nothing changed"),
    }
    assert Person.objects.count() == n + 1
    limit = bare(n)
    print(f"{n:,} people          processor s   clock s   times a bare executemany ({limit:.2f} s)")
    for name, (seconds, clock) in took.items():
        print(f"{name:24} {seconds:8.2f}  {clock:8.2f}   {seconds / max(limit, 0.01):6.0f}")
    slowest = max(seconds for seconds, _clock in took.values())
    met = slowest <= GOAL_S
    print(
        f"import_people: {slowest:.1f} s of processor for {n:,} people (goal {GOAL_S:.0f} s) "
        f"{'met' if met else 'short'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
