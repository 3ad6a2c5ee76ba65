"""Keys of sealed states: written so that a power cut loses none, destroyed, copied, lost."""

import os
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from everyseat.giving import forgetting, sealed_queue, snapshot_keys, snapshots
from everyseat.organisations.tests.sealed import (
    key_file,
    post,
)
from everyseat.safety import snapshots as sealing


def test_a_power_cut_while_a_key_is_written_leaves_one_that_works(tmp_path):
    key = snapshot_keys.make("t")
    path = tmp_path / "t.key"
    whole = path.read_bytes()
    snapshot_keys.replace("t", key.at(5))
    later = path.read_bytes()
    for cut in range(0, snapshot_keys.RECORD.size + 1, 7):
        path.write_bytes(later[:cut] + whole[cut:])
        assert snapshot_keys.read("t")[-1] in (key, key.at(5))
        path.write_bytes(later[: snapshot_keys.SECOND + cut])
        assert snapshot_keys.read("t") == [key.at(5)]
    path.write_bytes(bytes(len(whole)))
    assert snapshot_keys.read("t") == []
    assert snapshot_keys.make("t") != key


def test_a_key_goes_forward_and_never_back():
    key = snapshot_keys.make("t")
    snapshot_keys.replace("t", key.at(5))
    snapshot_keys.replace("t", key.at(3))
    assert snapshot_keys.read("t") == [key.at(5)]
    assert snapshot_keys.make("t") == key.at(5)


def test_a_key_that_was_prepared_is_not_overwritten_by_a_change_from_before(tmp_path):
    """Two processes: one notes its change while the other begins a new chain."""
    key = snapshot_keys.make("t")
    new = sealing.Key.new(7)
    snapshot_keys.prepare("t", new)
    snapshot_keys.replace("t", key.at(6))
    assert snapshot_keys.read("t") == [new, key]


def test_a_destroyed_key_was_overwritten(tmp_path):
    snapshot_keys.make("t")
    os.link(tmp_path / "t.key", tmp_path / "still-there")
    snapshot_keys.destroy("t")
    assert not (tmp_path / "t.key").exists()
    assert set((tmp_path / "still-there").read_bytes()) == {0}


@pytest.mark.django_db(transaction=True)
def test_keys_left_behind_go(tmp_path):
    snapshot_keys.make("left")
    post("a", {})
    snapshots.drop_keys_left_behind()
    assert snapshot_keys.read("left") == []
    assert sealed_queue.waiting("box") == {"a": {}}


@pytest.mark.django_db(transaction=True)
def test_a_state_that_begins_anew_while_its_key_is_destroyed_can_be_read(monkeypatch):
    """A key was left behind. One person's row is not committed yet when another destroys it."""
    snapshot_keys.make(snapshots._tag("box"))
    make, destroying = snapshot_keys.make, threading.Thread(target=_destroy, args=["box"])

    def made_while_another_destroys(tag):
        key = make(tag)
        destroying.start()
        destroying.join(0.2)  # it waits for the row
        return key

    monkeypatch.setattr(snapshot_keys, "make", made_while_another_destroys)
    post("a", {})
    destroying.join()
    assert sealed_queue.waiting("box") == {"a": {}}


def _destroy(name):
    try:
        snapshots._destroy(snapshots._tag(name))
    finally:
        connection.close()


def test_a_key_of_another_chain_takes_the_place_of_none():
    """A change that is noted late, after its state was taken and another had begun."""
    key = snapshot_keys.make("t")
    snapshot_keys.replace("t", sealing.Key.new(5))
    assert snapshot_keys.read("t") == [key]


@pytest.mark.django_db(transaction=True)
def test_a_key_tells_no_time(tmp_path):
    """A copy of the folder would tell when the last card was drawn, and the last answer came."""
    post("a", {})
    with snapshots.changing("register", at_once=True) as register:
        register["a"] = "1"
    forgetting.Forgetting().round()
    forgetting.Forgetting().round()
    assert {path.stat().st_mtime for path in tmp_path.glob("*.key")} == {0}


@pytest.mark.django_db(transaction=True)
def test_keys_copied_before_the_database_open_it():
    """What a backup does: the copy of a key is older than the copy of the database."""
    post("a", {})
    path = key_file("box")
    copied = path.read_bytes()
    for name in "bcd":
        with snapshots.changing("box", at_once=True) as state:
            state[name] = {}
    assert path.read_bytes() != copied
    path.write_bytes(copied)
    assert set(sealed_queue.waiting("box")) == set("abcd")


@pytest.mark.django_db
def test_a_key_that_is_missing_or_younger_is_counted_and_can_be_given_up():
    for box in ("missing", "younger", "fine"):
        post("a", {}, box=box)
    snapshot_keys.destroy(snapshots._tag("missing"))
    younger = snapshots._tag("younger")
    snapshot_keys.replace(younger, snapshot_keys.make(younger).at(9))
    assert len(snapshots.unreadable()) == 2
    assert snapshots.give_up() == 2
    assert snapshots.names() == ["fine"]
    post("b", {}, box="younger")
    assert sealed_queue.waiting("younger") == {"b": {}}


@pytest.mark.django_db(transaction=True)
def test_a_lost_key_of_names_lets_no_box_seem_empty():
    post("a", {})
    (Path(settings.LETTERBOX_FOLDER) / "names").unlink()
    for refused in (
        lambda: sealed_queue.read("box", "a"),
        lambda: post("b", {}),
        lambda: sealed_queue.take("box"),
    ):
        with pytest.raises(snapshots.Unreadable), transaction.atomic():
            refused()
    assert len(snapshots.unreadable()) == 1
    assert snapshots.some_lack_their_key()
    assert not snapshot_keys.has_naming_key()
