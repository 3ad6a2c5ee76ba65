"""States that are stored sealed: nothing is lost, and no older version can be read."""

import sqlite3
import threading
from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from everyseat.giving import sealed_queue, snapshot_keys, snapshots
from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.organisations.tests.sealed import VERSIONS, keep_versions, post, versions_read
from everyseat.safety import snapshots as sealing


@pytest.fixture
def versions():
    """Give a function that keeps a copy of all rows as they are, as a journal would."""
    VERSIONS.clear()
    return keep_versions


@pytest.mark.django_db
def test_what_is_put_in_again_replaces_what_waits_under_its_name():
    post("a", {"said": 1})
    post("b", {"said": 2})
    post("a", {"said": 3})
    assert sealed_queue.read("box", "a") == {"said": 3}
    assert sealed_queue.read("box", "c") is None
    assert sealed_queue.read("another", "a") is None
    assert sealed_queue.take("box") == {"a": {"said": 3}, "b": {"said": 2}}
    assert sealed_queue.waiting("box") == {}


@pytest.mark.django_db
def test_what_waits_tells_no_order_of_arrival():
    for name in "cadbfe":
        post(name, {})
    stored = Snapshot.objects.get()
    key = snapshot_keys.read(stored.tag)[0].at(stored.step)
    assert list(orjson.loads(sealing.unseal(key, bytes(stored.sealed)))[1]) == list("abcdef")


@pytest.mark.django_db
def test_a_closed_box_takes_nothing():
    def closed():
        raise NotNow("closed")

    with pytest.raises(NotNow, match="closed"):
        post("a", {}, check=closed)
    assert not Snapshot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_the_newest_key_opens_no_older_version_of_who_has_drawn(versions):
    for name in "abc":
        with snapshots.changing("register", at_once=True) as register:
            register[name] = "1"
        versions()
    read = [versions_read(tag, step) for tag, step in sorted(VERSIONS)]
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
    sizes = [len(versions_read(tag, step)) for tag, step in sorted(VERSIONS)]
    assert sizes == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_seems_to_have_failed_loses_nothing(monkeypatch):
    """As when the connection to PostgreSQL drops while it commits."""
    post("a", {"said": 1})
    commit = connection._commit

    def committed_and_dropped():
        commit()
        monkeypatch.undo()
        raise OperationalError("the connection dropped")

    monkeypatch.setattr(connection, "_commit", committed_and_dropped)
    with pytest.raises(OperationalError):
        post("b", {"said": 2})
    assert sealed_queue.waiting("box") == {"a": {"said": 1}, "b": {"said": 2}}
    post("c", {"said": 3})
    assert len(sealed_queue.waiting("box")) == 3


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_the_state_and_its_key():
    post("a", {"said": 1})
    with pytest.raises(ZeroDivisionError), snapshots.changing("box", at_once=True) as state:
        state["b"] = 1 / 0
    assert sealed_queue.waiting("box") == {"a": {"said": 1}}


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_takes_its_key_with_it():
    post("a", {})
    with transaction.atomic():
        sealed_queue.take("box")
    assert not list(Path(settings.LETTERBOX_FOLDER).glob("*.key"))


@pytest.mark.django_db
def test_a_damaged_state_is_refused_by_name_and_stops_no_other():
    post("a", {"said": 1})
    post("a", {"said": 2}, box="other")
    broken = Snapshot.objects.get(tag=snapshots._tag("box"))
    broken.sealed = bytes(broken.sealed[:-1]) + bytes([broken.sealed[-1] ^ 1])
    broken.save()
    for refused in (lambda: post("b", {}), lambda: sealed_queue.take("box")):
        with pytest.raises(snapshots.Unreadable, match="Keep your words"):
            refused()
    assert snapshots.names() == ["other"]
    assert sealed_queue.read("other", "a") == {"said": 2}


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_a_box_is_taken_is_counted_or_refused():
    """Sixteen at once, and one who closes: everything acknowledged is in what was taken."""
    closed, acknowledged, refused, taken = threading.Event(), set(), set(), {}

    def check():
        if closed.is_set():
            raise NotNow("closed")

    def person(name):
        try:
            post(name, {}, check=check)
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
    post("a", {})
    snapshots.empty_the_journal()
    assert Path(f"{name}-wal").stat().st_size == 0
    with sqlite3.connect(name) as copy:
        assert copy.execute("SELECT count(*) FROM organisations_snapshot").fetchone() == (1,)
