"""The live part: one state for all, and an answer that is durable once it is acknowledged."""

import asyncio
import time
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError
from django.utils import timezone
from tests.markup import markup

from everyseat.organisations import trouble
from everyseat.organisations.models import Person
from everyseat.room import watching
from everyseat.room.actions import holding
from everyseat.room.live import Live
from everyseat.room.models import GRACE, Answer, Question
from everyseat.room.queries import room_state
from everyseat.room.tests import make
from everyseat.room.tests.phones import Phone, body, play
from everyseat.room.views import asked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question():
    return make.asked(make.room(make.person("Fay")))


def test_everybody_gets_the_same_state_and_a_latecomer_the_whole_state(question):
    async def scene():
        live, code = Live(), question.room.code
        phones = [Phone(live, code) for _ in range(3)]
        watching = [asyncio.ensure_future(phone.watch()) for phone in phones]
        await asyncio.sleep(0.3)
        codes = [await Phone(live, code).answer(body(question, n)) for n in range(5)]
        await asyncio.sleep(0.6)
        late = Phone(live, code)
        watching.append(asyncio.ensure_future(late.watch()))
        await asyncio.sleep(0.3)
        for phone in [*phones, late]:
            phone.gone.set()
        await asyncio.gather(*watching)
        return codes, [phone.states for phone in [*phones, late]]

    codes, states = play(scene)
    assert codes == [200] * 5
    assert all(of[-1]["question"]["tally"] == [5, 0, 0] for of in states)
    assert len(states[-1]) == 1


def test_what_was_acknowledged_is_in_the_database(question):
    async def scene():
        live = Live()
        phones = [Phone(live, question.room.code) for _ in range(200)]
        answers = [phone.answer(body(question, n, n % 3)) for n, phone in enumerate(phones)]
        return await asyncio.gather(*answers)

    codes = play(scene)
    assert codes == [200] * 200
    assert Answer.objects.count() == 200
    assert room_state.of(question.room.code)["question"]["tally"] == [67, 67, 66]


@pytest.mark.parametrize(
    "sent",
    [b"", b"{}", b"[]", b"nonsense", b"[" * 5000, b"x" * 10_000, b'{"question": "x"}', b"\xff"],
)
def test_broken_answers_get_a_clear_refusal(question, sent):
    assert play(lambda: Phone(Live(), question.room.code).answer(sent)) == 400
    assert Answer.objects.count() == 0


def test_a_flood_from_one_device_is_refused_and_others_are_not(question):
    async def scene():
        live, code = Live(), question.room.code
        flood = [await Phone(live, code).answer(body(question, 1, n % 3)) for n in range(25)]
        return flood, await Phone(live, code).answer(body(question, 2))

    flood, other = play(scene)
    assert flood == [200] * 20 + [429] * 5
    assert other == 200
    assert Answer.objects.count() == 2


def test_what_was_taken_back_counts_no_more(question):
    async def scene():
        live, code = Live(), question.room.code
        return [
            await Phone(live, code).answer(body(question, 1, value)) for value in (0, None, None)
        ]

    assert play(scene) == [200, 200, 200]
    assert Answer.objects.count() == 0


def test_news_of_this_process_is_on_the_screen_at_once(question):
    async def scene():
        live, code = Live(), question.room.code
        phone = Phone(live, code)
        follows = asyncio.ensure_future(phone.watch())
        await phone.until(lambda: phone.states)
        await asyncio.to_thread(holding.close, question=question)
        await asyncio.to_thread(live.hear, code)
        await phone.until(phone.is_closed, seconds=0.4)
        phone.gone.set()
        await follows
        return phone.states

    assert [state["question"]["open"] for state in play(scene)] == [True, False]


def test_who_watches_when_nothing_happens_hears_a_sign_of_life(question, monkeypatch):
    monkeypatch.setattr(watching, "HEARTBEAT", 0.5)

    async def scene():
        phone = Phone(Live(), question.room.code)
        follows = asyncio.ensure_future(phone.watch())
        await phone.until(lambda: len(phone.bodies) > 1)
        phone.gone.set()
        await follows
        return phone.bodies

    first, *later = play(scene)
    assert first.startswith(b"data: ")
    assert later
    assert set(later) == {b": \n\n"}


