"""What is kept with a report of who was asked for it, and of those who perhaps answered."""

import json

import pytest
from django.urls import reverse

from everyseat.organisations.models import Person
from everyseat.threesixty import past
from everyseat.threesixty.actions import retention
from everyseat.threesixty.models import Invitation, Report
from everyseat.threesixty.tests import make, successive
from everyseat.threesixty.tests.successive import answered, asked, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Person:
    return successive.a_leader()


@pytest.fixture
def peers(leader) -> list[Person]:
    return successive.fourteen_peers()


def test_the_list_is_kept_with_the_report_and_deleted_with_it(leader, peers):
    review = reported(leader, peers[:8])
    keys = sorted(str(peer.pk) for peer in peers[:8])
    retention.delete_what_is_due(review.round.answers_deleted_on)
    assert not Invitation.objects.exists()
    assert Report.objects.get().asked == {"peer": keys}
    retention.delete_what_is_due(review.round.reports_deleted_on)
    assert not Report.objects.exists()


def test_a_person_is_told_that_they_are_in_the_list(leader, peers):
    reported(leader, peers[:8])
    key = "in_the_list_of_those_asked_for_the_report"
    assert retention.held_about(peers[0])[key] == ["Lee in Round 1"]
    assert retention.held_about(peers[9])[key] == []


def test_who_is_erased_leaves_the_lists_and_still_counts_as_somebody_who_left(leader, peers):
    reported(leader, peers[:8])
    retention.erase(peers[0])
    lists = Report.objects.get().asked
    assert str(peers[0].pk) not in json.dumps(lists)
    assert len(lists["peer"]) == 8
    assert reported(leader, peers[1:8]).left_out == {"peer": 3}


def test_no_page_and_no_export_shows_the_list(leader, peers, client):
    review = reported(leader, peers[:8])
    client.force_login(leader)
    page = client.get(reverse("report", args=[review.pk])).content.decode()
    told = json.dumps(retention.held_about(leader), default=str)
    for peer in peers[:8]:
        assert str(peer.pk) not in page + told


@pytest.mark.parametrize(("removed", "left_out"), [([], {}), ([4], {"peer": 3})])
def test_who_was_removed_may_have_answered_and_may_not(leader, peers, removed, left_out):
    """Added and removed again they are a newcomer, if they drew a card in between."""
    reported(leader, peers[:4])
    review = asked(leader, peers[:5] if removed else peers[:4])
    for n in removed:
        review.invitations.filter(person=peers[n]).update(state="removed")
    assert (
        past.left_out(past.small_changes(review, past.raters_by_group(review.invitations.all())))
        == left_out
    )


@pytest.mark.parametrize("n", [1, 4, 6])
def test_somebody_of_an_earlier_report_who_was_removed_may_have_left(leader, peers, n):
    """Any number of those who were removed may have answered: also as many as would be small."""
    reported(leader, peers[:8])
    review = asked(leader, peers[:8])
    gone = review.invitations.filter(person__in=peers[:n])
    gone.update(state="removed")
    now = past.raters_by_group(review.invitations.all())
    assert past.left_out(past.small_changes(review, now)) == {"peer": 3}


def test_a_list_with_removed_raters_is_kept_for_the_next_report(leader, peers):
    review = asked(leader, peers[:6])
    removed = review.invitations.filter(person=peers[5])
    removed.update(state="removed")
    answered(review)
    make.close(review.round)
    kept = Report.objects.get(pk=review.pk).asked
    assert kept["?peer"] == [str(peers[5].pk)]
    later = asked(leader, peers[:5])
    now = past.raters_by_group(later.invitations.all())
    assert past.left_out(past.small_changes(later, now)) == {"peer": 3}


@pytest.mark.parametrize("before", [{"replaced": ["peer"]}, {"voided": 1}, {}])
def test_somebody_who_declined_may_have_answered_with_a_card_of_a_link_before(
    leader, peers, before
):
    review = asked(leader, peers[:6])
    review.invitations.filter(person=peers[5]).update(state="declined", **before)
    lists = past.raters_by_group(review.invitations.all())
    assert ("?peer" in lists) == bool(before)


def test_a_corrected_relationship_may_have_left_a_sheet_in_the_group_before(leader, peers):
    reported(leader, peers[:4])
    review = asked(leader, peers[:4])
    Invitation.objects.create(
        review=review,
        person=peers[5],
        relationship="partner",
        group="partner",
        state="invited",
        replaced=["peer"],
    )
    lists = past.raters_by_group(review.invitations.all())
    assert lists["?peer"] == [str(peers[5].pk)]
    assert past.left_out(past.small_changes(review, lists))["peer"] == 3
