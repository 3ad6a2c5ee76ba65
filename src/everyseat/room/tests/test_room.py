"""Preparing a room, answering once a device, and what the hall may see."""

import json

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.feelings import FEELINGS
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.room import kinds, starters
from everyseat.room.actions import answering, holding, preparing
from everyseat.room.models import Answer
from everyseat.room.queries import room_state
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


def test_one_device_is_one_answer_and_may_change_it(room):
    question = make.asked(room)
    for n in range(5):
        make.answer(question, n, 0)
    make.answer(question, 0, "2")
    make.answer(question, 0, "2")
    assert make.tally(room) == [4, 0, 1]


def test_who_takes_an_answer_back_is_counted_no_more(room):
    question = make.asked(room)
    make.answers(question, 0, 0, 0, 0, 2)
    make.answer(question, 4, None)
    make.answer(question, 9, None)
    assert make.tally(room) == [4, 0, 0]


def test_the_answers_of_one_device_can_not_be_put_together(room):
    for kind in (kinds.CARDS, kinds.SCALE):
        make.answer(make.asked(room, kind), 1, 0)
    assert len(set(Answer.objects.values_list("device", flat=True))) == 2


def test_a_feeling_is_chosen_from_our_words(room):
    question = make.asked(room, kinds.FELT)
    make.answers(question, 0, 0, 0, 31)
    with pytest.raises(kinds.Refused):
        make.answer(question, 5, len(FEELINGS))
    assert (sum(make.tally(room)), question.options[31]) == (4, "tired")


def test_a_set_to_start_from_is_in_the_room_and_can_be_changed(facilitator):
    for key in starters.STARTERS:
        room = preparing.prepare(
            facilitator=facilitator, title="x", held_on=timezone.localdate(), starter=key
        )
        assert room.questions.count() == len(starters.questions(key)) >= 3
    preparing.remove_question(question=room.questions.first())
    assert [q.number for q in room.questions.all()] == [2, 3]
    asked = make.open_again(room.questions.first())
    with pytest.raises(NotNow):
        preparing.remove_question(question=asked)


def test_a_room_does_not_grow_without_an_end(room):
    for _ in range(preparing.MOST_QUESTIONS):
        preparing.add_question(room=room, kind=kinds.CARDS, text="Q", written=[])
    with pytest.raises(NotNow, match="forty"):
        preparing.add_question(room=room, kind=kinds.CARDS, text="Q", written=[])


def test_fewer_than_four_answers_are_not_shown(room):
    question = make.asked(room)
    for n in range(3):
        make.answer(question, n, 1)
    assert (make.tally(room), room_state.of(room.code)["question"]["n"]) == (None, None)
    make.answer(question, 3, 1)
    assert make.tally(room) == [0, 4, 0]


def test_answers_that_come_together_are_kept_together_the_last_of_each_device(room):
    question = make.asked(room)
    sent = [answering.sent(question, make.token(n % 6), n % 3) for n in range(60)]
    assert answering.keep(sent) == {question.pk}
    assert Answer.objects.count() == 6


def test_a_closed_question_takes_no_answer_even_one_on_its_way(room):
    question = make.asked(room)
    on_its_way = answering.sent(question, make.token(1), 0)
    holding.close(question=question)
    assert answering.keep([on_its_way]) == set()
    question.refresh_from_db()
    with pytest.raises(NotNow):
        answering.sent(question, make.token(1), 0)
    assert Answer.objects.count() == 0


def test_asking_the_next_question_closes_the_one_before(room):
    first, second = make.asked(room), make.asked(room)
    first.refresh_from_db()
    assert (first.state, second.state) == ("closed", "open")
    room.refresh_from_db()
    assert room.current == second


@pytest.mark.parametrize("value", [3, -1, "x", [], {}, True, "9" * 400, "١"])
def test_what_is_no_option_is_refused(room, value):
    question = make.asked(room)
    if value is True:
        value = 1.0
    with pytest.raises(kinds.Refused):
        answering.sent(question, make.token(1), value)


@pytest.mark.parametrize("value", ["", "   ", "x" * 41, "x" * 10_000_000, 7, "\x00\x01"])
def test_what_is_no_word_is_refused(room, value):
    with pytest.raises(kinds.Refused):
        answering.sent(make.asked(room, kinds.WORD), make.token(1), value)


@pytest.mark.parametrize("token", ["", "x", "x" * 23, 5, "é" * 22])
def test_a_token_of_another_kind_is_refused(room, token):
    with pytest.raises(kinds.Refused):
        answering.sent(make.asked(room), token, 0)


