"""Points to give away: no more than there are, added up option by option, and what is left."""

import csv
import io

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.giving.refusals import Invalid
from everyseat.room import kinds, parts
from everyseat.room.actions import preparing
from everyseat.room.models import Answer, Question
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

OPTIONS = ["Time", "People", "Money"]
GIVEN = [[10, 0, 0], [5, 5, 0], [0, 1, 0], [9, 0, 1]]
NONE = [[0, 0, 0], [11, 0, 0], [6, 5, 0], [-1, 2, 0], [1.5, 1, 1], ["x", 1, 1], [1, 2], 5, None, []]


@pytest.fixture
def question(room):
    return make.asked(room, kinds.POINTS, OPTIONS, most=10)


@pytest.mark.parametrize("sent", NONE)
def test_nobody_gives_more_than_they_have_or_nothing(sent):
    with pytest.raises(kinds.Refused):
        parts.read(kinds.POINTS, 3, 10, sent)
    assert parts.read(kinds.POINTS, 3, 10, ["4", "", 2]) == "4,0,2"


@pytest.mark.django_db
def test_points_are_added_up_from_four_answers_on(room, question):
    make.answers(question, *GIVEN[:3])
    assert make.tally(room) is None
    make.answer(question, 3, GIVEN[3])
    assert make.tally(room) == [24, 6, 1]
    make.answer(question, 0, [0, 0, 2])
    assert make.tally(room) == [14, 6, 3]
    assert room_state.of(room.code)["question"]["n"] == 4


@pytest.mark.django_db
def test_when_the_room_ends_sums_are_left_and_nobodys_points(room, question):
    make.answers(question, *GIVEN)
    before = room_state.lines(question, tallies.tally(question))
    make.end(room)
    question.refresh_from_db()
    counts = {"0": 24, "0:people": 3, "1": 6, "1:people": 2, "2": 1, "2:people": 1}
    assert question.result == {"n": 4, "counts": counts}
    assert room_state.lines(question, tallies.tally(question)) == before
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_results_say_points_and_people(client, room, question):
    make.answers(question, *GIVEN)
    client.force_login(room.facilitator)
    table = csv.reader(io.StringIO(client.get(f"/rooms/{room.pk}/answers.csv").text))
    assert [row[1:4] for row in table][1:3] == [
        ["Time", "24", "Points"],
        ["Time", "3", "People who gave it points"],
    ]
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert "Points from everybody together." in page
    pdf = client.get(f"/rooms/{room.pk}/summary.pdf").content
    text = " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert "People who gave it points: 3" in text


@pytest.mark.django_db
def test_a_question_has_points_to_give_away(client, room):
    for most in (None, 1, 101):
        with pytest.raises(Invalid):
            make.asked(room, kinds.POINTS, OPTIONS, most=most)
    for most in (None, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.create(room=room, number=9, kind=kinds.POINTS, text="Q", most=most)
    client.force_login(room.facilitator)
    sent = {"text": "Q", "kind": "points", "written": "a\nb", "points": "500", "most": "2"}
    page = client.post(f"/rooms/{room.pk}/questions/new/", sent)
    assert "Let people give away between 2 and 100 points." in page.text
    client.post(f"/rooms/{room.pk}/questions/new/", sent | {"points": "100"})
    made = room.questions.get()
    assert made.most == 100
    page = " ".join(client.get(f"/rooms/{room.pk}/{made.pk}/edit/").text.split())
    assert 'name="points" value="100"' in page
    client.post(f"/rooms/{room.pk}/{made.pk}/edit/", sent | {"kind": "several"})
    assert (room.questions.get().kind, room.questions.get().most) == ("several", 2)


@pytest.mark.django_db
def test_without_scripts_too_many_are_refused_and_none_is_lost(client, room, question):
    form = {"question": question.pk, "token": make.token(1)}
    client.post(f"/join/{room.code}/", form | {"part-0": 7, "part-1": 0, "part-2": 3})
    page = client.post(f"/join/{room.code}/", form | {"part-0": 7, "part-1": 7}).text
    assert page.count("Give away up to 10 points, all to one option or some to several.") >= 2
    assert "Time: 7, Money: 3</strong>" in page
    assert question.answers.get().parts == "7,0,3"


@pytest.mark.django_db
def test_how_many_gave_each_points_is_compared(room, question):
    make.answers(question, *GIVEN)
    make.end(room)
    again = preparing.again(room=room, held_on=timezone.localdate())
    now = make.open_again(again.questions.get())
    make.answers(now, *[[0, 0, 10]] * 5)
    changes = comparing.compared(now, tallies.tally(now)).changes
    assert [(c.before, c.now) for c in changes] == [(3, 0), (2, 0), (1, 5)]


@pytest.mark.django_db
def test_teams_add_up(room):
    made = make.brief(room.facilitator, ["A", "B"], [kinds.POINTS], written=OPTIONS, most=10)
    for of_team in made.room.copies.all():
        make.answers(make.open_again(of_team.questions.get()), *GIVEN)
        make.end(of_team)
    asked = made.room.questions.get()
    found = tallies.tally(asked)
    assert (tallies.figures(asked, found), tallies.voices(asked, found)) == ([48, 12, 2], [6, 4, 2])
