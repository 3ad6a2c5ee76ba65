"""Attackers who hold everything that an administrator holds try to link sheets to raters.

Each knows in which order the raters answered (they watched the office), and looks for something
that follows it. Their *advantage* is the share of sheets that they link, over what guessing gives.
Each finds a planted weakness, so that finding nothing means something.
"""

import json
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Held:
    """What the attackers hold: the folder of the site, backups; and the truth, to score them."""

    folder: Path
    truth: list[dict]

    @property
    def database(self) -> Path:
        return self.folder / "var/everyseat.sqlite3"

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Held:
    folder = tmp_path_factory.mktemp("scene")
    command = [sys.executable, "-m", "tests.attacks.scene", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Held(folder, json.loads((folder / "truth.json").read_text()))


def advantage(held: Held, evidence: Mapping[str, float]) -> tuple[float, float]:
    """Return how many more sheets than by guessing are linked by an order, and its noise (4.5 sd).

    Within each review and group, the i-th to answer is taken for the i-th in the evidence's order.
    Guessing links one of each group, however large: the variance of that number is one too.
    """
    groups = defaultdict(list)
    for rater in held.truth:
        if rater["serial"] in evidence:
            groups[rater["place"]].append(rater["serial"])
    hits = sum(
        arrived == guessed
        for serials in groups.values()
        for arrived, guessed in zip(serials, sorted(serials, key=evidence.get), strict=True)
    )
    n = sum(map(len, groups.values()))
    return (hits - len(groups)) / n, 4.5 * len(groups) ** 0.5 / n


def finds_nothing(held: Held, evidence: Mapping[str, float]) -> bool:
    gained, noise = advantage(held, evidence)
    return len(evidence) > 300 and abs(gained) <= noise


def by_rowid(held: Held) -> dict[str, float]:
    return dict(held.rows("SELECT serial, rowid FROM threesixty_sheet"))


def by_identifier(held: Held) -> dict[str, float]:
    return dict(held.rows("SELECT serial, id FROM threesixty_sheet"))


def by_place_in_the_file(held: Held) -> dict[str, float]:
    return _first_places(held, held.database.read_bytes())


def by_serial(held: Held) -> dict[str, float]:
    return {rater["serial"]: rater["serial"] for rater in held.truth}


def _first_places(held: Held, data: bytes) -> dict[str, float]:
    places = {r["serial"]: data.find(r["serial"].encode()) for r in held.truth}
    return {serial: place for serial, place in places.items() if place >= 0}


ATTACKERS: list[Callable[[Held], dict[str, float]]] = [
    by_rowid,
    by_identifier,
    by_place_in_the_file,
    by_serial,
]


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_no_order_links_a_sheet_to_a_rater(held, attacker):
    assert finds_nothing(held, attacker(held))


def test_a_table_written_in_the_order_of_arrival_is_found(held, tmp_path):
    """The planted weakness: a row for each sheet as it came."""
    weak = Held(tmp_path, held.truth)
    (tmp_path / "var").mkdir()
    with sqlite3.connect(weak.database) as connection:
        connection.execute("CREATE TABLE threesixty_sheet (id TEXT, serial TEXT)")
        for rater in held.truth:
            row = (rater["invitation"], rater["serial"])
            connection.execute("INSERT INTO threesixty_sheet VALUES (?, ?)", row)
    gained, noise = advantage(weak, by_rowid(weak))
    assert gained > 5 * noise
    assert abs(advantage(weak, by_place_in_the_file(weak))[0]) > 1.5 * noise


def _everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_nothing_but_the_table_holds_a_serial(held):
    """Free pages, the journal, the mail, the keys: a sheet is in its table and its index alone."""
    data = held.database.read_bytes()
    rest = b"".join(
        p.read_bytes()
        for p in (held.folder / "var").rglob("*")
        if p.is_file() and p != held.database
    )
    for rater in held.truth:
        assert data.count(rater["serial"].encode()) == 2
        assert rater["serial"].encode() not in rest


def test_no_line_ties_an_invitation_to_a_serial(held):
    """Nothing within 300 bytes of a serial, anywhere, names the rater's invitation."""
    data = _everything(held.folder / "var")
    near = 0
    for rater in held.truth:
        at = data.find(rater["serial"].encode())
        near += rater["invitation"].encode() in data[max(at - 300, 0) : at + 300]
    assert near == 0


def test_a_nights_backup_holds_only_sealed_answers(held):
    """What waited is under a key that is not in the database, and was destroyed."""
    backups = sorted(held.folder.glob("backup-*"))
    assert len(backups) == 4
    delivered: set[str] = set()
    for backup in backups:
        copy = sqlite3.connect(backup / "everyseat.sqlite3")
        waiting = copy.execute("SELECT tag, sealed FROM organisations_posted").fetchall()
        there = {row[0] for row in copy.execute("SELECT serial FROM threesixty_sheet")}
        copy.close()
        assert len(waiting) > 50
        data = _everything(backup)
        known = there | delivered
        for rater in held.truth:
            if rater["serial"] not in known:
                assert rater["serial"].encode() not in data
        delivered |= there
    keys = (held.folder / "var/letterbox.keys").read_text()
    assert len(keys.splitlines()) == 1


def test_the_length_of_what_waited_tells_little(held):
    """An attacker has each sealed item in its order, and its size, from every night's backup."""
    sizes = set()
    for backup in held.folder.glob("backup-*"):
        copy = sqlite3.connect(backup / "everyseat.sqlite3")
        sizes |= {n for (n,) in copy.execute("SELECT length(sealed) FROM organisations_posted")}
        copy.close()
    assert 1 <= len(sizes) <= 2
    lengths = {rater["length"] for rater in held.truth}
    assert len(lengths) > 100


def test_drawing_left_no_order(held):
    """The invitations lie where they lay when they were written, drawn or not."""
    places = dict(held.rows("SELECT id, rowid FROM threesixty_invitation"))
    drawn_at = {r["invitation"]: i for i, r in enumerate(held.truth)}
    common = sorted(set(places) & set(drawn_at))
    assert len(common) == 400
    n = len(common)
    rank = {key: i for i, key in enumerate(sorted(common, key=places.get))}
    difference = sum((rank[key] - drawn_at[key]) ** 2 for key in common)
    spearman = 1 - 6 * difference / (n * (n**2 - 1))
    assert abs(spearman) < 4.5 / n**0.5
