"""Correcting a rater's address or relationship: a new link, and what the old one counts for."""

import pytest
from django.utils import timezone

from everyseat.giving import drawing
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email, Person
from everyseat.safety import audit as checking
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, new_links, raters
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Invitation, InvitationToSend
from everyseat.threesixty.tests import changing, make
from everyseat.threesixty.tests.changing import again, one, opened
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SENT = answers.Answers([1, 2, 3], {})


@pytest.fixture
def review():
    return changing.peers_and_partners()


# correcting an address


def test_a_partners_address_is_corrected_and_the_old_link_stops_working(client, review):
    old = one(review, "partner")
    new_links.correct_address(invitation=old, email="Right@City.example")
    new = again(old)
    assert new.person.email == "right@city.example"
    assert new.pk != old.pk
    assert opened(client, old).status_code == 404
    assert "use the link in the newest e-mail" in text(opened(client, old))
    (email,) = [e for e in Email.objects.all() if e.to == "right@city.example"]
    assert links.INVITATIONS.token(new.pk) in email.content["text"]
    assert make.answer(new, [1, 2, 3])


def test_what_waits_for_the_wrong_address_is_not_sent(review):
    old = one(review, "partner")
    raters.send_again(invitation=old)
    wrong = old.person.email
    new_links.correct_address(invitation=old, email="right@city.example")
    assert wrong not in {email.to for email in Email.objects.all()}


@pytest.mark.parametrize("relationship", ["peer", "partner"])
def test_an_organiser_corrects_no_address_of_who_works_here_or_signs_in(review, relationship):
    invitation = one(review, relationship)
    Person.objects.filter(pk=invitation.person_id).update(is_active=relationship == "partner")
    invitation.refresh_from_db()
    with pytest.raises(NotNow, match="An administrator"):
        new_links.correct_address(invitation=invitation, email="mine@trust.example")
    assert again(invitation).pk == invitation.pk
    assert not Email.objects.exists()


def test_an_address_that_somebody_has_is_refused(review):
    with pytest.raises(Invalid, match="has this address"):
        new_links.correct_address(invitation=one(review, "partner"), email=review.recipient.email)


def test_a_link_is_replaced_three_times_and_no_more(review):
    invitation = one(review, "partner")
    for n in range(3):
        new_links.correct_address(invitation=again(invitation), email=f"r{n}@city.example")
    with pytest.raises(NotNow, match="replaced 3 times"):
        new_links.correct_address(invitation=again(invitation), email="r4@city.example")
    assert again(invitation).person.email == "r2@city.example"


def test_an_invitation_that_was_not_sent_yet_is_sent_to_the_right_address_alone(review):
    invitation = one(review, "partner")
    InvitationToSend.objects.create(invitation=invitation, until=timezone.now())
    new_links.correct_address(invitation=invitation, email="right@city.example")
    assert not InvitationToSend.objects.exists()
    assert [email.to for email in Email.objects.all()] == ["right@city.example"]


def test_that_a_wrong_address_declined_is_undone(review):
    invitation = one(review, "partner")
    answers.decline(invitation=invitation, reason="Not me.")
    new_links.correct_address(invitation=invitation, email="right@city.example")
    assert (again(invitation).state, again(invitation).reason) == ("invited", "")


def test_answers_by_a_kept_link_of_a_wrong_address_are_deleted(review):
    invitation = one(review, "partner")
    answers.keep_link(invitation=invitation)
    answers.answer_by_kept_link(invitation=invitation, answers=SENT)
    new_links.correct_address(invitation=invitation, email="right@city.example")
    assert make.waiting(review) == []
    assert make.answer(again(invitation), [1, 2, 3])


def test_all_that_somebody_is_asked_in_open_rounds_gets_a_new_link(review):
    other = make.collecting({"peer": 4}, name="Kim")
    invitation = one(review, "partner")
    second = Invitation.objects.create(
        review=other, person=invitation.person, relationship="peer", group="peer", state="invited"
    )
    new_links.correct_address(invitation=invitation, email="right@city.example")
    assert again(second).pk != second.pk


