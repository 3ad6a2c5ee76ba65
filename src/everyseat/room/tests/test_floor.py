"""Questions from the floor."""

import pytest
from tests.markup import markup

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds
from everyseat.room.actions import floor, holding, preparing
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


def test_questions_from_the_floor_are_ranked_by_votes_one_a_device(room):
    question = make.asked(room, kinds.FLOOR)
    make.raised(question, 1, "Why now?")
    make.raised(question, 1, "Why  now?")
    make.raised(question, 2, "What changes?")
    what = question.raised.get(text="What changes?")
    for n in (3, 4, 4):
        floor.vote(question=question, token=make.token(n), raised=str(what.pk))
    assert [row[1:] for row in make.tally(room)] == [["What changes?", 3], ["Why now?", 1]]


def test_a_held_question_is_seen_and_voted_for_once_the_facilitator_lets_it(room):
    question = preparing.add_question(room=room, kind=kinds.FLOOR, text="Q", written=[], holds=True)
    holding.ask(question=question)
    make.raised(question, 1, "Rude?")
    raised = question.raised.get()
    assert make.tally(room) == []
    with pytest.raises(kinds.Refused):
        floor.vote(question=question, token=make.token(2), raised=str(raised.pk))
    floor.let_be_seen(question=question, raised=str(raised.pk), seen=True)
    assert len(make.tally(room)) == 1


def test_one_device_can_not_flood_the_floor(room):
    question = make.asked(room, kinds.FLOOR)
    for n in range(5):
        make.raised(question, 1, f"Question {n}?")
    with pytest.raises(NotNow, match="asked 5 questions"):
        make.raised(question, 1, "One more?")
    for text in ("", "x" * 201, "x" * 10_000_000, None):
        with pytest.raises(kinds.Refused):
            make.raised(question, 2, text)
    holding.close(question=question)
    with pytest.raises(NotNow):
        make.raised(question, 3, "Late?")


def test_the_floor_works_without_scripts(client, room):
    question = make.asked(room, kinds.FLOOR)
    form = {"question": question.pk, "token": make.token(1)}
    page = client.post(f"/join/{room.code}/", form | {"raise": "Why now?"}).content.decode()
    assert "Why now?" in page
    raised = question.raised.get()
    client.post(f"/join/{room.code}/", form | {"token": make.token(2), "vote": str(raised.pk)})
    assert raised.votes.count() == 2
    bad = client.post(f"/join/{room.code}/", form | {"vote": "nonsense"})
    assert "one line" in bad.content.decode()


def test_the_same_words_twice_are_one_question_and_a_vote_can_be_taken_back(room):
    question = make.asked(room, kinds.FLOOR)
    make.raised(question, 1, "Why now?")
    floor.raise_question(question=question, token=make.token(2), text="why NOW?")
    assert [row[1:] for row in make.tally(room)] == [["Why now?", 2]]
    raised = str(question.raised.get().pk)
    for _ in range(2):
        floor.take_back(question=question, token=make.token(2), raised=raised)
    floor.take_back(question=question, token=make.token(1), raised="nonsense")
    assert [row[1:] for row in make.tally(room)] == [["Why now?", 1]]


def test_a_phone_is_told_what_became_of_its_question(client, room):
    question = make.asked(room, kinds.FLOOR, holds=True)
    form = {"question": question.pk, "token": make.token(1), "raise": "Rude?"}
    page = client.post(f"/join/{room.code}/", form).text
    assert "Fay reads it first, and decides whether to show it." in page


def test_an_answer_sent_again_by_a_reload_is_no_problem(client, room):
    question = make.asked(room)
    form = {"question": question.pk, "token": make.token(1), "answer": "0"}
    client.post(f"/join/{room.code}/", form)
    make.asked(room)
    assert "There is a problem" not in client.post(f"/join/{room.code}/", form).text
    form["token"] = make.token(2)
    assert "There is a problem" in client.post(f"/join/{room.code}/", form).text
    make.end(room)
    assert "There is a problem" not in client.post(f"/join/{room.code}/", form).text


def test_a_pinned_question_stands_first_and_an_answered_one_last(room):
    question = make.asked(room, kinds.FLOOR)
    for n, text in enumerate(("Most?", "Less?", "Least?")):
        make.vote(make.raised(question, n, text), *range(10, 13 - n))
    marks = {text: str(question.raised.get(text=text).pk) for text in ("Most?", "Least?")}
    floor.mark(question=question, raised=marks["Least?"], is_pinned=True)
    floor.mark(question=question, raised=marks["Most?"], is_answered=True)
    rows = make.tally(room)
    assert [row[1] for row in rows] == ["Least?", "Less?", "Most?"]
    assert [row[3:] for row in rows] == [["pinned"], [], ["answered"]]


def test_a_question_that_is_not_seen_gets_no_mark(room):
    question = make.asked(room, kinds.FLOOR, holds=True)
    raised = make.raised(question, 1, "Why?")
    floor.mark(question=question, raised=str(raised.pk), is_pinned=True)
    raised.refresh_from_db()
    assert not raised.is_pinned


def test_marks_are_pressed_on_the_remote_control_and_read_on_phones(client, room):
    question = make.asked(room, kinds.FLOOR)
    raised = make.raised(question, 1, "Why?")
    client.force_login(room.facilitator)
    press = {"raised": str(raised.pk)}
    for act, said in (("pin", "Next"), ("answered", "Answered"), ("unanswered", "")):
        client.post(f"/rooms/{room.pk}/{question.pk}/", press | {"act": act})
        page = markup(client.get(f"/join/{room.code}/"))
        tag = page.split("data-floor>")[1].split("data-mark")[1].split("</strong>")[0]
        assert tag.split(">")[-1].strip() == said
    make.end(room)
    with pytest.raises(NotNow):
        floor.mark(question=question, raised=str(raised.pk), is_pinned=True)
