"""Attackers who hold everything that an administrator holds, and link sheets to raters.

Each knows in which order the raters answered (they watched the office). An attack gives a number to
each rater and one to each sheet; within a review and group, the rater with the smallest is taken to
have given the sheet with the smallest, and so on. Guessing links one of each group, however large.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Numbers = Mapping[str, float | str]
"""By token: each rater's words begin with one, so that a right guess can be told from a wrong."""


@dataclass(frozen=True)
class Held:
    """What the attackers hold: the folder of the site and backups; and the truth, to score them."""

    folder: Path
    truth: list[dict]

    @classmethod
    def make(cls, folder: Path) -> "Held":
        """Play the scene in a process of its own, on SQLite. RuntimeError if it fails."""
        command = [sys.executable, "-m", "tests.attacks.scene", str(folder)]
        there = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=there)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return cls(folder, json.loads((folder / "truth.json").read_text()))

    @property
    def database(self) -> Path:
        return self.folder / "var/everyseat.sqlite3"

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    @cached_property
    def sheets(self) -> dict[str, dict]:
        """Return each rater's sheet by token: where it lies, its class, and its words."""
        query = (
            "SELECT rowid, id, review_id, relationship, words FROM threesixty_sheet"
            " WHERE relationship <> 'self'"
        )
        found = {}
        for rowid, key, review, label, words in self.rows(query):
            text = json.loads(words)["keep"]
            place = f"{review} {label}"
            found[text[:16]] = {"rowid": rowid, "id": key, "place": place, "length": len(text)}
        return found


@dataclass(frozen=True)
class Found:
    """How many sheets an attacker linked, and how many guessing links on average."""

    linked: int
    guessed: int
    sheets: int

    @property
    def advantage(self) -> float:
        """The share of sheets linked, less the share that guessing links."""
        return (self.linked - self.guessed) / self.sheets

    def noise(self, deviations: float = 1.96) -> float:
        """Return so many standard deviations: a group's hits by chance have a variance of one."""
        return deviations * self.guessed**0.5 / self.sheets

    @property
    def is_nothing(self) -> bool:
        """Whether 4.5 standard deviations hold it: by chance they do not once in 100,000 runs."""
        return self.sheets > 300 and abs(self.advantage) <= self.noise(4.5)


def link(held: Held, of_rater: Numbers, of_sheet: Numbers) -> Found:
    """Match raters and sheets within each class by their numbers; equals in a random order."""
    chance = random.Random(7)
    classes = defaultdict(list)
    for token, sheet in held.sheets.items():
        if token in of_rater and token in of_sheet:
            classes[sheet["place"]].append(token)
    linked = 0
    for tokens in classes.values():
        raters = sorted(tokens, key=lambda t: (of_rater[t], chance.random()))
        sheets = sorted(tokens, key=lambda t: (of_sheet[t], chance.random()))
        linked += sum(a == b for a, b in zip(raters, sheets, strict=True))
    return Found(linked, len(classes), sum(map(len, classes.values())))


def arrival(held: Held) -> Numbers:
    return {rater["token"]: i for i, rater in enumerate(held.truth)}


def of_sheets(key: str) -> Callable[[Held], Numbers]:
    return lambda held: {token: sheet[key] for token, sheet in held.sheets.items()}


def place_in_the_file(held: Held) -> Numbers:
    data = held.database.read_bytes()
    places = {rater["token"]: data.find(rater["token"].encode()) for rater in held.truth}
    return {token: place for token, place in places.items() if place >= 0}


def serial(held: Held) -> Numbers:
    return {rater["token"]: rater["serial"] for rater in held.truth}


def invitation(held: Held) -> Numbers:
    places = dict(held.rows("SELECT id, rowid FROM threesixty_invitation"))
    return {rater["token"]: places[rater["invitation"]] for rater in held.truth}


def sealed_size(held: Held) -> Numbers:
    """Return the size of what lay sealed about a review when each rater had answered."""
    return {rater["token"]: rater["sealed"] for rater in held.truth}


ATTACKS: dict[str, tuple[Callable[[Held], Numbers], Callable[[Held], Numbers]]] = {
    "rowid": (arrival, of_sheets("rowid")),
    "identifier": (arrival, of_sheets("id")),
    "place in the file": (arrival, place_in_the_file),
    "order of the audit file": (arrival, serial),
    "order of the invitations": (invitation, of_sheets("rowid")),
    "length of comments": (sealed_size, of_sheets("length")),
}


def by(name: str, held: Held) -> Found:
    """Return what an attack of this name finds."""
    of_rater, of_sheet = ATTACKS[name]
    return link(held, of_rater(held), of_sheet(held))


def smallest_class(held: Held) -> int:
    """Return how many sheets the rarest review and group has."""
    sizes = defaultdict(int)
    for sheet in held.sheets.values():
        sizes[sheet["place"]] += 1
    return min(sizes.values())
