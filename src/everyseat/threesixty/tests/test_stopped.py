"""Stopping one leader's 360: their answers are deleted unread, and the round goes on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.giving import drawing
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email, Person
from everyseat.organisations.tests.checking import press
from everyseat.safety.credentials import BadCard
from everyseat.threesixty import audit, grouping, landing, links, past, reporting
from everyseat.threesixty.actions import (
    adding,
    answers,
    closing,
    counting,
    dates,
    nominating,
    retention,
    rounds,
    stopping,
)
from everyseat.threesixty.models import GroupReport, Invitation, Report, Review, Round, Sheet
from everyseat.threesixty.queries import progress
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    """A review about which everybody but one has answered, and Lee has rated themselves."""
    made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    for invitation in made.invitations.all()[:4]:
        make.answer(invitation, [1, 2, 3], "You left early.")
    answers.assess_self(review=made, ratings=[4, 4, 4], words={})
    Email.objects.all().delete()
    return made


def again(review: Review) -> Review:
    """Return another 360 of the same leader in the same round, with the same raters invited."""
    new = adding.add_late(
        feedback_round=review.round, people=[review.recipient], coach=review.coach
    )[0]
    for i in review.invitations.select_related("person"):
        nominating.nominate(review=new, person=i.person, relationship=i.relationship)
    nominating.submit_nominations(review=new)
    nominating.approve(review=new, refused=set())
    return new


def test_nothing_of_what_was_answered_is_left(review):
    stopping.stop(review=review)
    review.refresh_from_db()
    assert review.state == Review.State.STOPPED
    assert make.waiting(review) == []
    assert drawing.register_of(review.round) == {}
    assert not Sheet.objects.exists()


def test_other_leaders_of_the_round_keep_their_answers_and_cards(review):
    kim = make.person("Kim", manager=make.person("Boss of Kim"))
    other = adding.add_late(feedback_round=review.round, people=[kim], coach=review.coach)[0]
    for i in range(4):
        nominating.nominate(review=other, person=make.person(f"P {i}"), relationship="peer")
    nominating.submit_nominations(review=other)
    nominating.approve(review=other, refused=set())
    make.answer_all(other, [2, 2, 2])
    stopping.stop(review=review)
    assert len(make.waiting(other)) == 4
    assert set(drawing.register_of(review.round)) == {str(i.pk) for i in other.invitations.all()}


def test_everybody_concerned_is_told_and_whoever_declined_is_not(review):
    declined = review.invitations.last()
    Invitation.objects.filter(pk=declined.pk).update(state=Invitation.State.DECLINED)
    assert stopping.stop(review=review) == 6
    for invitation in review.invitations.exclude(pk=declined.pk):
        (written,) = emails_to(invitation.person)
        assert "Their 360 was stopped.\n\nWhat was answered about Lee has been deleted" in written
        assert "If you were asked about other leaders too, nothing changes there." in written
        assert "before you open the link" not in written  # there is none
        assert "/invitation/" not in written
    assert emails_to(declined.person) == []
    assert "Your 360 was stopped" in emails_to(review.recipient)[0]
    assert "The 360 of Lee was stopped" in emails_to(review.coach)[0]


def test_nothing_can_be_answered_named_or_rated_afterwards(review):
    late = review.invitations.select_related("review__round").last()
    code = make.draw(late)
    stopping.stop(review=review)
    with pytest.raises(NotNow):
        make.send(review, code, [1, 1, 1])
    with pytest.raises(NotNow):
        make.draw(review.invitations.select_related("review__round").first())
    with pytest.raises(NotNow):
        answers.assess_self(review=review, ratings=[1, 1, 1], words={})
    with pytest.raises(NotNow):
        nominating.nominate(review=review, person=make.person("New"), relationship="peer")
    with pytest.raises(NotNow):
        stopping.stop(review=review)
    assert make.waiting(review) == []
    assert drawing.register_of(review.round) == {}


def test_a_raters_links_say_that_it_was_stopped_and_do_nothing(review, client):
    invitation = review.invitations.last()
    token = links.INVITATIONS.token(invitation.pk)
    stopping.stop(review=review)
    addresses = [
        reverse("invitation", args=[token]),
        reverse("decline", args=[token]),
        reverse("answer", args=[review.pk, "peer"]),
    ]
    for address in addresses:
        for page in (client.get(address), client.post(address, {"reason": "No"})):
            assert page.status_code == 410
            assert "The 360 of Lee was stopped" in text(page)
            assert "You need to do nothing more about Lee. If you were asked about" in text(page)
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.INVITED


def test_nobody_is_reminded_and_nothing_waits_for_anybody(review):
    stopping.stop(review=review)
    Email.objects.all().delete()
    assert make.reminders(review.round) == []
    dates.keep(review.round.collect_by)
    assert not Email.objects.exists()
    for person in Person.objects.exclude(roles__role="organiser"):
        assert not list(landing.waiting(person)), person


def test_the_page_of_the_leader_says_so_and_no_other_page_opens(review, client):
    stopping.stop(review=review)
    client.force_login(review.recipient)
    assert "This 360 was stopped." in text(client.get(f"/reviews/{review.pk}/"))
    for page in ("raters", "self", "plan", "report"):
        assert client.get(f"/reviews/{review.pk}/{page}/").status_code == 404
    client.force_login(review.coach)
    assert client.get(f"/reviews/{review.pk}/").status_code == 404


def test_closing_makes_no_report_and_counts_nothing(review):
    stopping.stop(review=review)
    new = again(review)
    make.answer_all(new, [3, 3, 3])
    counting.count_by_night()
    assert [row.review.pk for row in progress.of_reviews(review.round)] == [new.pk]
    make.close(review.round)
    assert set(Report.objects.values_list("review", flat=True)) == {new.pk}
    record = audit.record(Round.objects.get())
    assert record["invited_by_relationship"] == {"peer": 5}
    assert {group["review"] for group in record["groups"]} == {str(new.pk)}
    review.refresh_from_db()
    assert (review.state, review.answered) == (Review.State.STOPPED, 0)


def test_norms_rest_on_the_new_360_alone(review, monkeypatch):
    stopping.stop(review=review)
    new = again(review)
    make.answer_all(new, [3, 3, 3])
    asked: list[Review] = []
    tables = reporting._tables
    monkeypatch.setattr(
        reporting, "_tables", lambda reviews, asks: asked.extend(reviews) or tables(reviews, asks)
    )
    make.close(review.round)
    assert {one.pk for one in asked} == {new.pk}


def test_a_stopped_360_is_no_earlier_report(review):
    stopping.stop(review=review)
    new = again(review)
    assert past.earlier(new) == []


def test_a_card_of_the_stopped_360_is_of_no_use_in_the_new_one(review):
    code = make.draw(review.invitations.select_related("review__round").last())
    stopping.stop(review=review)
    new = again(review)
    with pytest.raises(BadCard):
        make.send(new, code, [1, 1, 1])


def test_the_same_leader_can_be_added_again_once(review):
    stopping.stop(review=review)
    people, coach = [review.recipient], review.coach
    assert len(adding.add_late(feedback_round=review.round, people=people, coach=coach)) == 1
    assert adding.add_late(feedback_round=review.round, people=people, coach=coach) == []


def test_the_group_report_has_no_part_of_it(review):
    stopping.stop(review=review)
    make.close(review.round)
    feedback_round = Round.objects.get()
    assert not GroupReport.objects.exists()
    assert grouping._material(feedback_round).teams == {}
    assert grouping._asked(feedback_round) == 0


def test_a_leader_who_was_stopped_and_a_rater_of_theirs_can_be_erased(review):
    rater = review.invitations.last().person
    with pytest.raises(NotNow, match="An organiser can remove them"):
        retention.erase(rater)
    with pytest.raises(NotNow, match="An organiser can stop it"):
        retention.erase(review.recipient)
    stopping.stop(review=review)
    retention.erase(rater)
    retention.erase(review.recipient)
    assert not Review.objects.exists()


def test_only_a_round_under_way_and_no_follow_up(review):
    closing.close(feedback_round=review.round)
    with pytest.raises(NotNow, match="while its round is under way"):
        stopping.stop(review=review)
    review.refresh_from_db()
    assert review.state == Review.State.COLLECT


def test_an_organiser_reads_first_what_will_happen(review, client):
    client.force_login(make.person("Olu", "organiser"))
    address = f"/rounds/{review.round_id}/leaders/{review.pk}/stop/"
    page = text(client.get(address))
    assert "Stop the 360 of Lee?" in page
    assert "We send one e-mail to each of the 5 people who were invited" in page
    assert "We write to Cora." in page
    client.post(address)
    review.refresh_from_db()
    assert review.state == Review.State.COLLECT
    press(client, address)
    review.refresh_from_db()
    assert review.state == Review.State.STOPPED
    page = text(client.get(f"/rounds/{review.round_id}/"))
    assert f"/rounds/{review.round_id}/leaders/{review.pk}/" in page


def test_a_launched_round_of_one_stopped_leader_closes_in_peace(review):
    stopping.stop(review=review)
    assert rounds.last_review(review.recipient, review.round) is None
    dates.keep(timezone.localdate() + timedelta(40))
    make.finish(review.round)
    assert Round.objects.get().state == Round.State.CLOSED
