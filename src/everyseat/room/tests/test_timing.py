"""Time to answer: the server keeps it, whoever is asleep."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds, models
from everyseat.room.actions import holding, timing
from everyseat.room.models import Question
from everyseat.room.part import PART
from everyseat.room.queries import room_state
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db

GREEN = 0
A_MOMENT = timedelta(milliseconds=100)


@pytest.fixture
def question(room):
    return make.asked(room)


@pytest.fixture
def control(client, room):
    """Press a button of the timer's."""
    client.force_login(room.facilitator)

    def press(question, **sent):
        return client.post(f"/rooms/{room.pk}/{question.pk}/timer/", sent, follow=True)

    return press


def passes(monkeypatch, question, more=A_MOMENT):
    """Let so much more pass than the time there was to answer."""
    question.refresh_from_db()
    now = question.until + more
    monkeypatch.setattr(timezone, "now", lambda: now)


def in_the_background():
    for job in PART.daily:
        job(timezone.localdate())


def shown(room):
    return room_state.of(room.code)["question"]


def test_a_timer_ends_after_its_minutes_by_the_server_s_clock(control, room, question):
    before = timezone.now()
    control(question, minutes="2", closes="1")
    until = shown(room)["until"] / 1000 - before.timestamp()
    assert 120 <= until < 125
    assert shown(room)["closes"]


@pytest.mark.parametrize("minutes", ["", "0", "61", "-1", "ten"])
def test_minutes_that_make_no_sense_are_refused(control, room, question, minutes):
    page = control(question, minutes=minutes, closes="1")
    assert "es-messages" in page.text
    assert shown(room)["until"] is None


def test_nobody_else_sets_a_timer(client, room, question):
    client.force_login(make.person("Zoe"))
    sent = client.post(f"/rooms/{room.pk}/{question.pk}/timer/", {"minutes": "1"})
    assert sent.status_code == 404
    assert shown(room)["until"] is None


def test_only_an_open_question_has_a_timer(question):
    holding.close(question=question)
    with pytest.raises(NotNow, match="has closed"):
        timing.start(question=question, minutes=1, closes=True)


class TestWhenTheTimeIsUp:
    @pytest.fixture(autouse=True)
    def _timed(self, question):
        timing.start(question=question, minutes=1, closes=True)

    def test_what_was_tapped_in_time_still_arrives(self, monkeypatch, question):
        passes(monkeypatch, question)
        assert make.answer(question, 1, GREEN)

    def test_the_question_closes_though_nobody_does_anything(self, monkeypatch, room, question):
        passes(monkeypatch, question, models.GRACE)
        assert not shown(room)["open"]
        with pytest.raises(NotNow):
            make.answer(question, 1, GREEN)

    def test_an_answer_that_was_read_in_time_is_not_kept_after_it(self, monkeypatch, question):
        sent = make.answering.sent(question, make.token(1), GREEN)
        passes(monkeypatch, question, models.GRACE)
        assert make.answering.keep([sent]) == set()

    def test_the_background_closes_it_for_good(self, monkeypatch, question):
        in_the_background()
        assert Question.objects.get().state == Question.State.OPEN
        passes(monkeypatch, question, models.GRACE)
        in_the_background()
        closed = Question.objects.get()
        assert (closed.state, closed.until) == (Question.State.CLOSED, None)

    def test_the_remote_control_says_closed_at_once(self, monkeypatch, client, room, question):
        client.force_login(room.facilitator)
        passes(monkeypatch, question, models.GRACE)
        page = client.get(f"/rooms/{room.pk}/").text
        assert "Open it again" in page
        assert "Close the question" not in page

    def test_one_more_minute_is_added(self, control, question):
        before = Question.objects.get().until
        control(question, act="extend")
        assert Question.objects.get().until == before + timedelta(minutes=1)

    def test_without_it_the_question_stays_open(self, monkeypatch, control, room, question):
        control(question, act="stop")
        assert shown(room)["until"] is None
        monkeypatch.setattr(timezone, "now", lambda: question.until + models.GRACE)
        assert shown(room)["open"]

    @pytest.mark.parametrize("ends", [holding.close, holding.ask])
    def test_it_goes_with_the_question(self, room, question, ends):
        ends(question=question)
        assert Question.objects.get().until is None

    def test_it_goes_when_another_question_is_asked_or_the_session_ends(self, room, question):
        other = make.asked(room)
        timing.start(question=other, minutes=1, closes=True)
        make.end(room)
        assert set(Question.objects.values_list("until", flat=True)) == {None}


def test_a_timer_that_does_not_close_lets_people_answer_on(monkeypatch, room, question):
    timing.start(question=question, minutes=1, closes=False)
    passes(monkeypatch, question, timedelta(minutes=9))
    in_the_background()
    assert shown(room)["open"]
    assert not shown(room)["closes"]
    assert make.answer(question, 1, GREEN)
    timing.extend(question=question)
    assert question.until == timezone.now() + timedelta(minutes=1)


def test_the_floor_closes_too(monkeypatch, room):
    question = make.asked(room, kinds.FLOOR)
    timing.start(question=question, minutes=1, closes=True)
    passes(monkeypatch, question, models.GRACE)
    with pytest.raises(NotNow):
        make.raised(question, 1, "When?")


def test_without_scripts_a_page_says_until_when(client, room, question):
    timing.start(question=question, minutes=1, closes=True)
    until = timezone.localtime(question.until).strftime("Until %H:%M:%S")
    assert until in " ".join(client.get(f"/join/{room.code}/").text.split())