def test_answers_kept_off_the_screen_are_in_no_state(room):
    question = make.asked(room)
    for n in range(6):
        make.answer(question, n, 0)
    holding.show(question=question, shown=False)
    assert make.tally(room) is None


def test_a_choice_needs_options_and_others_have_their_own(room):
    with pytest.raises(Invalid):
        preparing.add_question(room=room, kind=kinds.CHOICE, text="Q", written=["one"])
    assert make.asked(room, kinds.CHOICE, ["tea", "coffee"]).options == ["tea", "coffee"]
    assert make.asked(room, kinds.SCALE, ["ignored"]).options == ["1", "2", "3", "4", "5"]


def test_without_scripts_an_answer_is_taken_back(client, room):
    question = make.asked(room)
    form = {"question": question.pk, "token": make.token(1)}
    assert "You answered:" in client.post(f"/join/{room.code}/", form | {"answer": 1}).text
    page = client.post(f"/join/{room.code}/", form | {"back": 1}).text
    assert "data-given hidden" in page
    assert question.answers.count() == 0


def test_without_scripts_a_form_and_a_reload_do_the_same(client, room):
    question = make.asked(room, kinds.WORD)
    form = {"question": question.pk, "token": make.token(1), "answer": "hopeful"}
    page = client.post(f"/join/{room.code}/", form)
    assert "You answered:" in page.content.decode()
    assert "hopeful" in page.content.decode()
    assert not client.cookies
    late = client.post(f"/join/{room.code}/", form | {"question": question.pk + 9})
    assert "another question now" in late.content.decode()


def test_a_wrong_code_gets_a_clear_page(client, room):
    assert client.get("/join/nothing1/").status_code == 404
    assert "No open live session has this code" in client.get("/join/?code=zzz").text
    assert client.get(f"/join/?code={room.code.upper()}")["Location"] == f"/join/{room.code}/"


def test_nobody_but_its_facilitator_opens_or_moves_a_room(client, room, facilitator):
    question = make.asked(room)
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


def test_a_state_says_nothing_of_devices(room):
    question = make.asked(room)
    for n in range(5):
        make.answer(question, n, 0)
    text = json.dumps(room_state.of(room.code))
    assert not [a.device for a in Answer.objects.all() if a.device in text]


def test_a_room_is_handed_over_to_somebody_known(client, room, facilitator):
    make.person("Ola")
    client.force_login(facilitator)
    address = f"/rooms/{room.pk}/hand-over/"
    unknown = client.post(address, {"to": "who@x.example"}, follow=True)
    assert "Nobody here is called “who@x.example”" in unknown.text
    client.post(address, {"to": "OLA@trust.example"})
    room.refresh_from_db()
    assert room.facilitator.name == "Ola"
    (email,) = outbox.to_address("ola@trust.example")
    assert "Big room" in email.subject
    assert client.get(f"/rooms/{room.pk}/").status_code == 404


@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31"])
def test_a_day_that_is_over_or_far_away_is_refused_at_once(client, facilitator, day):
    client.force_login(facilitator)
    page = client.post("/live/new/", {"title": "Old", "held_on": day, "starter": ""})
    assert "Choose" in page.text
    assert not facilitator.rooms.exists()


def test_odd_codes_and_identifiers_are_refused_and_break_nothing(client, room, facilitator):
    for code in ("\0", "a" * 9, "ä" * 8):
        assert room_state.by_code(code) is None
    question = make.asked(room, kinds.FLOOR)
    client.force_login(facilitator)
    for sent in ({"act": "let", "raised": "abc"}, {"act": "hide", "word": "\0"}):
        assert client.post(f"/rooms/{room.pk}/{question.pk}/", sent).status_code == 302


def test_a_closed_question_is_opened_again_and_says_which_it_is(client, room):
    question = make.asked(room)
    holding.close(question=question)
    make.asked(room, kinds.WORD)
    client.force_login(room.facilitator)
    page = " ".join(client.get(f"/rooms/{room.pk}/").text.split())
    again = page[page.index("Open it again<span") :]
    assert "Q?" in again[: again.index("</button>")]
    assert "Ask it" not in page


def test_without_scripts_the_chosen_answer_stands_chosen(client, room):
    question = make.asked(room)
    sent = {"question": question.pk, "token": make.token(1), "answer": "1"}
    page = markup(client.post(f"/join/{room.code}/", sent))
    chosen = 'value="1" aria-pressed="true"> Amber </button>'
    assert (chosen in page, page.count('aria-pressed="true"')) == (True, 1)
    assert page.count('aria-pressed="false"') == 2
