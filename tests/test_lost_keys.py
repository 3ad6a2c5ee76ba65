"""Commands about keys: a server that runs is left alone, and nothing is given up unasked."""

import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from conftest import everyseat

from everyseat.cli import main
from everyseat.cli.lock import alone
from everyseat.giving import at_rest, sealed_queue, site_facts, snapshot_keys, snapshots
from everyseat.organisations import site_key
from everyseat.site import secret_key, setup
from tests.serving import free_port

KEY = "k" * 40


@pytest.fixture
def site(db, settings, tmp_path):
    """A site in a folder of its own, where something waits sealed."""
    settings.VAR, settings.LETTERBOX_FOLDER = tmp_path / "var", tmp_path / "letterbox"
    settings.SECRET_KEY, settings.SECRET_KEY_IS_NEW = KEY, False
    settings.SECRET_KEY_FALLBACKS = []
    secret_key.store(settings.VAR, [KEY])
    site_key.keep_fingerprint()
    sealed_queue.post("a box", "a card", {"said": "words"}, check=lambda: None)
    return settings


def run(*arguments: str, answer: str = "") -> click.testing.Result:
    return CliRunner().invoke(main, arguments, input=answer)


def test_what_can_be_opened_is_never_given_up(site):
    assert "Nothing was deleted" in run("letterbox", "give-up", "--yes").output
    assert sealed_queue.read("a box", "a card") == {"said": "words"}


def test_what_can_not_is_given_up_only_when_asked(site):
    [key] = site.LETTERBOX_FOLDER.glob("*.key")
    key.unlink()
    refused = run("letterbox", "give-up", answer="n\n")
    assert refused.exit_code == 1
    assert "can't be undone" in refused.output
    assert len(snapshots.unreadable()) == 1
    assert "Deleted: 1" in run("letterbox", "give-up", answer="y\n").output
    assert snapshots.steps() == {}


def test_nothing_is_given_up_where_the_keys_are_in_another_folder(site, tmp_path):
    snapshots.know_the_keys()
    right, site.LETTERBOX_FOLDER = site.LETTERBOX_FOLDER, tmp_path / "wrong"
    for is_empty in (True, False):
        if not is_empty:
            snapshot_keys.naming_key()  # as that of another site
        refused = run("letterbox", "give-up", "--yes")
        assert refused.exit_code == 1
        assert "is not the folder of keys" in refused.output
    site.LETTERBOX_FOLDER = right
    assert sealed_queue.read("a box", "a card") == {"said": "words"}


def test_a_folder_that_is_lost_is_given_up_where_that_is_said(site):
    snapshots.know_the_keys()
    shutil.rmtree(site.LETTERBOX_FOLDER)
    assert "Deleted: 1" in run("letterbox", "give-up", "--folder-lost", answer="y\n").output
    assert snapshots.steps() == {}


def test_what_can_be_opened_again_when_its_row_is_locked_is_not_given_up(site, monkeypatch):
    """Somebody renewed it, or put its key back, since it was looked at."""
    monkeypatch.setattr(snapshots, "unreadable", lambda: [*snapshots.steps()])
    assert snapshots.give_up() == 0
    assert sealed_queue.read("a box", "a card") == {"said": "words"}


def test_a_server_that_starts_knows_its_folder_of_keys(site):
    setup._check_letterbox()
    assert site_facts.folder_of_keys()
    assert snapshots.are_these_the_keys()


def test_the_key_is_changed_only_when_asked(site):
    assert run("key", "rotate", answer="n\n").exit_code == 1
    assert secret_key.in_file(site.VAR) == [KEY]
    assert "Changed: 0" in run("key", "rotate", answer="y\n").output
    assert secret_key.in_file(site.VAR)[1:] == [KEY]


def test_the_key_is_not_changed_under_a_server_that_runs(site):
    with alone(site.VAR):
        assert "already running" in run("key", "rotate", "--yes").output
    assert secret_key.in_file(site.VAR) == [KEY]
    assert site_facts.key_fingerprint() == at_rest.fingerprint(KEY)


def test_there_is_nothing_to_forget_before_a_change(site):
    assert "no earlier key" in run("key", "forget", "--yes").output


def test_the_server_does_not_start_where_answers_would_be_lost(tmp_path, monkeypatch, empty_site):
    monkeypatch.setenv("EVERYSEAT_VAR", str(empty_site(tmp_path / "var")))
    monkeypatch.setenv("EVERYSEAT_LETTERBOX_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    post = (
        "from everyseat.site import setup; setup.configure();"
        "from everyseat.giving import sealed_queue;"
        "sealed_queue.post('a box', 'a card', {}, check=lambda: None)"
    )
    subprocess.run([sys.executable, "-c", post], check=True)
    assert list((tmp_path / "keys").glob("*.key"))
    shutil.rmtree(tmp_path / "keys")
    done = everyseat("serve", "--port", free_port(), check=False)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("Error: 1 sealed records")
    assert f"{tmp_path / 'keys'} are missing" in line
    assert "everyseat letterbox give-up" in line
