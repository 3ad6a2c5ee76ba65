"""A questionnaire leaves as a file and comes back whole, whatever is in it."""

import json
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.files import tables
from everyseat.threesixty import questionnaire_format, questionnaire_table
from everyseat.threesixty.questionnaire_checks import QuestionnaireError, checked
from everyseat.threesixty.tests import make

ABOUT = {"name": "Ours", "language": "cy", "licence": "CC BY 4.0"}
TURNED = {
    "key": "waits",
    "text": "{name} interrupts people.",
    "self_text": "I interrupt people.",
    "turned_text": "{name} lets people finish.",
    "turned_self_text": "I let people finish.",
    "required": True,
    "not_seen": False,
}
WHOLE = {
    "labels": ["Not at all", "", "", "Completely"],
    "low": 0,
    "values": [
        {"key": "v", "name": "=Listening", "description": "'- Heard", "behaviours": [TURNED]},
        {
            "key": "w",
            "name": "=Listening",
            "description": "",
            "behaviours": [{"key": "x", "text": '@home, "he"; \'a', "self_text": "1"}],
        },
    ],
    "questions": [
        {"key": "keep", "text": "Keep?", "self_text": "I?", "value": "v", "after": "w"},
        {"key": "why", "text": "Why, {name}?", "self_text": "Why?"},
    ],
}

texts = st.text(string.ascii_letters + "=+-@'\" ,;|%éŵ–。", min_size=1, max_size=30).map(
    lambda text: " ".join(f"x{text}".split()) if not text.strip() else " ".join(text.split())
)
maybe = st.one_of(st.just(""), texts)


@st.composite
def contents(draw):
    """Return the content of a questionnaire with anything that one can hold."""
    number = iter(range(1000))

    def statement() -> dict:
        made = {"key": f"s{next(number)}", "text": draw(texts), "self_text": draw(texts)}
        turned = draw(maybe)
        extra = {"turned_text": turned, "turned_self_text": draw(texts)} if turned else {}
        return {**made, **extra, "required": draw(st.booleans()), "not_seen": draw(st.booleans())}

    labels = [f"{n} {draw(texts)}" for n in range(draw(st.integers(3, 11)))]
    labels[1:-1] = [draw(st.sampled_from(["", label])) for label in labels[1:-1]]
    values = [
        {
            "key": f"v{next(number)}",
            "name": draw(texts),
            "description": draw(maybe),
            "behaviours": [statement() for _ in range(draw(st.integers(1, 3)))],
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    places = st.sampled_from(["", *(value["key"] for value in values)])
    questions = [
        {**statement(), "value": draw(places), "after": draw(places)}
        for _ in range(draw(st.integers(0, 2)))
    ]
    return checked(
        {
            "labels": labels,
            "low": draw(st.integers(0, 1)),
            "values": values,
            "questions": questions,
        }
    )


def as_json(content: dict) -> dict:
    return questionnaire_format.from_json(questionnaire_format.to_json(ABOUT, content))


def as_csv(content: dict) -> dict:
    written = questionnaire_table.to_csv(ABOUT, content).encode()
    return questionnaire_table.from_table(tables.from_bytes(written, "q.csv"))


@pytest.mark.parametrize("through", [as_json, as_csv])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=contents())
def test_a_file_comes_back_as_it_went(through, content):
    assert through(content) == {**ABOUT, "content": content}


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
@pytest.mark.django_db
def test_what_is_exported_is_imported_as_it_was(client, kind, tmp_path):
    client.force_login(make.person("Org", "organiser"))
    old = make.questionnaire()
    old.content, old.name, old.language = checked(WHOLE), "Ours", "cy"
    old.save(force_update=True)
    path = tmp_path / f"q.{kind}"
    path.write_bytes(client.get(f"/questionnaires/{old.pk}/export.{kind}").content)
    with path.open("rb") as file:
        done = client.post("/questionnaires/import/", {"file": file})
    new = type(old).objects.get(pk=done["Location"].rstrip("/").rsplit("/", 1)[1])
    assert new.pk != old.pk
    assert new.content == old.content == WHOLE
    assert (new.name, new.language) == ("Ours", "cy")


def test_a_short_table_of_statements_is_a_questionnaire():
    table = tables.from_bytes(b"value,behaviour,about_me\nV,{name} asks,I ask\n", "q.csv")
    content = questionnaire_table.from_table(table)["content"]
    assert content["values"][0]["behaviours"][0] == {
        "key": "name-asks",
        "text": "{name} asks",
        "self_text": "I ask",
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("section,V,,", "line 2, column kind: is “section”. It can be: name, language"),
        ("statement,V,A,", "line 2, column kind: is a statement before the first value"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, why):
    table = tables.from_bytes(f"kind,value,behaviour,about_me\n{line}\n".encode(), "q.csv")
    with pytest.raises(tables.FileError, match=why):
        questionnaire_table.from_table(table)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"labels": ["a", "b"]}, "between 3 and 11 points"),
        ({"labels": ["a"] + [""] * 11}, "between 3 and 11 points"),
        ({"labels": ["", "b", "c"]}, "the lowest and the highest point"),
        ({"labels": ["Often", "", "often"]}, "the same label"),
        (
            {"values": [{"name": "V", "behaviours": [{"text": "A", "turned_self_text": "B"}]}]},
            "too",
        ),
        ({"questions": [{"text": "Why?", "after": "nowhere"}]}, "no value “nowhere”"),
    ],
)
def test_a_scale_or_a_place_that_cannot_be_is_said(changes, why):
    with pytest.raises(QuestionnaireError, match=why):
        checked(json.loads(json.dumps({**WHOLE, **changes})))
