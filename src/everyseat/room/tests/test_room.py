"""Preparing a room, answering once a device, and what the hall may see."""

import json

import pytest
from django.utils import timezone

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.organisations.refusals import NotNow
from everyseat.room import actions, kinds, merging, queries
from everyseat.room.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    organisations.found(organisation="Trust", name="Admin", email="admin@trust.example")
    return Person.objects.create(name="Fay", email="fay@trust.example", organisation=host())


@pytest.fixture
def room(facilitator):
    return actions.prepare(facilitator=facilitator, title="Big room", held_on=timezone.localdate())


def _ask(room, kind=kinds.CARDS, written=()):
    question = actions.add_question(room=room, kind=kind, text="Q?", written=list(written))
    actions.ask(question=question)
    question.refresh_from_db()
    return question


def _token(n):
    return f"{n:022}"


def _answer(question, n, value):
    return actions.keep([actions.sent(question, _token(n), value)])


def _tally(room):
    return queries.frame(room.code)["question"]["tally"]


def test_one_device_is_one_answer_and_may_change_it(room):
    question = _ask(room)
    for n in range(5):
        _answer(question, n, 0)
    _answer(question, 0, "2")
    _answer(question, 0, "2")
    assert _tally(room) == [4, 0, 1]


def test_fewer_than_four_answers_are_not_shown(room):
    question = _ask(room)
    for n in range(3):
        _answer(question, n, 1)
    assert (_tally(room), queries.frame(room.code)["question"]["n"]) == (None, None)
    _answer(question, 3, 1)
    assert _tally(room) == [0, 4, 0]


def test_answers_that_come_together_are_kept_together_the_last_of_each_device(room):
    question = _ask(room)
    sent = [actions.sent(question, _token(n % 6), n % 3) for n in range(60)]
    assert actions.keep(sent) == {question.pk}
    assert Answer.objects.count() == 6


def test_a_closed_question_takes_no_answer_even_one_on_its_way(room):
    question = _ask(room)
    on_its_way = actions.sent(question, _token(1), 0)
    actions.close(question=question)
    assert actions.keep([on_its_way]) == set()
    question.refresh_from_db()
    with pytest.raises(NotNow):
        actions.sent(question, _token(1), 0)
    assert Answer.objects.count() == 0


def test_asking_the_next_question_closes_the_one_before(room):
    first, second = _ask(room), _ask(room)
    first.refresh_from_db()
    assert (first.state, second.state) == ("closed", "open")
    room.refresh_from_db()
    assert room.current == second


@pytest.mark.parametrize("value", [3, -1, "x", None, [], {}, True, "9" * 400, "١"])
def test_what_is_no_option_is_refused(room, value):
    question = _ask(room)
    if value is True:
        value = 1.0
    with pytest.raises(kinds.Refused):
        actions.sent(question, _token(1), value)


@pytest.mark.parametrize("value", ["", "   ", "x" * 41, "x" * 10_000_000, 7, None, "\x00\x01"])
def test_what_is_no_word_is_refused(room, value):
    with pytest.raises(kinds.Refused):
        actions.sent(_ask(room, kinds.WORD), _token(1), value)


@pytest.mark.parametrize("token", ["", "x", "x" * 23, 5, "é" * 22])
def test_a_token_of_another_kind_is_refused(room, token):
    with pytest.raises(kinds.Refused):
        actions.sent(_ask(room), token, 0)


def test_words_are_one_without_case_accents_and_marks():
    found = merging.merged([("Angry", 2), ("angry", 3), ("ANGRY!", 1), ("Café", 1), ("cafe", 1)])
    assert found[0] == ("angry", 6)
    assert found[1][1] == 2
    assert merging.merged([("b", 1), ("a", 1)]) == [("a", 1), ("b", 1)]
    assert merging.merged([("غاضب", 2), ("ŵyn", 1), ("!!", 1)])[0] == ("غاضب", 2)


def test_a_hidden_word_is_gone_in_all_its_spellings_until_it_is_shown_again(room):
    question = _ask(room, kinds.WORD)
    for n, word in enumerate(["Angry", "angry", "upset", "upset", "upset"]):
        _answer(question, n, word)
    actions.hide_word(question=question, word="ANGRY")
    assert _tally(room) == [["upset", 3]]
    actions.hide_word(question=question, word="angry", hidden=False)
    assert len(_tally(room)) == 2


def test_answers_kept_off_the_screen_are_in_no_frame(room):
    question = _ask(room)
    for n in range(6):
        _answer(question, n, 0)
    actions.show(question=question, shown=False)
    assert _tally(room) is None


def test_a_choice_needs_options_and_others_have_their_own(room):
    with pytest.raises(NotNow):
        actions.add_question(room=room, kind=kinds.CHOICE, text="Q", written=["one"])
    assert _ask(room, kinds.CHOICE, ["tea", "coffee"]).options == ["tea", "coffee"]
    assert _ask(room, kinds.SCALE, ["ignored"]).options == ["1", "2", "3", "4", "5"]


