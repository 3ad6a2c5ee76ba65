"""Who has left, as a file says: shown by name, stopped only where somebody says so, never many."""

import re

import pytest

from everyseat.organisations import actions, people_leavers
from everyseat.organisations.models import AuditEntry, Person
from everyseat.organisations.tests.test_import_page import hidden
from everyseat.organisations.tests.test_people_managers import check, imported

pytestmark = pytest.mark.django_db

HEAD = "name,email,employee number\n"


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


def staff(*numbers: int) -> str:
    return HEAD + "".join(f"Person {n},p{n}@trust.example,{n}\n" for n in numbers)


def missing(text: str, *, is_everybody: bool = True) -> list[str]:
    leavers = people_leavers.find(check(text), is_everybody=is_everybody)
    return sorted(person.name for person in leavers.people)


def test_only_a_file_of_everybody_says_who_is_missing():
    imported(staff(1, 2, 3))
    assert missing(staff(1, 2)) == ["Person 3"]
    assert missing(staff(1, 2), is_everybody=False) == []


def test_nobody_is_missing_whom_no_import_brought(admin):
    imported(staff(1))
    Person.objects.create(name="By hand", email="h@x.example", organisation=admin.organisation)
    assert missing(staff(1)) == []


def test_nobody_is_missing_of_an_organisation_that_the_file_lacks():
    imported("name,email,organisation\nCy,cy@council.example,Council\n")
    Person.objects.filter(name="Cy").update(is_active=True)
    imported(staff(1))
    assert missing(staff(1)) == []
    assert missing("name,email,organisation\nDi,di@council.example,council\n") == ["Cy"]


def test_who_has_a_new_address_or_a_faulty_line_is_not_missing():
    imported(staff(1, 2))
    changed = f"{HEAD}Person 1,new@trust.example,1\n{'A' * 121},p2@trust.example,\n"
    assert missing(changed) == []


@pytest.mark.parametrize("line", ["Person 2,,2", "Person 2,p2,2", "Person 2,p2@trust.example,2,x"])
def test_of_a_file_with_unreadable_lines_nobody_is_missing(line):
    imported(staff(1, 2, 3))
    leavers = people_leavers.find(check(f"{staff(1)}{line}\n"), is_everybody=True)
    assert leavers.people == []
    assert "we can't tell who is missing" in leavers.why_not


def test_who_has_left_by_date_is_shown_without_a_file_of_everybody():
    imported(staff(1, 2))
    text = "name,email,leaving date\nPerson 1,p1@trust.example,31/12/2020\n"
    assert missing(text, is_everybody=False) == ["Person 1"]


def test_who_cannot_sign_in_anyway_is_not_shown():
    imported(staff(1, 2))
    Person.objects.filter(name="Person 2").update(is_active=False)
    assert missing(staff(1)) == []


@pytest.fixture
def signed_in(client, admin):
    imported(staff(*range(1, 31)))
    client.force_login(admin)
    return client


def upload(client, text: str, **more) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = {"file": SimpleUploadedFile("people.csv", text.encode()), **more}
    return client.post("/people/import/", form).content.decode()


def save(client, page: str, **more) -> str:
    form = {"read": hidden(page, "read"), **more}
    return client.post("/people/import/save/", form, follow=True).content.decode()


def can_sign_in() -> int:
    return Person.objects.filter(is_active=True).count()


def test_leavers_are_shown_by_name_and_only_the_ticked_are_stopped(signed_in, admin):
    page = upload(signed_in, staff(*range(3, 31)), everybody="on")
    assert "2 people have left, as the file says" in " ".join(page.split())
    assert "Person 1" in page
    save(signed_in, page)
    assert can_sign_in() == 31
    one = Person.objects.get(name="Person 1")
    said = save(signed_in, page, leaver=str(one.pk))
    assert "1 person can no longer sign in." in said
    one.refresh_from_db()
    assert not one.is_active
    assert can_sign_in() == 30
    assert AuditEntry.objects.get(what="shut_out").about == str(one.pk)


def test_many_leavers_are_stopped_only_once_their_number_is_typed(signed_in):
    page = upload(signed_in, staff(*range(5, 31)), everybody="on")
    for number in ("", "3", "four"):
        said = save(signed_in, page, all_leavers="yes", number=number)
        assert "To stop 4 people from signing in, type the number 4." in said
        assert hidden(said, "read")
        assert can_sign_in() == 31
    save(signed_in, page, all_leavers="yes", number="4")
    assert can_sign_in() == 27


def test_a_forged_tick_stops_nobody_who_is_in_the_file(signed_in, admin):
    page = upload(signed_in, staff(*range(3, 31)), everybody="on")
    save(signed_in, page, leaver=str(Person.objects.get(name="Person 9").pk))
    assert can_sign_in() == 31


def test_an_organiser_is_shown_who_left_and_stops_nobody(signed_in, admin):
    organiser = Person.objects.get(name="Person 30")
    actions.set_roles(person=organiser, roles={"organiser"})
    signed_in.force_login(organiser)
    page = upload(signed_in, staff(*range(2, 31)), everybody="on")
    assert "1 person has left, as the file says" in " ".join(page.split())
    assert "Only an administrator can stop people from signing in." in page
    save(signed_in, page, all_leavers="yes", leaver=str(Person.objects.get(name="Person 1").pk))
    assert can_sign_in() == 31


def test_the_last_administrator_stays(signed_in, admin):
    text = "name,email,leaving date\nAdmin,admin@trust.example,31/12/2020\n"
    page = upload(signed_in, text)
    said = save(signed_in, page, leaver=str(admin.pk))
    assert "Admin is the only administrator, and can still sign in." in said
    admin.refresh_from_db()
    assert admin.is_active


def test_what_changes_is_shown_field_by_field(signed_in):
    text = (
        "name,email,employee number,team,manager\n"
        "Person One,one@trust.example,1,Ward,p2@trust.example\n"
    )
    page = " ".join(re.sub("<[^>]+>", " ", upload(signed_in, text)).split())
    assert "Name: Person 1 → Person One" in page
    assert "E-mail address: p1@trust.example → one@trust.example" in page
    assert "Team: – → Ward" in page
    assert "Manager: – → Person 2" in page
    assert "Employee number: 1" not in page


def test_the_workbook_to_fill_in_can_be_imported_in_either_language(signed_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    for language in ("en-gb", "cy"):
        answer = signed_in.get("/people/import/people.xlsx", headers={"accept-language": language})
        file = SimpleUploadedFile("people.xlsx", answer.content)
        page = signed_in.post("/people/import/", {"file": file}).content.decode()
        assert "3 people can be imported" in " ".join(page.split())
        assert ("Cyfeiriad e-bost" in page) == (language == "cy")
