"""What an organiser changes about raters of an open round, and what nobody sees of it."""

import re

import pytest
from django.utils import timezone

from everyseat.giving import drawing
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry, Email, Person
from everyseat.safety import audit as checking
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, new_links, raters
from everyseat.threesixty.actions.emails import emails_about
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Invitation, InvitationToSend
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SENT = answers.Answers([1, 2, 3], {})


@pytest.fixture
def review():
    """A review with four peers and four partners, as they are stored."""
    made = make.collecting({"peer": 4, "partner": 4})
    partners = [i.person for i in made.invitations.filter(relationship="partner")]
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    for person in partners:
        person.organisation, person.is_active = city.organisation, False
        person.save()
    Email.objects.all().delete()
    made.refresh_from_db()
    return made


@pytest.fixture
def organiser(client, review):
    client.force_login(make.person("Olu", "organiser"))
    return client


def one(review, relationship="peer"):
    rows = review.invitations.select_related("review__round", "review__recipient", "person")
    return rows.filter(relationship=relationship, state="invited").first()


def again(invitation):
    """Return an invitation as it is now, by its rater."""
    rows = Invitation.objects.select_related("review__round", "review__recipient", "person")
    return rows.get(review=invitation.review_id, person=invitation.person_id)


def address(review, *more):
    parts = [f"/rounds/{review.round_id}/leaders/{review.pk}/raters", *map(str, more)]
    return "/".join(parts) + "/"


def opened(client, invitation):
    return client.get(f"/invitation/{links.INVITATIONS.token(invitation.pk)}/")


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


# what nobody sees


def _seen(client, review):
    """Return the words that an organiser reads about a review and its raters."""
    pages = [
        f"/rounds/{review.round_id}/leaders/{review.pk}/",
        address(review),
        *(address(review, i.pk) for i in review.invitations.order_by("person__name")),
    ]
    return [re.sub(r"<[^>]*>", " ", text(client.get(page))) for page in pages]


@pytest.mark.parametrize("change", ["address", "relationship", "remove", "again"])
def test_an_organiser_sees_the_same_whether_a_card_was_drawn_or_not(organiser, change):
    seen = []
    for n, draws in (("Qaa", False), ("Qbb", True)):
        review = make.collecting({"peer": 4, "partner": 4}, name=f"Ann {n}")
        invitation = one(review, "partner")
        person = invitation.person
        person.organisation = Person.objects.get(name="C").organisation
        person.is_active = False
        person.save()
        if draws:
            make.answer(invitation, [1, 1, 1])
        sent = {"email": f"right.{n}@city.example", "relationship": "peer", "understood": ""}
        organiser.post(address(review, invitation.pk, change), sent)
        seen.append(
            [page.replace(n, "N").replace(n.lower(), "N") for page in _seen(organiser, review)]
        )
    assert seen[0] == seen[1]


def test_an_organiser_is_never_shown_who_has_drawn_or_answered(organiser, review):
    before = _seen(organiser, review)
    make.answer_all(review, [1, 2, 3])
    assert _seen(organiser, review) == before


def test_the_log_does_not_say_which_rater_was_changed(organiser, review):
    invitation = one(review, "partner")
    organiser.post(address(review, invitation.pk, "address"), {"email": "right@city.example"})
    organiser.post(address(review, again(invitation).pk, "remove"))
    names = [entry.what for entry in AuditEntry.objects.order_by("pk")]
    assert names == ["rater_address", "rater_remove"]
    kept = " ".join(str(vars(entry)) for entry in AuditEntry.objects.all())
    for secret in (invitation.pk, again(invitation).pk, invitation.person_id, "right@"):
        assert str(secret) not in kept


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


def test_a_register_without_the_old_link_does_not_let_it_draw(review):
    old = one(review, "partner")
    new_links.correct_address(invitation=old, email="right@city.example")
    with pytest.raises(drawing.Used):
        make.draw(old)
