"""What an organiser sees and corrects of a list of raters before it is approved."""

import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import nominating
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A review whose list waits for Boss: four peers, and a partner with a wrong address."""
    boss = make.person("Boss")
    made = make.feedback_round(make.person("Lee", manager=boss)).reviews.get()
    kim = organisations.add_partner(name="Kim", email="kim@city.exmaple", organisation="City")
    nominating.nominate(review=made, person=kim, relationship="partner")
    for n in range(4):
        nominating.nominate(review=made, person=make.person(f"Peer {n}"), relationship="peer")
    nominating.submit_nominations(review=made)
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


@pytest.fixture
def organiser(client, review):
    client.force_login(make.person("Olu", "organiser"))
    return client


def address(review, *more) -> str:
    parts = [f"/rounds/{review.round_id}/leaders/{review.pk}/raters", *map(str, more)]
    return "/".join(parts) + "/"


def test_an_organiser_sees_who_is_on_the_list_and_whom_it_waits_for(organiser, review):
    leader = text(organiser.get(f"/rounds/{review.round_id}/leaders/{review.pk}/"))
    assert "See who is on the list" in leader
    page = text(organiser.get(address(review)))
    assert "Boss checks it, until" in page
    assert "kim@city.exmaple" in page
    assert "Peer 3" in page
    assert "Nobody has been invited yet." in page


def test_of_an_empty_list_it_says_that_nobody_was_named(organiser):
    review = make.feedback_round(make.person("Lou", manager=make.person("Bo"))).reviews.get()
    page = text(organiser.get(address(review)))
    assert "Lou has named nobody yet." in page
    assert "These people are on the list" not in page


def test_an_organiser_corrects_the_address_of_a_partner_and_nobody_is_written_to(organiser, review):
    kim = review.invitations.get(person__name="Kim")
    page = text(organiser.get(address(review, kim.pk)))
    assert address(review, kim.pk, "address") in page
    assert "Send the invitation again" not in page
    page = text(organiser.get(address(review, kim.pk, "address")))
    assert "Correct it and invite again" not in page
    organiser.post(address(review, kim.pk, "address"), {"email": "kim@city.example"})
    assert Person.objects.get(name="Kim").email == "kim@city.example"
    assert review.invitations.get(person__name="Kim").state == "proposed"
    assert not Email.objects.exists()
    nominating.approve(review=review, refused=set())
    assert "kim@city.example" in {email.to for email in Email.objects.all()}


def test_no_address_of_who_works_here_is_corrected(organiser, review):
    peer = review.invitations.get(person__name="Peer 0")
    organiser.post(address(review, peer.pk, "address"), {"email": "mine@city.example"})
    assert Person.objects.get(name="Peer 0").email == "peer.0@trust.example"


@pytest.mark.parametrize("page", ["remove", "relationship", "replace", "again"])
def test_nothing_else_is_changed_before_it_is_approved(organiser, review, page):
    peer = review.invitations.get(person__name="Peer 0")
    make.person("Zoe")
    sent = {"relationship": "partner", "people": "Zoe"}
    organiser.post(address(review, peer.pk, page), sent)
    peer.refresh_from_db()
    assert (peer.state, peer.relationship) == ("proposed", "peer")
    assert not Email.objects.exists()


def test_once_the_reports_are_made_no_address_is_corrected(organiser, review):
    kim = review.invitations.get(person__name="Kim")
    nominating.approve(review=review, refused=set())
    make.close(review.round)
    organiser.post(address(review, kim.pk, "address"), {"email": "kim@city.example"})
    assert Person.objects.get(name="Kim").email == "kim@city.exmaple"
