"""Chances are used again for half a second; which statements are asked is always as it is now."""

import pytest

from everyseat.conversation.actions import answering, erasing, moderating, seeding, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import next_statement
from everyseat.conversation.queries.next_statement import Choice
from everyseat.conversation.tests import make
from everyseat.giving.refusals import NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(monkeypatch, _fresh_chances):
    """Use chances again for as long as a test lasts."""
    monkeypatch.setattr(next_statement, "KEPT_FOR", 60)


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def asked(conversation) -> list[int]:
    """Return the numbers that are asked; they are those that the database has as published."""
    published = conversation.statements.filter(state="published").order_by("number")
    found = list(Choice.of(now(conversation)).keys)
    assert found == list(published.values_list("number", flat=True))
    return found


def decide(conversation, state, number, sam):
    one = conversation.statements.get(number=number)
    reason = conversation.reasons[0] if state == "rejected" else ""
    decision = Decision(state, sam, make.today(), reason=reason)
    moderating.decide(
        conversation=now(conversation), numbers=[number], seen=one.state, decision=decision
    )


def test_they_are_used_again(conversation, django_assert_num_queries):
    first = Choice.of(now(conversation))
    current = now(conversation)
    with django_assert_num_queries(0):
        assert Choice.of(current) is first


def test_after_a_while_they_are_read_again(conversation, monkeypatch):
    first = Choice.of(conversation)
    kept = next_statement._kept[conversation.pk]
    monkeypatch.setattr(next_statement, "monotonic", lambda: kept.until)
    assert Choice.of(conversation) is not first


def test_whatever_changes_what_is_asked_holds_at_once(conversation, sam):
    assert asked(conversation) == [1, 2, 3]
    seeding.add(conversation=now(conversation), lines=[(1, "Trams")])
    assert asked(conversation) == [1, 2, 3, 4]
    decide(conversation, "rejected", 2, sam)
    assert asked(conversation) == [1, 3, 4]
    decide(conversation, "published", 2, sam)
    assert asked(conversation) == [1, 2, 3, 4]
    one = conversation.statements.get(number=3)
    moderating.reword(
        statement=one, texts=["Other"], note="", seen="published", by=sam, today=make.today()
    )
    assert asked(conversation) == [1, 2, 4, 5]
    seeding.remove(statement=conversation.statements.get(number=4))
    assert asked(conversation) == [1, 2, 5]


def test_what_participants_write_and_take_back_holds_at_once(sam):
    open_ = make.opened(sam, "One", moderation="after")
    who = make.participant(open_)
    assert asked(open_) == [1]
    writing.write(participant=who, text="Trams")
    assert asked(open_) == [1, 2]
    writing.take_back(participant=who, number=2)
    assert asked(open_) == [1]
    writing.write(participant=who, text="Buses")
    erasing.forget(participant=who)
    assert asked(open_) == [1]


def test_no_answer_is_kept_to_what_was_taken_out_a_moment_ago(conversation, sam):
    who = make.participant(conversation)
    answering.answer(participant=who, number="1", said="agree")
    decide(conversation, "rejected", 2, sam)
    with pytest.raises(NotNow, match="no longer asked"):
        answering.answer(participant=who, number="2", said="agree")
    decide(conversation, "published", 2, sam)
    answering.answer(participant=who, number="2", said="agree")
    assert conversation.votes.count() == 2
