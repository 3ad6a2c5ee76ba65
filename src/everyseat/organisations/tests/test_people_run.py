"""Imports that nobody watches: small ones are done, others wait, and each leaves a report."""

import os
from email.message import Message
from io import BytesIO

import pytest

from everyseat.files.problems import FileError
from everyseat.organisations import actions, people_run, people_source, section
from everyseat.organisations.models import ImportRun, Person
from everyseat.organisations.tests.test_people_leavers import staff
from everyseat.organisations.tests.test_people_managers import imported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


@pytest.fixture
def file(tmp_path):
    imported(staff(*range(1, 31)))
    return tmp_path / "people.csv"


def active() -> int:
    return Person.objects.filter(is_active=True).count()


def test_a_small_difference_is_imported_and_reported(file, admin):
    file.write_text(
        staff(*range(2, 31)).replace("Person 9,", "Person Nine,") + "Zed,z@x.example,\n"
    )
    run = people_run.run(str(file), is_everybody=True)
    assert run.state == "done"
    assert Person.objects.filter(name="Zed").exists()
    assert not Person.objects.get(name="Person 1").is_active
    kept = ImportRun.objects.get().report
    assert (kept["added"], kept["left"]) == (["Zed"], ["Person 1"])
    assert kept["changed"] == [["Person 9", [["Name", "Person 9", "Person Nine"]]]]
    assert list(section.waiting(admin)) == []


def test_half_a_file_stops_nobody_and_waits_for_an_administrator(file, admin):
    file.write_text(staff(*range(1, 16)) + "Zed,z@x.example,\n")
    run = people_run.run(str(file), is_everybody=True)
    assert run.state == "waiting"
    assert active() == 31
    assert not Person.objects.filter(name="Zed").exists()
    [task] = section.waiting(admin)
    assert task.link == f"/people/import/runs/{run.pk}/"


def test_a_file_that_does_not_have_everybody_stops_nobody(file):
    file.write_text(staff(1))
    assert people_run.run(str(file)).state == "done"
    assert active() == 31


@pytest.mark.parametrize("text", ["Person 1,new@x.example,1\n", ""])
def test_what_concerns_somebody_with_a_role_waits(file, text):
    actions.set_roles(person=Person.objects.get(name="Person 1"), roles={"guardian"})
    file.write_text(staff(*range(2, 31)) + text)
    run = people_run.run(str(file), is_everybody=True)
    assert run.state == "waiting"
    assert "has a role here" in run.report["why"][0]
    assert Person.objects.filter(email="p1@trust.example", is_active=True).exists()


def test_a_dry_run_changes_nothing_and_asks_nobody(file, admin):
    file.write_text("name,email\nZed,z@x.example\n")
    run = people_run.run(str(file), is_dry=True)
    assert (run.state, run.report["added"]) == ("looked", ["Zed"])
    assert not Person.objects.filter(name="Zed").exists()
    assert list(section.waiting(admin)) == []


def test_lines_with_problems_are_reported_and_the_others_imported(file):
    file.write_text("name,email\nZed,z@x.example\nYan,\n")
    run = people_run.run(str(file))
    assert run.state == "done"
    assert run.report["problems"][0][:2] == [3, "email"]


def test_what_can_not_be_read_is_a_report_too(tmp_path, admin):
    run = people_run.run(str(tmp_path / "none.csv"))
    assert run.state == "failed"
    assert "can't be opened" in run.report["why"][0]
    [task] = section.waiting(admin)
    assert "did not work" in task.text


def test_only_some_reports_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(people_run, "KEPT", 2)
    for _ in range(4):
        people_run.run(str(tmp_path / "none.csv"))
    assert ImportRun.objects.count() == 2


def test_the_newest_file_of_a_folder_is_read(tmp_path):
    for age, name in ((20, "new.csv"), (90, "old.csv"), (0, "notes.txt")):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    assert people_source.read(str(tmp_path)) == (b"new.csv", "new.csv")


def test_nothing_but_https_is_fetched():
    for address in ("http://hr.example/people.csv", "file:///etc/passwd", "ftp://hr.example/p.csv"):
        with pytest.raises(FileError, match="not at an https address"):
            people_source.read(address)


class Answer(BytesIO):
    def __init__(self, content: bytes, code: int = 200, **headers: str):
        super().__init__(content)
        self.code = self.status = code
        self.msg, self.headers = "", Message()
        for name, value in headers.items():
            self.headers[name] = value

    def info(self) -> Message:
        return self.headers


@pytest.fixture
def served(monkeypatch):
    from urllib.request import HTTPSHandler

    asked = []

    def serve(answers: dict[str, Answer]) -> list:
        def https_open(_self, request):
            asked.append((request.full_url, request.get_header("Authorization")))
            return answers[request.full_url]

        monkeypatch.setattr(HTTPSHandler, "https_open", https_open)
        return asked

    return serve


def test_a_file_is_fetched_with_its_token(served):
    asked = served({"https://hr.example/p": Answer(b"name,email")})
    assert people_source.read("https://hr.example/p", "secret") == (b"name,email", "p.csv")
    assert asked == [("https://hr.example/p", "Bearer secret")]


@pytest.mark.parametrize(
    "other", ["https://else.example/p", "http://hr.example/q", "file:///etc/p"]
)
def test_a_redirect_to_elsewhere_is_not_followed(served, other):
    asked = served({"https://hr.example/p": Answer(b"", 302, Location=other)})
    with pytest.raises(FileError):
        people_source.read("https://hr.example/p", "secret")
    assert len(asked) == 1


def test_a_file_that_is_too_large_is_not_read_to_its_end(served, monkeypatch):
    monkeypatch.setattr(people_source, "LARGEST", 1000)
    answer = Answer(b"x" * 10**6)
    served({"https://hr.example/p": answer})
    with pytest.raises(FileError, match="larger than"):
        people_source.read("https://hr.example/p")


def test_a_waiting_import_is_read_anew_and_shown_before_it_is_done(file, client, admin, settings):
    settings.PEOPLE_FROM, settings.PEOPLE_EVERYBODY = str(file), True
    file.write_text(staff(*range(1, 16)))
    people_run.nightly()
    client.force_login(admin)
    run = ImportRun.objects.get()
    assert "15 of 31 people would no longer" in client.get(f"/people/import/runs/{run.pk}/").text
    page = client.post("/people/import/again/").text
    assert "15 people have left, as the file says" in " ".join(page.split())
    assert active() == 31


def test_nothing_is_imported_at_night_where_no_place_is_set(settings):
    settings.PEOPLE_FROM = ""
    people_run.nightly()
    assert not ImportRun.objects.exists()


def test_only_the_place_that_is_set_is_read_by_a_button(file, client, admin, settings):
    file.write_text(staff(1))
    run = people_run.run(str(file), is_everybody=True)
    client.force_login(admin)
    for source, is_offered in (("", False), (str(file), True)):
        settings.PEOPLE_FROM = source
        page = client.get(f"/people/import/runs/{run.pk}/").text
        assert ("Read the file now, and check it" in page) == is_offered
