"""Values of the questionnaire editor are folded, but where somebody has something to do or see."""

import re

import pytest

from everyseat.threesixty.actions import questionnaires as actions
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.test_questionnaire_editor import edited, fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    """A draft with the statements i1, i2 below the value i0, and i4 below i3."""
    client.force_login(make.person("Org", "organiser"))
    return actions.add(name="Ours", content=make.CONTENT)


def folds(page) -> dict[str, tuple[bool, str]]:
    """Return of each value whether it is open, and what its fold says, by its id."""
    page = (
        page.content.decode().split("<template")[0] + page.content.decode().split("</template>")[-1]
    )
    found = {}
    for value in re.split(r'(?=<section[^>]*data-item="value")', page)[1:]:
        fold = re.search(r"<details\s[^>]*data-fold[^>]*>", value)[0]
        said = re.search(r"<summary.*?</summary>", value, re.DOTALL)[0]
        words = " ".join(re.sub(r"<[^>]*>", " ", said).split())
        found[re.search(r'id="(\w+)"', value)[1]] = ("open" in fold.split(), words)
    return found


def opened(page) -> list[str]:
    return [value for value, (is_open, _) in folds(page).items() if is_open]


def test_each_value_is_folded_to_its_name_and_how_many_statements_it_has(client, draft):
    page = client.get(f"/questionnaires/{draft.pk}/edit/")
    assert folds(page) == {
        "i0": (False, "Listening Statements: 2"),
        "i3": (False, "Noticing Statements: 1"),
    }


def test_what_is_folded_is_sent_and_saved(client, draft):
    """A fold is the browser's own: its fields are in the form, also without a script."""
    page = client.get(f"/questionnaires/{draft.pk}/edit/").content.decode()
    assert 'name="i1-text"' in page
    _page, now = edited(client, draft, **{"i4-text": "{name} sees all."})
    assert now.content["values"][1]["behaviours"][0]["text"] == "{name} sees all."


@pytest.mark.parametrize(
    ("button", "are_open"),
    [
        ("up:i2", ["i0"]),
        ("down:i2", ["i3"]),
        ("remove:i4", ["i3"]),
        ("add:statement:i3", ["i3"]),
        ("remove:i3", ["i3"]),
        ("up:i3", []),
        ("preset:eleven", []),
    ],
)
def test_without_a_script_the_value_that_a_button_concerned_is_open(
    client, draft, button, are_open
):
    page, _now = edited(client, draft, do=button)
    assert opened(page) == are_open


def test_a_new_value_is_open_and_so_is_the_only_one(client, draft):
    page, _now = edited(client, draft, do="add:value")
    assert [said for is_open, said in folds(page).values() if is_open] == [
        "New value Statements: 1"
    ]
    one = actions.add(name="One", content={**make.CONTENT, "values": make.CONTENT["values"][:1]})
    assert opened(client.get(f"/questionnaires/{one.pk}/edit/")) == ["i0"]


def test_a_statement_that_was_removed_is_not_counted(client, draft):
    page, _now = edited(client, draft, do="remove:i1")
    assert folds(page)["i0"] == (True, "Listening Statements: 1")


@pytest.mark.parametrize(
    ("typed", "are_open"),
    [
        ({"i4-text": "{boss} is kind"}, ["i3"]),
        ({"i1-text": "x" * 301}, ["i0"]),
        ({"i3-name": "", "i3-description": "Something"}, ["i3"]),
        ({"i4-removed": "1"}, ["i3"]),
        ({"i0-removed": "1", "i4-text": "{boss} is kind"}, ["i0", "i3"]),
        ({"name": ""}, []),
        ({"i5-text": "{boss}?"}, []),
        ({"label-0": ""}, []),
    ],
)
def test_after_a_mistake_the_values_that_have_one_are_open(client, draft, typed, are_open):
    page, _now = edited(client, draft, **typed)
    assert page.status_code == 400
    assert opened(page) == are_open


def test_what_is_wrong_is_found_whatever_else_the_page_lacks(client, draft):
    every = [item for item in fields(draft)["item"] if not item.startswith("value")]
    page, _now = edited(client, draft, item=every)
    assert page.status_code == 400
    assert opened(page) == []
