"""Choosing a person in a field that a script makes a combobox of."""

import pytest
from django import forms

from everyseat.organisations import actions, choosing
from everyseat.organisations.models import Person, Team
from everyseat.organisations.queries import host

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    who = choosing.PersonField(required=False)


@pytest.fixture
def people():
    actions.set_up(organisation="Trust", name="Alex", email="alex@trust.example")
    ward = Team.objects.create(organisation=host(), name="Ward 3")
    found = {
        email: Person.objects.create(
            name=name, email=f"{email}@trust.example", organisation=host(), team=team
        )
        for email, name, team in [
            ("ann", "Ann Lee", ward),
            ("ann2", "Ann Lee", None),
            ("bo", "Bo Ash", ward),
        ]
    }
    Person.objects.create(
        name="Bo Gone", email="gone@trust.example", organisation=host(), is_active=False
    )
    return found


def chosen(text: str):
    form = Form({"who": text})
    return form.cleaned_data["who"] if form.is_valid() else form.errors["who"][0]


def test_everything_that_the_list_offers_is_understood(people):
    for person in people.values():
        assert chosen(choosing.described(person)) == person


def test_a_name_or_an_address_can_be_typed_too(people):
    assert chosen(" bo   ASH ") == people["bo"]
    assert chosen("BO@trust.example") == people["bo"]
    assert chosen("") is None


def test_what_is_not_one_person_says_what_to_do(people):
    assert "Several people are called “Ann Lee”" in chosen("Ann Lee")
    assert "Nobody here is called “Annie”" in chosen("Annie")
    assert "Nobody here is called “gone@trust.example”" in chosen("gone@trust.example")


def test_of_several_who_may_be_meant_all_are_named(people):
    """Somebody typed a first name, and was offered one person of three."""
    Person.objects.create(name="Bo Ayre", email="ayre@trust.example", organisation=host())
    said = chosen("Bo")
    assert "Several people may be meant by “Bo”" in said
    assert "Bo Ash, Ward 3 (bo@trust.example); Bo Ayre (ayre@trust.example)." in said
    assert "Bo Gone" not in said
    assert "Did you mean Bo Ayre" in chosen("Ayre")


def test_people_are_found_by_each_word_of_name_team_or_address(people):
    def names(text):
        return [person.email.split("@")[0] for person in choosing.matching(text)]

    assert sorted(names("ann")) == ["ann", "ann2"]
    assert names("ward bo") == ["bo"]
    assert names("b") == []
    assert names("gone") == []


def test_nobody_who_has_not_signed_in_learns_who_is_here(client, people):
    assert client.get("/people/find/?search=ann").status_code == 302
    client.force_login(people["bo"])
    answer = client.get("/people/find/?search=ward 3 ann")
    found = ["Ann Lee, Ward 3 (ann@trust.example)"]
    assert answer.json() == {"people": found, "without": ""}
    assert "no-store" in answer["Cache-Control"]


def test_a_form_shows_who_was_chosen_and_keeps_what_was_typed(people):
    shown = str(Form(initial={"who": people["ann"].pk})["who"])
    assert "Ann Lee, Ward 3 (ann@trust.example)" in shown
    assert 'value="Annie"' in str(Form({"who": "Annie"})["who"])
