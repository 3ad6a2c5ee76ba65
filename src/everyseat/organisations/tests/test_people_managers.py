"""Managers in a file of people: an address, a number or a name; nobody is left out for theirs."""

import pytest

from everyseat.files import tables
from everyseat.organisations import actions, people_columns, people_import, people_saving
from everyseat.organisations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


def check(text: str, **more) -> people_import.Preview:
    table = tables.of_stranger(text.encode(), "people.csv", whole=False)
    return people_import.check(table, people_columns.found(table.data.columns), **more)


def imported(text: str) -> None:
    people_saving.save_people(check(text).rows)


def test_an_unknown_manager_keeps_the_person_and_comes_with_a_later_file():
    text = "name,email,manager\nAnn,ann@x.example,bo@x.example\n"
    preview = check(text)
    assert preview.problems == []
    [note] = preview.notes
    assert (note.line, note.column) == (2, "manager")
    assert "“bo@x.example” is not in this file, and not here. We set no manager." in note.message
    people_saving.save_people(preview.rows)
    assert Person.objects.get(name="Ann").manager is None
    imported("name,email\nBo,bo@x.example\n")
    imported(text)
    assert Person.objects.get(name="Ann").manager.name == "Bo"


def test_an_unknown_manager_does_not_take_the_one_who_was_set():
    imported("name,email,manager\nAnn,ann@x.example,bo@x.example\nBo,bo@x.example,\n")
    imported("name,email,manager\nAnn,ann@x.example,gone@x.example\n")
    assert Person.objects.get(name="Ann").manager.name == "Bo"


@pytest.mark.parametrize(
    ("heading", "manager"),
    [
        ("Manager name", "Bo Ash"),
        ("Supervisor", "Ash, Mr. Bo"),
        ("Supervisor", "bo ash (77)"),
        ("Manager", "CN=Bo Ash,OU=Staff,DC=trust"),
        ("Manager", "77"),
        ("Line Manager ID", "77"),
        ("Line manager e-mail", "BO@x.example"),
    ],
)
def test_a_manager_may_be_an_address_a_number_or_a_name(heading, manager):
    quoted = f'"{manager}"'
    preview = check(
        f"Name,E-mail,Employee number,{heading}\nAnn,ann@x.example,1,{quoted}\n"
        "Bo Ash,bo@x.example,77,\n"
    )
    assert preview.notes == []
    assert preview.rows[0]["manager"] == "bo@x.example"


def test_of_two_with_one_name_none_is_set_and_a_number_says_which():
    two = "Bo Ash,bo1@x.example,7,,\nBo Ash,bo2@x.example,8,,\n"
    columns = "name,email,employee id,manager name,manager id\n"
    preview = check(f"{columns}Ann,ann@x.example,1,Bo Ash,\n{two}")
    assert preview.rows[0]["manager"] == ""
    assert "More than one person may be meant by “Bo Ash”." in preview.notes[0].message
    preview = check(f"{columns}Ann,ann@x.example,1,Bo Ash,8\n{two}")
    assert preview.notes == []
    assert preview.rows[0]["manager"] == "bo2@x.example"


def test_a_column_of_names_is_not_read_as_addresses():
    preview = check("name,email,manager name\nAnn,ann@x.example,admin@trust.example\n")
    assert preview.rows[0]["manager"] == ""


def test_the_manager_of_somebody_whose_address_changes_is_found_by_either():
    imported("name,email,employee id\nBo,bo@x.example,7\n")
    for written in ("bo@x.example", "bo.new@x.example", "Bo", "7"):
        preview = check(
            f"name,email,employee id,manager\nBo,bo.new@x.example,7,\nAnn,a@x.example,8,{written}\n"
        )
        assert preview.notes == []
        assert preview.rows[1]["manager"] == "bo.new@x.example"
