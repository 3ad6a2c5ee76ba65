"""Putting options in order: what an order is, the average place, and what is left of it."""

import csv
import io
from random import Random

import pypdf
import pytest
from django.utils import timezone

from everyseat.room import kinds, parts
from everyseat.room.actions import preparing
from everyseat.room.models import Answer
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

OPTIONS = ["Time", "People", "Money"]
ORDERS = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [1, 2, 3]]
TODAY = timezone.localdate
NONE = [
    [1, 1, 2],
    [0, 1, 2],
    [1, 2],
    [2, 3, 4],
    [1, 2, 3, 4],
    [0, 0, 0],
    [],
    1,
    "123",
    ["1", "", "2"],
]


@pytest.fixture
def question(room):
    return make.asked(room, kinds.RANKING, OPTIONS)


@pytest.mark.parametrize("sent", NONE)
def test_each_option_has_a_place_of_its_own(sent):
    with pytest.raises(kinds.Refused):
        parts.read(kinds.RANKING, 3, None, sent)
    assert parts.read(kinds.RANKING, 3, None, ["2", 3, "1"]) == "2,3,1"


def test_average_places_are_in_the_order_of_bordas_count():
    draw = Random(4)
    orders = [",".join(map(str, draw.sample(range(1, 6), 5))) for _ in range(40)]
    counts = parts.counted(kinds.RANKING, [(order, 1) for order in orders])
    borda = [0] * 5
    for order in orders:
        for option, place in enumerate(parts.numbers_of(order)):
            borda[option] += 5 - place
    averages = parts.figures(kinds.RANKING, 5, counts)
    assert averages == [round(5 - points / 40, 2) for points in borda]


@pytest.mark.django_db
def test_nothing_of_a_ranking_is_shown_below_four(client, room, question):
    make.answers(question, *ORDERS[:3])
    assert make.tally(room) is None
    assert room_state.lines(question, tallies.tally(question)) == []
    client.force_login(room.facilitator)
    assert "Too few answered" in client.get(f"/rooms/{room.pk}/results/").text
    make.answer(question, 3, ORDERS[3])
    assert make.tally(room) == [1.25, 2, 2.75]


@pytest.mark.django_db
def test_when_the_room_ends_no_order_is_left(room, question):
    make.answers(question, *ORDERS)
    before = room_state.lines(question, tallies.tally(question))
    make.end(room)
    question.refresh_from_db()
    left = {"0:1": 3, "0:2": 1, "1:1": 1, "1:2": 2, "1:3": 1, "2:2": 1, "2:3": 3}
    assert question.result == {"n": 4, "counts": left}
    assert room_state.lines(question, tallies.tally(question)) == before
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_results_stand_in_order_with_how_many_chose_each_place(client, room):
    question = make.asked(room, kinds.RANKING, ["Last", "First", "Middle"])
    make.answers(question, *[[3, 1, 2]] * 3, [2, 1, 3])
    client.force_login(room.facilitator)
    table = csv.reader(io.StringIO(client.get(f"/rooms/{room.pk}/answers.csv").text))
    rows = [row[1:4] for row in table]
    assert rows[0] == ["answer", "number", "what it counts"]
    assert rows[1:4] == [
        ["First", "1.0", "Average place"],
        ["First", "4", "Place 1"],
        ["First", "0", "Place 2"],
    ]
    page = " ".join(client.get(f"/rooms/{room.pk}/results/").text.split())
    assert page.index(">First<") < page.index(">Middle<") < page.index(">Last<")
    pdf = client.get(f"/rooms/{room.pk}/summary.pdf").content
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Average place" in text
    assert "Place 1: 4 · Place 2: 0" in " ".join(text.split())


@pytest.mark.django_db
def test_how_many_put_each_first_is_compared(client, room, question):
    make.answers(question, *[[1, 2, 3]] * 10)
    make.end(room)
    again = preparing.again(room=room, held_on=TODAY())
    now = make.open_again(again.questions.get())
    make.answers(now, *[[2, 1, 3]] * 8)
    changes = comparing.compared(now, tallies.tally(now)).changes
    assert [(c.before, c.now) for c in changes] == [(10, 0), (0, 8), (0, 0)]
    client.force_login(room.facilitator)
    page = client.get(f"/rooms/{again.pk}/results/").text
    assert "How many people put each option first." in page


@pytest.mark.django_db
def test_without_scripts_places_are_chosen_from_lists(client, room, question):
    form = {"question": question.pk, "token": make.token(1)}
    page = client.post(f"/join/{room.code}/", form | {"part-0": 2, "part-1": 2, "part-2": 1}).text
    rule = "Give each option a place of its own, from 1 for your first choice to 3."
    assert page.count(rule) >= 2
    page = client.post(f"/join/{room.code}/", form | {"part-0": 2, "part-1": 3, "part-2": 1}).text
    assert "1. Money, 2. Time, 3. People</strong>" in page
    assert page.count("selected") == 3
    assert question.answers.get().parts == "2,3,1"


@pytest.mark.django_db
def test_teams_add_up(room):
    brief = make.brief(room.facilitator, ["A", "B"], [kinds.RANKING], written=OPTIONS)
    for of_team in brief.room.copies.all():
        make.answers(make.open_again(of_team.questions.get()), *ORDERS)
        make.end(of_team)
    asked = brief.room.questions.get()
    assert tallies.tally(asked).n == 8
    assert tallies.figures(asked, tallies.tally(asked)) == [1.25, 2, 2.75]


@pytest.mark.django_db
def test_phones_show_average_places_in_order(client, room, question):
    from everyseat.room.actions import holding

    make.answers(question, *[[3, 1, 2]] * 4)
    holding.present(room=room, on_phones=True)
    page = " ".join(client.get(f"/join/{room.code}/").text.split())
    seen = page[page.index("What everybody answered</h2>") :]
    assert seen.index("People") < seen.index("Money") < seen.index("Time")
    assert "Average place" in seen
    assert '<rect width="100"' in seen
