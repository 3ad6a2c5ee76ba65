"""The screen of a hall as the server makes it: what is there without scripts."""

import re

import pytest

from everyseat.room import kinds
from everyseat.room.actions import holding
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
    page = client.get(f"/rooms/{room.pk}/screen/").text
    line = re.search(r"<p data-count[^>]*>(.*?)</p>", page, re.S)[1].strip()
    table = re.search(r"<table[^>]*>(.*?)</table>", page, re.S)[1]
    return line, " ".join(re.sub(r"<[^>]+>", " ", table).split())


def test_it_counts_from_four_answers_on(client, room):
    question = make.asked(room)
    make.answers(question, *[GREEN] * 3)
    assert read(client, room) == ("Shown once there are 4 answers", "")
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
    assert read(client, room) == ("4 answers · The words wait to be let through", "")


def test_nothing_of_the_last_question_stands_there_when_the_room_has_ended(client, room):
    make.answers(make.asked(room), *[GREEN] * 4)
    make.end(room)
    assert read(client, room) == ("This meeting has ended. Thank you.", "")


def test_before_anything_is_asked_it_is_silent(client, room):
    assert read(client, room) == ("", "")
