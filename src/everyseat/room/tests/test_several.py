"""Several choices: how many one may choose, what is counted, and what is left of it."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.giving.refusals import Invalid
from everyseat.room import kinds, summary
from everyseat.room.actions import correcting, preparing
from everyseat.room.models import Answer
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make
from everyseat.room.views.results import _results

pytestmark = pytest.mark.django_db
OPTIONS = ["Time", "People", "Money"]
TODAY = timezone.localdate


@pytest.fixture
def question(room):
    return make.asked(room, kinds.SEVERAL, OPTIONS, most=2)


def test_each_option_is_counted_by_how_many_chose_it(room, question):
    make.answers(question, [1, 1, 0], [1, 0, 0], [1, 0, 1])
    assert make.tally(room) is None
    make.answer(question, 3, ["1", "", "0"])
    assert make.tally(room) == [4, 1, 1]
    assert room_state.of(room.code)["question"]["n"] == 4


def test_an_answer_is_replaced_and_taken_back(room, question):
    make.answers(question, *[[1, 0, 0]] * 5)
    make.answer(question, 0, [0, 1, 1])
    make.answer(question, 1, None)
    assert make.tally(room) == [3, 1, 1]


NONE = [
    *([0, 0, 0], [1, 1, 1], [2, 0, 0], [1, 0], [1, 0, 0, 0], "1", 1, [], {}, [-1, 1, 0]),
    *(["x", 0, 0], [[], 1, 0], [None, 1, 0], [True, False, False], [1.0, 0, 0]),
    *(["١", "", ""], ["9" * 400, 0, 0]),
]


@pytest.mark.parametrize("value", NONE)
def test_none_too_many_or_something_else_is_refused(question, value):
    with pytest.raises(kinds.Refused):
        make.answer(question, 1, value)


def test_without_a_limit_all_may_be_chosen(room):
    make.answers(make.asked(room, kinds.SEVERAL, OPTIONS), *[[1, 1, 1]] * 4)
    assert make.tally(room) == [4, 4, 4]


def test_a_limit_fits_the_options(room):
    for most in (1, 4):
        with pytest.raises(Invalid):
            make.asked(room, kinds.SEVERAL, OPTIONS, most=most)
    with pytest.raises(Invalid):
        make.asked(room, kinds.SEVERAL, ["one"])
    assert make.asked(room, kinds.CHOICE, OPTIONS, most=2).most is None


def test_an_answer_is_a_place_a_word_or_parts_and_never_two(question):
    for fields in ({"place": 1, "parts": "1,0,0"}, {"word": "x", "parts": "1"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(question=question, device="d", **fields)


def test_when_the_room_ends_nothing_says_what_was_chosen_together(room, question):
    make.answers(question, *[[1, 1, 0]] * 3, [0, 0, 1])
    make.end(room)
    question.refresh_from_db()
    assert question.result == {"n": 4, "counts": {"0": 3, "1": 3, "2": 1}}
    assert room_state.rows(question) == [("Time", 3), ("People", 3), ("Money", 1)]
    assert not Answer.objects.exists()


def test_it_is_prepared_on_the_page_corrected_and_copied(client, room):
    client.force_login(room.facilitator)
    sent = {"text": "What?", "kind": "several", "written": "a\nb\nc", "most": "9"}
    page = client.post(f"/rooms/{room.pk}/questions/new/", sent)
    assert "Let people choose between two and all of the options" in page.text
    client.post(f"/rooms/{room.pk}/questions/new/", sent | {"most": "2"})
    made = room.questions.get()
    assert (made.kind, made.written, made.most) == ("several", ["a", "b", "c"], 2)
    page = client.get(f"/rooms/{room.pk}/{made.pk}/edit/")
    assert 'name="most" value="2"' in " ".join(page.text.split())
    correcting.duplicate_question(question=made)
    assert [one.most for one in room.questions.all()] == [2, 2]
    again = preparing.again(room=room, held_on=TODAY())
    assert [one.most for one in again.questions.all()] == [2, 2]


def test_without_scripts_boxes_are_ticked_and_stand_ticked(client, room, question):
    form = {"question": question.pk, "token": make.token(1)}
    page = client.get(f"/join/{room.code}/").text
    assert "Choose one or more options, 2 at most." in page
    page = client.post(f"/join/{room.code}/", form | {"part-0": 1, "part-2": 1}).text
    assert "Time, Money</strong>" in page
    assert page.count("checked") == 2
    page = client.post(f"/join/{room.code}/", form | {f"part-{i}": 1 for i in range(3)}).text
    assert page.count("Choose one or more options, 2 at most.") >= 2
    assert question.answers.get().parts == "1,0,1"
    client.post(f"/join/{room.code}/", form | {"back": 1})
    assert not question.answers.exists()


def test_results_table_and_pdf_say_the_same(client, room, question):
    make.answers(question, *[[1, 1, 0]] * 3, [0, 0, 1])
    client.force_login(room.facilitator)
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert "Each person may choose several." in page
    table = csv.reader(io.StringIO(client.get(f"/rooms/{room.pk}/answers.csv").text))
    assert [row[1:3] for row in table][1:] == [["Time", "3"], ["People", "3"], ["Money", "1"]]
    (one,) = _results(room)
    assert summary.said(one) == "4 answers. Each person may choose several"
    assert client.get(f"/rooms/{room.pk}/summary.pdf").status_code == 200


def test_a_share_is_compared_of_people_not_of_choices(room, question):
    make.answers(question, *[[1, 1, 0]] * 10)
    make.end(room)
    again = preparing.again(room=room, held_on=TODAY())
    now = make.open_again(again.questions.get())
    make.answers(now, *[[0, 1, 1]] * 8)
    found = comparing.compared(now, tallies.tally(now))
    assert (found.before, found.now) == (10, 8)
    assert [(c.before, c.now) for c in found.changes] == [(10, 0), (10, 8), (0, 8)]


def test_teams_add_up(room):
    brief = make.brief(room.facilitator, ["A", "B"], [kinds.SEVERAL], written=OPTIONS)
    for of_team in brief.room.copies.all():
        make.answers(make.open_again(of_team.questions.get()), *[[1, 0, 1]] * 4)
        make.end(of_team)
    asked = brief.room.questions.get()
    assert tallies.chosen(asked, tallies.tally(asked)) == [8, 0, 8]
