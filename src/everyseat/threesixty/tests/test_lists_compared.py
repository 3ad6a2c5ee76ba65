"""A leader reads before they save what the approver will: nearly the same people as before."""

import pytest

from everyseat.organisations.models import Person
from everyseat.threesixty import past, small_changes
from everyseat.threesixty.actions import nominating
from everyseat.threesixty.models import Questionnaire, Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Person:
    return make.person("Lee", manager=make.person("Boss"))


@pytest.fixture
def people(leader) -> dict[str, list[Person]]:
    return {
        "peer": [make.person(f"Peer {n}", manager=leader.manager) for n in range(7)],
        "report": [make.person(f"Led {n}", manager=leader) for n in range(9)],
    }


def named(leader: Person, people: dict[str, list[Person]]) -> Review:
    feedback_round = make.feedback_round(leader, asks=Questionnaire.objects.first())
    review = feedback_round.reviews.get()
    for relationship, raters in people.items():
        for rater in raters:
            nominating.nominate(review=review, person=rater, relationship=relationship)
    return Review.objects.get(pk=review.pk)


def reported(leader: Person, people: dict[str, list[Person]]) -> None:
    review = named(leader, people)
    nominating.submit_nominations(review=review)
    nominating.approve(review=Review.objects.get(pk=review.pk), refused=set())
    for invitation in review.invitations.select_related("review__round"):
        make.answer(invitation, [1, 2, 3])
    make.close(review.round)


def address(review: Review) -> str:
    return f"/reviews/{review.pk}/raters/"


def standing(client, review: Review, **sent) -> dict:
    return client.post(f"{address(review)}standing/", sent).json()


def test_the_list_says_the_same_as_the_page_on_which_it_is_approved(client, leader, people):
    reported(leader, {"peer": people["peer"][:4], "report": people["report"][:5]})
    review = named(leader, {"peer": people["peer"][:5], "report": people["report"][:5]})
    client.force_login(leader)
    page = text(client.get(address(review)))
    notice = small_changes.of(review, past.raters_if_approved(review, ()), to_them=True)
    assert notice.lines == ["Peers: 1 person joined since “Spring”."]
    for said in (*notice.lines, *notice.coarser, notice.instead):
        assert said in page
    assert standing(client, review)["lines"]["report"].endswith("may be shown as one.")


def test_it_is_said_of_who_is_only_ticked(client, leader, people):
    reported(leader, {"peer": people["peer"][:4], "report": people["report"][:5]})
    review = named(leader, {"peer": people["peer"][:4], "report": people["report"][:5]})
    client.force_login(leader)
    assert "Nearly the same people" not in standing(client, review)["whole"]
    more = standing(client, review, tick=f"peer:{people['peer'][5].pk}")
    assert "Nearly the same people as before would be asked." in more["whole"]
    assert "Peers: 3 answers, chosen at random, are left out" in more["lines"]["peer"]
    assert "is shown on its own" not in more["lines"]["peer"]


def test_no_hint_makes_it_worse(client, leader, people):
    """One more person would be somebody new in a group that nearly the same people are in."""
    both = {"peer": people["peer"][:3], "report": people["report"][:5]}
    review = named(leader, both)
    client.force_login(leader)
    assert "With 1 more" in standing(client, review)["lines"]["peer"]
    reported(leader, both)
    assert "With 1 more" not in standing(client, review)["lines"]["peer"]
    assert "shown together with" in standing(client, review)["lines"]["peer"]


def test_the_list_says_who_of_it_was_named_before(client, leader, people):
    reported(leader, {"peer": people["peer"][:4]})
    review = named(leader, {"peer": people["peer"][:5]})
    client.force_login(leader)
    listed = text(client.get(address(review))).split('id="list"')[1]
    assert listed.count("named in “Spring”") == 4
