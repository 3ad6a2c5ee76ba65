"""Who is warned, and of what, before nearly the same people are asked as for an earlier report."""

import pytest
from django.urls import reverse
from tests.markup import markup

from everyseat.organisations.models import Person
from everyseat.threesixty import who_sees
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.tests import successive
from everyseat.threesixty.tests.pages import ticks
from everyseat.threesixty.tests.successive import asked, closed, named, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Person:
    return successive.a_leader()


@pytest.fixture
def peers(leader) -> list[Person]:
    return successive.fourteen_peers()


def approve_page(client, review: Review) -> str:
    client.force_login(review.recipient.manager)
    return client.get(reverse("approve", args=[review.pk])).content.decode()


def send(client, review: Review, without: tuple[str, ...] = (), **data) -> object:
    """Send the page with everybody ticked but some, by the keys of their invitations."""
    return client.post(reverse("approve", args=[review.pk]), data | ticks(review, without))


def seal(page: str) -> str:
    return page.split('name="understood" value="')[1].split('"')[0]


WARNING = "Nearly the same people as before"


def test_the_approver_is_warned_in_numbers_and_not_in_names(leader, peers, client):
    reported(leader, peers[:8])
    page = approve_page(client, named(leader, peers[1:9]))
    box = page.split('id="small-changes"')[1].split("</div>")[0]
    assert "Peers: 1 person joined since “Round 1”." in box
    assert "Peers: 1 person left since “Round 1”." in box
    assert "Peers: 3 answers, chosen at random, are left out with their words." in box
    assert "At most 5 are shown." in box
    assert not any(peer.name in box for peer in peers)


def test_the_approver_is_told_where_too_few_will_be_left(leader, peers, client):
    reported(leader, peers[:5])
    page = approve_page(client, named(leader, peers[1:6]))
    assert "The rest are too few to be shown on their own" in page


def test_the_approver_of_the_same_people_reads_no_warning(leader, peers, client):
    reported(leader, peers[:8])
    review = named(leader, peers[:8])
    assert WARNING not in approve_page(client, review)
    send(client, review, understood="")
    assert Review.objects.get(pk=review.pk).state == "collect"


def test_nobody_is_invited_before_the_warning_was_read(leader, peers, client):
    """A list that was the same becomes nearly the same when the approver leaves somebody out."""
    reported(leader, peers[:8])
    review = named(leader, peers[:8])
    approve_page(client, review)
    left_out = str(review.invitations.get(person=peers[0]).pk)
    page = send(client, review, without=(left_out,)).content.decode()
    assert "Peers: 1 person left since" in markup(page)
    assert f'id="r-{left_out}"' in markup(page)
    assert f'id="r-{left_out}" checked' not in markup(page)
    assert Review.objects.get(pk=review.pk).state == "approve"
    send(client, review, understood=seal(page), without=(left_out,))
    assert Review.objects.get(pk=review.pk).state == "collect"
    assert Invitation.objects.filter(review=review, state="invited").count() == 7


def test_a_list_can_be_sent_back_beside_the_warning(leader, peers, client):
    reported(leader, peers[:8])
    review = named(leader, peers[1:9])
    approve_page(client, review)
    send(client, review, send_back="1", why="Ask the same people.")
    assert Review.objects.get(pk=review.pk).state == "nominate"


def test_who_asks_for_a_follow_up_is_warned_where_an_earlier_one_had_nearly_the_same(
    leader, peers, client
):
    client.force_login(leader)
    first = reported(leader, peers[:8])
    add = {"topic": "sees", "aim": "A", "actions": "", "by": "2099-01-01", "ask_again": "sees"}
    client.post(reverse("plan", args=[first.pk]), add)
    assert WARNING not in client.get(reverse("follow_up", args=[first.pk])).content.decode()
    second = reported(leader, peers[1:9])
    client.post(reverse("plan", args=[second.pk]), add)
    assert WARNING in client.get(reverse("follow_up", args=[second.pk])).content.decode()


def test_a_rater_is_told_of_answers_that_are_left_out_if_their_list_stays_as_it_is(leader, peers):
    """Somebody may still decline or join, so that nothing has to be left out when it closes."""
    first = asked(leader, peers[:8])
    assert "left out" not in " ".join(who_sees.rater_besides(first, "peer"))
    closed(first)
    second = asked(leader, peers[1:9])
    said = " ".join(who_sees.rater_besides(second, "peer"))
    assert "If that is still so when this closes, 3 answers of your group, chosen" in said
    second.invitations.filter(person=peers[8]).update(state="declined")
    second.invitations.filter(person__in=peers[1:4]).update(state="declined")
    assert "left out" not in " ".join(who_sees.rater_besides(second, "peer"))
