"""The live part: answers kept together, and the statement that comes next in the reply."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connections
from tests.loops import run

from everyseat.conversation.actions import opening
from everyseat.conversation.live import MOST_A_CARD, Live
from everyseat.conversation.models import Conversation, Vote
from everyseat.conversation.tests import make
from everyseat.organisations import trouble

pytestmark = pytest.mark.django_db(transaction=True)


def play(scene):
    try:
        return run(scene())
    finally:
        connections.close_all()


async def send(live, conversation, card, number, said="agree", query="", method="POST"):
    """Return the status of a reply, and what it holds."""
    sent = []

    async def receive():
        content = urlencode({"statement": number, "answer": said}).encode()
        return {"type": "http.request", "body": content, "more_body": False}

    async def out(message):
        sent.append(message)

    path = f"/conversation/{conversation.code}/{card}/next"
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    assert await live(scope, receive, out)
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.fixture
def cards(conversation):
    return [make.card(conversation) for _ in range(20)]


def votes():
    return sorted(Vote.objects.values_list("participant_id", "statement__number", "value"))


def test_an_answer_is_kept_and_the_next_statement_comes_back(conversation, cards):
    async def scene():
        live = Live()
        first = await send(live, conversation, cards[0], 1)
        second = await send(live, conversation, cards[0], 2, "disagree", query="lang=cy")
        return first, second, await send(live, conversation, cards[0], 3, "pass")

    first, second, third = play(scene)
    assert first[0] == second[0] == 200
    assert first[1]["statement"]["number"] != 1
    assert first[1]["statement"]["label"] == "From the organiser"
    assert "2 statements are left" in first[1]["statement"]["left"]
    assert "Mae 1 datganiad ar ôl." in second[1]["statement"]["left"]
    assert third == (200, {"statement": None})
    assert [row[1:] for row in votes()] == [(1, 1), (2, -1), (3, 0)]


def test_many_at_once_are_all_kept_once_and_numbered_one_after_another(conversation, cards):
    async def scene():
        live = Live()
        sent = (send(live, conversation, card, n) for card in cards for n in (1, 2, 1))
        return await asyncio.gather(*sent)

    assert {status for status, _ in play(scene)} == {200}
    conversation.refresh_from_db()
    assert Vote.objects.count() == conversation.last_sequence == 40
    assert sorted(Vote.objects.values_list("sequence", flat=True)) == list(range(1, 41))
    counts = conversation.statements.order_by("number").values_list("answers", flat=True)
    assert list(counts) == [20, 20, 0]


def test_the_newest_of_two_answers_that_come_together_counts(conversation, cards):
    async def scene():
        live = Live()
        both = (send(live, conversation, cards[0], 1, said) for said in ("agree", "disagree"))
        await asyncio.gather(*both)
        return await send(live, conversation, cards[0], 1, "pass")

    play(scene)
    assert [row[1:] for row in votes()] == [(1, 0)]
    assert Conversation.objects.get().last_sequence == 3


@pytest.mark.parametrize(
    ("number", "said", "status"),
    [(1, "perhaps", 400), (99, "agree", 410), ("x", "agree", 410), ("²", "agree", 410)],
)
def test_what_is_no_answer_is_refused_beside_others_that_are_kept(
    conversation, cards, number, said, status
):
    async def scene():
        live = Live()
        bad, good = (
            send(live, conversation, cards[0], number, said),
            send(live, conversation, cards[1], 1),
        )
        return await asyncio.gather(bad, good)

    assert [reply[0] for reply in play(scene)] == [status, 200]
    assert len(votes()) == 1


def test_a_wrong_card_or_code_a_draft_and_a_closed_conversation_take_no_answer(conversation, cards):
    draft = make.draft(conversation.organiser)

    async def scene():
        live = Live()
        found = [await send(live, conversation, "a" * 20, 1), await send(live, draft, cards[0], 1)]
        await asyncio.to_thread(
            lambda: opening.close(
                conversation=Conversation.objects.get(pk=conversation.pk), today=make.today()
            )
        )
        return [*found, await send(live, conversation, cards[0], 1)]

    assert [status for status, _ in play(scene)] == [404, 404, 409]
    assert votes() == []


def test_a_card_that_answers_faster_than_anybody_can_is_slowed_down(conversation, cards):
    async def scene():
        live = Live()
        sent = [await send(live, conversation, cards[0], 1) for _ in range(MOST_A_CARD + 1)]
        return [status for status, _ in sent], (await send(live, conversation, cards[1], 1))[0]

    statuses, other = play(scene)
    assert statuses == [200] * MOST_A_CARD + [429]
    assert other == 200


def test_only_a_post_is_served_and_other_addresses_are_left_to_the_site(conversation, cards):
    async def scene():
        live = Live()
        scope = {"type": "http", "method": "GET", "path": f"/conversation/{conversation.code}/"}
        got = await send(live, conversation, cards[0], 1, method="GET")
        return got, await live(scope, None, None)

    assert play(scene) == ((405, {}), False)


def test_what_can_not_be_stored_is_not_acknowledged(conversation, cards, monkeypatch):
    """The database fails (a fake): the page hears so, and sends its plain form."""
    monkeypatch.setattr(trouble, "_failed_at", None)

    async def scene():
        live = Live()

        async def failing(_sent):
            raise OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(live.keeper, "_kept", failing)
            first = await send(live, conversation, cards[0], 1)
        return first[0], (await send(live, conversation, cards[0], 1))[0]

    assert play(scene) == (503, 200)
    assert [t.key for t in trouble.now()] == ["storage"]


def test_words_of_a_statement_come_as_they_are_and_not_as_markup(conversation, cards):
    conversation.statements.filter(number=2).update(text="<script>alert(1)</script>")
    conversation.statements.filter(number=3).delete()

    async def scene():
        return await send(Live(), conversation, cards[0], 1)

    status, content = play(scene)
    assert status == 200
    assert content["statement"]["text"] == "<script>alert(1)</script>"
