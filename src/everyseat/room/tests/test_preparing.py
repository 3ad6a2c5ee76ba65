"""The page on which a session is prepared, and its preview."""

import pytest
from django.urls import reverse
from tests.markup import markup

from everyseat.room import kinds
from everyseat.room.actions import correcting, preparing
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client, room):
    client.force_login(room.facilitator)
    return client


@pytest.fixture
def questions(room):
    return [
        preparing.add_question(room=room, kind=kinds.CARDS, text=text)
        for text in ("First?", "Second?", "Third?")
    ]


def texts(room):
    return [question.text for question in room.questions.all()]


def act(client, question, what):
    address = reverse("room_act", args=[question.room_id, question.pk])
    return client.post(address, {"act": what})


def test_nothing_is_asked_by_a_slip_while_a_session_is_prepared(owner, room, questions):
    page = markup(owner.get(reverse("room", args=[room.pk])))
    assert page.count('value="ask"') == 1
    assert "Start" in page
    assert "data-control" not in page
    act(owner, questions[0], "ask")
    page = markup(owner.get(reverse("room", args=[room.pk])))
    assert "data-control" in page
    assert ">Start<" not in page


def test_a_session_without_questions_can_not_be_started(owner, room):
    page = markup(owner.get(reverse("room", args=[room.pk])))
    assert 'value="ask"' not in page


def test_an_added_question_is_said_and_led_to(owner, room):
    values = {"text": "New?", "kind": kinds.CARDS}
    answer = owner.post(reverse("question_new", args=[room.pk]), values, follow=True)
    made = room.questions.get()
    assert answer.redirect_chain[-1][0].endswith(f"#question-{made.pk}")
    assert "Added: New?" in answer.text
    wrong = owner.post(reverse("question_new", args=[room.pk]), {"text": "", "kind": kinds.CARDS})
    assert "There is a problem" in wrong.text
    assert room.questions.count() == 1


def test_a_copy_stands_right_after_its_question(room, questions):
    correcting.duplicate_question(question=questions[0])
    assert texts(room) == ["First?", "First?", "Second?", "Third?"]


def test_a_copy_stands_at_the_end_where_the_next_was_asked(room, questions):
    make.open_again(questions[1])
    correcting.duplicate_question(question=questions[0])
    assert texts(room) == ["First?", "Second?", "Third?", "First?"]


def test_undo_stands_where_the_question_was(owner, room, questions):
    act(owner, questions[1], "remove")
    page = markup(owner.get(reverse("room", args=[room.pk])))
    assert page.index("First?") < page.index("Deleted: Second?") < page.index("Third?")
    page = markup(owner.get(reverse("room", args=[room.pk])))
    assert "Deleted:" not in page


def test_the_preview_shows_each_question_as_a_phone_does_and_takes_nothing(owner, room, questions):
    address = reverse("room_preview", args=[room.pk])
    first, last = markup(owner.get(address)), markup(owner.get(address, {"n": "3"}))
    for text in ("First?", "Question 1 of 3", "Next question"):
        assert text in first
    assert 'value="0"' in first  # a card to press
    assert '<div class="es-preview" inert>' in first
    for text, is_there in (("Third?", True), ("Next question", False), ("Question before", True)):
        assert (text in last) is is_there
    for odd in ("0", "-1", "x", "99", "٣", "9" * 5000):
        assert owner.get(address, {"n": odd}).status_code == 200
    room.refresh_from_db()
    assert room.current is None
    assert owner.post(address).status_code in (200, 405)
    assert not room.questions.exclude(state="waiting").exists()


def test_the_preview_of_an_empty_session_says_nothing_wrong(owner, room):
    assert owner.get(reverse("room_preview", args=[room.pk])).status_code == 200


def test_preparing_is_for_whoever_runs_it(client, room, questions):
    client.force_login(make.person("A stranger"))
    for name in ("question_new", "room_preview"):
        assert client.get(reverse(name, args=[room.pk])).status_code == 404
