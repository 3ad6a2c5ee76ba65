"""A follow-up asks the same people one thing again, once an organiser agrees."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import landing, links
from everyseat.threesixty.actions import coaching, follow_ups, plans
from everyseat.threesixty.models import FollowUpRequest, Invitation, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text as text_of
from everyseat.threesixty.tests.test_plans import AIM, page, send

pytestmark = pytest.mark.django_db

LATER = timezone.localdate() + timedelta(20)


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
    plans.add_aim(review=made, **AIM)
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def ask(client, review, **data):
    """Ask for a follow-up that begins today, which is before the aim's date."""
    today = timezone.localdate().isoformat()
    dates = {"begins_on": today, "collect_by": LATER.isoformat(), "early": today}
    return send(client, review.recipient, review, "follow_up", **dates | data)


def test_nobody_is_invited_before_an_organiser_agrees(client, review, organiser):
    ask(client, review)
    assert not Round.objects.filter(parent=review.round).exists()
    assert {email.to for email in Email.objects.all()} == {organiser.email, "admin@trust.example"}
    assert Review.objects.get(pk=review.pk).state == "plan"
    client.force_login(organiser)
    assert "Agree to a follow-up for Lee" in client.get(reverse("home")).content.decode()
    text = page(client, organiser, review, "follow_up_agree").content.decode()
    assert "Lee sees me." in text
    assert "5 people who were asked in this round" in text
    assert "People feel seen" not in text  # the aim is the leader's own


def test_the_follow_up_begins_when_an_organiser_agrees(client, review, organiser):
    ask(client, review)
    Email.objects.all().delete()
    send(client, organiser, review, "follow_up_agree")
    again = Review.objects.get(follow_up_of=review)
    assert (again.only, again.round.collect_by) == (["sees"], LATER)
    invited = {i.person.email for i in again.invitations.all()}
    assert {email.to for email in Email.objects.all()} == {*invited, review.recipient.email}
    to_leader = next(e for e in Email.objects.all() if e.to == review.recipient.email)
    assert "No coach reads it first." in to_leader.text
    assert not FollowUpRequest.objects.exists()


def test_who_asks_for_a_follow_up_reads_that_no_coach_reads_its_report_first(client, review):
    shown = page(client, review.recipient, review, "follow_up").content.decode()
    assert "No coach reads it first." in " ".join(shown.split())


def test_the_invitation_says_that_it_is_one_question_and_why(client, review):
    follow_ups.follow_up(review=review, collect_by=LATER)
    invitation = Invitation.objects.filter(review__follow_up_of=review).first()
    email = next(e for e in Email.objects.all() if e.to == invitation.person.email)
    assert "has worked on something since" in email.text
    assert "This time it is one question:" in email.text
    assert "It takes a minute." in email.text
    assert "- Lee sees me." in email.text
    assert "ten minutes" not in email.text
    link = link_to("invitation", links.INVITATIONS.token(invitation.pk))
    shown = " ".join(client.get(link).content.decode().split())
    assert "It is one question, and takes a minute." in shown
    assert "ten minutes" not in shown


def test_a_follow_up_asks_for_no_words_and_promises_nothing_of_them(client, review):
    again = follow_ups.follow_up(review=review, collect_by=LATER)
    invitation = again.invitations.first()
    email = next(e for e in Email.objects.all() if e.to == invitation.person.email)
    assert "What you write" not in email.text
    form = text_of(client.get(f"/answer/{again.pk}/peer/"))
    assert form.count("<section data-page>") == 1
    assert "In your own words" not in form
    assert "Your words" not in form
    assert "You can change your answers until this closes." in form
    link = link_to("invitation", links.INVITATIONS.token(invitation.pk))
    assert "Your words" not in text_of(client.get(link))


def test_a_first_invitation_speaks_of_no_follow_up(review):
    first = make.collecting({"peer": 5}, name="Kim")
    email = next(e for e in Email.objects.all() if "kim.peer" in e.to)
    assert "It takes about ten minutes" in email.text
    assert "since" not in email.text
    assert first.follow_up_of is None


def test_a_follow_up_stays_with_its_round(client, review, organiser):
    again = follow_ups.follow_up(review=review, collect_by=LATER)
    client.force_login(organiser)
    assert again.round.name not in client.get(reverse("rounds")).content.decode()
    assert again.round.name not in client.get(reverse("threesixty")).content.decode()
    address = reverse("round", args=[again.round_id])
    assert address in client.get(reverse("round", args=[review.round_id])).content.decode()
    assert reverse("round", args=[review.round_id]) in client.get(address).content.decode()


