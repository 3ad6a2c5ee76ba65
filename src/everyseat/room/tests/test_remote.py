"""The remote control of a facilitator: what is on now, what waits, and the way back."""

import re

import pytest

from everyseat.room import kinds
from everyseat.room.actions import floor, holding, preparing
from everyseat.room.models import Question
from everyseat.room.queries import room_state
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db

GREEN = 0
WORDS = ["calm", "hopeful", "proud", "tired"]
RUDE = "sh1t"


@pytest.fixture
def room(client):
    made = make.room(make.person("Fran"))
    client.force_login(made.facilitator)
    return made


def page(client, room) -> str:
    return " ".join(client.get(f"/rooms/{room.pk}/").text.split())


def bar(client, room) -> str:
    text = re.sub(r"<[^>]+>", " ", page(client, room).partition('class="es-bar__acts">')[2])
    return " ".join(text.partition("Everyseat:")[0].split())


def act(client, question, **sent):
    return client.post(f"/rooms/{question.room_id}/{question.pk}/", sent)


def test_next_says_what_comes_next_and_the_last_question_has_none(client, room):
    make.asked(room)
    later = preparing.add_question(room=room, kind=kinds.WORD, text="And then?")
    assert bar(client, room).startswith("Close the question Next : And then?")
    holding.ask(question=later)
    assert bar(client, room).startswith("Back : Q? Close the question This is the last question.")
    holding.close(question=later)
    assert bar(client, room).startswith("Back : Q? End the session")


def test_back_shows_the_question_before_and_opens_it_to_nobody(client, room):
    first = make.asked(room)
    make.answers(first, *[GREEN] * 4)
    second = make.asked(room, kinds.WORD)
    act(client, first, act="back")
    shown = room_state.of(room.code)["question"]
    assert (shown["id"], shown["open"], shown["tally"]) == (first.pk, False, [4, 0, 0])
    second.refresh_from_db()
    assert second.state == Question.State.CLOSED
    act(client, second, act="ask")
    assert room_state.of(room.code)["question"]["open"]


def test_a_question_that_was_not_asked_is_not_shown(client, room):
    first = make.asked(room)
    later = preparing.add_question(room=room, kind=kinds.WORD, text="And then?")
    act(client, later, act="back")
    assert room_state.of(room.code)["question"]["id"] == first.pk


def test_it_says_what_the_hall_sees(client, room):
    question = make.asked(room)
    assert "The hall sees the question and the answers." in page(client, room)
    holding.show(question=question, shown=False)
    assert "The hall sees the question, not the answers." in page(client, room)
    holding.present(room=room, shows_join=True)
    assert "The hall sees how to join." in page(client, room)


def test_what_is_kept_off_the_screen_is_counted_for_whoever_runs_it(client, room):
    question = make.asked(room)
    make.answers(question, *[GREEN] * 4)
    holding.show(question=question, shown=False)
    own = client.get(f"/rooms/{room.pk}/waiting/").json()["question"]
    assert own["tally"] == [4, 0, 0]
    assert room_state.of(room.code)["question"]["tally"] is None


def test_words_that_nothing_speaks_against_are_shown_or_left_out_at_once(client, room):
    question = make.asked(room, kinds.WORD, holds=True)
    make.answers(question, *WORDS, RUDE)
    text = page(client, room)
    assert "4 wait for you" in text
    assert "Show all 4" in text
    assert "Leave out all 4" in text
    act(client, question, act="allow", word=["calm", "hopeful", "proud"])
    assert [word for word, *_ in make.tally(room)] == ["calm", "hopeful", "proud"]
    act(client, question, act="hide", word=["calm", "hopeful"])
    assert [word for word, *_ in make.tally(room)] == ["proud"]


def test_what_may_be_rude_is_never_shown_with_all_others(client, room):
    question = make.asked(room, kinds.FLOOR)
    for n, raised in enumerate(["Why is this sh1t?", "What the sh1t?"]):
        make.raised(question, n, raised)
    text = page(client, room)
    assert "May be rude: 2" in text
    assert "Leave out all 2" in text
    assert "Show all" not in text
    assert text.index("Leave out<span") < text.index("Show<span")


def test_words_that_wait_from_an_earlier_question_are_still_there(client, room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, *WORDS, RUDE)
    make.asked(room)
    assert "Waiting from another question: Q?" in page(client, room)
    act(client, question, act="allow", word=RUDE)
    assert "Waiting from another question" not in page(client, room)


def test_questions_from_the_floor_stand_as_on_the_screen_with_their_votes(client, room):
    question = make.asked(room, kinds.FLOOR)
    raised = {text: make.raised(question, 0, text) for text in ("A few?", "Most?", "Pinned?")}
    make.vote(raised["Most?"], 1, 2, 3)
    floor.mark(question=question, raised=str(raised["Pinned?"].pk), is_pinned=True)
    text = re.sub(r"<[^>]+>", " ", page(client, room))
    listed = " ".join(text[text.index("Everybody sees") :].split())
    assert listed.index("1 vote Coming up Pinned?") < listed.index("4 votes Most?")
    assert listed.index("4 votes Most?") < listed.index("1 vote A few?")
