"""A restarted server goes on from a snapshot of a large conversation, and from the rows without."""

import pytest

from everyseat.conversation.actions import answering, editions, erasing, opening, writing
from everyseat.conversation.models import Conversation, Participant, Snapshot
from everyseat.conversation.queries import cast
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_results import ONE, OTHER, SEEDS, same

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def large(sam, monkeypatch):
    """Return a conversation that counts as large, with a result."""
    monkeypatch.setattr(cast, "PACKED_FROM", 100)
    made = make.opened(sam, *SEEDS)
    make.answered(made, *[ONE] * 20, *[OTHER] * 20)
    editions.make_due()
    return made


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def restarted(conversation):
    """Return all answers as a server has them that has just started."""
    cast.forget(conversation)
    return cast.of(now(conversation))


def read_anew(conversation, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(cast, "_unpacked", lambda _conversation: None)
        return restarted(conversation)


def test_a_restart_reads_the_snapshot_and_what_came_since(large, monkeypatch):
    answering.answer(participant=make.participant(large), number="3", said="pass")
    answering.answer(participant=Participant.objects.first(), number="3", said="pass")
    expected = read_anew(large, monkeypatch)
    monkeypatch.setattr(cast, "_read", lambda _conversation: pytest.fail("rows were read"))
    assert same(restarted(large), expected)


def test_a_small_conversation_has_none(sam):
    made = make.opened(sam, *SEEDS)
    make.answered(made, *[ONE] * 20)
    editions.make_due()
    assert not Snapshot.objects.exists()


def test_all_is_there_without_it_or_if_it_is_damaged(large, monkeypatch):
    expected = read_anew(large, monkeypatch)
    Snapshot.objects.update(votes=b"PK damaged")
    assert same(restarted(large), expected)
    Snapshot.objects.update(votes=b"nonsense")
    assert same(restarted(large), expected)
    Snapshot.objects.all().delete()
    assert same(restarted(large), expected)


def test_what_is_withdrawn_or_deleted_is_in_no_snapshot(large, monkeypatch):
    who = Participant.objects.first()
    answering.withdraw(participant=who, number="3")
    assert not Snapshot.objects.exists()
    assert same(restarted(large), read_anew(large, monkeypatch))
    make.answered(now(large), *[ONE] * 4)
    editions.make_due()
    assert Snapshot.objects.exists()
    erasing.forget(participant=Participant.objects.get(pk=who.pk))
    assert not Snapshot.objects.exists()


def test_a_statement_that_is_taken_back_with_its_answer_is_in_none(large):
    who = make.participant(large)
    one = writing.write(participant=who, text="Trams")
    one.state = "published"
    one.save()
    answering.answer(participant=who, number=str(one.number), said="agree")
    make.answered(now(large), *[ONE] * 4)
    editions.make_due()
    writing.take_back(participant=Participant.objects.get(pk=who.pk), number=one.number)
    assert not Snapshot.objects.exists()


def test_it_goes_when_the_answers_are_erased(large):
    opening.close(conversation=now(large), today=make.today())
    editions.make_due()
    erasing.erase(conversation=now(large), today=make.today())
    assert not Snapshot.objects.exists()
    editions.make_due()
    assert not Snapshot.objects.exists()


def test_what_is_deleted_while_a_result_is_made_is_not_packed_after_all(large, monkeypatch):
    made = editions.opinion.analyse
    who = Participant.objects.first()

    def meanwhile(*args, **more):
        erasing.forget(participant=who)
        return made(*args, **more)

    make.answered(now(large), *[ONE] * 4)
    monkeypatch.setattr(editions.opinion, "analyse", meanwhile)
    editions.make_due()
    assert not Snapshot.objects.exists()
