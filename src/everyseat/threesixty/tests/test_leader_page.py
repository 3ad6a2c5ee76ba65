"""An organiser's page about one leader: what their 360 waits for, and for whom."""

import pytest

from everyseat.organisations.models import Person
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


def address(review: Review) -> str:
    return f"/rounds/{review.round_id}/leaders/{review.pk}/"


def test_the_page_says_what_is_waited_for_and_for_whom(organiser):
    review = make.feedback_round(make.person("Lee", manager=make.person("Boss"))).reviews.get()
    page = text(organiser.get(address(review)))
    assert "Lee: name raters by" in page
    assert "Lee: self assessment by" in page
    Review.objects.update(state=Review.State.APPROVE)
    assert "Boss: approve the raters by" in text(organiser.get(address(review)))
    Person.objects.filter(name="Boss").update(is_active=False)
    page = text(organiser.get(address(review)))
    assert "You, or another organiser: approve the raters by" in page


def test_leaders_read_who_their_coach_is_while_people_answer(client):
    review = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    client.force_login(review.recipient)
    said = "Your coach is Cora, who reads your report first, and will then meet you."
    assert said in text(client.get(f"/reviews/{review.pk}/"))
    Review.objects.update(coach=None)
    said = "A coach reads your report first. The organiser has to choose one."
    assert said in text(client.get(f"/reviews/{review.pk}/"))
    Round.objects.update(coach_reads=False)
    assert "coach" not in text(client.get(f"/reviews/{review.pk}/"))


def test_nobody_learns_there_who_has_answered(organiser):
    review = make.collecting({"peer": 5})
    before = text(organiser.get(address(review)))
    make.answer_all(review, [1, 2, 3])
    assert text(organiser.get(address(review))) == before


def test_a_report_that_nobody_can_release_says_so(organiser):
    review = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    make.close(review.round)
    assert "Cora: read the report first, then release it" in text(organiser.get(address(review)))
    Review.objects.update(coach=None)
    assert "Nobody can read the report first. Choose a coach." in text(
        organiser.get(address(review))
    )


def test_a_leader_has_no_page_in_another_round_or_before_launch(organiser):
    review = make.feedback_round(make.person("Lee")).reviews.get()
    assert organiser.get(f"/rounds/{review.round_id + 1}/leaders/{review.pk}/").status_code == 404
    Round.objects.update(state=Round.State.DRAFT)
    assert organiser.get(address(review)).status_code == 404
