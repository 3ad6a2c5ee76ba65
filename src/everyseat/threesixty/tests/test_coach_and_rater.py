"""Whoever reads a report first is not one of its raters, at every door, in the same words."""

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import nominating, rounds
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text, ticks
from everyseat.threesixty.tests.test_naming import address, named, tick

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NO_RATER = (
    "Cora is the coach who reads this report first, and cannot rate too. Leave them out, or have "
    "an organiser choose another coach."
)
NO_COACH = (
    "Dan is named as a rater of Lee, and whoever reads a report first cannot rate too. Choose "
    "somebody else."
)


@pytest.fixture
def cora():
    return make.person("Cora", "coach")


@pytest.fixture
def dan():
    return make.person("Dan", "coach")


@pytest.fixture
def review(cora) -> Review:
    """A list that is being made; its coach could be a peer."""
    boss = make.person("Boss")
    Person.objects.filter(pk=cora.pk).update(manager=boss)
    return make.feedback_round(make.person("Lee", manager=boss), coach=cora).reviews.get()


def collecting(cora: Person) -> Review:
    made = make.collecting({"peer": 5}, coach=cora)
    return Review.objects.get(pk=made.pk)


class TestNaming:
    @pytest.mark.parametrize(
        "sent",
        [
            lambda cora: {"tick": tick("peer", cora)},
            lambda cora: {"found-0-person": cora.email},
            lambda cora: {"pasted": f"Who Ever <{cora.email}>"},
            lambda _: {"pasted": "Cora"},
            lambda cora: {"outside-0-email": cora.email},
        ],
        ids=["ticked", "found", "pasted", "pasted by name", "from outside"],
    )
    @pytest.mark.parametrize("who", ["leader", "organiser", "approver"])
    def test_a_coach_is_refused_and_everybody_else_is_named(self, client, review, cora, sent, who):
        ann = make.person("Ann")
        by = {"leader": review.recipient, "approver": review.recipient.manager}.get(who)
        if who == "approver":
            Review.objects.update(state=Review.State.APPROVE)
        client.force_login(by or make.person("Olu", "organiser"))
        data = {"found-3-person": ann.email, **sent(cora)}
        page = text(client.post(address(review), data))
        assert NO_RATER in page
        assert list(named(review)) == ["Ann"]

    def test_a_coach_is_neither_suggested_nor_ticked_as_the_manager(self, client, review, cora):
        client.force_login(review.recipient)
        page = text(client.get(address(review)))
        assert "Cora" not in page
        Person.objects.filter(pk=review.recipient_id).update(manager=cora)
        page = text(client.get(address(review)))
        assert f"manager:{cora.pk}" not in page
        assert "on the list or ticked" not in page

    def test_where_no_coach_reads_first_they_are_a_rater_like_others(self, review, cora):
        Round.objects.update(coach_reads=False)
        review = Review.objects.get(pk=review.pk)
        nominating.nominate(review=review, person=cora, relationship="peer")
        assert list(named(review)) == ["Cora"]

    def test_a_list_from_before_this_rule_is_not_approved_with_the_coach_on_it(
        self, client, review, cora
    ):
        people = [make.person(f"P{i}") for i in range(5)]
        for person in [*people, cora]:
            Invitation.objects.create(review=review, person=person, relationship="peer")
        Review.objects.update(state=Review.State.APPROVE)
        client.force_login(review.recipient.manager)
        page = f"/reviews/{review.pk}/approve/"
        assert NO_RATER in text(client.post(page, ticks(review)))
        without = str(review.invitations.get(person=cora).pk)
        client.post(page, ticks(review, [without]))
        assert set(review.invitations.filter(state="invited").values_list("person", flat=True)) == {
            person.pk for person in people
        }


class TestAfterApproval:
    def test_an_organiser_can_not_add_the_coach(self, client, cora):
        review = collecting(cora)
        client.force_login(make.person("Olu", "organiser"))
        page = f"/rounds/{review.round_id}/leaders/{review.pk}/raters/new/"
        said = client.post(page, {"relationship": "peer", "people": cora.email})
        assert NO_RATER in text(said)
        assert "Cora" not in named(review)

    def test_nor_ask_them_instead_of_another(self, client, cora):
        review = collecting(cora)
        client.force_login(make.person("Olu", "organiser"))
        rater = review.invitations.first().pk
        page = f"/rounds/{review.round_id}/leaders/{review.pk}/raters/{rater}/replace/"
        assert NO_RATER in text(client.post(page, {"people": cora.email}))
        assert "Cora" not in named(review)


class TestChoosingACoach:
    @pytest.mark.parametrize("state", Invitation.State)
    def test_a_rater_is_not_made_the_coach_whatever_became_of_them(self, client, cora, dan, state):
        review = collecting(cora)
        review.invitations.create(person=dan, relationship="peer", group="peer", state=state)
        client.force_login(make.person("Olu", "organiser"))
        page = f"/rounds/{review.round_id}/leaders/{review.pk}/coach/"
        assert NO_COACH in text(client.post(page, {"coach": dan.email}))
        assert Review.objects.get(pk=review.pk).coach == cora

    def test_nor_in_a_round_in_preparation(self, dan):
        feedback_round = make.feedback_round(make.person("Lee"), launched=False)
        Round.objects.update(coach_reads=True)
        feedback_round.refresh_from_db()
        review = feedback_round.reviews.get()
        nominating.nominate(review=review, person=dan, relationship="peer")
        with pytest.raises(NotNow) as refused:
            rounds.choose_coach(feedback_round=feedback_round, coach=dan)
        assert str(refused.value) == NO_COACH

    def test_a_round_is_not_launched_where_a_rater_would_read_first(self, client, dan):
        """A coach could be named while none was to read first, and that be changed afterwards."""
        feedback_round = make.feedback_round(make.person("Lee"), launched=False)
        review = feedback_round.reviews.get()
        Review.objects.update(coach=dan)
        nominating.nominate(
            review=Review.objects.get(pk=review.pk), person=dan, relationship="peer"
        )
        Round.objects.update(coach_reads=True)
        feedback_round.refresh_from_db()
        with pytest.raises(NotNow) as refused:
            rounds.launch(feedback_round=feedback_round)
        assert str(refused.value) == NO_COACH
        client.force_login(make.person("Olu", "organiser"))
        page = text(client.get(f"/rounds/{feedback_round.pk}/launch/"))
        assert NO_COACH in page
        assert f"/reviews/{review.pk}/raters/" in page