def test_a_closed_question_and_another_rooms_are_refused(question):
    holding.close(question=question)
    assert play(lambda: Phone(Live(), question.room.code).answer(body(question, 1))) == 409
    holding.ask(question=question)
    assert play(lambda: Phone(Live(), "abcdefgh").answer(body(question, 1))) == 400


def test_a_wrong_code_has_nothing_to_watch(question):
    async def scene():
        phone = Phone(Live(), "abcdefgh")
        await phone.watch()
        return phone.sent[0]["status"]

    assert play(scene) == 404


@pytest.mark.parametrize("code", ["", "abcdefgh"])
@pytest.mark.parametrize("what", ["live", "state"])
def test_it_carries_the_safe_headers_of_pages(question, settings, what, code):
    settings.SECURE_HSTS_SECONDS = 60

    async def scene():
        phone = Phone(Live(), code or question.room.code)
        phone.gone.set()
        await (phone.watch() if what == "live" else phone.get("state"))
        return dict(phone.sent[0]["headers"])

    found = play(scene)
    assert b"frame-ancestors 'none'" in found[b"content-security-policy"]
    assert found[b"strict-transport-security"] == b"max-age=60"
    assert found[b"x-content-type-options"] == b"nosniff"
    assert b"no-store" in found[b"cache-control"]


def test_what_another_process_changed_is_seen_within_two_seconds(question):
    async def scene():
        phone = Phone(Live(), question.room.code)
        follows = asyncio.ensure_future(phone.watch())
        await asyncio.sleep(0.2)
        await asyncio.to_thread(holding.close, question=question)
        await phone.until(phone.is_closed, seconds=1.8)
        phone.gone.set()
        await follows
        return phone.states

    states = play(scene)
    assert [state["question"]["open"] for state in states] == [True, False]


def test_who_asks_again_and_again_gets_what_watchers_get(question):
    async def scene():
        live, code = Live(), question.room.code
        before = await Phone(live, code).get("state")
        answers = [await Phone(live, code).answer(body(question, n)) for n in range(4)]
        await asyncio.sleep(0.4)
        return answers, before, await Phone(live, code).get("state"), live.watching.watchers

    answers, before, after, watchers = play(scene)
    assert answers == [200] * 4
    assert (before[0], before[1]["question"]["tally"]) == (200, None)
    assert after == (200, room_state.of(question.room.code))
    assert watchers == 0


def test_a_whole_hall_gets_the_next_question_rendered_once(question, monkeypatch):
    rendered = []
    render = asked.render_to_string
    monkeypatch.setattr(
        asked, "render_to_string", lambda *given: rendered.append(1) or render(*given)
    )

    async def scene():
        live, code = Live(), question.room.code
        phones = [Phone(live, code) for _ in range(300)]
        return await asyncio.gather(*(phone.get("page", "lang=en-gb") for phone in phones))

    pages = play(scene)
    assert len(rendered) == 1
    assert {status for status, _ in pages} == {200}
    assert 'name="token" value=""' in markup(pages[0][1]["page"])
    assert all(page == pages[0] for page in pages)


def test_a_page_is_of_the_question_of_now_and_a_wrong_code_has_none(question):
    async def scene():
        live, code = Live(), question.room.code
        first = await Phone(live, code).get("page", "lang=xx")
        await asyncio.to_thread(holding.close, question=question)
        await asyncio.to_thread(live.hear, code)
        await asyncio.sleep(0.4)
        wrong = [await Phone(live, "nothing1").get(what) for what in ("page", "state")]
        return first, await Phone(live, code).get("page"), wrong

    (_, first), (_, then), wrong = play(scene)
    assert f'data-number="{question.pk}-true"' in first["page"]
    assert f'data-number="{question.pk}-false"' in then["page"]
    assert wrong == [(404, {}), (404, {})]


def test_what_is_on_a_page_and_in_no_state_is_gone_at_once(question):
    """As an answer that comes back to a brief's teams, which may be left out later."""

    async def scene():
        live, code = Live(), question.room.code
        first = await Phone(live, code).get("page")
        await sync_to_async(Person.objects.update)(name="Ola")  # the page names its facilitator
        still = await Phone(live, code).get("page")
        live.hear(code)
        await asyncio.sleep(0)
        return first, still, await Phone(live, code).get("page")

    first, still, after = play(scene)
    assert first == still
    assert "Fay" in first[1]["page"]
    assert "Fay" not in after[1]["page"]


