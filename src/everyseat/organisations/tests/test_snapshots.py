"""States that are stored sealed: nothing is lost, and no older version can be read."""

import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from everyseat.giving import forgetting, sealed_queue, snapshot_keys, snapshots
from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.safety import snapshots as sealing


def _post(name, content, box="box", check=lambda: None):
    sealed_queue.post(box, name, content, check=check)


def _versions_read(tag, step):
    """Return what the key that is there now opens of a snapshot's version, or nothing."""
    for key in snapshot_keys.read(tag):
        with suppress(sealing.CannotOpen):
            return orjson.loads(sealing.unseal(key.at(step), VERSIONS[tag, step]))[1]
    return None


def _key_file(name):
    return Path(settings.LETTERBOX_FOLDER) / f"{snapshots._tag(name)}.key"


def _let_the_next_round_be_due():
    snapshot_keys.mark_round(0, snapshot_keys.marked_round()[1])


VERSIONS = {}


@pytest.fixture
def versions():
    """Give a function that keeps a copy of all rows as they are, as a journal would."""
    VERSIONS.clear()

    def keep():
        for row in Snapshot.objects.all():
            VERSIONS[row.tag, row.step] = bytes(row.sealed)

    return keep


@pytest.mark.django_db
def test_what_is_put_in_again_replaces_what_waits_under_its_name():
    _post("a", {"said": 1})
    _post("b", {"said": 2})
    _post("a", {"said": 3})
    assert sealed_queue.read("box", "a") == {"said": 3}
    assert sealed_queue.read("box", "c") is None
    assert sealed_queue.read("another", "a") is None
    assert sealed_queue.take("box") == {"a": {"said": 3}, "b": {"said": 2}}
    assert sealed_queue.waiting("box") == {}


@pytest.mark.django_db
def test_what_waits_tells_no_order_of_arrival():
    for name in "cadbfe":
        _post(name, {})
    stored = Snapshot.objects.get()
    key = snapshot_keys.read(stored.tag)[0].at(stored.step)
    assert list(orjson.loads(sealing.unseal(key, bytes(stored.sealed)))[1]) == list("abcdef")


@pytest.mark.django_db
def test_a_closed_box_takes_nothing():
    def closed():
        raise NotNow("closed")

    with pytest.raises(NotNow, match="closed"):
        _post("a", {}, check=closed)
    assert not Snapshot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_the_newest_key_opens_no_older_version_of_who_has_drawn(versions):
    for name in "abc":
        with snapshots.changing("register", at_once=True) as register:
            register[name] = "1"
        versions()
    read = [_versions_read(tag, step) for tag, step in sorted(VERSIONS)]
    assert len(read) == 3
    assert read[:2] == [None, None]
    assert set(read[2]) == {"a", "b", "c"}


@pytest.mark.django_db(transaction=True)
def test_a_version_that_keeps_its_key_is_found(versions):
    """The planted weakness: without `at_once` the order in which they came can be read."""
    for name in "abc":
        with snapshots.changing("register") as register:
            register[name] = "1"
        versions()
    sizes = [len(_versions_read(tag, step)) for tag, step in sorted(VERSIONS)]
    assert sizes == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_older_versions_of_what_waits_are_forgotten_in_the_second_round(versions):
    rounds = forgetting.Forgetting()
    for name in "ab":
        _post(name, {})
        versions()
    first = min(VERSIONS)
    rounds.keep_up()
    assert _versions_read(*first) == {"a": {}}
    rounds.keep_up()
    assert _versions_read(*first) == {"a": {}}  # not so soon
    _let_the_next_round_be_due()
    rounds.keep_up()
    assert _versions_read(*first) is None
    assert sealed_queue.waiting("box") == {"a": {}, "b": {}}


@pytest.mark.django_db(transaction=True)
def test_another_process_goes_on_no_round_of_its_own(versions):
    """As after a restart, too: the key from before would be destroyed within seconds."""
    _post("a", {})
    versions()
    first = min(VERSIONS)
    for process in [forgetting.Forgetting() for _ in range(3)]:
        process.keep_up()
    assert _versions_read(*first) == {"a": {}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("late", "gone"), [(-1, False), (1, True)])
