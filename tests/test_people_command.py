"""`everyseat people import`: the difference in print, and 1 where nothing was imported."""

import pytest
from click.testing import CliRunner

from everyseat.cli.people import people
from everyseat.organisations import actions
from everyseat.organisations.models import Person
from everyseat.organisations.tests.test_people_leavers import staff
from everyseat.organisations.tests.test_people_managers import imported
from everyseat.site import setup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(monkeypatch):
    monkeypatch.setattr(setup, "open_existing", lambda: None)
    actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    imported(staff(*range(1, 31)))


def everyseat(*arguments: str):
    return CliRunner().invoke(people, ["import", *arguments])


def test_a_dry_run_prints_what_would_change(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(
        staff(*range(2, 31)).replace("Person 9,", "Person Nine,") + "Zed,z@x.example,\n"
    )
    done = everyseat(str(file), "--everybody", "--dry-run")
    assert done.exit_code == 0
    assert "changed  Person 9: Name: Person 9 → Person Nine" in done.output
    assert "added    Zed" in done.output
    assert "left     Person 1" in done.output
    assert "Only tried" in done.output
    assert Person.objects.filter(is_active=True).count() == 31


def test_what_waits_or_fails_ends_with_1_and_says_why(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(staff(1))
    waiting = everyseat(str(file), "--everybody")
    assert waiting.exit_code == 1
    assert "29 of 31 people would no longer be able to sign in." in waiting.output
    failed = everyseat(str(tmp_path / "none.csv"))
    assert failed.exit_code == 1
    assert "can't be opened" in failed.output


def test_each_line_left_out_is_printed_with_its_number(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name,email\nZed,z@x.example\nYan,\n")
    done = everyseat(str(file))
    assert done.exit_code == 0
    assert "line 3, email: The e-mail address is empty." in done.output
    assert Person.objects.filter(name="Zed").exists()
