"""The demonstration's conversation is one that people could have had."""

from random import Random

import pytest

from everyseat.conversation.actions import editions, seeding
from everyseat.conversation.demonstration import partners, strategy
from everyseat.conversation.models import Conversation, Vote
from everyseat.conversation.queries import conversations, duplicates

pytestmark = pytest.mark.django_db


class City:
    def __init__(self, organiser):
        self.organiser = organiser


@pytest.fixture
def played(sam):
    strategy.load(City(sam), Random(1))
    return Conversation.objects.get()


def test_it_is_open_with_some_hundred_people_and_statements_that_wait(played):
    counts = conversations.counts(played)
    assert played.is_open
    assert counts.participants == strategy.PEOPLE
    assert counts.waiting == len(strategy.WAITING)
    assert counts.statements["rejected"] == counts.statements["replaced"] == 1


def test_how_many_answered_is_how_many_answers_there_are(played):
    for one in played.statements.all():
        assert one.answers == one.votes.count()
    assert played.last_sequence == played.votes.count()


def test_views_differ_on_some_statements_and_agree_on_others(played):
    def share(number):
        said = list(played.votes.filter(statement__number=number).values_list("value", flat=True))
        return said.count(Vote.AGREE) / (len(said) - said.count(Vote.PASS))

    assert share(1) > 0.8
    assert 0.25 < share(7) < 0.65


def test_two_waiting_statements_are_much_alike(played):
    waiting = list(played.statements.filter(state="waiting"))
    (group,) = duplicates.grouped(played, waiting)
    assert len(group.waiting) == 2


def test_no_statement_is_too_long(played):
    assert all(len(one.text) <= played.longest for one in played.statements.all())
    assert seeding.room_for(played) > 0


def test_the_same_seed_plays_the_same_conversation(sam):
    values = []
    for _time in range(2):
        strategy.load(City(sam), Random(5))
        played = Conversation.objects.get()
        rows = played.votes.order_by("sequence").values_list("statement__number", "value")
        values.append(list(rows))
        played.delete()
    assert values[0] == values[1]


def test_the_trust_the_council_and_members_see_some_things_differently(sam):
    partners.load(City(sam), Random(1))
    played = Conversation.objects.get()
    editions.make_due()
    content = played.edition.content
    assert [one["name"] for one in content["audiences"]] == [
        name for name, _n in partners.AUDIENCES
    ]
    assert played.is_closed
    assert not played.invited.exists()
    assert len(content["common_ground"]) > 2
    assert len(content["apart"]) > 3
