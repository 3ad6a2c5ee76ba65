"""The page that checks a file of people, and saves it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from everyseat.files.tests.workbooks import row, rows, workbook
from everyseat.organisations import actions, people_import
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host

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
    checked = page.split('name="read" value="')[1].split('"')[0]
    assert not Person.objects.filter(name="Ann").exists()
    said = organiser.post("/people/import/save/", {"read": checked}, follow=True)
    assert Person.objects.get(name="Ann").email == "ann@trust.example"
    assert "1 person added, 0 changed." in said.content.decode()
    assert "left out" not in said.content.decode()


def test_lines_left_out_are_named_after_the_import(organiser):
    page = upload(organiser, b"name,email\nAnn,ann@trust.example\nBo,\nCy,cy\n", "people.csv")
    checked = page.split('name="read" value="')[1].split('"')[0]
    said = organiser.post("/people/import/save/", {"read": checked}, follow=True)
    assert "2 lines of the file were left out: lines 3, 4." in said.content.decode()


@pytest.mark.parametrize("server", [None, "smtp://mail.example"])
def test_welcome_emails_that_would_only_be_kept_are_said_to_be_so(organiser, monkeypatch, server):
    monkeypatch.setattr(mail_state, "kept_in", lambda: "" if server else "/var/mail")
    page = upload(organiser, b"name,email\nAnn,ann@trust.example\n", "people.csv")
    box = page.split('id="welcome-yes"')[1].split(">")[0] + page.split('name="welcome"')[0][-200:]
    assert ("checked" in box) == bool(server)
    assert ("Welcome e-mails would only be kept" in page) != bool(server)
    checked = page.split('name="read" value="')[1].split('"')[0]
    save = {"read": checked, "welcome": "yes"}
    said = organiser.post("/people/import/save/", save, follow=True).content.decode()
    assert ("The welcome e-mails are only kept" in said) != bool(server)


def test_who_is_their_own_manager_is_noted_and_everybody_can_be_imported(organiser):
    page = upload(organiser, b"name,email,manager\nAnn,a@x.example,A@x.example\n", "people.csv")
    assert "Ann is their own manager here." in page
    assert "Import 1 person" in " ".join(page.split())


def test_the_preview_says_what_would_change(organiser):
    actions.save_person(
        person=Person(),
        values={"name": "Ann", "email": "ann@trust.example", "organisation": host()},
    )
    page = upload(
        organiser,
        b"Full name;Work email;Department;Pay\nAnn Lee;ann@trust.example;Ward;9\n"
        b"Bo;bo@trust.example;Ward;9\n",
        "people.csv",
    )
    text = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "New people 1 People whose details change 1 People who stay as they are 0" in text
    assert "New teams Ward" in text
    assert "Some columns are left out We do not know these headings: Pay." in text
    assert "Import 2 people" in text


def test_problems_are_shown_with_the_heading_of_the_file(organiser):
    page = upload(organiser, b"Full name;Work email\nAnn;\nBo;bo@trust.example\n", "people.csv")
    assert "There is 1 problem in the file" in page
    assert "<div>Work email</div>" in page
    assert "Leave 1 line out and import the rest" in page


def test_more_problems_than_a_page_holds_are_counted(organiser, monkeypatch):
    monkeypatch.setattr(people_import, "SHOWN", 2)
    page = upload(organiser, b"name,email\n,a@x.example\n,b@x.example\n,c@x.example\n", "p.csv")
    assert "1 more problem is not shown" in page


def test_more_notes_than_a_page_holds_are_counted(organiser, monkeypatch):
    monkeypatch.setattr(people_import, "NOTES_SHOWN", 1)
    own = "".join(f"P,p{n}@x.example,p{n}@x.example\n" for n in range(3))
    page = upload(organiser, f"name,email,manager\n{own}".encode(), "p.csv")
    assert page.count("is their own manager here") == 1
    assert "2 more notes are not shown." in page
    page = upload(organiser, b"name,email,manager\nP,p@x.example,p@x.example\n", "p.csv")
    assert "more note" not in page


def test_the_sample_can_be_imported_as_it_is(organiser):
    answer = organiser.get("/people/import/people.csv")
    assert "attachment" in answer["Content-Disposition"]
    page = upload(organiser, answer.content, "people.csv")
    assert "3 people can be imported" in page
    assert "problem" not in page


HR = "Wer,Kontakt,Boss,Pay\nAnn Lee,ann@trust.example,,9\nBo Ash,bo@trust.example,,8\n"
CHOSEN = {"name": "0", "email": "1", "manager": "2"}


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def choose(client, page: str, **columns: str) -> str:
    answer = client.post("/people/import/columns/", {"read": hidden(page, "read")} | columns)
    return answer.content.decode()


def test_columns_that_nobody_knows_are_asked_for_with_the_first_three_rows(organiser):
    more = "Cy Poe,cy@trust.example,,7\nDi Fox,di@trust.example,,6\n"
    page = upload(organiser, (HR + more).encode(), "people.csv")
    assert "Which column is which?" in page
    assert "only “Wer”, “Kontakt”, “Boss”, “Pay”" in page
    assert "Cy Poe" in page
    assert "Di Fox" not in page
    assert "can be imported" not in page


def test_chosen_columns_are_previewed_imported_and_remembered(organiser):
    page = choose(organiser, upload(organiser, HR.encode(), "people.csv"), **CHOSEN)
    assert "2 people can be imported" in page
    assert "Name from “Wer”" in page
    assert Person.objects.count() == 1
    organiser.post("/people/import/save/", {"read": hidden(page, "read")})
    assert Person.objects.get(name="Ann Lee").email == "ann@trust.example"
    again = upload(organiser, b"Kontakt,Wer,Pay,Boss\nc@trust.example,Cy,1,\n", "next.csv")
    assert "1 person can be imported" in again
    assert "E-mail address from “Kontakt”" in again
    assert "can be imported" not in upload(organiser, b"Kontakt,Wer\nd@trust.example,Di\n", "o.csv")


def test_nothing_is_remembered_before_people_are_imported(organiser):
    choose(organiser, upload(organiser, HR.encode(), "people.csv"), **CHOSEN)
    assert "Which column is which?" in upload(organiser, HR.encode(), "people.csv")


def test_a_chosen_name_may_stand_in_two_columns(organiser):
    page = upload(organiser, b"Vor,Nach,Mail\nAnn,Lee,ann@trust.example\n", "people.csv")
    page = choose(organiser, page, name="0", last_name="1", email="2")
    assert ">Ann Lee</" in page


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"name": "0", "email": ""}, "Please answer this."),
        ({"name": "0", "email": "0"}, "You chose “Wer” twice."),
        ({"name": "0", "email": "4"}, "Select a valid choice."),
    ],
)
def test_columns_that_can_not_be_right_are_refused(organiser, columns, said):
    page = choose(organiser, upload(organiser, HR.encode(), "people.csv"), **columns)
    assert said in page
    assert "can be imported" not in page
    assert "2 people can be imported" in choose(organiser, page, **CHOSEN)


def test_columns_that_were_found_can_be_chosen_again(organiser):
    page = upload(organiser, b"Name,Display,Email\nA1,Ann,ann@trust.example\n", "people.csv")
    asked = choose(organiser, page)
    assert "Which column is which?" in asked
    assert '<option value="0" selected>Name: A1</option>' in " ".join(asked.split())
    assert ">Ann</" in choose(organiser, asked, name="1", email="2")


def test_two_columns_that_mean_the_same_are_asked_about(organiser):
    page = upload(organiser, b"name,E-mail,Work email\nAnn,a@x.example,b@x.example\n", "p.csv")
    assert "“E-mail” and “Work email”" in page
    assert "a@x.example" not in choose(organiser, page, name="0", email="2")


def test_a_changed_page_of_columns_is_refused(organiser):
    answer = organiser.post("/people/import/columns/", {"read": "forged"} | CHOSEN, follow=True)
    assert "Choose the file again." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear all, the minutes\n", "nobody is in it"),
        (b"minutes\nof the meeting\n", "it has only one column"),
        (b"PK\3\4\0\0\0", "this is not a CSV file"),
        (b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_none_of_people_is_said_to_be_so(organiser, content, said):
    page = upload(organiser, content, "people.csv")
    assert said in page
    assert "Which column" not in page


def test_the_page_carries_the_file_once_and_what_is_saved_is_checked_once_more(organiser):
    boss = Person.objects.create(
        name="Boss", email="boss@trust.example", organisation=Person.objects.get().organisation
    )
    page = upload(
        organiser, b"name,email,manager\nAnn,ann@trust.example,boss@trust.example\n", "p.csv"
    )
    assert page.count('name="read"') == 1
    boss.delete()
    organiser.post("/people/import/save/", {"read": hidden(page, "read")})
    assert Person.objects.get(name="Ann").manager is None


def test_people_without_a_manager_are_named_before_they_are_saved(organiser):
    file = b"name,email,manager\nAnn,ann@trust.example,bo@trust.example\nBo,bo@trust.example,\n"
    page = " ".join(upload(organiser, file, "people.csv").split())
    assert "1 person is new or changes, and has no manager" in page
    assert "Bo </p>" in page
    file = b"name,email,manager,organisation\nCy,cy@x.example,,Council\n"
    assert "has no manager" not in upload(organiser, file, "people.csv")  # a partner needs none


def test_people_without_a_manager_can_be_found(organiser):
    host_of = host()
    bo = Person.objects.create(name="Bo Ash", email="bo@trust.example", organisation=host_of)
    Person.objects.create(
        name="Ann Lee", email="ann@trust.example", organisation=host_of, manager=bo
    )
    page = organiser.get("/people/?manager=none").content.decode()
    assert "Bo Ash" in page
    assert "Ann Lee" not in page
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    assert "Ann Lee" in organiser.get("/people/?manager=none").content.decode()


def test_an_address_breaks_behind_its_signs_and_in_no_word(organiser):
    page = upload(organiser, b"name,email\nAnn,ann-lee@north.example\n", "people.csv")
    assert "ann-<wbr>lee@<wbr>north.<wbr>example" in page
