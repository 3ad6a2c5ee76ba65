"""Answers kept in a second, beside bare inserts of the same rows committed together."""

import contextlib
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from answering import Server

ROWS, TOGETHER = 20_000, 500
POSTGRES = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
TABLE = "CREATE TABLE a (id {uuid} PRIMARY KEY, q INT, d TEXT, p INT, w TEXT, UNIQUE(q, d))"
KEEP = f"""
import sys, time, django
django.setup()
from everyseat.room.actions import answering
from everyseat.room.models import Question
question = Question.objects.get(pk=sys.argv[1])
sent = [answering.sent(question, f"x{{n:021}}", n % 3) for n in range({ROWS})]
started = time.perf_counter()
for at in range(0, len(sent), {TOGETHER}):
    answering.keep(sent[at : at + {TOGETHER}])
print(len(sent) / (time.perf_counter() - started))
"""


def kept(server: Server, question: int) -> float:
    """Return the answers a second that our action keeps, in the server's database."""
    return float(server.python("-c", KEEP, str(question)))


def inserted(write: Callable[[list[tuple]], None]) -> float:
    started = time.perf_counter()
    for at in range(0, ROWS, TOGETHER):
        write([(str(uuid.uuid4()), 1, f"{at + i:032}", 1, "") for i in range(TOGETHER)])
    return ROWS / (time.perf_counter() - started)


def bare_sqlite(folder: str) -> float:
    """Return rows a second of an SQLite table with the same columns and durability."""
    connection = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(TABLE.format(uuid="TEXT"))

    def write(rows: list[tuple]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO a VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")

    return inserted(write)


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    """Lend a new database of the PostgreSQL of DATABASE_URL, or of this machine; None if none."""
    name = f"everyseat_benchmark_{os.getpid()}"
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=2)
    except psycopg.Error:
        yield None
        return
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def bare_postgres(url: str) -> float:
    """Return rows a second of a PostgreSQL table with the same columns."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLE.format(uuid="UUID"))
        connection.commit()

        def write(rows: list[tuple]) -> None:
            connection.cursor().executemany("INSERT INTO a VALUES (%s, %s, %s, %s, %s)", rows)
            connection.commit()

        return inserted(write)