def test_an_organiser_says_why_not_and_the_leader_may_ask_again(client, review, organiser):
    ask(client, review)
    Email.objects.all().delete()
    send(client, organiser, review, "follow_up_agree", refuse="1", why="After the summer.")
    assert [email.to for email in Email.objects.all()] == [review.recipient.email]
    assert not Round.objects.filter(parent=review.round).exists()
    assert "After the summer." in page(client, review.recipient, review).content.decode()
    with pytest.raises(NotNow, match="decided already"):
        follow_ups.agree(review=review)
    ask(client, review)
    assert FollowUpRequest.objects.get().refused == ""


def test_why_not_has_to_be_said(client, review, organiser):
    ask(client, review)
    answer = send(client, organiser, review, "follow_up_agree", refuse="1", why="")
    assert "There is a problem" in answer.content.decode()
    assert FollowUpRequest.objects.get().refused == ""


def test_a_request_can_be_withdrawn_and_its_date_changed(client, review, organiser):
    ask(client, review)
    ask(client, review, collect_by=(LATER + timedelta(1)).isoformat())
    assert FollowUpRequest.objects.get().collect_by == LATER + timedelta(1)
    send(client, review.recipient, review, "follow_up_withdraw")
    assert not FollowUpRequest.objects.exists()
    answer = page(client, organiser, review, "follow_up_agree")
    assert "has been decided already" in answer.content.decode()


def test_a_date_that_has_passed_is_refused_when_it_is_asked_for_and_when_it_is_used(client, review):
    gone = timezone.localdate() - timedelta(1)
    answer = ask(client, review, collect_by=gone.isoformat())
    assert "Choose a date that has not passed." in answer.content.decode()
    FollowUpRequest.objects.create(review=review, collect_by=gone, asked_on=date(2026, 1, 1))
    with pytest.raises(NotNow, match="has passed"):
        follow_ups.agree(review=review)
    assert FollowUpRequest.objects.exists()
    assert Review.objects.get(pk=review.pk).state == "plan"


def test_an_organiser_agrees_to_their_own_only_if_nobody_else_can(client, organiser, review):
    from everyseat.organisations.actions import set_roles

    set_roles(person=review.recipient, roles={"organiser"})
    ask(client, review)
    assert page(client, review.recipient, review, "follow_up_agree").status_code == 403
    assert review.recipient.email not in {email.to for email in Email.objects.all()}


def test_an_organiser_agrees_to_their_own_if_nobody_else_can(client, organiser, review):
    from everyseat.organisations.actions import set_roles

    ask(client, review)
    set_roles(person=organiser, roles=set())
    Person.objects.filter(email="admin@trust.example").update(is_active=False)
    set_roles(person=review.recipient, roles={"organiser"})
    leader = Person.objects.get(pk=review.recipient_id)
    assert page(client, leader, review, "follow_up_agree").status_code == 200
    assert any("Agree to a follow-up for Lee" in task.text for task in landing.waiting(leader))


def test_the_first_page_takes_as_many_queries_for_many_follow_ups_as_for_one(
    organiser, review, django_assert_num_queries
):
    """Also for their own, of which an organiser is asked whether somebody else could agree."""
    from everyseat.organisations.actions import set_roles

    def waiting() -> list[str]:
        person = Person.objects.get(pk=review.recipient_id)
        return [task.text for task in landing.waiting(person) if "follow-up" in task.text]

    def wish(review: Review) -> None:
        FollowUpRequest.objects.create(review=review, collect_by=LATER, asked_on=LATER)

    set_roles(person=review.recipient, roles={"organiser"})
    wish(make.collecting({"peer": 4}, name="Ann"))
    wish(review)
    with CaptureQueriesContext(connection) as of_two:
        assert waiting() == ["Agree to a follow-up for Ann, or say why not"]
    others = [make.collecting({"peer": 4}, name=name) for name in ("Bo", "Cy", "Di", "Eve")]
    own = Review.objects.filter(pk__in=[others[0].pk, others[1].pk])
    own.update(recipient=review.recipient, state=Review.State.PLAN)
    Round.objects.filter(reviews__in=own).update(state=Round.State.CLOSED)
    for other in others:
        wish(other)
    with django_assert_num_queries(len(of_two)):
        assert len(waiting()) == 3


def test_what_the_follow_up_asks_about_stays_but_the_rest_may_change(client, review):
    follow_ups.follow_up(review=review, collect_by=LATER)
    review = Review.objects.get(pk=review.pk)
    aim = review.aims.get()
    with pytest.raises(NotNow, match="cannot choose another"):
        plans.edit_aim(review=review, aim=aim, values=AIM | {"ask_again": "hears"})
    send(client, review.recipient, review, "edit_aim", aim.pk, **AIM | {"aim": "Noticed"})
    aim.refresh_from_db()
    assert (aim.aim, aim.ask_again) == ("Noticed", "sees")
