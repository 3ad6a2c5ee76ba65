"""Comments sent by a service's own form: nothing stored tells in which order a batch came.

The attackers hold everything that an administrator holds, keys too, and know who wrote in which
order: they watched the waiting room. Each is also tried on a service with a planted weakness,
whose forms are passed on as they come, and finds it there.
"""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.attacks.linkage import Found

ATTACKS = ("id", "rowid", "place in the file")
"""What follows the order of arrival where comments are stored as they come."""


PAGE = 4096


def _turned(place: int) -> int:
    """Return a place in the order in which SQLite fills a file: each page from its end."""
    return place - 2 * (place % PAGE)


class Held:
    """What the attackers hold, and the truth to score them."""

    def __init__(self, folder: Path, name: str):
        self.folder = folder
        self.truth = json.loads((folder / f"{name}.json").read_text())
        self.comments = json.loads((folder / "comments.json").read_text())
        file = (folder / "var/everyseat.sqlite3").read_bytes()
        for comment in self.comments.values():
            comment["place in the file"] = _turned(file.find(comment["ciphertext"].encode()))

    def files(self) -> list[bytes]:
        return [path.read_bytes() for path in (self.folder / "var").glob("everyseat.sqlite3*")]

    def linked(self, by: str) -> Found:
        """Match the writers of each night and its comments, in the order of a number."""
        chance = random.Random(7)
        nights = defaultdict(list)
        for writer in self.truth:
            nights[writer["night"]].append(writer["token"])
        linked = 0
        for tokens in nights.values():
            order = sorted(tokens, key=lambda t: (self.comments[t][by], chance.random()))
            linked += sum(a == b for a, b in zip(tokens, order, strict=True))
        return Found(linked, len(nights), len(self.truth))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("collected")
    command = [sys.executable, "-m", "tests.attacks.collected", str(folder)]
    there = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=there)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def held(folder) -> Held:
    return Held(folder, "sound")


@pytest.fixture(scope="module")
def weak(folder) -> Held:
    return Held(folder, "weak")


@pytest.mark.parametrize("by", [*ATTACKS, "digest", "ciphertext"])
def test_nothing_links_a_comment_to_the_order_in_which_people_wrote(held, by):
    assert held.linked(by).is_nothing


@pytest.mark.parametrize("by", ATTACKS)
def test_comments_that_are_stored_as_they_come_are_found(weak, by):
    found = weak.linked(by)
    assert found.advantage > 0.5
    assert not found.is_nothing


def test_all_comments_of_a_night_have_one_day_and_it_is_a_monday(held):
    days = {(w["night"], held.comments[w["token"]]["day"]) for w in held.truth}
    assert len(days) == len({w["night"] for w in held.truth})
    assert {day for _night, day in days} <= {f"2026-{m:02}-{d:02}" for m, d in _mondays()}


def _mondays() -> list[tuple[int, int]]:
    from datetime import date, timedelta

    days = (date(2026, 3, 2) + timedelta(7 * n) for n in range(44))
    return [(day.month, day.day) for day in days]


def test_no_row_about_comments_has_a_time(held):
    """A day may stand there, and nothing finer."""
    with sqlite3.connect(held.folder / "var/everyseat.sqlite3") as connection:
        tables = ("improvement_comment", "improvement_collection", "organisations_snapshot")
        cells = [
            cell
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}")
            for cell in row
        ]
    assert len(cells) > 4000
    assert [c for c in cells if isinstance(c, str) and re.search(r"\d\d:\d\d", c)] == []


def test_no_word_can_be_read_in_the_files(held):
    assert all(b"mark " not in file for file in held.files())
    assert all(w["token"].encode() not in file for w in held.truth for file in held.files())
