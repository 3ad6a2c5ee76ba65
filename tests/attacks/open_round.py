"""Attackers of a round that is open: they hold every older version of every row, and keys.

No copy of a disk, and no journal, holds more of the database than every version of every row in the
order of the commits. What an attacker lacks is the keys of other moments than those at which they
copied the key files. Each waiting sheet is given to the last person of its review and group who had
drawn before it came, as far as they can tell.
"""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import orjson
import psycopg

from everyseat.safety import snapshots
from everyseat.safety.snapshots import Key
from tests.attacks.linkage import Found

ROOT = Path(__file__).parents[2]
INVITATION = "threesixty_invitation"
SNAPSHOT = "organisations_snapshot"


@dataclass(frozen=True)
class History:
    """All versions of all rows, the keys of each moment, and the truth to score attackers."""

    rows: list[dict[str, list[str]]]
    keys: list[dict[str, list]]
    truth: list[dict]

    @property
    def last(self) -> int:
        return len(self.rows) - 1

    @cached_property
    def places(self) -> dict[str, str]:
        """Return the review and group of each invitation."""
        rows = [json.loads(row) for rows in self.rows for row in rows.get(INVITATION, [])]
        texts = [[str(value) for value in row] for row in rows]
        reviews = self._reviews
        found = {}
        for row in texts:
            review = next(value for value in row if value.replace("-", "") in reviews)
            group = "peer" if "peer" in row else "report"
            found[row[0].replace("-", "")] = f"{review.replace('-', '')} {group}"
        return found

    @cached_property
    def _reviews(self) -> set[str]:
        rows = [json.loads(r) for rows in self.rows for r in rows.get("threesixty_review", [])]
        return {str(row[0]).replace("-", "") for row in rows}


def play(folder: Path, **environment: str) -> History:
    """Play the scene in a process of its own, on the database that is named, or on SQLite.

    On PostgreSQL in a new database, which is dropped afterwards. RuntimeError if it fails.
    """
    with _database() as there:
        done = subprocess.run(
            [sys.executable, "-m", "tests.attacks.scene_open", str(folder)],
            env=os.environ | there | environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return History(**json.loads((folder / "history.json").read_text()))


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"everyseat_open_round_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": re.sub(r"/[^/]*$", f"/{name}", url)}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Attacker:
    """Somebody who holds the whole history until a moment, and the key files of some moments."""

    history: History
    until: int
    copied: Iterable[int]
    drew: dict[str, int] = field(default_factory=dict)
    came: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, tuple[str, str]] = field(default_factory=dict)

    def look(self) -> "Attacker":
        """Read everything that can be read: who drew when, which sheet came when."""
        for moment in range(self.until + 1):
            self._named_in_the_clear(moment)
            for name, content in self._opened(moment):
                if name.startswith("drawn "):
                    for invitation in content:
                        self.drew.setdefault(invitation.replace("-", ""), moment)
                else:
                    review = name.split()[1].replace("-", "")
                    for serial, item in content.items():
                        self.came.setdefault(serial, moment)
                        place = f"{review} {item['group']}"
                        self.sheets[serial] = (place, item["words"]["keep"])
        return self

    def rounded(self, every: int) -> "Attacker":
        """Count time in copies: what was first seen in one copy came at the same time."""
        for times in (self.drew, self.came):
            times |= {key: -(-moment // every) for key, moment in times.items()}
        return self

    def _named_in_the_clear(self, moment: int) -> None:
        """Note an invitation whose own row, or a row that names it, changed after it was made."""
        for table, rows in self.history.rows[moment].items():
            for row in rows if moment and table != SNAPSHOT else []:
                for value in map(str, json.loads(row)):
                    if value.replace("-", "") in self.history.places:
                        self.drew.setdefault(value.replace("-", ""), moment)

    def _opened(self, moment: int) -> Iterator[tuple[str, dict]]:
        for row in self.history.rows[moment].get(SNAPSHOT, []):
            tag, step, sealed = json.loads(row)
            for key in self._keys(tag):
                if key.step <= step:
                    try:
                        opened = snapshots.unseal(key.at(step), bytes.fromhex(sealed))
                    except snapshots.CannotOpen:
                        continue
                    yield orjson.loads(opened)
                    break

    def _keys(self, tag: str) -> list[Key]:
        copied = [self.history.keys[moment] for moment in self.copied]
        found = {tuple(key) for keys in copied for key in keys.get(tag, [])}
        return [Key(step, bytes.fromhex(secret)) for step, secret in sorted(found)]

    def link(self) -> Found:
        """Give each sheet to somebody; return how many rightly, and how many guessing would."""
        of_token = {t["token"]: t["invitation"].replace("-", "") for t in self.history.truth}
        chance = random.Random(3)
        linked, guessed = 0, 0.0
        for serial, (place, token) in self.sheets.items():
            drew = [i for i in self.drew if self.history.places[i] == place]
            before = [i for i in drew if self.drew[i] <= self.came[serial]] or drew
            latest = max(self.drew[i] for i in before)
            choice = chance.choice([i for i in before if self.drew[i] == latest])
            linked += choice == of_token[token]
            guessed += 1 / len(drew)
        return Found(linked, guessed, len(self.sheets))


def one_copy(history: History, moment: int) -> Found:
    """Everything at one moment, and every older version of every row."""
    return Attacker(history, moment, [moment]).look().link()


def repeated(history: History, every: int) -> Found:
    """Everything, with the key files as they were after every so many events.

    What keys open of the time between two copies may help, or mislead: the better is returned.
    """
    copied = [*range(0, history.last, every), history.last]
    finely = Attacker(history, history.last, copied).look().link()
    coarsely = Attacker(history, history.last, copied).look().rounded(every).link()
    return max(finely, coarsely, key=lambda found: found.advantage)


def limit(history: History, every: int) -> Found:
    """What any server gives who says who has drawn and what has come, after so many events each.

    It is what is left where no row, journal or key tells of the time between two copies.
    """
    return Attacker(history, history.last, range(history.last + 1)).look().rounded(every).link()
