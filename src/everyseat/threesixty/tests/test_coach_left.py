"""A coach who can read no report any more: every page says so, and one form gives another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from everyseat.organisations.models import Email, Person
from everyseat.threesixty import board, landing, standing, who_sees
from everyseat.threesixty.actions import giving_coach
from everyseat.threesixty.forms.plans import SharingForm
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import progress
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora():
    return make.person("Cora", "coach")


@pytest.fixture
def dan():
    return make.person("Dan", "coach")


@pytest.fixture
def review(cora):
    made = make.collecting({"peer": 5}, coach=cora)
    for name in ("Kim", "Lou"):
        Review.objects.create(
            round=made.round, recipient=make.person(name), coach=cora, state=Review.State.COLLECT
        )
    Email.objects.all().delete()
    return made


@pytest.fixture
def organiser():
    return make.person("Olu", "organiser")


@pytest.fixture
def left(cora, review):
    Person.objects.filter(pk=cora.pk).update(is_active=False)
    return Person.objects.get(pk=cora.pk)


def shown(client, by, page, *args):
    client.force_login(by)
    return text(client.get(reverse(page, args=args)))


@pytest.mark.parametrize("leads", [{"is_active": False}, None])
def test_every_page_that_names_them_says_that_they_can_no_longer_read(
    client, review, organiser, cora, leads
):
    if leads:
        Person.objects.filter(pk=cora.pk).update(**leads)
        said = "Cora, who can no longer sign in"
    else:
        cora.roles.all().delete()
        said = "Cora, who is no longer a coach"
    assert said in shown(client, organiser, "round", review.round_id)
    assert said in shown(client, organiser, "leader", review.round_id, review.pk)
    assert said in shown(client, organiser, "leader_coach", review.round_id, review.pk)
    closing = shown(client, organiser, "round_close", review.round_id)
    assert "Nobody can read the reports of these leaders first" in closing
    rows = board.rows(progress.of_reviews(review.round))
    assert said in str(list(board.sheet(rows)))


def test_nobody_says_so_of_a_coach_who_can(client, review, organiser):
    for page, args in {"round": [review.round_id], "round_close": [review.round_id]}.items():
        assert "Nobody can read the report" not in shown(client, organiser, page, *args)
    assert standing.coach(review) == "Cora"


def test_a_leader_is_promised_no_coach_who_has_left(review, left):
    review = Review.objects.get(pk=review.pk)
    assert "Cora" not in who_sees.self_assessment(review)
    assert "coach" not in SharingForm(review=review).fields


def test_the_page_of_one_leader_promises_no_e_mail_to_them(client, review, organiser, left):
    said = shown(client, organiser, "leader_coach", review.round_id, review.pk)
    assert "both coaches" not in said
    assert "can no longer open the report" not in said
    assert "Go back and change nothing" in said


@pytest.mark.parametrize("page", ["round", "round_close", "round_coach"])
def test_pages_take_as_many_queries_for_many_leaders_as_for_few(
    client, review, organiser, cora, page, django_assert_num_queries
):
    address = f"{reverse(page, args=[review.round_id])}?instead_of={cora.pk}"
    client.force_login(organiser)
    client.get(address)
    with CaptureQueriesContext(connection) as of_few:
        client.get(address)
    for name in ("Ann", "Bo", "Cy", "Di"):
        Review.objects.create(
            round=review.round, recipient=make.person(name), coach=cora, state=Review.State.COLLECT
        )
    with django_assert_num_queries(len(of_few)):
        client.get(address)


class TestOneFormForAll:
    def test_it_gives_another_coach_to_all_who_need_one(self, client, review, organiser, left, dan):
        said = shown(client, organiser, "round_coach", review.round_id)
        assert all(name in said for name in ("Lee", "Kim", "Lou"))
        client.post(reverse("round_coach", args=[review.round_id]), {"coach": dan.email})
        assert {r.coach for r in review.round.reviews.all()} == {dan}
        assert len(emails_to(dan)) == 1
        assert "Kim, Lee, Lou" in emails_to(dan)[0]
        assert "Your coach is now Dan" in emails_to(review.recipient)[0]
        assert not emails_to(left)

    def test_whoever_has_a_coach_who_can_read_keeps_them(self, review, cora, dan):
        giving_coach.give(feedback_round=review.round, coach=dan)
        assert {r.coach for r in review.round.reviews.all()} == {cora}
        assert not emails_to(dan)

    def test_a_leader_whom_they_may_not_coach_stays_and_is_named(
        self, client, review, organiser, left, dan
    ):
        Invitation.objects.create(review=review, person=dan, relationship="peer", state="invited")
        client.force_login(organiser)
        address = reverse("round_coach", args=[review.round_id])
        answer = client.post(address, {"coach": dan.email}, follow=True)
        assert "Dan is named as a rater of Lee" in text(answer)
        review.refresh_from_db()
        assert review.coach == left
        assert review.round.reviews.filter(coach=dan).count() == 2

    def test_somebody_who_is_about_to_leave_gives_theirs_away_too(
        self, client, review, organiser, cora, dan
    ):
        client.force_login(organiser)
        address = reverse("round_coach", args=[review.round_id])
        client.post(f"{address}?instead_of={cora.pk}", {"coach": dan.email})
        assert {r.coach for r in review.round.reviews.all()} == {dan}
        assert len(emails_to(cora)) == 1
        assert "another coach for these leaders" in emails_to(cora)[0]

    def test_the_first_page_asks_for_them_in_one_line_with_the_round(self, review, organiser, left):
        tasks = [task for task in landing.waiting(organiser) if "Choose a coach" in task.text]
        assert [task.text for task in tasks] == [
            "Choose a coach for 3 leaders: nobody can release their reports"
        ]
        assert tasks[0].note == review.round.name

    def test_the_page_that_hands_over_leads_to_it(self, client, review, organiser, cora):
        said = shown(client, organiser, "person_hand_over", cora.pk)
        assert "There is nothing to hand over." not in said
        client.force_login(organiser)
        page = client.get(reverse("person_hand_over", args=[cora.pk])).content.decode()
        assert f"{reverse('round_coach', args=[review.round_id])}?instead_of={cora.pk}" in page
