"""The page that checks a file of people, and saves it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from everyseat.files.tests.workbooks import row, rows, workbook
from everyseat.organisations import actions
from everyseat.organisations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    admin = actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    client.force_login(admin)
    return client


def upload(client, content: bytes, name: str) -> str:
    file = SimpleUploadedFile(name, content)
    return client.post("/people/import/", {"file": file}).content.decode()


def test_a_workbook_that_kills_its_reader_is_an_error_of_the_file(organiser):
    far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    sheet = rows(row(1, '<c r="A1"><v>1</v></c>'), far)
    page = upload(organiser, workbook(sheet, "xl/elsewhere/sheet.xml"), "people.xlsx")
    assert "There is a problem" in page
    assert "people.xlsx: this file could not be read" in page
    assert "save the sheet with the table as a CSV file" in page
    assert organiser.get("/people/").status_code == 200


def test_a_good_file_is_shown_and_then_saved(organiser):
    page = upload(organiser, b"name,email\nAnn,ann@trust.example\n", "people.csv")
    checked = page.split('name="checked" value="')[1].split('"')[0]
    assert not Person.objects.filter(name="Ann").exists()
    organiser.post("/people/import/save/", {"checked": checked})
    assert Person.objects.get(name="Ann").email == "ann@trust.example"