def test_a_register_without_the_old_link_does_not_let_it_draw(review):
    old = one(review, "partner")
    new_links.correct_address(invitation=old, email="right@city.example")
    with pytest.raises(drawing.Used):
        make.draw(old)


# correcting a relationship


def test_a_corrected_relationship_has_a_new_group_and_a_new_link(client, review):
    old = one(review)
    new_links.correct_relationship(invitation=old, relationship="partner")
    new = again(old)
    assert (new.relationship, new.group, new.replaced) == ("partner", "partner", ["peer"])
    assert opened(client, old).status_code == 404
    assert "Now asked under “Partners”: Lee peer 0" in emails_to(review.recipient)[0]


@pytest.mark.parametrize("to", ["manager", "peer", "report"])
def test_no_relationship_is_corrected_to_the_same_the_manager_or_a_group_of_one(review, to):
    old = one(review)
    with pytest.raises(Invalid):
        new_links.correct_relationship(invitation=old, relationship=to)
    assert again(old).pk == old.pk
    assert not Email.objects.exists()


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_answers_by_a_kept_link_go_along_with_a_corrected_relationship(mode):
    review = make.collecting({"peer": 5, "partner": 5}, mode=mode)
    old = one(review)
    answers.keep_link(invitation=old)
    answers.answer_by_kept_link(invitation=old, answers=SENT)
    new_links.correct_relationship(invitation=old, relationship="partner")
    (item,) = make.waiting(review)
    assert (item["group"], item["kept_for"]) == ("partner", str(again(old).pk))
    assert answers.answers_by_kept_link(invitation=again(old)) == SENT
    make.close(review.round)


# what counts


def test_two_cards_of_one_person_count_as_one(review):
    """Four peers' sheets, two of them by one person, are three people: none is shown alone."""
    first = one(review)
    make.answer(first, [1, 1, 1])
    partner = one(review, "partner")
    make.answer(partner, [1, 1, 1])
    new_links.correct_address(invitation=partner, email="right@city.example")
    for invitation in review.invitations.filter(relationship="partner").select_related(
        "review__round"
    )[:3]:
        make.answer(invitation, [2, 2, 2])
    make.close(review.round)
    labels = set(review.sheets.values_list("relationship", flat=True))
    assert labels == {"partner+peer"}


def test_the_audit_file_counts_replaced_links_and_not_cards_drawn_with_them(review):
    found = []
    for relationship, draws in (("peer", True), ("partner", False)):
        invitation = one(review, relationship)
        if draws:
            make.answer(invitation, [1, 1, 1])
        other = "partner" if relationship == "peer" else "peer"
        new_links.correct_relationship(invitation=invitation, relationship=other)
    make.answer_all(review, [2, 2, 2])
    make.close(review.round)
    found = record(review.round)
    assert (found["voided"], found["replaced"], found["drawn"]) == (0, 2, 8)
    assert len(found["sheets"]) == 9
    assert checking.problems(found) == []
    found["replaced"] = 0
    assert "9 sheets are counted" in checking.problems(found)[0]


@pytest.mark.parametrize("then", ["declines", "is removed", "stays"])
def test_it_counts_links_of_somebody_who_declined_or_was_removed_afterwards(review, then):
    """A card that was made with one of them still answers."""
    invitation = one(review, "partner")
    code = make.draw(invitation)
    for n in range(3):
        new_links.correct_address(invitation=invitation, email=f"right{n}@city.example")
        invitation = again(invitation)
    if then == "declines":
        answers.decline(invitation=invitation, reason="")
    elif then == "is removed":
        raters.remove(invitation=invitation)
    make.send(review, code, [1, 1, 1], "partner")
    for other in review.invitations.exclude(person=invitation.person):
        make.answer(other, [2, 2, 2])
    make.close(review.round)
    found = record(review.round)
    assert found["replaced"] == 3
    assert checking.problems(found) == []
