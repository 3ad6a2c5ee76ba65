"""What is copied while the site serves can be restored, and opens what waited."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import override_settings

from everyseat.cli import main
from everyseat.giving import forgetting, snapshot_keys, snapshots
from everyseat.giving.models import Snapshot

backup = import_module("everyseat.cli.backup")
WAIT = """
import django; django.setup()
from everyseat.giving import sealed_queue
for name in "abc":
    sealed_queue.post("box", name, {"said": name}, check=lambda: None)
"""
READ = """
import django, json; django.setup()
from everyseat.giving import sealed_queue
print(json.dumps(sealed_queue.waiting("box")))
"""


def _run(var: Path, *command: object) -> subprocess.CompletedProcess:
    settings = {"EVERYSEAT_VAR": str(var), "DJANGO_SETTINGS_MODULE": "everyseat.site.settings"}
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | settings
    return subprocess.run(
        [*map(str, command)], env=environment, capture_output=True, text=True, check=False
    )


def _everyseat(var: Path, *arguments: object) -> subprocess.CompletedProcess:
    return _run(var, Path(sys.executable).with_name("everyseat"), *arguments)


def _waiting(var: Path) -> dict:
    return json.loads(_run(var, sys.executable, "-c", READ).stdout)


@pytest.fixture
def site(tmp_path, empty_site):
    empty_site(tmp_path / "var")
    done = _run(tmp_path / "var", sys.executable, "-c", WAIT)
    assert done.returncode == 0, done.stderr
    return tmp_path / "var"


def test_a_copy_is_a_site_that_opens_what_waited(site, tmp_path):
    done = _everyseat(site, "backup", tmp_path / "copy")
    assert done.returncode == 0, done.stderr
    assert _waiting(tmp_path / "copy") == {name: {"said": name} for name in "abc"}


def test_a_copy_writes_over_no_other(site, tmp_path):
    (tmp_path / "copy").mkdir()
    done = _everyseat(site, "backup", tmp_path / "copy")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is there already" in done.stderr


def test_a_copy_without_keys_holds_none(site, tmp_path):
    _everyseat(site, "backup", "--no-keys", tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["everyseat.sqlite3"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_given_while_the_keys_are_copied_can_be_opened(monkeypatch, tmp_path, at_once):
    """Somebody is the first of a box, and somebody else the next in theirs, in between."""
    _give("a", at_once)
    copy, others = snapshot_keys.copy, []

    def copied_while_others_give(folder):
        copy(folder)
        for box in "ab":
            others.append(threading.Thread(target=_give, args=(box, at_once)))
            others[-1].start()
        for other in others:
            other.join(0.3)

    monkeypatch.setattr(snapshot_keys, "copy", copied_while_others_give)
    _backup(tmp_path / "copy")
    for other in others:
        other.join()
    assert all(snapshots.read(box) for box in "ab")
    assert {"a"} <= _opened_in(tmp_path / "copy")


@pytest.mark.django_db(transaction=True)
def test_what_is_given_while_the_database_is_copied_can_be_opened(monkeypatch, tmp_path):
    """A key that moves on after it was copied, and rows that come after the keys."""
    _give("a", at_once=True)
    now = backup._database_of_now

    @contextmanager
    def given_before_it_is_copied():
        with now() as copy_database:
            yield lambda folder: (_give_elsewhere("a", "b"), copy_database(folder))

    monkeypatch.setattr(backup, "_database_of_now", given_before_it_is_copied)
    _backup(tmp_path / "copy")
    assert all(snapshots.read(box) for box in "ab")
    assert _opened_in(tmp_path / "copy") == {"a"}


@pytest.mark.django_db(transaction=True)
def test_a_copy_holds_keys_and_no_drafts_or_locks(tmp_path, settings):
    settings.LETTERBOX_FOLDER = tmp_path / "keys"
    _give("a", at_once=False)
    (tmp_path / "keys/x.3f2a").touch()
    _backup(tmp_path / "copy")
    copied = {path.name for path in (tmp_path / "copy/letterbox").iterdir()}
    assert copied == {"names", f"{snapshots._tag('a')}.key"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="pg_dump is PostgreSQL's")
def test_no_argument_of_pg_dump_holds_the_password(monkeypatch, tmp_path):
    """Arguments can be read by everybody on the machine."""
    given = []
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "s3cret")
    monkeypatch.setattr(
        subprocess, "run", lambda command, **options: given.append((command, options["env"]))
    )
    backup._dump(tmp_path, "1-1")
    [(command, environment)] = given
    assert "s3cret" not in " ".join(command)
    assert environment["PGPASSWORD"] == "s3cret"


def _give(box: str, at_once: bool) -> None:
    try:
        with snapshots.changing(box, at_once=at_once) as state:
            state[f"{len(state)}"] = {}
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def _give_elsewhere(*boxes: str) -> None:
    """Give as another process would."""
    for box in boxes:
        thread = threading.Thread(target=_give, args=(box, True))
        thread.start()
        thread.join()


def _backup(folder: Path) -> None:
    done = CliRunner().invoke(main, ["backup", str(folder)])
    assert done.exit_code == 0, done.output


def _opened_in(folder: Path) -> set[str]:
    """Return which boxes are in a copy; each of them must be one that its keys open."""
    with override_settings(LETTERBOX_FOLDER=folder / "letterbox"):
        rows = _rows_in(folder)
        opened = [
            snapshots._open_with(Snapshot(tag=tag, step=step, sealed=sealed), keys)
            for tag, step, sealed in rows
            for keys in [snapshot_keys.read(tag)]
        ]
    return {found.name for found in opened}


def _rows_in(folder: Path) -> list[tuple]:
    """Return what lies sealed in a copy of a database."""
    if connection.vendor == "sqlite":
        [path] = folder.glob("*sqlite3*")
        with closing(sqlite3.connect(path)) as copy:
            return copy.execute("SELECT tag, step, sealed FROM organisations_snapshot").fetchall()
    restored = ["pg_restore", "--data-only", "--table=organisations_snapshot", "--file=-"]
    done = subprocess.run(
        [*restored, folder / "everyseat.dump"], capture_output=True, text=True, check=True
    )
    header = "COPY public.organisations_snapshot (tag, step, sealed) FROM stdin;\n"
    lines = done.stdout.partition(header)[2].partition("\\.")[0].splitlines()
    rows = [line.split("\t") for line in lines]
    return [(tag, int(step), bytes.fromhex(sealed.lstrip("\\x"))) for tag, step, sealed in rows]


@pytest.mark.django_db(transaction=True)
def test_nobody_else_renews_keys_while_they_are_held():
    with snapshots.changing("box") as state:
        state["a"] = {}
    rounds = forgetting.Forgetting()
    before = snapshots.steps()
    with snapshot_keys.held():
        rounds.keep_up()
    assert snapshots.steps() == before
    snapshot_keys.mark_round(0, rounds.name)
    rounds.keep_up()
    assert snapshots.steps() != before