def test_other_addresses_are_the_sites(question):
    async def scene():
        async def never():
            raise AssertionError("not for the live part")

        scope = {"type": "http", "method": "GET", "path": f"/join/{question.room.code}/"}
        return await Live()(scope, never, never)

    assert play(scene) is False


def test_a_database_that_fails_once_stops_no_hall(question, monkeypatch):
    made = watching.make_message
    failures = []

    async def fails_once(code):
        if failures == [1]:
            failures.append(2)
            raise OSError("busy")
        failures[:] = failures or [1]
        return await made(code)

    monkeypatch.setattr(watching, "make_message", fails_once)

    async def scene():
        phone = Phone(Live(), question.room.code)
        follows = asyncio.ensure_future(phone.watch())
        await asyncio.sleep(0.2)
        await asyncio.to_thread(holding.close, question=question)
        await phone.until(phone.is_closed)
        phone.gone.set()
        await follows
        return phone.states

    states = play(scene)
    assert failures == [1, 2]
    assert states[-1]["question"]["open"] is False


def test_somebody_who_comes_as_the_last_one_leaves_is_followed_up(question):
    async def scene():
        live_part, code = Live(), question.room.code
        for pause in (0, 0.4, 0.9, 1.05, 1.15):
            first = Phone(live_part, code)
            follows = asyncio.ensure_future(first.watch())
            await asyncio.sleep(0.2)
            first.gone.set()
            await follows
            await asyncio.sleep(pause)
        last = Phone(live_part, code)
        follows = asyncio.ensure_future(last.watch())
        await asyncio.sleep(0.2)
        await asyncio.to_thread(holding.close, question=question)
        await last.until(last.is_closed)
        last.gone.set()
        await follows
        await asyncio.sleep(1.4)
        return last.states, live_part.watching.rooms

    states, rooms = play(scene)
    assert states[-1]["question"]["open"] is False
    assert rooms == {}


def test_an_answer_that_can_not_be_stored_is_not_thanked_for_and_is_said(question, monkeypatch):
    """The database fails (a fake): the phone hears so, tries again, and counts once."""
    monkeypatch.setattr(trouble, "_failed_at", None)

    async def scene():
        live = Live()

        async def failing(_answers):
            raise OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(live.keeper, "_kept", failing)
            first = await Phone(live, question.room.code).answer(body(question, 1))
        return first, await Phone(live, question.room.code).answer(body(question, 1))

    assert play(scene) == (503, 200)
    assert [t.key for t in trouble.now()] == ["storage"]
    assert Answer.objects.count() == 1


def test_phones_that_follow_are_counted_and_screens_are_not(question):
    async def scene():
        live, code = Live(), question.room.code
        phones = [Phone(live, code) for _ in range(3)]
        screen = Phone(live, code)
        watching = [asyncio.ensure_future(phone.watch()) for phone in phones]
        watching.append(asyncio.ensure_future(screen.watch("as=screen")))
        for phone in [*phones, screen]:
            await phone.until(lambda phone=phone: phone.states)
        counted = [await Phone(live, code).get("people")]
        phones[0].gone.set()
        await watching[0]
        counted.append(await Phone(live, code).get("people"))
        counted.append(await Phone(live, "nothing1").get("people"))
        for phone in [*phones, screen]:
            phone.gone.set()
        await asyncio.gather(*watching)
        return counted

    assert play(scene) == [(200, {"n": 3}), (200, {"n": 2}), (200, {"n": 0})]


def test_where_others_serve_too_no_number_of_people_is_said(question, settings):
    settings.WEB_PROCESSES = 2

    async def scene():
        return await Phone(Live(), question.room.code).get("people")

    assert play(scene) == (200, {"n": None})


def test_phones_are_told_the_time_and_that_it_is_up(question):
    Question.objects.update(until=timezone.now() - GRACE + timedelta(seconds=1))

    async def scene():
        live, code = Live(), question.room.code
        phone = Phone(live, code)
        following = asyncio.ensure_future(phone.watch())
        status, said = await Phone(live, code).get("time")
        await phone.until(lambda: phone.states)
        opened = not phone.is_closed()
        await phone.until(phone.is_closed)
        phone.gone.set()
        await following
        return status, abs(said["now"] / 1000 - time.time()) < 5, opened, phone.is_closed()

    assert play(scene) == (200, True, True, True)
