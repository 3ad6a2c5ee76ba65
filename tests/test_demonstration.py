"""The demonstration opens every seat: on its own database, and on no other."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import everyseat

from everyseat.giving import site_facts
from everyseat.organisations import actions
from everyseat.organisations.models import Person
from everyseat.site.demonstration import SEATS
from tests.serving import free_port

DOORS = ["/demonstration/", "/demonstration/administrator/", "/mailbox/"]


@pytest.fixture
def asked_for(settings):
    """Have the demonstration asked for, as EVERYSEAT_DEMO=1 does."""
    settings.DEMO = settings.SECOND_FACTOR = True


def seat_of_the_administrator() -> str:
    return next(seat.email for seat in SEATS if seat.key == "administrator")


@pytest.fixture
def trust(db):
    """A real organisation, whose administrator happens to be called as in the demonstration."""
    return actions.set_up(organisation="Trust", name="A", email=seat_of_the_administrator())


@pytest.mark.parametrize("door", DOORS)
def test_a_setting_alone_opens_no_door_of_a_real_organisation(client, asked_for, trust, door):
    assert client.get(door).status_code == 404


def test_nor_does_a_button_that_somebody_kept(client, asked_for, trust):
    assert client.post("/demonstration/administrator/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_nor_does_it_switch_second_factors_off(client, asked_for, trust):
    client.force_login(Person.objects.get(email=seat_of_the_administrator()))
    assert client.get("/people/")["Location"] == "/accounts/2fa/"
    assert b"A demonstration:" not in client.get("/accounts/2fa/", follow=True).content


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_are_open_in_the_demonstration(
    client, asked_for, trust, settings, tmp_path, door
):
    settings.MAIL_FOLDER = tmp_path
    site_facts.mark_as_demonstration()
    assert client.get(door).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_mark_alone_opens_none(client, trust, settings, door):
    site_facts.mark_as_demonstration()
    assert settings.DEMO is False
    assert client.get(door).status_code == 404


def test_in_the_demonstration_nobody_is_asked_for_a_second_factor(client, asked_for, trust):
    site_facts.mark_as_demonstration()
    client.force_login(Person.objects.get(email=seat_of_the_administrator()))
    assert client.get("/people/").status_code == 200


# ---- as it is started


@pytest.fixture
def folder(tmp_path, monkeypatch, empty_site) -> Path:
    monkeypatch.setenv("EVERYSEAT_VAR", str(empty_site(tmp_path)))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def prepare(*lines: str) -> None:
    """Do something to the site in the folder."""
    script = "from everyseat.site import setup\nsetup.configure()\n"
    script += "from everyseat.giving import site_facts\n"
    script += "from everyseat.organisations import actions\n" + "\n".join(lines)
    subprocess.run([sys.executable, "-c", script], check=True)


def one_line(*arguments: object) -> str:
    done = everyseat(*arguments, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_the_demonstration_does_not_start_on_a_real_organisation(folder, monkeypatch):
    prepare("actions.set_up(organisation='Trust', name='A', email='a@trust.example.org')")
    refused = f"Error: {folder} is a real organisation's"
    assert one_line("serve", "--demo", "--port", free_port()).startswith(refused)
    assert "organisation here already" in one_line("demo")
    monkeypatch.setenv("EVERYSEAT_DEMO", "1")
    assert one_line("serve", "--port", free_port()).startswith(refused)


def test_a_real_site_does_not_start_on_the_demonstration(folder):
    prepare("site_facts.mark_as_demonstration()")
    said = one_line("serve", "--port", free_port())
    assert said.startswith(f"Error: {folder} holds the demonstration")
    assert "--demo" in said


def test_make_starts_the_demonstration_in_a_folder_that_serve_does_not_use():
    def said(*arguments: str) -> str:
        command = ["make", "--dry-run", "--always-make", "start", *arguments]
        root = Path(__file__).parents[1]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout

    assert "EVERYSEAT_VAR=var/demo " in said()
    assert "--demo" in said()
    assert "EVERYSEAT_VAR=var " in said("DEMO=")
    assert "--demo" not in said("DEMO=")