def test_another_process_takes_over_from_one_that_is_late(versions, late, gone):
    _post("a", {})
    versions()
    forgetting.Forgetting().keep_up()
    _due, by = snapshot_keys.marked_round()
    snapshot_keys.mark_round(time.time() - forgetting.LATE_S - late, by)
    forgetting.Forgetting().keep_up()
    assert (_versions_read(*min(VERSIONS)) is None) is gone


@pytest.mark.django_db(transaction=True)
def test_a_round_that_cannot_be_marked_is_not_gone_on(monkeypatch):
    """It would be gone on again within seconds."""
    _post("a", {})
    before = snapshots.steps()

    def full(due, by):
        raise OSError("no space left on device")

    monkeypatch.setattr(snapshot_keys, "mark_round", full)
    with pytest.raises(OSError, match="space"):
        forgetting.Forgetting().keep_up()
    assert snapshots.steps() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", ["", "half", "nan x", "9e12 x"])
def test_a_mark_that_is_damaged_or_of_another_clock_stops_no_round(tmp_path, mark):
    _post("a", {})
    (tmp_path / "round").write_text(mark)
    forgetting.Forgetting().keep_up()
    assert len(snapshot_keys.read(snapshots._tag("box"))) == 2


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_copied_opens_nothing_after_the_next_round(versions):
    """A journal that is kept, and yesterday's keys: they open nothing of today."""
    rounds = forgetting.Forgetting()
    _post("a", {})
    tag, path = snapshots._tag("box"), _key_file("box")
    yesterday = path.read_bytes()
    rounds.round()
    rounds.round()
    _post("b", {})
    versions()
    step = snapshots.steps()[tag]
    assert _versions_read(tag, step) == {"a": {}, "b": {}}
    path.write_bytes(yesterday)
    assert _versions_read(tag, step) is None


@pytest.mark.django_db(transaction=True)
def test_a_state_that_did_not_change_is_not_sealed_anew():
    rounds = forgetting.Forgetting()
    _post("a", {})
    rounds.round()
    before = snapshots.steps()
    rounds.round()
    assert snapshots.steps() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", ["prepare", "commit"])
def test_a_server_that_is_killed_while_it_renews_loses_nothing(monkeypatch, done):
    _post("a", {"said": 1})
    path, tag = _key_file("box"), snapshots._tag("box")
    if done == "prepare":  # the key is there, and the row was not changed
        snapshot_keys.prepare(tag, sealing.Key.new(snapshots.steps()[tag] + 1))
    else:
        snapshots.renew(tag)
    assert len(snapshot_keys.read(tag)) == 2
    for name in "bc":
        _post(name, {"said": 2})
    forgetting.Forgetting().round()
    forgetting.Forgetting().round()
    assert set(sealed_queue.waiting("box")) == set("abc")
    assert path.exists()


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_seems_to_have_failed_loses_nothing(monkeypatch):
    """As when the connection to PostgreSQL drops while it commits."""
    _post("a", {"said": 1})
    commit = connection._commit

    def committed_and_dropped():
        commit()
        monkeypatch.undo()
        raise OperationalError("the connection dropped")

    monkeypatch.setattr(connection, "_commit", committed_and_dropped)
    with pytest.raises(OperationalError):
        _post("b", {"said": 2})
    assert sealed_queue.waiting("box") == {"a": {"said": 1}, "b": {"said": 2}}
    _post("c", {"said": 3})
    assert len(sealed_queue.waiting("box")) == 3


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_the_state_and_its_key():
    _post("a", {"said": 1})
    with pytest.raises(ZeroDivisionError), snapshots.changing("box", at_once=True) as state:
        state["b"] = 1 / 0
    assert sealed_queue.waiting("box") == {"a": {"said": 1}}


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_takes_its_key_with_it():
    _post("a", {})
    with transaction.atomic():
        sealed_queue.take("box")
    assert not list(Path(settings.LETTERBOX_FOLDER).glob("*.key"))


