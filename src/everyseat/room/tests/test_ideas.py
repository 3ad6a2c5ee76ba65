"""Answers in people's own words that others vote for: as the floor is, said in other words."""

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.room import kinds, who_sees
from everyseat.room.actions import answering, floor, preparing, removing
from everyseat.room.models import Raised, Vote
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(room):
    return make.asked(room, kinds.IDEAS)


def test_answers_rise_by_votes_and_one_device_votes_once(room, question):
    make.raised(question, 1, "Rotas a month earlier")
    quiet = make.raised(question, 2, "A quiet room")
    make.vote(quiet, 3, 3, 4)
    assert [row[1:] for row in make.tally(room)] == [
        ["A quiet room", 3],
        ["Rotas a month earlier", 1],
    ]
    assert room_state.of(room.code)["question"]["n"] is None
    with pytest.raises(kinds.Refused):
        answering.sent(question, make.token(1), "A quiet room")


def test_abuse_and_names_wait_and_what_is_left_out_is_gone(client, room, question):
    waits = make.raised(question, 1, "This is sh1t")
    seen = make.raised(question, 2, "More time")
    assert [row[1] for row in make.tally(room)] == ["More time"]
    page = client.post(f"/join/{room.code}/", {"token": make.token(1)}).text
    assert "Your answer is waiting." in page
    assert "question" not in page[page.index("Your answer is waiting") :][:200]
    floor.let_be_seen(question=question, raised=str(waits.pk), seen=True)
    floor.let_be_seen(question=question, raised=str(seen.pk), seen=False)
    assert [row[1] for row in make.tally(room)] == ["This is sh1t"]


def test_all_wait_where_the_facilitator_holds_them(room):
    question = make.asked(room, kinds.IDEAS, holds=True)
    make.raised(question, 1, "More time")
    assert make.tally(room) == []
    assert "reads each answer first" in who_sees.participant(room, question)[0]


def test_without_scripts_one_writes_and_votes(client, room, question):
    form = {"question": question.pk, "token": make.token(1)}
    page = client.post(f"/join/{room.code}/", form | {"raise": "A quiet room"}).text
    assert "Sent. You vote for it too." in page
    assert "What people have written" in page
    assert "Ask a question" not in page
    assert "Everybody in the room sees each answer and how many voted for it." in page
    other = form | {"token": make.token(2), "vote": str(question.raised.get().pk)}
    client.post(f"/join/{room.code}/", other)
    assert room_state.rows(question) == [("A quiet room", 2)]


def test_one_device_does_not_flood(question):
    for n in range(floor.MOST_RAISED):
        make.raised(question, 1, f"Idea {n}")
    with pytest.raises(NotNow, match="You have sent 5 answers"):
        make.raised(question, 1, "One more")


def test_when_the_room_ends_texts_and_numbers_of_votes_are_left(client, room, question):
    make.vote(make.raised(question, 1, "A quiet room"), 2, 3)
    make.raised(question, 4, "This is sh1t")
    make.end(room)
    question.refresh_from_db()
    assert room_state.rows(question) == [("A quiet room", 3)]
    assert not Vote.objects.exists()
    assert Raised.objects.count() == 1
    client.force_login(room.facilitator)
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert "1 answer was never shown" in page
    table = client.get(f"/rooms/{room.pk}/answers.csv").text
    assert "A quiet room,3,Votes" in table
    assert client.get(f"/rooms/{room.pk}/summary.pdf").status_code == 200


def test_one_is_removed_from_results_after_a_question(client, room, question):
    made = make.raised(question, 1, "A quiet room")
    make.end(room)
    client.force_login(room.facilitator)
    address = f"/rooms/{room.pk}/{question.pk}/remove/"
    assert "Remove this answer?" in client.post(address, {"what": str(made.pk)}).text
    client.post(address, {"what": str(made.pk), "sure": "yes"})
    assert not Raised.objects.exists()
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert "1 answer was removed by the facilitator" in page
    assert "Nothing that people wrote is shown." in page
    with pytest.raises(NotNow):
        removing.remove_question(question=question, raised=str(made.pk))


def test_a_brief_asks_questions_from_the_floor_instead(client, room):
    brief = make.brief(room.facilitator, ["A"])
    with pytest.raises(Invalid, match="from the floor instead"):
        preparing.add_question(room=brief.room, kind=kinds.IDEAS, text="Q")


def test_words_of_another_day_are_not_compared(room, question):
    make.raised(question, 1, "A quiet room")
    make.end(room)
    again = preparing.again(room=room, held_on=timezone.localdate())
    now = make.open_again(again.questions.get())
    assert comparing.compared(now, tallies.tally(now)) is None
