"""Whom e-mails did not reach: named per leader on the round's page, and before a launch."""

import pytest
from django.utils import timezone

from everyseat.organisations import outbox
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import raters
from everyseat.threesixty.actions.emails import emails_about
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db
TITLE = "Raters we could not reach"


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


def fails(person: Person, about: str = "") -> None:
    """Let an e-mail to somebody have failed."""
    email = outbox.made(to=person.email, subject="S", text="T", about=about)
    email.due, email.failed_at, email.reason = None, timezone.now(), "no_such_address"
    email.save(force_insert=True)


@pytest.fixture
def review():
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return made


def rater(review: Review, n: int) -> Person:
    return review.invitations.order_by("person__name")[n].person


def test_the_round_says_of_which_leader_how_many_and_leads_to_them(organiser, review):
    page = f"/rounds/{review.round_id}/"
    assert TITLE not in text(organiser.get(page))
    for n in (0, 1):
        fails(rater(review, n), emails_about(review.round))
    fails(rater(review, 0), emails_about(review.round))
    found = text(organiser.get(page))
    assert "Raters for Lee: 2 people not reached" in found
    assert f'href="/rounds/{review.round_id}/leaders/{review.pk}/raters/"' in found


def test_of_another_round_or_of_somebody_no_longer_asked_it_says_nothing(organiser, review):
    fails(rater(review, 0), "round 999")
    fails(review.recipient, emails_about(review.round))
    gone = review.invitations.select_related("review__round", "review__recipient").last()
    fails(gone.person, emails_about(review.round))
    raters.remove(invitation=gone)
    assert TITLE not in text(organiser.get(f"/rounds/{review.round_id}/"))


def test_before_a_launch_the_leaders_and_helpers_who_were_not_reached_are_named(organiser):
    coach, boss = make.person("Cora", "coach"), make.person("Boss")
    lee, kim = (make.person(name, manager=boss) for name in ("Lee", "Kim"))
    draft = make.feedback_round(lee, kim, coach=coach, launched=False)
    page = f"/rounds/{draft.pk}/launch/"
    said = "An e-mail to these leaders, managers or coaches could not be delivered lately:"
    assert said not in text(organiser.get(page))
    for person in (lee, boss, coach):
        fails(person)
    found = text(organiser.get(page))
    assert said in found
    names = found.split(said)[1].split("</ul>")[0]
    assert [name in names for name in ("Boss", "Cora", "Lee", "Kim")] == [True, True, True, False]
