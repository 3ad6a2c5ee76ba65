"""A follow-up begins on the day that its leader asks for, once an organiser agrees."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import coaching, follow_ups, plans
from everyseat.threesixty.models import FollowUpRequest, Invitation, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text
from everyseat.threesixty.tests.test_plans import AIM, page, send

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
AIMED = TODAY + timedelta(60)
LAST = TODAY + timedelta(80)
DATES = {"begins_on": AIMED, "collect_by": LAST}


@pytest.fixture
def organiser():
    return make.person("Organiser", "organiser")


@pytest.fixture
def review(organiser):
    made = make.collecting({"peer": 5}, coach=make.person("Coach", "coach"))
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    made = Review.objects.get(pk=made.pk)
    coaching.release(review=made, note="")
    plans.add_aim(review=made, **AIM | {"by": AIMED})
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def agreed(review):
    follow_ups.ask(review=review, **DATES)
    assert follow_ups.agree(review=review) is None


def test_the_first_day_is_the_aims_unless_its_leader_says_else(client, review):
    shown = page(client, review.recipient, review, "follow_up").content.decode()
    assert f'value="{AIMED.isoformat()}"' in shown


def test_a_follow_up_that_is_agreed_to_waits_for_its_day(client, review, organiser):
    follow_ups.ask(review=review, **DATES)
    said = text(page(client, organiser, review, "follow_up_agree"))
    assert f"get an e-mail on {date_format(AIMED, 'D j M Y')}" in said
    assert "Agree and invite them" not in said
    Email.objects.all().delete()
    send(client, organiser, review, "follow_up_agree")
    assert not Round.objects.filter(parent=review.round).exists()
    email = Email.objects.get()
    assert email.to == review.recipient.email
    assert "are invited now" not in email.text
    said = text(page(client, review.recipient, review))
    assert "An organiser has agreed to your follow-up." in said
    follow_ups.begin_due(AIMED - timedelta(1))
    assert not Review.objects.filter(follow_up_of=review).exists()
    follow_ups.begin_due(AIMED)
    again = Review.objects.get(follow_up_of=review)
    assert again.round.collect_by == LAST
    assert not FollowUpRequest.objects.exists()
    follow_ups.begin_due(AIMED)
    assert len(Email.objects.all()) == 1 + 5


def test_one_that_nobody_agreed_to_does_not_begin(review):
    follow_ups.ask(review=review, **DATES)
    follow_ups.begin_due(AIMED)
    assert not Review.objects.filter(follow_up_of=review).exists()


def test_new_dates_have_to_be_agreed_to_again(client, review, organiser):
    agreed(review)
    follow_ups.ask(review=review, begins_on=AIMED + timedelta(1), collect_by=LAST)
    follow_ups.begin_due(AIMED + timedelta(1))
    assert not Review.objects.filter(follow_up_of=review).exists()
    send(client, organiser, review, "follow_up_agree")
    follow_ups.begin_due(AIMED + timedelta(1))
    assert Review.objects.filter(follow_up_of=review).exists()


def test_the_statements_that_an_organiser_has_read_stay(client, review):
    agreed(review)
    aim = review.aims.get()
    with pytest.raises(NotNow, match="cannot choose another"):
        plans.edit_aim(review=review, aim=aim, values=AIM | {"ask_again": "hears"})
    with pytest.raises(NotNow, match="cannot remove"):
        plans.remove_aim(review=review, aim=aim)
    plans.add_aim(review=review, **AIM | {"ask_again": "hears", "by": AIMED})
    follow_ups.begin_due(AIMED)
    assert Review.objects.get(follow_up_of=review).only == ["sees"]


def test_one_that_is_agreed_to_can_be_withdrawn_before_its_day(client, review):
    agreed(review)
    send(client, review.recipient, review, "follow_up_withdraw")
    follow_ups.begin_due(AIMED)
    assert not Review.objects.filter(follow_up_of=review).exists()


def test_one_before_the_aims_date_is_warned_of_before_it_is_sent(client, review, organiser):
    early = {"begins_on": TODAY.isoformat(), "collect_by": LAST.isoformat()}
    answer = send(client, review.recipient, review, "follow_up", **early)
    assert "This is before you planned to be ready" in text(answer)
    assert not FollowUpRequest.objects.exists()
    send(client, review.recipient, review, "follow_up", early=TODAY.isoformat(), **early)
    assert FollowUpRequest.objects.get().begins_on == TODAY
    said = text(page(client, organiser, review, "follow_up_agree"))
    assert "That is before the day that Lee has set for their aim." in said


def test_one_on_the_aims_date_is_sent_without_a_warning(client, review):
    days = {name: day.isoformat() for name, day in DATES.items()}
    send(client, review.recipient, review, "follow_up", **days)
    assert FollowUpRequest.objects.get().begins_on == AIMED


def test_the_last_day_is_not_before_the_first(client, review):
    days = {"begins_on": LAST.isoformat(), "collect_by": AIMED.isoformat()}
    answer = send(client, review.recipient, review, "follow_up", **days)
    assert "Choose a day after the first day to answer." in text(answer)


def test_its_leader_hears_why_it_could_not_begin(client, review):
    agreed(review)
    for one in Invitation.objects.filter(review=review)[:3]:
        one.person.is_active = False
        one.person.save(update_fields=["is_active"])
    Email.objects.all().delete()
    follow_ups.begin_due(AIMED)
    assert not Review.objects.filter(follow_up_of=review).exists()
    email = Email.objects.get()
    assert email.to == review.recipient.email
    assert "could not: Too few people can be asked again." in email.text
    assert "There is no follow-up now: Too few" in text(page(client, review.recipient, review))
    follow_ups.begin_due(AIMED + timedelta(1))
    assert Email.objects.count() == 1


def test_an_organiser_who_agrees_after_the_first_day_reads_that_it_begins_now(
    client, review, organiser
):
    gone = TODAY - timedelta(3)
    FollowUpRequest.objects.create(
        review=review, begins_on=gone, collect_by=LAST, asked_on=gone, refused=""
    )
    said = text(page(client, organiser, review, "follow_up_agree"))
    assert f"get an e-mail on {date_format(TODAY, 'D j M Y')}" in said
    assert "Agree and invite them" in said
