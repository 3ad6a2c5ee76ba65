"""A follow-up asks nobody who has left, says how many, and is compared as what it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Organisation, Person
from everyseat.threesixty.actions import follow_ups, nominating, plans, reminding
from everyseat.threesixty.models import FollowUpRequest, Questionnaire, Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text
from everyseat.threesixty.tests.successive import answered, closed

pytestmark = pytest.mark.django_db

LATER = timezone.localdate() + timedelta(20)
AIM = {"topic": "sees", "aim": "A", "actions": "", "by": LATER, "ask_again": "sees"}


@pytest.fixture
def leader() -> Person:
    return make.person("Lee", manager=make.person("Boss"))


def reported(leader: Person, **raters: int) -> Review:
    """Return a review with a report and an aim, as many raters of each relationship in it."""
    review = make.feedback_round(leader, asks=Questionnaire.objects.first()).reviews.get()
    for relationship, n in raters.items():
        for i in range(n):
            person = make.person(f"{relationship} {i}")
            nominating.nominate(review=review, person=person, relationship=relationship)
    nominating.submit_nominations(review=review)
    nominating.approve(review=Review.objects.get(pk=review.pk), refused=set())
    review = closed(Review.objects.get(pk=review.pk))
    plans.add_aim(review=review, **AIM)
    Email.objects.all().delete()
    return Review.objects.get(pk=review.pk)


def leave(*names: str) -> None:
    Person.objects.filter(name__in=names).update(is_active=False)


def followed_up(review: Review) -> Review:
    return follow_ups.follow_up(review=review, collect_by=LATER)


def asked(review: Review) -> set[str]:
    return set(review.invitations.values_list("person__name", flat=True))


def written_to() -> set[str]:
    return {email.to for email in Email.objects.all()}


def test_who_has_left_gets_neither_an_invitation_nor_a_reminder(leader):
    review = reported(leader, peer=9)
    leave("peer 0", "peer 1")
    again = followed_up(review)
    here = {f"peer {i}" for i in range(2, 9)}
    assert asked(again) == here
    assert written_to() == {f"{name.replace(' ', '.')}@trust.example" for name in here}
    Email.objects.all().delete()
    assert reminding.remind(feedback_round=again.round) == 7
    assert not {"peer.0@trust.example", "peer.1@trust.example"} & written_to()


def test_a_partner_whose_account_was_ended_is_not_asked_again_and_one_without_is(leader):
    review = reported(leader, peer=8)
    city = Organisation.objects.create(name="City")
    ended, never = Person.objects.filter(name__in=["peer 0", "peer 1"]).order_by("name")
    organisations.save_person(person=ended, values={"organisation": city, "is_active": False})
    Person.objects.filter(pk=never.pk).update(organisation=city, is_active=False)
    assert asked(followed_up(review)) == {f"peer {i}" for i in range(1, 8)}


def test_one_who_has_left_is_not_found_in_the_difference(leader):
    review = reported(leader, peer=8)
    leave("peer 0")
    again = closed(followed_up(review))
    assert again.left_out == {"peer": 3}
    assert again.report["raters"] == 4
    assert again.report["values"][0]["change"] is None


def test_where_as_many_left_as_the_threshold_the_two_reports_are_compared_in_full(leader):
    review = reported(leader, peer=9)
    leave(*[f"peer {i}" for i in range(4)])
    again = closed(followed_up(review))
    assert again.left_out == {}
    assert again.report["raters"] == 5
    assert again.report["values"][0]["change"] is not None


def test_a_group_that_falls_below_the_threshold_is_put_with_another(leader):
    review = reported(leader, peer=7, report=5)
    leave("report 0", "report 1", "report 2", "report 3")
    again = followed_up(review)
    assert set(again.invitations.values_list("group", flat=True)) == {"peer+report"}
    answered(again)
    make.close(again.round)
    groups = Review.objects.get(pk=again.pk).report["values"][0]["groups"]
    assert [row["relationships"] for row in groups] == [["peer+report"]]


def test_the_leader_and_the_organiser_read_how_many_left_and_what_it_costs(client, leader):
    review = reported(leader, peer=8)
    leave("peer 0")
    follow_ups.ask(review=review, begins_on=timezone.localdate(), collect_by=LATER)
    for person, page in ((leader, "follow_up"), (make.person("O", "organiser"), "follow_up_agree")):
        client.force_login(person)
        said = text(client.get(reverse(page, args=[review.pk])))
        assert "1 person who was asked before has left since, so we do not ask them again." in said
        assert "eers: 1 person left since “Spring”." in said
        assert "peer 0" not in said
    assert "7 people who were asked in this round get an e-mail" in said


def test_where_nobody_left_nothing_is_said_of_it(client, leader):
    review = reported(leader, peer=8)
    client.force_login(leader)
    page = client.get(reverse("follow_up", args=[review.pk]))
    assert "has left since" not in text(page)
    assert "Nearly the same people" not in text(page)
    followed_up(review)
    assert "by then" not in text(client.get(reverse("plan", args=[review.pk])))


def test_the_plan_says_it_still_once_the_follow_up_has_begun(client, leader):
    review = reported(leader, peer=9)
    leave("peer 0", "peer 1")
    followed_up(review)
    leave("peer 2")
    client.force_login(leader)
    said = text(client.get(reverse("plan", args=[review.pk])))
    assert "2 people who were asked before had left by then" in said


@pytest.mark.parametrize(
    ("raters", "left"), [({"peer": 5}, 2), ({"peer": 5}, 1), ({"peer": 5, "manager": 0}, 5)]
)
def test_nobody_is_asked_where_a_report_could_show_nothing(client, leader, raters, left):
    """Three of five are too few; and of four, three are left out as one has left."""
    review = reported(leader, **raters)
    FollowUpRequest.objects.create(
        review=review, collect_by=LATER, asked_on=timezone.localdate(), refused=""
    )
    leave(*[f"peer {i}" for i in range(left)])
    with pytest.raises(NotNow, match="Too few people can be asked again"):
        follow_ups.ask(review=review, begins_on=timezone.localdate(), collect_by=LATER)
    with pytest.raises(NotNow, match="Too few"):
        follow_ups.agree(review=review)
    for person, page in ((leader, "follow_up"), (make.person("O", "organiser"), "follow_up_agree")):
        client.force_login(person)
        said = text(client.get(reverse(page, args=[review.pk])))
        assert "Too few people can be asked again." in said
        assert "Agree and invite them" not in said
        assert "Send to the organiser" not in said
    assert "Not now" in said
