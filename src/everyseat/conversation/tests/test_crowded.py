"""An organiser is told when more statements are published than the answers can carry."""

import pytest

from everyseat.conversation import checks, crowded
from everyseat.conversation.actions import writing
from everyseat.conversation.queries.conversations import Counts, counts
from everyseat.conversation.tests import make

pytestmark = pytest.mark.django_db
TOLD = "statements are published, and so far each has only about"


def known(published, people, answers):
    states = {"published": published, "waiting": 0, "rejected": 0, "replaced": 0}
    return Counts(participants=people, answers=answers, statements=states, k=4)


@pytest.mark.parametrize(
    ("published", "people", "answers", "is_told"),
    [
        *((400, 30, 600, True), (60, 10, 200, True), (60, 10, 250, False), (49, 10, 60, False)),
        *((400, 0, 0, False), (400, 3, 40, False), (400, 200, 4000, False)),
    ],
)
def test_it_is_told_where_each_has_fewer_answers_than_a_result_needs(
    published, people, answers, is_told
):
    assert (TOLD in crowded.said(known(published, people, answers))) == is_told


@pytest.fixture
def many(sam):
    made = make.opened(sam, *(f"Idea {n}" for n in range(60)))
    make.answered(made, *[[1] * 20] * 5)
    return made


def test_the_queue_and_the_check_before_closing_say_it(client, sam, many):
    client.force_login(sam)
    writing.write(participant=make.participant(many), text="One more")
    for query, is_told in (("", True), ("?state=published", True), ("?state=rejected", False)):
        page = client.get(f"/conversations/{many.pk}/waiting/{query}").text
        assert (TOLD in page) == is_told
    assert "It needs at least 10 to be in the result." in crowded.said(counts(many))
    check = checks.closed(many)
    assert crowded.said(counts(many)) in check.warns
    assert len(check.warns) == 2


def test_nothing_is_said_where_there_are_answers_enough(sam, conversation):
    make.answered(conversation, *[[1] * 3] * 5)
    assert checks.closed(conversation).warns == []
