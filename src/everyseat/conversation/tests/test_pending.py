"""Numbers wait for people, and not for what few people do again and again."""

import pytest

from everyseat.conversation.actions import answering, editions, erasing, opening
from everyseat.conversation.models import Conversation, Edition, Participant
from everyseat.conversation.pending import may_change
from everyseat.conversation.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SEEDS = [f"Statement number {i}" for i in range(1, 6)]


@pytest.fixture
def conversation(sam):
    made = make.opened(sam, *SEEDS)
    make.answered(made, *[[1, 1, 1, -1, -1]] * 20, *[[-1, -1, -1, 1, 1]] * 20)
    editions.make_due()
    return made


def shown(conversation):
    """Make a result if it is due; return its number and what it shows of the first statement."""
    fresh = Conversation.objects.get(pk=conversation.pk)
    editions.make(conversation=fresh)
    edition = Edition.objects.get(conversation=conversation)
    (row,) = (row for row in edition.content["all"] if row["name"] == "1")
    return edition.number, (row["agree"], row["disagree"], row["n"])


def moved(conversation):
    """Have enough people answer another statement for the next result to be due."""
    make.answered(conversation, *[[None, None, None, None, 1]] * 8)


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (20, 20, False),
        (20, 23, False),
        (20, 24, True),
        (200, 219, False),
        (200, 220, True),
        (20, 11, False),
        (20, 10, True),
    ],
)
def test_numbers_change_after_enough_have_come_or_half_have_gone(then, now, change):
    assert may_change(then, now, least=4) == change


def test_withdrawing_and_answering_again_changes_no_number(conversation):
    number, before = shown(conversation)
    who = Participant.objects.order_by("pk")[0]
    for _ in range(12):
        answering.withdraw(participant=who, number="1")
        answering.answer(participant=who, number="1", said="agree")
    moved(conversation)
    later, after = shown(conversation)
    assert (later, after) == (number + 1, before)


def test_changing_an_answer_to_and_fro_changes_no_number(conversation):
    number, before = shown(conversation)
    few = Participant.objects.order_by("pk")[:4]
    for turn in range(4):
        for who in few:
            said = "disagree" if turn % 2 else "pass"
            answering.answer(participant=who, number="1", said=said)
        later, after = shown(conversation)
        assert after == before
    assert later > number  # results were made: four people had answered anew


@pytest.mark.parametrize("is_open", [True, False])
def test_whoever_leaves_is_not_shown_by_what_changes(conversation, is_open):
    if not is_open:
        fresh = Conversation.objects.get(pk=conversation.pk)
        opening.close(conversation=fresh, today=make.today())
    _, before = shown(conversation)
    erasing.forget(participant=Participant.objects.order_by("pk")[0])
    if is_open:
        moved(conversation)
    assert shown(conversation)[1] == before


def test_after_many_more_people_the_numbers_are_those_of_all(conversation, exact):
    Edition.objects.all().delete()
    assert shown(conversation)[1][2] == 40
    who = Participant.objects.order_by("pk")[0]
    answering.withdraw(participant=who, number="1")
    make.answered(conversation, *[[1]] * 5)
    assert shown(conversation)[1][2] == 44
