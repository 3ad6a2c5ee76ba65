"""A card that is lost, or that somebody else made: who hears of it, and what a new link ends."""

import pytest

from everyseat.organisations import roles
from everyseat.organisations.models import Email
from everyseat.threesixty import links, organisers_home
from everyseat.threesixty.actions import answers, cards
from everyseat.threesixty.models import Invitation, InvitationToSend, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return made


@pytest.fixture
def rater(review):
    return review.invitations.select_related("person", "review__round").first()


def address(invitation) -> str:
    return f"/invitation/{links.INVITATIONS.token(invitation.pk)}/"


def test_organisers_get_an_email_with_the_page_where_they_replace_the_link(review, rater):
    make.person("Ola", roles.ORGANISER)
    make.draw(rater)
    cards.report_lost(invitation=rater)
    by_address = {email.to: email for email in Email.objects.all()}
    assert set(by_address) == {"ola@trust.example", "admin@trust.example"}
    email = by_address["ola@trust.example"]
    assert rater.person.name in email.subject
    assert f"/rounds/{review.round_id}/void/{rater.pk}/" in email.text
    assert "Please replace their link" in email.text
    assert "nothing about whether they have answered" in email.text


def test_an_organiser_whom_the_answers_are_about_gets_none(review, rater):
    lee = review.recipient
    lee.roles.create(role=roles.ORGANISER)
    make.draw(rater)
    cards.report_lost(invitation=rater)
    assert lee.email not in {email.to for email in Email.objects.all()}


def test_the_old_link_ends_and_the_new_one_makes_a_card(client, review, rater):
    make.draw(rater)
    cards.report_lost(invitation=rater)
    Email.objects.all().delete()
    again = cards.void(invitation=rater)
    old = client.get(address(rater))
    assert old.status_code == 404
    assert "it has been replaced" in text(old)
    assert client.get(address(again)).status_code == 200
    assert links.INVITATIONS.token(again.pk) in Email.objects.get().text
    assert make.draw(again)


def test_the_lost_card_still_answers_and_no_sentence_says_that_it_is_cancelled(
    client, review, rater
):
    code = make.draw(rater)
    cards.report_lost(invitation=rater)
    again = cards.void(invitation=rater)
    make.send(review, code, [1, 1, 1])
    assert len(make.waiting(review)) == 1
    page = text(client.get(address(again)))
    assert "The organiser can replace your link" in page
    assert "ancel" not in page


def test_answers_that_somebody_sent_by_the_kept_link_are_deleted_with_it(review, rater):
    answers.keep_link(invitation=rater)
    stranger = answers.Answers([0, 0, 0], {})
    answers.answer_by_kept_link(invitation=rater, answers=stranger)
    Invitation.objects.filter(pk=rater.pk).update(lost=True)
    again = cards.void(invitation=rater)
    assert make.waiting(review) == []
    assert not answers.is_kept(again)


def test_an_invitation_that_waits_to_be_sent_is_sent_once(review, rater):
    make.draw(rater)
    cards.report_lost(invitation=rater)
    InvitationToSend.objects.create(invitation=rater, until="2031-01-01T00:00Z")
    cards.void(invitation=rater)
    assert not InvitationToSend.objects.exists()


def test_the_first_page_of_whoever_runs_the_round_says_who_needs_one(client, review, rater):
    ola = make.person("Ola", roles.ORGANISER)
    assert not list(organisers_home.new_links(ola))
    make.draw(rater)
    cards.report_lost(invitation=rater)
    client.force_login(ola)
    home = text(client.get("/"))
    assert f"Replace the link of {rater.person.name}, to answer about Lee" in home
    assert f'href="/rounds/{review.round_id}/void/{rater.pk}/"' in home
    make.organisations.set_roles(person=review.recipient, roles={"organiser"})
    assert not list(organisers_home.new_links(review.recipient))
    cards.void(invitation=rater)
    assert not list(organisers_home.new_links(ola))


def test_it_has_the_rounds_under_way_with_where_leaders_stand_and_who_declined(
    client, review, rater
):
    answers.decline(invitation=rater, reason="")
    client.force_login(make.person("Ola", roles.ORGANISER))
    home = text(client.get("/"))
    assert "Collecting answers: 1; Raters who declined: 1" in home
    client.force_login(make.person("Pat"))
    assert "Collecting answers" not in text(client.get("/"))


def test_the_round_says_who_needs_a_new_link_and_what_still_counts(client, review, rater):
    make.draw(rater)
    cards.report_lost(invitation=rater)
    client.force_login(make.person("Ola", roles.ORGANISER))
    page = text(client.get(f"/rounds/{Round.objects.get().pk}/"))
    assert "People who need a new link" in page
    assert "answers sent with it still count" in page


def test_an_organiser_who_comes_later_reads_that_the_link_has_been_replaced(client, review, rater):
    """By Back, or by the e-mail that another organiser has acted on."""
    make.draw(rater)
    cards.report_lost(invitation=rater)
    cards.void(invitation=rater)
    client.force_login(make.person("Ola", roles.ORGANISER))
    answer = client.get(f"/rounds/{review.round_id}/void/{rater.pk}/", follow=True)
    assert answer.redirect_chain == [(f"/rounds/{review.round_id}/", 302)]
    assert "This link has been replaced already." in text(answer)
