"""New people and new holders of a role are written to."""

import pytest

from everyseat.organisations import actions, people_saving
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import host

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return actions.set_up(organisation="Trust", name="Alex", email="alex@trust.example")


def values(**changed):
    new = {"name": "Ann", "email": "ann@trust.example", "organisation": host(), "is_active": True}
    return new | changed


def written() -> list[tuple[str, str]]:
    return [(email.to, email.subject) for email in Email.objects.all()]


def test_a_new_person_is_welcomed_and_told_what_nobody_can_see(administrator):
    actions.save_person(person=Person(), values=values())
    email = Email.objects.get()
    assert (email.to, email.subject) == ("ann@trust.example", "Welcome to Everyseat at Trust")
    assert "No page shows who answered" in email.content["text"]


def test_nobody_is_welcomed_who_may_not_sign_in_or_was_here_before(administrator):
    actions.save_person(person=Person(), values=values(is_active=False))
    ann = Person.objects.get(name="Ann")
    actions.save_person(person=ann, values=values(name="Ann Lee", is_active=False))
    assert written() == []


def test_a_new_role_is_told_once_and_a_guardian_that_a_key_is_needed(administrator):
    actions.save_person(person=administrator, values={}, roles={"administrator", "guardian"})
    email = Email.objects.get()
    assert email.subject == "You have a new role: Guardian"
    assert "make your key" in email.content["text"]
    actions.save_person(person=administrator, values={}, roles={"administrator", "guardian"})
    actions.save_person(person=administrator, values={}, roles={"administrator"})
    assert Email.objects.count() == 1


def test_an_import_welcomes_new_people_where_it_is_asked_to(administrator):
    rows = [
        {
            "name": "Ann",
            "email": "ann@trust.example",
            "team": "",
            "manager": "",
            "organisation": "",
        },
        {
            "name": "Pat",
            "email": "pat@else.example",
            "team": "",
            "manager": "",
            "organisation": "Elsewhere",
        },
    ]
    people_saving.save_people(rows[:1])
    assert written() == []
    new = rows[0] | {"email": "bo@trust.example"}
    people_saving.save_people([*rows, new], welcome=True)
    assert written() == [("bo@trust.example", "Welcome to Everyseat at Trust")]
