"""What is said of who named raters is true, whether the leader did or an organiser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.organisations.models import Email
from everyseat.threesixty import links
from everyseat.threesixty.actions import naming, nominating
from everyseat.threesixty.actions.naming import Changes, Rater
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A review whose raters an organiser has named; the list waits for Boss."""
    boss, olu = make.person("Boss"), make.person("Olu", "organiser")
    made = make.feedback_round(make.person("Lee", manager=boss)).reviews.get()
    Email.objects.all().delete()
    raters = [
        Rater(str(n), make.person(f"P {n}", manager=made.recipient), "report") for n in range(4)
    ]
    naming.change_list(review=made, by=olu, changes=Changes(raters))
    return Review.objects.get(pk=made.pk)


@pytest.mark.parametrize("late", [False, True])
def test_the_approver_does_not_read_that_the_leader_named_them(review, late):
    if late:
        day = timezone.localdate() - timedelta(1)
        review.round.nominate_by = review.round.approve_by = day
        review.round.save()
    nominating.submit_nominations(review=review)
    [email] = emails_to(review.recipient.manager)
    assert "The list of people who are to give feedback about Lee" in email
    assert "has named" not in email


def test_a_rater_does_not_read_that_the_leader_asked_them(client, review):
    nominating.submit_nominations(review=review)
    nominating.approve(review=Review.objects.get(pk=review.pk), refused=set())
    rater = review.invitations.first()
    page = text(client.get(f"/invitation/{links.INVITATIONS.token(rater.pk)}/"))
    assert "You and others are asked how it feels to work with Lee." in page
    assert "Lee has asked" not in page


def test_a_rater_reads_in_which_group_they_are_as_it_is_called_for_them(review):
    nominating.submit_nominations(review=review)
    nominating.approve(review=Review.objects.get(pk=review.pk), refused=set())
    [email] = emails_to(review.invitations.first().person)
    assert "be counted in this group: People they lead. If too few people of a group" in email
