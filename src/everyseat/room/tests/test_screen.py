"""The screen of a hall as the server makes it: what is there without scripts."""

import re

import pytest

from everyseat.room import kinds
from everyseat.room.actions import holding, preparing
from everyseat.room.queries import room_state
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db

GREEN = 0


@pytest.fixture
def room(client):
    made = make.room(make.person("Fran"))
    client.force_login(made.facilitator)
    return made


def read(client, room) -> tuple[str, str]:
    """Return the line under the picture, and the table's text."""
    page = client.get(f"/rooms/{room.pk}/screen/", follow=True).text
    line = re.search(r"<p data-count[^>]*>(.*?)</p>", page, re.S)[1].strip()
    table = re.search(r"<table[^>]*>(.*?)</table>", page, re.S)[1]
    return line, " ".join(re.sub(r"<[^>]+>", " ", table).split())


def test_it_counts_from_four_answers_on(client, room):
    question = make.asked(room)
    make.answers(question, *[GREEN] * 3)
    assert read(client, room) == ("Answers are shown once 4 people have answered", "")
    make.answers(question, *[GREEN] * 4)
    assert read(client, room) == ("4 answers", "Green 4 Amber 0 Red 0")


def test_it_says_that_answers_are_kept_and_that_a_question_is_closed(client, room):
    question = make.asked(room)
    make.answers(question, *[GREEN] * 4)
    holding.show(question=question, shown=False)
    holding.close(question=question)
    assert read(client, room) == ("4 answers · The answers are shown later · Closed", "")


def test_it_says_that_words_wait(client, room):
    question = make.asked(room, kinds.WORD, holds=True)
    make.answers(question, *["hopeful"] * 4)
    assert read(client, room) == (
        "4 answers · Words are shown once the facilitator has read them",
        "",
    )


def test_nothing_of_the_last_question_stands_there_when_the_room_has_ended(client, room):
    make.answers(make.asked(room), *[GREEN] * 4)
    make.end(room)
    assert read(client, room) == ("This meeting has ended. Thank you.", "")


def test_before_anything_is_asked_it_is_silent(client, room):
    assert read(client, room) == ("", "")


def is_join_screen(client, room) -> bool:
    return "es-screen--join" in client.get(f"/rooms/{room.pk}/screen/", follow=True).text


def test_it_says_how_to_join_until_something_is_asked(client, room):
    assert is_join_screen(client, room)
    assert room.typed_code in client.get(f"/rooms/{room.pk}/screen/", follow=True).text
    make.asked(room)
    assert not is_join_screen(client, room)


def test_how_to_join_is_one_press_away_and_gone_with_the_next_question(client, room):
    make.asked(room)
    client.post(f"/rooms/{room.pk}/present/", {"as": "join"})
    assert is_join_screen(client, room)
    client.post(f"/rooms/{room.pk}/present/", {"as": "question"})
    assert not is_join_screen(client, room)
    client.post(f"/rooms/{room.pk}/present/", {"as": "join"})
    make.asked(room)
    assert not is_join_screen(client, room)
    make.end(room)
    assert not is_join_screen(client, room)


def test_counts_or_shares_are_the_facilitator_s_choice(client, room):
    assert room_state.of(room.code)["percent"] is False
    client.post(f"/rooms/{room.pk}/present/", {"as": "percent"})
    assert room_state.of(room.code)["percent"] is True
    client.post(f"/rooms/{room.pk}/present/", {"as": "nonsense"})
    client.post(f"/rooms/{room.pk}/present/", {"as": "counts"})
    assert room_state.of(room.code)["percent"] is False


def test_nobody_else_changes_what_a_screen_shows(client, room):
    client.force_login(make.person("Zoe"))
    assert client.post(f"/rooms/{room.pk}/present/", {"as": "join"}).status_code == 404


def test_both_ends_of_a_scale_say_what_they_mean(client, room):
    question = make.asked(room, kinds.SCALE, meanings=["not at all", "fully"])
    make.answers(question, 0, 0, 0, 4)
    assert read(client, room)[1] == "1: not at all 3 2 0 3 0 4 0 5: fully 1"
    labels = room_state.of(room.code)["question"]["options"]
    assert (labels[0], labels[-1]) == ("1: not at all", "5: fully")
    again = preparing.again(room=room, held_on=room.held_on)
    assert again.questions.get().meanings == ["not at all", "fully"]


def test_one_end_of_a_scale_alone_is_refused(client, room):
    sent = {"text": "How clear?", "kind": kinds.SCALE, "written": "", "low": "not at all"}
    page = client.post(f"/rooms/{room.pk}/questions/new/", sent)
    assert "Say what both ends of the scale mean" in page.text
    client.post(f"/rooms/{room.pk}/questions/new/", sent | {"high": "fully"})
    assert room.questions.get().meanings == ["not at all", "fully"]
