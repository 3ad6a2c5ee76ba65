"""What everybody answered, on each phone: where the facilitator has chosen so."""

import re

import pytest

from everyseat.room import kinds
from everyseat.room.actions import holding
from everyseat.room.queries import room_state
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db

GREEN, AMBER = 0, 1


def on_phones(room):
    holding.present(room=room, on_phones=True)


def seen(client, room) -> str | None:
    """Return what a phone's page shows of the answers; None where that is hidden."""
    page = client.get(f"/join/{room.code}/").text
    section = re.search(r"<section[^>]*data-seen(.*?)</section>", page, re.S)
    if not section or re.match(r"[^>]*hidden\s*>", section[1]):
        return None
    shown = re.sub(r"<template.*?</template>", "", section[1], flags=re.S).partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_phones_show_nothing_unless_the_facilitator_says_so(client, room):
    make.answers(make.asked(room), *[GREEN] * 4)
    assert seen(client, room) is None
    on_phones(room)
    assert "4 answers" in seen(client, room)
    holding.present(room=room, on_phones=False)
    assert seen(client, room) is None


def test_a_phone_shows_the_numbers_of_the_screen(client, room):
    on_phones(room)
    question = make.asked(room)
    make.answers(question, *[GREEN] * 3)
    assert seen(client, room).startswith(
        "What everybody answered Answers are shown once 4 people have answered"
    )
    assert "Green" not in seen(client, room)
    make.answers(question, *[GREEN] * 3, AMBER)
    assert seen(client, room).endswith("Green 3 Amber 1 Red 0")


def test_answers_that_are_kept_from_the_screen_are_on_no_phone(client, room):
    on_phones(room)
    question = make.asked(room)
    make.answers(question, *[GREEN] * 4)
    holding.show(question=question, shown=False)
    assert "The answers are shown later" in seen(client, room)
    assert "Green" not in seen(client, room)


def test_a_word_that_waits_is_on_no_phone(client, room):
    on_phones(room)
    make.answers(make.asked(room, kinds.WORD, holds=True), *["hopeful"] * 4)
    assert "hopeful" not in seen(client, room)


def test_questions_from_the_floor_stand_in_one_list_only(client, room):
    on_phones(room)
    question = make.asked(room, kinds.FLOOR)
    make.raised(question, 0, "When?")
    assert seen(client, room) is None
    holding.close(question=question)
    assert "When? 1" in seen(client, room)


def test_nothing_is_shown_before_or_after_a_session(client, room):
    on_phones(room)
    assert seen(client, room) is None
    make.answers(make.asked(room), *[GREEN] * 4)
    make.end(room)
    assert seen(client, room) is None


def test_a_facilitator_decides_on_the_remote_control(client, room):
    client.force_login(room.facilitator)
    for pressed, shows in (("phones", True), ("no_phones", False)):
        client.post(f"/rooms/{room.pk}/present/", {"as": pressed})
        assert room_state.of(room.code)["phones"] is shows


def test_phones_hear_when_what_is_promised_has_changed(room):
    question = make.asked(room)
    heard = [room_state.of(room.code)["promise"]]
    on_phones(room)
    heard.append(room_state.of(room.code)["promise"])
    holding.show(question=question, shown=False)
    heard.append(room_state.of(room.code)["promise"])
    make.answers(question, *[GREEN] * 4)
    assert len(set(heard)) == 3
    assert room_state.of(room.code)["promise"] == heard[-1]