def test_without_scripts_a_form_and_a_reload_do_the_same(client, room):
    question = _ask(room, kinds.WORD)
    form = {"question": question.pk, "token": _token(1), "answer": "hopeful"}
    page = client.post(f"/join/{room.code}/", form)
    assert "You answered:" in page.content.decode()
    assert "hopeful" in page.content.decode()
    assert not client.cookies
    late = client.post(f"/join/{room.code}/", form | {"question": question.pk + 9})
    assert "another question now" in late.content.decode()


def test_a_wrong_code_gets_a_clear_page(client, room):
    assert client.get("/join/nothing1/").status_code == 404
    assert client.get("/room/nothing1/state").status_code == 404
    assert "No room has this code" in client.get("/join/?code=zzz").content.decode()
    assert client.get(f"/join/?code={room.code.upper()}")["Location"] == f"/join/{room.code}/"


def test_nobody_but_its_facilitator_opens_or_moves_a_room(client, room, facilitator):
    question = _ask(room)
    other = Person.objects.create(name="Zoe", email="z@trust.example", organisation=host())
    client.force_login(other)
    for address in ("", "screen/"):
        assert client.get(f"/rooms/{room.pk}/{address}").status_code == 404
    done = client.post(f"/rooms/{room.pk}/{question.pk}/", {"act": "close"})
    question.refresh_from_db()
    assert (done.status_code, question.state) == (404, "open")
    client.force_login(facilitator)
    client.post(f"/rooms/{room.pk}/{question.pk}/", {"act": "close"})
    question.refresh_from_db()
    assert question.state == "closed"


def test_a_frame_says_nothing_of_devices(room):
    question = _ask(room)
    for n in range(5):
        _answer(question, n, 0)
    text = json.dumps(queries.frame(room.code))
    assert not [a.device for a in Answer.objects.all() if a.device in text]


def _raise(question, n, text):
    actions.raise_question(question=question, token=_token(n), text=text)


def test_questions_from_the_floor_are_ranked_by_votes_one_a_device(room):
    question = _ask(room, kinds.FLOOR)
    _raise(question, 1, "Why now?")
    _raise(question, 1, "Why  now?")
    _raise(question, 2, "What changes?")
    what = question.raised.get(text="What changes?")
    for n in (3, 4, 4):
        actions.vote(question=question, token=_token(n), raised=str(what.pk))
    assert [row[1:] for row in _tally(room)] == [["What changes?", 3], ["Why now?", 1]]


def test_a_held_question_is_seen_and_voted_for_once_the_facilitator_lets_it(room):
    question = actions.add_question(room=room, kind=kinds.FLOOR, text="Q", written=[], holds=True)
    actions.ask(question=question)
    _raise(question, 1, "Rude?")
    raised = question.raised.get()
    assert _tally(room) == []
    with pytest.raises(kinds.Refused):
        actions.vote(question=question, token=_token(2), raised=str(raised.pk))
    actions.let_be_seen(raised=raised, seen=True)
    assert len(_tally(room)) == 1


def test_one_device_can_not_flood_the_floor(room):
    question = _ask(room, kinds.FLOOR)
    for n in range(5):
        _raise(question, 1, f"Question {n}?")
    with pytest.raises(NotNow, match="five"):
        _raise(question, 1, "One more?")
    for text in ("", "x" * 201, "x" * 10_000_000, None):
        with pytest.raises(kinds.Refused):
            _raise(question, 2, text)
    actions.close(question=question)
    with pytest.raises(NotNow):
        _raise(question, 3, "Late?")


def test_the_floor_works_without_scripts(client, room):
    question = _ask(room, kinds.FLOOR)
    form = {"question": question.pk, "token": _token(1)}
    page = client.post(f"/join/{room.code}/", form | {"raise": "Why now?"}).content.decode()
    assert "Why now?" in page
    raised = question.raised.get()
    client.post(f"/join/{room.code}/", form | {"token": _token(2), "vote": str(raised.pk)})
    assert raised.votes.count() == 2
    bad = client.post(f"/join/{room.code}/", form | {"vote": "nonsense"})
    assert "one line" in bad.content.decode()


def test_answers_as_a_table_hold_no_device_no_few_and_no_formula(client, room, facilitator):
    few = _ask(room)
    _answer(few, 1, 0)
    words = _ask(room, kinds.WORD)
    for n in range(4):
        _answer(words, n, "=cmd()")
    client.force_login(facilitator)
    lines = client.get(f"/rooms/{room.pk}/answers.csv").content.decode().splitlines()
    assert lines[1:] == ["Q?,'=cmd(),4"]


def test_a_facilitator_reads_words_no_sooner_than_the_hall(client, room, facilitator):
    question = _ask(room, kinds.WORD)
    client.force_login(facilitator)
    for n in range(3):
        _answer(question, n, "ashamed")
    assert "ashamed" not in client.get(f"/rooms/{room.pk}/").content.decode()
    _answer(question, 3, "ashamed")
    assert "ashamed" in client.get(f"/rooms/{room.pk}/").content.decode()
