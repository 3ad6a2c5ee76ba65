"""The questionnaire editor: no private syntax, nothing typed is lost, a statement keeps its key."""

import pytest

from everyseat.threesixty.actions import questionnaires as actions
from everyseat.threesixty.actions.questionnaires import STARTS
from everyseat.threesixty.forms import questionnaire_editor
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.questionnaire_changes import changes
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def fields(questionnaire: Questionnaire, **changed: object) -> dict:
    """Return what the page of a questionnaire sends, with some fields changed."""
    stored = (questionnaire.name, questionnaire.licence, questionnaire.language)
    editor = questionnaire_editor.of_content(*stored, questionnaire.content)
    data: dict = {"name": editor.name, "licence": editor.licence, "language": editor.language}
    data |= {"low": editor.low, "seen": actions.state_of(questionnaire)}
    data |= {f"label-{i}": label for i, label in enumerate(editor.labels)}
    data["item"] = [f"{item.kind}:{item.id}" for item in editor.items]
    for item in editor.items:
        data |= {f"{item.id}-{name}": text for name, text in item.fields.items()}
    return {**data, **changed}


@pytest.fixture
def draft(client) -> Questionnaire:
    """A draft with the statements i1, i2 below the value i0, and i4 below i3; i5 is a question."""
    client.force_login(make.person("Org", "organiser"))
    return actions.add(name="Ours", content=make.CONTENT)


def edited(client, questionnaire: Questionnaire, **changed: object):
    """Send the page; return the answer and the questionnaire as it is now."""
    page = client.post(
        f"/questionnaires/{questionnaire.pk}/edit/", fields(questionnaire, **changed)
    )
    return page, Questionnaire.objects.get(pk=questionnaire.pk)


def keys(questionnaire: Questionnaire) -> list[list[str]]:
    return [[b["key"] for b in value["behaviours"]] for value in questionnaire.content["values"]]


def test_saving_without_a_change_changes_nothing(client, draft):
    before = draft.content
    page, now = edited(client, draft)
    assert page.status_code == 302
    assert now.content == before


def test_a_reworded_statement_keeps_its_key_and_a_new_question_gets_another(client, draft):
    texts = {"i1-text": "{name} hears what I say.", "i2-text": "{name} asks me.", "i2-anew": "on"}
    _page, now = edited(client, draft, **texts)
    assert keys(now) == [["hears", "name-asks-me"], ["sees"]]
    assert now.content["values"][0]["behaviours"][0]["text"] == "{name} hears what I say."


def test_the_same_words_that_count_the_other_way_are_a_new_question(client, draft):
    _page, now = edited(client, draft, **{"i1-turned_text": "{name} is deaf to me."})
    assert keys(now)[0][0] not in ("hears", "")
    assert now.content["values"][0]["behaviours"][0]["turned_text"] == "{name} is deaf to me."


def test_qualities_of_statements_and_places_of_questions_are_saved(client, draft):
    told = {"i1-required": "on", "i1-unseen": "on", "i5-about": "i3", "i5-after": "i0"}
    _page, now = edited(client, draft, **told)
    first, second = now.content["values"]
    assert first["behaviours"][0]["required"] is True
    assert first["behaviours"][0]["not_seen"] is False
    question = now.content["questions"][0]
    assert (question["value"], question["after"]) == (second["key"], first["key"])


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ("down:i1", ["i0", "i2", "i1", "i3", "i4", "i5"]),
        ("up:i2", ["i0", "i2", "i1", "i3", "i4", "i5"]),
        ("down:i2", ["i0", "i1", "i3", "i2", "i4", "i5"]),
        ("up:i4", ["i0", "i1", "i2", "i4", "i3", "i5"]),
        ("up:i1", ["i0", "i1", "i2", "i3", "i4", "i5"]),
        ("down:i4", ["i0", "i1", "i2", "i3", "i4", "i5"]),
        ("up:i3", ["i3", "i4", "i0", "i1", "i2", "i5"]),
        ("down:i0", ["i3", "i4", "i0", "i1", "i2", "i5"]),
        ("up:nothing", ["i0", "i1", "i2", "i3", "i4", "i5"]),
    ],
)
def test_buttons_move_without_a_script_and_keep_what_was_typed(client, draft, button, order):
    page, now = edited(client, draft, do=button, **{"i1-text": "Typed, {name}, not saved"})
    assert [item.id for item in page.context["editor"].items] == order
    assert "Typed, {name}, not saved" in page.content.decode()
    assert now.content == draft.content


def test_what_was_removed_can_be_put_back_until_it_is_saved(client, draft):
    page, _now = edited(client, draft, do="remove:i1")
    text = page.content.decode()
    assert "{name} hears me." in text
    assert 'value="back:i1"' in text
    page, _now = edited(client, draft, do="back:i1", **{"i1-removed": "1"})
    assert not page.context["editor"].items[1].removed
    _page, now = edited(client, draft, **{"i1-removed": "1"})
    assert keys(now) == [["asks"], ["sees"]]


