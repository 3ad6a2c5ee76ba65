"""What an organiser changes about raters of an open round."""

import pytest

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email, Person
from everyseat.safety import audit as checking
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, new_links, raters
from everyseat.threesixty.actions.emails import emails_about
from everyseat.threesixty.audit import record
from everyseat.threesixty.tests import changing, make
from everyseat.threesixty.tests.changing import address, again, one, opened
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    return changing.peers_and_partners()


@pytest.fixture
def organiser(client, review):
    client.force_login(make.person("Olu", "organiser"))
    return client


# adding


def test_a_rater_added_later_joins_the_group_that_their_relationship_has_on_cards(review):
    zoe = make.person("Zoe")
    raters.add(review=review, people=[zoe], relationship="peer")
    added = review.invitations.get(person=zoe)
    assert (added.state, added.group) == ("invited", one(review).group)
    assert len(emails_to(zoe)) == 1
    assert make.answer(again(added), [1, 2, 3])


def test_the_leader_and_the_approver_are_told_of_it_and_nobody_else(review):
    zoe = make.person("Zoe")
    raters.add(review=review, people=[zoe], relationship="peer")
    for person in (review.recipient, review.recipient.manager):
        (told,) = emails_to(person)
        assert "Also asked: Zoe (Peers)" in told
    assert Email.objects.count() == 3


def test_a_relationship_that_nobody_has_needs_k_people_at_once(review):
    people = [make.person(f"Led {n}") for n in range(4)]
    with pytest.raises(Invalid, match="at least 4 people at once"):
        raters.add(review=review, people=people[:3], relationship="report")
    assert review.invitations.count() == 8
    raters.add(review=review, people=people, relationship="report")
    assert review.invitations.filter(group="report").count() == 4


@pytest.mark.parametrize("who", ["recipient", "asked", "declined", "not the manager"])
def test_who_can_not_be_added_is_said_and_nobody_is_invited(review, who):
    zoe, first = make.person("Zoe"), one(review)
    if who == "declined":
        answers.decline(invitation=first, reason="")
    other = {"recipient": review.recipient, "not the manager": make.person("Max")}
    people = [zoe, other.get(who, first.person)]
    relationship = "manager" if who == "not the manager" else "peer"
    with pytest.raises(Invalid):
        raters.add(review=review, people=people, relationship=relationship)
    assert not review.invitations.filter(person=zoe).exists()
    assert not Email.objects.exists()


def test_the_limit_of_the_round_holds(review):
    review.round.limits = {"peer": [0, 4]}
    review.round.save()
    zoe = make.person("Zoe")
    with pytest.raises(Invalid, match="at most 4 people"):
        raters.add(review=review, people=[zoe], relationship="peer")
    raters.remove(invitation=one(review))
    raters.add(review=review, people=[zoe], relationship="peer")


def test_raters_change_only_while_answers_are_collected(review):
    first = one(review)
    make.close(review.round)
    review.refresh_from_db()
    for change in (
        lambda: raters.add(review=review, people=[make.person("Zoe")], relationship="peer"),
        lambda: raters.remove(invitation=first),
        lambda: raters.send_again(invitation=first),
        lambda: new_links.correct_relationship(invitation=first, relationship="partner"),
    ):
        with pytest.raises(NotNow, match="not now"):
            change()


# removing


def test_who_is_removed_is_told_and_their_link_says_so(client, review):
    first = one(review)
    raters.remove(invitation=first)
    assert "You are no longer asked about Lee" in emails_to(first.person)[0]
    assert "You are no longer asked to answer" in text(opened(client, first))
    with pytest.raises(NotNow):
        make.draw(again(first))
    assert "No longer asked: Lee peer 0" in emails_to(review.recipient)[0]


def test_an_answer_of_somebody_who_was_removed_still_counts(review):
    first = one(review)
    code = make.draw(first)
    raters.remove(invitation=first)
    make.send(review, code, [1, 1, 1])
    for invitation in review.invitations.filter(state="invited").select_related("review__round"):
        make.answer(invitation, [3, 3, 3])
    make.close(review.round)
    assert review.sheets.count() == 8
    assert checking.problems(record(review.round)) == []


def test_who_was_removed_is_asked_again_by_their_first_link(client, review):
    first = one(review)
    raters.remove(invitation=first)
    raters.add(review=review, people=[first.person], relationship="peer")
    assert again(first).pk == first.pk
    assert make.answer(again(first), [1, 2, 3])


def test_a_removed_rater_gets_no_reminder(review):
    from everyseat.threesixty.actions import reminding

    raters.remove(invitation=one(review))
    assert reminding.remind(feedback_round=review.round) == 7


# sending again


def test_an_invitation_is_sent_again_with_the_same_link(review):
    first = one(review)
    raters.send_again(invitation=first)
    assert links.INVITATIONS.token(first.pk) in emails_to(first.person)[0]
    raters.remove(invitation=first)
    with pytest.raises(NotNow, match="not asked any more"):
        raters.send_again(invitation=first)


# the pages


def test_the_pages_of_an_organiser(organiser, review):
    invitation = one(review, "partner")
    page = text(organiser.get(address(review)))
    assert "Nobody sees who has made an answering card or answered." in page
    assert "Lee partner 0" in page
    make.person("Zoe")
    sent = {"relationship": "peer", "people": ["Zoe"]}
    assert organiser.post(address(review, "new"), sent).url == address(review)
    assert "Zoe" in text(organiser.get(address(review)))
    remove = address(review, invitation.pk, "remove")
    page = text(organiser.get(remove))
    assert "Nobody can tell, and nobody can take them out." in page
    organiser.post(remove)
    assert again(invitation).state == "removed"
    new = {
        "relationship": "partner",
        "email": "new@city.example",
        "name": "Nia",
        "organisation": "City",
    }
    organiser.post(address(review, "new"), new)
    assert review.invitations.get(person__email="new@city.example").state == "invited"


def test_somebody_new_outside_is_not_kept_where_they_can_not_be_added(organiser, review):
    new = {"relationship": "public", "email": "n@city.example", "name": "N", "organisation": "City"}
    page = text(organiser.post(address(review, "new"), new))
    assert "at least 4 people at once" in page
    assert not Person.objects.filter(email="n@city.example").exists()


def test_a_failed_e_mail_is_shown_beside_its_rater(organiser, review):
    raters.send_again(invitation=one(review))
    assert "E-mail not delivered" not in text(organiser.get(address(review)))
    email = Email.objects.get(about=emails_about(review.round))
    Email.objects.filter(pk=email.pk).update(
        due=None, reason="address", failed_at="2026-01-01T00:00Z"
    )
    assert text(organiser.get(address(review))).count("E-mail not delivered") == 1


def test_pages_of_raters_of_another_leader_are_not_there(organiser, review):
    other = make.collecting({"peer": 4}, name="Kim")
    assert organiser.get(address(review, one(other).pk)).status_code == 404
    assert organiser.post(address(review, one(other).pk, "remove")).status_code == 404
    assert again(one(other)).state == "invited"
