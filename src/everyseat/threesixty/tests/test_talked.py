"""A leader and their coach note that they have talked: said what it does, and undone."""

import pytest
from django.urls import reverse

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import coaching, plans
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.test_plans import AIM, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    coaching.release(review=Review.objects.get(pk=made.pk), note="")
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def state() -> str:
    return Review.objects.get().state


def test_both_read_what_the_button_does(client, review):
    mine = " ".join(page(client, review.recipient, review, "review").content.decode().split())
    assert "Have you and Cora talked about the report?" in mine
    theirs = " ".join(page(client, review.coach, review, "review").content.decode().split())
    assert "Have you and Lee talked about the report?" in theirs
    assert "Nobody gets an e-mail." in mine


def test_it_can_be_undone_by_both_and_tells_nobody(client, review):
    for person in (review.recipient, review.coach):
        send(client, person, review, "talked")
        assert state() == "conversation"
        shown = page(client, person, review, "review").content.decode()
        assert "We have talked about it" not in shown
        assert reverse("not_talked", args=[review.pk]) in shown
        send(client, person, review, "not_talked")
        assert state() == "released"
    assert not Email.objects.exists()


def test_it_is_not_undone_once_there_is_a_plan(review):
    coaching.talked(review=review)
    plans.add_aim(review=Review.objects.get(), **AIM)
    with pytest.raises(NotNow, match="nothing to undo"):
        coaching.not_talked(review=Review.objects.get())
    assert state() == "plan"
