"""A rater who has answered reads so by their own link, where the site may know it."""

import re

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, nominating
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db
DONE = "<h2>Your answers have arrived</h2>"


def page_of(client, invitation) -> str:
    """Return the page of an invitation without its forms' tokens, which are new each time."""
    page = markup(client.get(f"/invitation/{links.INVITATIONS.token(invitation.pk)}/"))
    return re.sub(r'name="page" value="[^"]+"', "", page)


def test_in_a_confidential_round_the_link_says_that_answers_have_arrived(client):
    review = make.collecting({"peer": 4}, mode="confidential")
    invitation, other = review.invitations.select_related("review__round")[:2]
    assert DONE not in page_of(client, invitation)
    assert "This link works on every device." in page_of(client, invitation)
    answers.answer_by_kept_link(invitation=invitation, answers=Answers([4, 3, 2], {}))
    said = page_of(client, invitation)
    assert DONE in said
    assert "You can look at your answers and change them until" in said
    assert "I would rather not" not in said
    assert DONE not in page_of(client, other)


def test_by_a_kept_link_in_an_anonymous_round_it_says_so_once_answers_were_sent(client):
    invitation = make.collecting({"peer": 4}).invitations.select_related("review__round").first()
    answers.keep_link(invitation=invitation)
    assert DONE not in page_of(client, invitation)
    answers.answer_by_kept_link(invitation=invitation, answers=Answers([4, 3, 2], {}))
    assert DONE in page_of(client, invitation)


def test_in_an_anonymous_round_the_site_says_the_same_before_and_after(client):
    """It does not know whose answers have come: a browser says so, by its own card."""
    review = make.collecting({"peer": 4})
    invitation = review.invitations.select_related("review__round").first()
    before = page_of(client, invitation)
    code = make.draw(invitation)
    assert page_of(client, invitation) == before
    make.send(review, code, [4, 3, 2])
    assert page_of(client, invitation) == before


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_after_the_round_has_closed_the_link_says_so(client, mode):
    review = make.collecting({"peer": 4}, mode=mode)
    invitation = review.invitations.first()
    make.close(review.round)
    said = page_of(client, invitation)
    assert "This has closed. Thank you to everyone who answered." in said
    assert DONE not in said
    assert "Begin" not in said


def ola(review):
    person = make.person("Ola", "organiser")
    Round.objects.filter(pk=review.round_id).update(organiser=person, purpose="Not for pay.")
    return person


def test_a_closed_page_says_the_day_what_becomes_of_a_draft_and_whom_to_ask(client):
    review = make.collecting({"peer": 4})
    ola(review)
    invitation = review.invitations.first()
    make.close(Round.objects.get())
    for page in (page_of(client, invitation), text(client.get(f"/answer/{review.pk}/peer/"))):
        assert "It closed before the day that was planned" in page
        assert "Answers that were not sent are not counted." in page
        assert "ask the organiser: Ola, ola@trust.example." in page
    today = timezone.localdate()
    Round.objects.update(nominate_by=today, approve_by=today, collect_by=today)
    assert "The last day to answer was" in page_of(client, invitation)


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_an_invitation_names_its_round_what_it_is_for_and_whom_to_ask(client, mode):
    review = make.collecting({"peer": 4}, mode=mode)
    person = ola(review)
    page = page_of(client, review.invitations.first())
    assert "Spring</span>" in page
    assert "What it is for: Not for pay." in page
    assert "ask the organiser: Ola, ola@trust.example." in page
    make.organisations.set_roles(person=person, roles=set())
    assert "Ola" not in page_of(client, review.invitations.first())


@pytest.mark.parametrize(("mode", "said"), [("anonymous", "Lee and Kim"), ("confidential", "Lee")])
def test_a_page_that_makes_cards_for_several_leaders_names_them_all(client, mode, said):
    """In a confidential round each link is about one."""
    boss, rater = make.person("Boss"), make.person("Rater")
    leaders = [make.person(name, manager=boss) for name in ("Kim", "Lee")]
    made = make.feedback_round(*leaders, mode=mode)
    for review in made.reviews.select_related("recipient"):
        others = [make.person(f"{review.recipient.name} {n}") for n in range(3)]
        for person in (rater, *others):
            nominating.nominate(review=review, person=person, relationship="peer")
        nominating.submit_nominations(review=review)
        nominating.approve(review=review, refused=set())
    page = page_of(client, rater.invitations.get(review__recipient__name="Lee"))
    heading = page.split("<h1>")[1].split("<span")[0]
    assert heading.strip() == f"How does it feel to work with {said}?"


def test_who_did_not_choose_the_kept_link_reads_whom_to_tell(client):
    review = make.collecting({"peer": 4})
    ola(review)
    invitation = review.invitations.select_related("review__round").first()
    answers.keep_link(invitation=invitation)
    said = page_of(client, invitation)
    assert "Tell the organiser (Ola, ola@trust.example), or somebody you trust." in said


def test_the_organiser_whom_answers_are_about_is_not_named(client):
    review = make.collecting({"peer": 4})
    Round.objects.update(organiser=review.recipient)
    make.organisations.set_roles(person=review.recipient, roles={"organiser"})
    assert "ask the organiser" not in page_of(client, review.invitations.first())


def test_key_and_card_are_out_of_the_way_of_those_who_do_not_ask(client):
    review = make.collecting({"peer": 4})
    page = page_of(client, review.invitations.first())
    text = re.sub(
        r"(?s)<details.*?</details>|<template.*?</template>|<script.*?</script>", "", page
    )
    assert review.round.fingerprint in page
    assert review.round.fingerprint not in text
    begin = text.split('data-step="begin"')[1].split('data-step="card"')[0]
    assert "card" not in re.sub(r"<[^>]*>", "", begin)
    assert "<summary" in page
    assert "How this stays anonymous" in page


def test_how_to_go_on_on_another_device_stands_before_begin(client):
    page = page_of(client, make.collecting({"peer": 4}).invitations.first())
    assert page.index("You can begin here and finish on another device") < page.index("data-begin>")