@pytest.mark.django_db
def test_a_damaged_state_is_refused_by_name_and_stops_no_other():
    _post("a", {"said": 1})
    _post("a", {"said": 2}, box="other")
    broken = Snapshot.objects.get(tag=snapshots._tag("box"))
    broken.sealed = bytes(broken.sealed[:-1]) + bytes([broken.sealed[-1] ^ 1])
    broken.save()
    for refused in (lambda: _post("b", {}), lambda: sealed_queue.take("box")):
        with pytest.raises(snapshots.Unreadable, match="Keep your words"):
            refused()
    assert snapshots.names() == ["other"]
    assert sealed_queue.read("other", "a") == {"said": 2}


@pytest.mark.django_db
def test_a_key_that_is_missing_or_younger_is_counted_and_can_be_given_up():
    for box in ("missing", "younger", "fine"):
        _post("a", {}, box=box)
    snapshot_keys.destroy(snapshots._tag("missing"))
    younger = snapshots._tag("younger")
    snapshot_keys.replace(younger, snapshot_keys.make(younger).at(9))
    assert len(snapshots.unreadable()) == 2
    assert snapshots.give_up() == 2
    assert snapshots.names() == ["fine"]
    _post("b", {}, box="younger")
    assert sealed_queue.waiting("younger") == {"b": {}}


@pytest.mark.django_db(transaction=True)
def test_keys_copied_before_the_database_open_it():
    """What a backup does: the copy of a key is older than the copy of the database."""
    _post("a", {})
    path = _key_file("box")
    copied = path.read_bytes()
    for name in "bcd":
        with snapshots.changing("box", at_once=True) as state:
            state[name] = {}
    assert path.read_bytes() != copied
    path.write_bytes(copied)
    assert set(sealed_queue.waiting("box")) == set("abcd")


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
    _post("a", {})
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
    _post("a", {})
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
    _post("a", {})
    with snapshots.changing("register", at_once=True) as register:
        register["a"] = "1"
    forgetting.Forgetting().round()
    forgetting.Forgetting().round()
    assert {path.stat().st_mtime for path in tmp_path.glob("*.key")} == {0}


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_a_box_is_taken_is_counted_or_refused():
    """Sixteen at once, and one who closes: everything acknowledged is in what was taken."""
    closed, acknowledged, refused, taken = threading.Event(), set(), set(), {}

    def check():
        if closed.is_set():
            raise NotNow("closed")

    def person(name):
        try:
            _post(name, {}, check=check)
            acknowledged.add(name)
        except NotNow:
            refused.add(name)
        finally:
            connection.close()

    def closer():
        closed.set()
        with transaction.atomic():
            taken.update(sealed_queue.take("box"))
        connection.close()

    threads = [threading.Thread(target=person, args=[f"p{n}"]) for n in range(16)]
    threads.insert(8, threading.Thread(target=closer))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(taken) == acknowledged
    assert len(acknowledged | refused) == 16
    assert sealed_queue.waiting("box") == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the journal of SQLite is a file of its own"
)
def test_the_journal_is_emptied():
    name = connection.settings_dict["NAME"]
    _post("a", {})
    snapshots.empty_the_journal()
    assert Path(f"{name}-wal").stat().st_size == 0
    with sqlite3.connect(name) as copy:
        assert copy.execute("SELECT count(*) FROM organisations_snapshot").fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_an_answer_during_a_round_is_renewed_in_the_next(versions, monkeypatch):
    rounds = forgetting.Forgetting()
    _post("a", {})
    versions()
    first = min(VERSIONS)
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "drop_keys_left_behind", lambda: _post("b", {}))
        rounds.round()
    for _ in range(3):
        rounds.round()
    assert _versions_read(*first) is None
    assert set(sealed_queue.waiting("box")) == {"a", "b"}


@pytest.mark.django_db(transaction=True)
def test_a_lost_key_of_names_lets_no_box_seem_empty():
    _post("a", {})
    (Path(settings.LETTERBOX_FOLDER) / "names").unlink()
    for refused in (
        lambda: sealed_queue.read("box", "a"),
        lambda: _post("b", {}),
        lambda: sealed_queue.take("box"),
    ):
        with pytest.raises(snapshots.Unreadable), transaction.atomic():
            refused()
    assert len(snapshots.unreadable()) == 1
    assert snapshots.some_lack_their_key()
    assert not snapshot_keys.has_naming_key()
