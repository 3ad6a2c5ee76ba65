"""Keys are renewed in rounds, so that older versions of what waits can be opened no more."""

import time

import pytest

from everyseat.giving import forgetting, sealed_queue, snapshot_keys, snapshots
from everyseat.organisations.tests.sealed import (
    VERSIONS,
    keep_versions,
    key_file,
    post,
    versions_read,
)
from everyseat.safety import snapshots as sealing


@pytest.fixture
def versions():
    """Give a function that keeps a copy of all rows as they are, as a journal would."""
    VERSIONS.clear()
    return keep_versions


def _let_the_next_round_be_due():
    snapshot_keys.mark_round(0, snapshot_keys.marked_round()[1])


@pytest.mark.django_db(transaction=True)
def test_older_versions_of_what_waits_are_forgotten_in_the_second_round(versions):
    rounds = forgetting.Forgetting()
    for name in "ab":
        post(name, {})
        versions()
    first = min(VERSIONS)
    rounds.keep_up()
    assert versions_read(*first) == {"a": {}}
    rounds.keep_up()
    assert versions_read(*first) == {"a": {}}  # not so soon
    _let_the_next_round_be_due()
    rounds.keep_up()
    assert versions_read(*first) is None
    assert sealed_queue.waiting("box") == {"a": {}, "b": {}}


@pytest.mark.django_db(transaction=True)
def test_another_process_goes_on_no_round_of_its_own(versions):
    """As after a restart, too: the key from before would be destroyed within seconds."""
    post("a", {})
    versions()
    first = min(VERSIONS)
    for process in [forgetting.Forgetting() for _ in range(3)]:
        process.keep_up()
    assert versions_read(*first) == {"a": {}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("late", "gone"), [(-1, False), (1, True)])
def test_another_process_takes_over_from_one_that_is_late(versions, late, gone):
    post("a", {})
    versions()
    forgetting.Forgetting().keep_up()
    _due, by = snapshot_keys.marked_round()
    snapshot_keys.mark_round(time.time() - forgetting.LATE_S - late, by)
    forgetting.Forgetting().keep_up()
    assert (versions_read(*min(VERSIONS)) is None) is gone


@pytest.mark.django_db(transaction=True)
def test_a_round_that_cannot_be_marked_is_not_gone_on(monkeypatch):
    """It would be gone on again within seconds."""
    post("a", {})
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
    post("a", {})
    (tmp_path / "round").write_text(mark)
    forgetting.Forgetting().keep_up()
    assert len(snapshot_keys.read(snapshots._tag("box"))) == 2


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_copied_opens_nothing_after_the_next_round(versions):
    """A journal that is kept, and yesterday's keys: they open nothing of today."""
    rounds = forgetting.Forgetting()
    post("a", {})
    tag, path = snapshots._tag("box"), key_file("box")
    yesterday = path.read_bytes()
    rounds.round()
    rounds.round()
    post("b", {})
    versions()
    step = snapshots.steps()[tag]
    assert versions_read(tag, step) == {"a": {}, "b": {}}
    path.write_bytes(yesterday)
    assert versions_read(tag, step) is None


@pytest.mark.django_db(transaction=True)
def test_a_state_that_did_not_change_is_not_sealed_anew():
    rounds = forgetting.Forgetting()
    post("a", {})
    rounds.round()
    before = snapshots.steps()
    rounds.round()
    assert snapshots.steps() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", ["prepare", "commit"])
def test_a_server_that_is_killed_while_it_renews_loses_nothing(monkeypatch, done):
    post("a", {"said": 1})
    path, tag = key_file("box"), snapshots._tag("box")
    if done == "prepare":  # the key is there, and the row was not changed
        snapshot_keys.prepare(tag, sealing.Key.new(snapshots.steps()[tag] + 1))
    else:
        snapshots.renew(tag)
    assert len(snapshot_keys.read(tag)) == 2
    for name in "bc":
        post(name, {"said": 2})
    forgetting.Forgetting().round()
    forgetting.Forgetting().round()
    assert set(sealed_queue.waiting("box")) == set("abc")
    assert path.exists()


@pytest.mark.django_db(transaction=True)
def test_an_answer_during_a_round_is_renewed_in_the_next(versions, monkeypatch):
    rounds = forgetting.Forgetting()
    post("a", {})
    versions()
    first = min(VERSIONS)
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "drop_keys_left_behind", lambda: post("b", {}))
        rounds.round()
    for _ in range(3):
        rounds.round()
    assert versions_read(*first) is None
    assert set(sealed_queue.waiting("box")) == {"a", "b"}
