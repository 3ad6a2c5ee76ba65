"""Who may change an address, what is not reachable, and that a failure is noticed."""

import io
import logging

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from everyseat.files import tables
from everyseat.files.tables import FileError
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import questionnaire_checks
from everyseat.threesixty.tests import make


def _save(client, person, **changes):
    fields = {"name": person.name, "email": person.email, "is_active": "on"}
    fields |= {"organisation": person.organisation_id} | changes
    client.post(reverse("person", args=[person.pk]), fields)
    person.refresh_from_db()


@pytest.mark.django_db
def test_an_organiser_can_not_take_over_somebodys_address(client):
    lee = make.person("Lee")
    client.force_login(make.person("O", "organiser"))
    _save(client, lee, name="Lee Ray", email="o2@trust.example", is_active="")
    assert (lee.name, lee.email, lee.is_active) == ("Lee Ray", "lee@trust.example", True)


@pytest.mark.django_db
def test_an_administrator_can_and_the_old_address_is_told(client):
    lee = make.person("Lee")
    client.force_login(Person.objects.get(email="admin@trust.example"))
    _save(client, lee, email="new@trust.example")
    assert lee.email == "new@trust.example"
    assert Email.objects.get().to == "lee@trust.example"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["email/", "password/change/", "password/set/", "password/reset/", "signup/"]
)
def test_pages_of_the_sign_in_library_without_a_use_are_not_there(client, page):
    client.force_login(make.person("Lee"))
    assert client.get(f"/accounts/{page}").status_code == 404


def test_a_small_workbook_that_says_it_is_huge_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "name", "x"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FileError, match="larger than"):
        tables.from_bytes(file.getvalue(), "people.xlsx")


@pytest.mark.django_db
def test_a_failed_page_is_logged_without_its_address_or_what_was_said(client, caplog, monkeypatch):
    make.person("Lee")

    def fail(*_):
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr("everyseat.threesixty.links.INVITATIONS.opened", fail)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        assert client.get("/invitation/a-secret-token/").status_code == 500
    assert "RuntimeError" in caplog.text
    assert "The page invitation failed" in caplog.text
    assert "a-secret-token" not in caplog.text
    assert "what somebody wrote" not in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        {"values": [{"name": "Care {and} candour", "behaviours": [{"text": "a"}]}]},
        {"values": [{"name": "Care", "behaviours": [{"text": "a {b}"}]}]},
    ],
)
def test_braces_that_would_break_a_report_are_refused(content):
    with pytest.raises(questionnaire_checks.QuestionnaireError, match="braces"):
        questionnaire_checks.checked(content)


def test_labels_of_another_kind_are_the_usual_ones():
    values = [{"name": "Care", "behaviours": [{"text": "a"}]}]
    found = questionnaire_checks.checked({"labels": 5, "values": values})
    assert len(found["labels"]) >= 2


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/people/import/", "/questionnaires/import/"])
@pytest.mark.parametrize("name", ["a.pdf", "a.csv.exe", "a", "a.parquet"])
def test_every_upload_of_a_table_refuses_other_endings(client, page, name):
    client.force_login(make.person("Org", "organiser"))
    content = b"value,behaviour\nV,{name} asks.\n"
    answer = client.post(page, {"file": SimpleUploadedFile(name, content), "name": "N"})
    assert answer.status_code == 200
    assert "Choose a file that ends in .csv" in answer.text
