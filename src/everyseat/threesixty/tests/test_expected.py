"""Before launch an organiser reads what a round can find, from its true state."""

import re

import pytest

from everyseat.science import planning
from everyseat.threesixty import expected
from everyseat.threesixty.models import Questionnaire, Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def draft(leaders: int = 1, name: str = "Kim", asks: Questionnaire | None = None) -> Round:
    people = [make.person(f"{name} {i}") for i in range(leaders)]
    return make.feedback_round(*people, launched=False, asks=asks)


def tenths(line: str) -> int:
    return int(re.search(r"about (\d) in 10", line)[1])


def test_a_first_round_reads_what_few_and_what_more_find_and_how_many_it_takes():
    few, more, enough = expected.findings(draft())
    assert few == "With 4 people answering about a leader: about 2 in 10."
    assert more == "With 12 people: about 4 in 10."
    n = planning.raters_needed(0.7, 1)
    assert enough == f"It takes {n} people to find about 7 in 10."


def test_the_numbers_are_those_of_the_science():
    few, more, _enough = expected.findings(draft(20))
    assert tenths(few) == round(10 * planning.found(4, 20))
    assert tenths(more) == round(10 * planning.found(12, 20))


def test_the_fewest_are_the_threshold_of_this_round():
    feedback_round = draft()
    feedback_round.rating_threshold = 6
    assert expected.findings(feedback_round)[0].startswith("With 6 people")
    feedback_round.rating_threshold = 14
    assert len(expected.findings(feedback_round)) == 2


def test_how_many_leaders_invite_is_that_of_earlier_rounds_without_managers():
    make.collecting({"peer": 7, "manager": 1}, name="Lee")
    make.collecting({"peer": 9}, name="Mo")
    make.collecting({"peer": 9}, name="Ash")
    usual = expected.findings(draft())[1]
    assert usual.startswith("With 9 people, as many as leaders invite here: about")


def test_where_leaders_invite_the_fewest_only_these_are_spoken_of_and_twelve():
    make.collecting({"peer": 4}, name="Lee")
    lines = expected.findings(draft())
    assert [re.search(r"\d+", line)[0] for line in lines[:2]] == ["4", "12"]


def test_leaders_of_earlier_rounds_count_for_the_norm_once_each(monkeypatch):
    asks = make.questionnaire()
    closed = make.feedback_round(*(make.person(f"L{i}") for i in range(3)), asks=asks)
    for review in closed.reviews.all():
        review.sheets.create(relationship="peer", ratings=[1, 1, 1])
        review.sheets.create(relationship="peer", ratings=[2, 2, 2])
    asked = []
    monkeypatch.setattr(planning, "found", lambda n, leaders, **_: asked.append(leaders) or 0.5)
    monkeypatch.setattr(planning, "raters_needed", lambda share, leaders, **_: 20)
    feedback_round = draft(2, asks=asks)
    expected.findings(feedback_round)
    Round.objects.filter(pk=closed.pk).update(state="closed")
    expected.findings(feedback_round)
    make.rounds.add_recipients(
        feedback_round=feedback_round, people=[closed.reviews.first().recipient], coach=None
    )
    expected.findings(feedback_round)
    assert asked == [2, 2, 5, 5, 5, 5]  # the third was among them already


@pytest.mark.parametrize(("labels", "in_points"), [(5, True), (2, False), (10, False)])
def test_every_scale_that_a_questionnaire_may_have_is_spoken_of(labels, in_points):
    feedback_round = draft()
    feedback_round.questionnaire.content["labels"] = [f"L{i}" for i in range(labels)]
    assert len(expected.findings(feedback_round)) == 3
    assert expected.is_in_points(feedback_round) == in_points


def test_a_share_is_said_as_people_say_it():
    assert [expected._share(share) for share in (0.02, 0.24, 0.97)] == [
        "hardly any",
        "about 2 in 10",
        "nearly all",
    ]


def test_the_organiser_reads_it_before_launch_and_not_after(client):
    feedback_round = draft()
    client.force_login(make.person("O", "organiser"))
    page = client.get(f"/rounds/{feedback_round.pk}/launch/").content.decode()
    assert "one point higher or lower" in page
    assert "With 12 people: about 4 in 10." in page
    make.rounds.launch(feedback_round=feedback_round)
    page = client.get(f"/rounds/{feedback_round.pk}/launch/").content.decode()
    assert "in 10" not in page
