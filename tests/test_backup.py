"""What is copied while the site serves can be restored, and opens what waited."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from everyseat.organisations import forgetting, snapshot_keys, snapshots

WAIT = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from everyseat.organisations import sealed_queue
for name in "abc":
    sealed_queue.post("box", name, {"said": name}, check=lambda: None)
"""
READ = """
import django, json; django.setup()
from everyseat.organisations import sealed_queue
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
def site(tmp_path):
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
def test_keys_are_not_renewed_while_they_are_copied():
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
