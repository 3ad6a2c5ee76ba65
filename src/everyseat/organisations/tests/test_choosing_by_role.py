"""A field that finds only people with a role: it says so, and why somebody is not found."""

import pytest
from django import forms

from everyseat.organisations import actions, choosing, roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    coach = choosing.PersonField(role=roles.COACH)
    organiser = choosing.PersonField(role=",".join(roles.ORGANISERS), required=False)


@pytest.fixture
def ann():
    actions.set_up(organisation="Trust", name="Alex", email="alex@trust.example")
    return Person.objects.create(name="Ann Lee", email="ann@trust.example", organisation=host())


def said(text: str, field: str = "coach") -> str:
    return Form({field: text}).errors[field][0]


def test_it_says_who_can_be_chosen_and_who_gives_the_role(ann):
    shown = str(Form())
    assert "You can choose people with this role: Coach. An administrator gives roles." in shown
    assert "one of these roles: Organiser, Organiser of one organisation," in shown


@pytest.mark.parametrize("text", ["Ann Lee", "ann@trust.example", "Ann"])
def test_somebody_who_is_here_without_the_role_is_not_called_unknown(ann, text):
    why = "Ann Lee (ann@trust.example) does not have this role: Coach."
    assert said(text).startswith(why)
    assert "has none of these roles" in said(text, "organiser")
    actions.set_roles(person=ann, roles={roles.COACH})
    assert choosing.without_role(text, roles.COACH) == ""


def test_nobody_at_all_is_still_unknown(ann):
    assert "Nobody here is called “Zoe”" in said("Zoe")


def test_the_list_says_it_while_a_name_is_typed(client, ann):
    client.force_login(ann)
    found = client.get("/people/find/?search=ann&role=coach").json()
    assert found["people"] == []
    assert "does not have this role: Coach" in found["without"]
    assert client.get("/people/find/?search=zoe&role=coach").json()["without"] == ""


def test_nobody_learns_there_of_people_who_cannot_sign_in(ann):
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    assert choosing.without_role("Ann Lee", roles.COACH) == ""
