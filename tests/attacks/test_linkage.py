"""Attacks that link sheets to raters find nothing; each finds a weakness planted for it."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.attacks import linkage
from tests.attacks.linkage import ATTACKS, Held


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Held:
    return Held.make(tmp_path_factory.mktemp("scene"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_links_a_sheet_to_a_rater(held, attack):
    assert linkage.by(attack, held).is_nothing


def test_no_group_is_so_rare_that_its_one_member_is_known(held):
    """In the scene many groups gave one sheet or three: they lie among others."""
    assert linkage.smallest_class(held) >= 4
    given = {(r["place"]) for r in held.truth}
    few = [p for p in given if sum(r["place"] == p for r in held.truth) < 4]
    assert len(few) >= 20


def test_a_rare_group_on_a_sheet_is_found(held):
    """The planted weakness: sheets that keep the group of their invitation."""
    weak = Held(held.folder, held.truth)
    groups = {r["token"]: r["place"] for r in held.truth}
    weak.__dict__["sheets"] = {t: s | {"place": groups[t]} for t, s in held.sheets.items()}
    assert linkage.smallest_class(weak) == 1


def _weak(held: Held, folder: Path) -> Held:
    """Return a site that wrote each sheet as it came, with the identifier of its invitation."""
    as_long = [r | {"sealed": r["length"] + 28} for r in held.truth]
    weak = Held(folder, as_long)
    (folder / "var").mkdir()
    with sqlite3.connect(weak.database) as connection:
        connection.execute("CREATE TABLE threesixty_invitation (id TEXT)")
        connection.execute(
            "CREATE TABLE threesixty_sheet (id TEXT, review_id, relationship, words TEXT)"
        )
        for i, rater in enumerate(held.truth):
            connection.execute(
                "INSERT INTO threesixty_invitation VALUES (?)", [rater["invitation"]]
            )
            words = json.dumps({"keep": rater["token"].ljust(rater["length"], "x")})
            review, label = held.sheets[rater["token"]]["place"].split()
            row = (f"{i:05}", review, label, words)
            connection.execute("INSERT INTO threesixty_sheet VALUES (?, ?, ?, ?)", row)
    return weak


def test_each_attack_finds_its_planted_weakness(held, tmp_path):
    weak = _weak(held, tmp_path)
    for attack in set(ATTACKS) - {"order of the audit file"}:
        assert linkage.by(attack, weak).advantage > 0.5, attack


def test_serials_in_the_order_of_arrival_are_found(held):
    """The planted weakness: serials that count up."""
    counted = [r | {"serial": f"{i:05}"} for i, r in enumerate(held.truth)]
    weak = Held(held.folder, counted)
    assert linkage.by("order of the audit file", weak).advantage > 0.5


def _everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_words_are_in_a_sheet_and_a_report_alone(held):
    """Free pages, the journal, the mail, the keys: nowhere is another copy."""
    database = held.database.read_bytes()
    rest = _everything(held.folder / "var").replace(database, b"")
    for rater in held.truth:
        assert 1 <= database.count(rater["token"].encode()) <= 2
        assert rater["token"].encode() not in rest
        assert database.count(rater["serial"].encode()) <= 1  # the record for the audit file
        assert rater["serial"].encode() not in rest


def test_no_line_ties_an_invitation_to_a_sheet_or_a_serial(held):
    """Nothing within 300 bytes of either, anywhere, names the rater's invitation."""
    data = _everything(held.folder / "var")
    found = 0
    for rater in held.truth:
        for mine in (rater["token"], rater["serial"]):
            at = data.find(mine.encode())  # -1 where a page of the database ends within it
            found += at >= 0
            assert rater["invitation"].encode() not in data[max(at - 300, 0) : at + 300]
    assert found > 780


def test_a_nights_backup_holds_only_sealed_answers(held):
    """What waits is under keys that are not in the database, and are gone when it has closed."""
    backups = sorted(held.folder.glob("backup-*"))
    assert len(backups) == 4
    for backup in backups:
        data = _everything(backup)
        with sqlite3.connect(backup / "everyseat.sqlite3") as copy:
            (waiting,) = copy.execute("SELECT count(*) FROM organisations_snapshot").fetchone()
            assert copy.execute("SELECT count(*) FROM threesixty_sheet").fetchone() == (0,)
        assert waiting >= 30
        for rater in held.truth:
            assert rater["token"].encode() not in data
            assert rater["serial"].encode() not in data
    assert not list((held.folder / "var/letterbox").glob("*.key"))


def test_drawing_left_no_order(held):
    """The invitations lie where they lay when they were written, drawn or not."""
    places = dict(held.rows("SELECT id, rowid FROM threesixty_invitation"))
    drawn = [places[rater["invitation"]] for rater in held.truth]
    rank = {place: i for i, place in enumerate(sorted(drawn))}
    n = len(drawn)
    assert n == 400
    difference = sum((rank[place] - i) ** 2 for i, place in enumerate(drawn))
    spearman = 1 - 6 * difference / (n * (n**2 - 1))
    assert abs(spearman) < 4.5 / n**0.5
