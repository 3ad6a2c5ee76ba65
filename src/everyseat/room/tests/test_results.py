"""What is left of a room, what is taken away from it, and the same room once more."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds
from everyseat.room.actions import answering, ending, floor, holding, preparing
from everyseat.room.models import Answer, Question, Raised, Room, Vote
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_when_a_room_ends_counts_are_left_and_no_answer(room):
    cards, words = make.asked(room), make.asked(room, kinds.WORD)
    make.open_again(cards)
    make.answers(cards, 0, 0, 1, 2, 2)
    make.answers(make.open_again(words), "angry", "Angry", "upset", "worried")
    floor = make.asked(room, kinds.FLOOR)
    make.vote(make.raised(floor, 1, "Why?"), 2, 3)
    before = [room_state.rows(q) for q in room.questions.all()]
    devices = set(Answer.objects.values_list("device", flat=True))
    devices |= set(Raised.objects.values_list("device", flat=True))
    make.end(room)
    assert [room_state.rows(q) for q in room.questions.all()] == before
    assert before[2] == [("Why?", 3)]
    assert (Answer.objects.count(), Vote.objects.count()) == (0, 0)
    assert not devices & set(Raised.objects.values_list("device", flat=True))
    assert not any(device in str(q.result) for q in room.questions.all() for device in devices)


def test_of_fewer_than_four_nothing_is_left(room):
    question = make.asked(room)
    make.answers(question, 0, 1, 2)
    make.end(room)
    question.refresh_from_db()
    assert question.result == {"n": 3, "counts": {}}


def test_what_was_hidden_or_waits_is_not_kept(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "calm", "calm", "tired", "bullshit")
    holding.hide_word(question=question, word="tired")
    make.end(room)
    question.refresh_from_db()
    assert question.result == {"n": 4, "counts": {"calm": 2}}


def test_an_ended_room_takes_and_asks_nothing(client, room):
    question = make.asked(room)
    on_its_way = answering.sent(question, make.token(1), 0)
    make.end(room)
    assert answering.keep([on_its_way]) == set()
    for refused in (
        lambda: holding.ask(question=question),
        lambda: preparing.add_question(room=room, kind=kinds.CARDS, text="Q", written=[]),
    ):
        with pytest.raises(NotNow, match="ended"):
            refused()
    state = room_state.of(room.code)
    assert (state["ended"], state["question"]) == (True, None)
    assert "This meeting has ended" in client.get(f"/join/{room.code}/").text


def test_a_room_left_open_ends_by_itself_and_is_deleted_in_time(facilitator):
    room = preparing.prepare(facilitator=facilitator, title="Old", held_on=date(2026, 1, 5))
    make.answers(make.asked(room), 0, 0, 1, 1)
    ending.keep_dates(date(2026, 1, 12))
    room.refresh_from_db()
    assert room.ended_on is None
    ending.keep_dates(date(2026, 1, 13))
    room.refresh_from_db()
    assert (room.ended_on, Answer.objects.count()) == (date(2026, 1, 13), 0)
    assert ending.deleted_on(room) == date(2028, 1, 1)
    ending.keep_dates(date(2027, 12, 31))
    assert Room.objects.count() == 1
    ending.keep_dates(date(2028, 1, 1))
    assert (Room.objects.count(), Question.objects.count()) == (0, 0)


def test_the_same_room_again_stands_beside_the_one_before(client, facilitator, room):
    make.answers(make.asked(room), *[0] * 10, *[2] * 30)
    make.end(room)
    made = preparing.again(room=room, held_on=TODAY() + timedelta(90))
    assert made.code != room.code
    question = make.open_again(made.questions.get())
    make.answers(question, *[0] * 30, *[2] * 9)
    found = comparing.compared(question, tallies.tally(question))
    assert (found.before, found.now) == (40, 39)
    green, amber, red = found.changes
    assert (green.before, green.now, green.is_clear) == (10, 30, True)
    assert green.low < 100 * (30 / 39 - 10 / 40) < green.high
    assert (amber.is_clear, red.is_clear) == (False, True)
    client.force_login(facilitator)
    page = client.get(f"/rooms/{made.pk}/results/").text
    assert "Green: 25% then, 77% now. That is clearly more." in page
    assert f"clearly more, by {green.low} to {green.high} points" in page
    assert f"clearly less, by {-red.high} to {-red.low} points" in page
    assert "77% (30 of 39)" in page
    assert "no clear change" in page


def test_where_nothing_has_clearly_changed_it_says_so_first(client, facilitator, room):
    make.answers(make.asked(room), *[0] * 10)
    make.end(room)
    made = preparing.again(room=room, held_on=TODAY())
    make.answers(make.open_again(made.questions.get()), *[0] * 9, 1)
    client.force_login(facilitator)
    page = client.get(f"/rooms/{made.pk}/results/").text
    assert "No share has clearly changed." in page
    assert "That is clearly" not in page


def test_of_many_feelings_only_those_that_somebody_chose_are_in_the_results(
    client, facilitator, room
):
    question = make.asked(room, kinds.FELT)
    make.answers(question, 0, 0, 1, 1)
    client.force_login(facilitator)
    assert room_state.rows(question) == [(question.options[0], 2), (question.options[1], 2)]
    assert len(client.get(f"/rooms/{room.pk}/answers.csv").text.splitlines()) == 3
    assert (
        question.options[2]
        not in client.get(f"/rooms/{room.pk}/results/").text.partition('id="shown-questions"')[0]
    )


def test_what_was_never_asked_says_so_when_the_session_has_ended(client, facilitator, room):
    make.answers(make.asked(room), *[0] * 4)
    preparing.add_question(room=room, kind=kinds.CARDS, text="Later?")
    make.end(room)
    client.force_login(facilitator)
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert "Not asked." in page
    assert "Too few answered" not in page


def test_the_most_wanted_question_comes_first_though_it_was_answered(client, facilitator, room):
    question = make.asked(room, kinds.FLOOR)
    wanted = make.raised(question, 0, "Why?")
    make.raised(question, 1, "When?")
    make.vote(wanted, 2, 3)
    floor.mark(question=question, raised=str(wanted.pk), is_answered=True)
    make.end(room)
    client.force_login(facilitator)
    table = client.get(f"/rooms/{room.pk}/answers.csv").text.splitlines()[1:]
    assert [line.split(",")[1:5] for line in table] == [
        ["Why?", "3", "Votes", "answered"],
        ["When?", "1", "Votes", ""],
    ]
    page = client.get(f"/rooms/{room.pk}/results/").text
    assert page.index("Why?") < page.index("When?")
    assert "Votes" in page
    assert "Answered" in page
    assert "Why? (answered)" in _pdf_text(client, room)


def test_files_are_named_after_their_meeting_and_day(client, facilitator, room):
    client.force_login(facilitator)
    for file in ("summary.pdf", "answers.csv"):
        named = client.get(f"/rooms/{room.pk}/{file}")["Content-Disposition"]
        assert f"Big room {TODAY()}" in named


def _pdf_text(client, room) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/rooms/{room.pk}/summary.pdf").content))
    return " ".join(page.extract_text() for page in pdf.pages)


def test_what_too_few_answered_is_not_compared(room):
    make.answers(make.asked(room), 0, 0, 0)
    again = preparing.again(room=room, held_on=TODAY())
    question = make.open_again(again.questions.get())
    make.answers(question, 0, 0, 0, 0)
    assert comparing.compared(question, tallies.tally(question)) is None


def test_the_summary_is_a_pdf_with_the_same_numbers(client, facilitator, room):
    make.answers(make.asked(room), 0, 0, 0, 0, 2, 2)
    make.answers(make.asked(room, kinds.WORD), "حزين", "حزين", "siomedig", "[#strong]")
    make.answers(make.asked(room, kinds.SCALE), 1, 1)
    client.force_login(facilitator)
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/rooms/{room.pk}/summary.pdf").content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "6 answers" in text
    assert "siomedig" in text
    assert "[#strong]" in text
    assert text.count("Too few answered") == 1


def test_a_facilitator_sees_the_results_and_others_do_not(client, facilitator, room):
    make.answers(make.asked(room), 0, 0, 0, 0)
    client.force_login(make.person("Zoe"))
    for address in ("results/", "summary.pdf", "answers.csv", ""):
        assert client.get(f"/rooms/{room.pk}/{address}").status_code == 404
    for address in ("end/", "again/"):
        assert client.post(f"/rooms/{room.pk}/{address}").status_code == 404
    client.force_login(facilitator)
    done = client.post(f"/rooms/{room.pk}/end/", follow=True)
    assert "4 answers" in done.content.decode()
    assert tallies.tally(room.questions.get()).n == 4


def test_answers_as_a_table_hold_no_device_no_few_and_no_formula(client, room, facilitator):
    few = make.asked(room)
    make.answer(few, 1, 0)
    words = make.asked(room, kinds.WORD)
    for n in range(4):
        make.answer(words, n, "=cmd()")
    client.force_login(facilitator)
    lines = client.get(f"/rooms/{room.pk}/answers.csv").content.decode().splitlines()
    assert lines[1:] == [f"Q?,'=cmd(),4,Number,,Big room,{TODAY()}"]


def test_an_answer_in_any_script_is_drawn_in_the_pdf(client, room, facilitator):
    make.answers(make.asked(room, kinds.WORD), "🎉", "🎉", "漢字", "calm")
    client.force_login(facilitator)
    pdf = client.get(f"/rooms/{room.pk}/summary.pdf")
    text = pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "🎉" in text
    assert "calm" in text


def test_the_page_of_results_counts_each_question_once(client, room, monkeypatch):
    for kind in (kinds.CARDS, kinds.WORD):
        make.answers(make.asked(room, kind), *[0 if kind == kinds.CARDS else "calm"] * 4)
    make.end(room)
    counted, tally = [], tallies.tally
    monkeypatch.setattr(tallies, "tally", lambda one: counted.append(one.pk) or tally(one))
    client.force_login(room.facilitator)
    assert "calm" in client.get(f"/rooms/{room.pk}/results/").text
    assert sorted(counted) == [one.pk for one in room.questions.all()]