@pytest.mark.parametrize(
    ("removed", "left"), [("i0", ["hears", "asks", "sees"]), ("i3", ["hears", "asks", "sees"])]
)
def test_the_statements_of_a_removed_value_stay(client, draft, removed, left):
    _page, now = edited(client, draft, **{f"{removed}-removed": "1"})
    assert keys(now) == [left]


def test_values_statements_and_questions_are_added_and_empty_ones_are_left_out(client, draft):
    page, _now = edited(client, draft, do="add:statement:i0")
    assert [i.kind for i in page.context["editor"].items][:4] == ["value", *["statement"] * 3]
    page, _now = edited(client, draft, do="add:value")
    kinds = [item.kind for item in page.context["editor"].items]
    assert kinds[-3:] == ["value", "statement", "question"]
    every = [*fields(draft)["item"], "value:n1", "statement:n2", "question:n3", "statement:n4"]
    new = {"item": every, "n1-name": "Trust", "n2-text": "{name} trusts me.", "n3-text": ""}
    _page, now = edited(client, draft, **new)
    assert now.content["values"][2]["name"] == "Trust"
    assert keys(now)[2] == ["name-trusts-me"]
    assert len(now.content["questions"]) == 1


def test_a_new_statement_never_gets_the_key_of_one_that_is_gone(client, draft):
    every = [*fields(draft)["item"], "statement:n1"]
    told = {"item": every, "i4-removed": "1", "n1-text": "Sees", "n1-self_text": "I see"}
    _page, now = edited(client, draft, **told)
    assert "sees" not in keys(now)[1]


def test_a_mistake_is_said_and_everything_typed_is_kept(client, draft):
    typed = {"i1-text": "{boss} is kind", "i4-text": "{name} is kind", "name": "Renamed"}
    page, now = edited(client, draft, **typed)
    text = page.content.decode()
    assert page.status_code == 400
    assert "Value 1, behaviour 1: write only {name} in braces." in text
    assert all(words in text for words in typed.values())
    assert now.name == "Ours"


def test_the_scale_is_changed_by_its_buttons(client, draft):
    page, _now = edited(client, draft, do="preset:eleven")
    assert page.context["editor"].labels == ["Not at all", *[""] * 9, "Completely"]
    page, _now = edited(client, draft, do="points", points="7")
    labels = ["Never", "Rarely", "Sometimes", "Often", "", "", "Always"]
    assert page.context["editor"].labels == labels
    page, _now = edited(client, draft, do="points", points="99")
    assert len(page.context["editor"].labels) == 5


def test_an_older_tab_does_not_replace_what_was_saved_since(client, draft):
    page, now = edited(client, draft, seen="older", name="Mine")
    assert "Somebody else has saved this questionnaire" in page.content.decode()
    assert "Mine" in page.content.decode()
    assert now.name == "Ours"


def test_a_published_version_stays_and_two_presses_make_one_draft(client, draft):
    actions.publish(questionnaire=draft)
    _page, now = edited(client, draft, name="Theirs")
    _page, now = edited(client, draft, name="Theirs")
    assert now.name == "Ours"
    versions = Questionnaire.objects.filter(family=draft.family, version__gt=1)
    assert [version.name for version in versions] == ["Theirs"]


@pytest.mark.parametrize("template", ["empty", *STARTS])
def test_a_questionnaire_begins_with_a_template(client, draft, template):
    done = client.post("/questionnaires/new/", {"name": "Mine", "template": template})
    made = Questionnaire.objects.get(name="Mine")
    assert done["Location"] == f"/questionnaires/{made.pk}/edit/"
    assert not made.published
    assert len(made.behaviours) == {"empty": 1, "leading": 30, "pulse": 9, "board": 9}[template]


def test_a_draft_is_previewed_as_a_rater_and_as_the_leader(client, draft):
    rater = client.get(f"/questionnaires/{draft.pk}/preview/").content.decode()
    own = client.get(f"/questionnaires/{draft.pk}/preview/?as=self").content.decode()
    assert "Alex Morgan hears me." in rater
    assert "Not seen" in rater
    assert "I hear people." in own
    assert "Not seen" not in own
    assert "Send my answers" not in rater + own


def test_what_changed_between_versions_is_said(client, draft):
    actions.publish(questionnaire=draft)
    every = [*fields(draft)["item"], "statement:n1"]
    every[1], every[2] = every[2], every[1]
    told = {"i1-text": "{name} hears all.", "i3-name": "Seeing", "n1-text": "{name} stays."}
    told |= {"i4-removed": "1", "label-4": "Every time"}
    edited(client, draft, item=every, **told)
    new = Questionnaire.objects.get(family=draft.family, version=2)
    found = {change.what for change in changes(draft.content, new.content)}
    assert found == {
        "Scale changed: results of the two versions are not compared",
        "Value renamed",
        "Statement removed",
        "Statement added",
        "Statement reworded",
        "Order of statements changed",
    }
    assert not changes(draft.content, draft.content)
    page = client.get(f"/questionnaires/{new.pk}/changes/").content.decode()
    assert "{name} hears all." in page
