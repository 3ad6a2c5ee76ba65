from string import Formatter

import pytest

from everyseat.files import tables
from everyseat.threesixty import questionnaire_checks, questionnaire_format, questionnaire_table
from everyseat.threesixty.actions.questionnaires import OURS
from everyseat.threesixty.questionnaire_checks import QuestionnaireError
from everyseat.threesixty.tests import make

ONE = {"name": "V", "behaviours": [{"text": "A"}]}


def ours() -> dict:
    return questionnaire_format.from_json(OURS.read_text(encoding="utf-8"))


def test_ours_is_what_we_say_it_is():
    content = ours()["content"]
    behaviours = [b for value in content["values"] for b in value["behaviours"]]
    assert 5 <= len(content["values"]) <= 7
    assert len(behaviours) == 30
    assert [q["key"] for q in content["questions"]] == ["keep", "change", "moment"]
    for b in behaviours:
        fields = {name for _, name, _, _ in Formatter().parse(b["text"]) if name}
        assert fields == {"name"}
        assert "{" not in b["self_text"]
    assert "CC BY 4.0" in ours()["licence"]


def test_json_comes_back_as_it_went():
    read = ours()
    about = {key: read[key] for key in ("name", "language", "licence")}
    assert (
        questionnaire_format.from_json(questionnaire_format.to_json(about, read["content"])) == read
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({}, "at least one value"),
        ({"values": [{"name": "", "behaviours": [{"text": "A"}]}]}, "Value 1 has no name"),
        ({"values": [{"name": "V", "behaviours": []}]}, "has no behaviours"),
        ({"values": [{"name": "V", "behaviours": [{"text": ""}]}]}, "statement is empty"),
        (
            {"values": [{"name": "V", "behaviours": [{"text": "{boss} is"}]}]},
            "only {name} in braces",
        ),
        (
            {"values": [{"name": "V", "behaviours": [{"text": "{name} }"}]}]},
            "only {name} in braces",
        ),
        ({"questions": [{"text": "What of {him}?"}]}, "question 1: write only"),
        (
            {"values": [ONE], "questions": [{"text": "Why?", "value": "W"}]},
            "question 1: there is no value “W”",
        ),
        (
            {"values": [{"name": "V", "behaviours": [{"text": "A" * 301}]}]},
            "“A{40}…” has 301 characters. At most 300 fit.",
        ),
        (
            {"values": [{"name": "V", "behaviours": [{"text": "A"}, {"text": "A"}]}]},
            "appear only once",
        ),
        ({"values": [{"name": "V", "behaviours": [{"text": "A"}]}], "labels": ["x"]}, "3 and 11"),
    ],
)
def test_what_is_wrong_with_a_questionnaire_is_said(content, why):
    with pytest.raises(QuestionnaireError, match=why):
        questionnaire_checks.checked(content)


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"values": 3}', "null", "[" * 100_000, "[" + "9" * 5000 + "]"]
)
def test_what_is_no_questionnaire_is_refused(text):
    with pytest.raises(QuestionnaireError):
        questionnaire_format.from_json(text)


def test_an_empty_cell_of_a_csv_is_named():
    table = tables.from_bytes(b"value,behaviour\nV,A\nV,\n", "f.csv")
    with pytest.raises(tables.FileError, match="line 3, column behaviour: is empty"):
        questionnaire_table.from_table(table)


@pytest.mark.parametrize("about", ["V", "value-v"])
def test_a_question_may_be_about_a_value_by_name_or_key(about):
    questions = [{"text": "Why?", "value": about}, {"text": "What else?"}]
    content = questionnaire_checks.checked({"values": [ONE], "questions": questions})
    assert [q.get("value") for q in content["questions"]] == ["value-v", None]


@pytest.mark.django_db
def test_a_questionnaire_file_with_a_mistake_is_not_loaded(client, tmp_path):
    client.force_login(make.person("Org", "organiser"))
    path = tmp_path / "f.json"
    path.write_text('{"values": [}')
    with path.open("rb") as file:
        page = client.post("/questionnaires/import/", {"file": file})
    assert b"Line 1 is not JSON" in page.content
    path = tmp_path / "f.csv"
    path.write_text("value,behaviour\nV,{name} asks.\n")
    with path.open("rb") as file:
        assert (
            client.post("/questionnaires/import/", {"file": file, "name": "N"}).status_code == 302
        )


def test_a_questionnaire_holds_no_nul():
    sent = (
        r'{"name": "N\u0000", "values": [{"name": "V\u0000", "behaviours": [{"text": "t\u0000"}]}]}'
    )
    found = questionnaire_format.from_json(sent)
    assert found["name"] == "N"
    assert "\0" not in str(found["content"])
