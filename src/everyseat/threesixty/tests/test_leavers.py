"""Raters who have left: named where somebody leaves, marked on lists, and not written to."""

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.leaving import loss
from everyseat.organisations.models import Email, Organisation, Person
from everyseat.threesixty import leaving
from everyseat.threesixty.actions import (
    emails,
    inviting,
    nominating,
    raters,
    reminding,
    stopping,
)
from everyseat.threesixty.models import InvitationToSend, Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def gone(name: str = "Lee peer 0") -> Person:
    Person.objects.filter(name=name).update(is_active=False)
    return Person.objects.get(name=name)


def waits(person: Person) -> str:
    return " ".join(leaving.waits(loss(person, None, may_sign_in=False)))


def test_it_is_said_in_which_rounds_somebody_is_a_rater_and_not_of_whom(review):
    peer = Person.objects.get(name="Lee peer 0")
    said = waits(peer)
    assert "Lee peer 0 is named as a rater of 1 leader in “Spring”." in said
    assert "Lee," not in said
    make.close(review.round)
    assert waits(peer) == ""


def test_it_says_the_same_whether_or_not_they_have_answered(review):
    peer = Person.objects.get(name="Lee peer 0")
    before = waits(peer)
    make.answer_all(review, [1, 2, 3])
    assert waits(peer) == before


def test_who_has_left_gets_no_reminder_and_nobody_else_misses_theirs(review):
    person = gone()
    assert reminding.remind(feedback_round=review.round) == 4
    assert len(make.reminders(review.round)) == 4
    stopping.stop(review=review)
    assert emails_to(person) == []


def test_an_invitation_that_still_waits_is_not_sent_to_who_has_left(review):
    until = timezone.now()
    for invitation in review.invitations.all():
        InvitationToSend.objects.create(invitation=invitation, until=until)
    person = gone()
    inviting.send_waiting(timezone.localdate())
    assert emails_to(person) == []
    assert Email.objects.count() == 4
    assert not InvitationToSend.objects.exists()


def test_an_invitation_is_not_sent_again_to_who_has_left(review):
    gone()
    with pytest.raises(NotNow, match="have left"):
        raters.send_again(invitation=review.invitations.get(person__name="Lee peer 0"))


def test_who_has_left_is_removed_without_an_e_mail_to_them(review):
    person = gone()
    raters.remove(invitation=review.invitations.get(person=person))
    assert emails_to(person) == []
    assert "No longer asked: Lee peer 0" in emails_to(review.recipient)[0]


def test_nobody_is_added_who_has_left(review):
    zoe = make.person("Zoe")
    gone("Zoe")
    with pytest.raises(Invalid, match="Zoe has left"):
        raters.add(
            review=review, people=[Person.objects.get(pk=zoe.pk)], relationship="peer", by=None
        )


def test_nobody_is_named_or_suggested_who_has_left(client):
    boss = make.person("Boss")
    review = make.feedback_round(make.person("Fran", manager=boss)).reviews.get()
    person = make.person("Zoe")
    gone("Boss"), gone("Zoe")
    with pytest.raises(NotNow, match="Zoe has left"):
        nominating.nominate(review=review, person=gone("Zoe"), relationship="peer")
    client.force_login(review.recipient)
    page = client.get(f"/reviews/{review.pk}/raters/")
    assert f"manager:{boss.pk}" not in text(page)
    assert "ticked." not in text(page)
    assert str(person.pk) not in text(page)


def test_an_organiser_reads_on_the_list_who_has_left(client, review):
    client.force_login(make.person("Olu", "organiser"))
    raters_page = f"/rounds/{review.round_id}/leaders/{review.pk}/raters/"
    assert "Has left" not in text(client.get(raters_page))
    person = gone()
    assert text(client.get(raters_page)).count("Has left") == 1
    page = text(client.get(f"{raters_page}{review.invitations.get(person=person).pk}/"))
    assert "Lee peer 0 has left. We do not write to them any more." in page
    assert "Send the invitation again" not in page


def outside(person: Person) -> Person:
    """Move somebody to an organisation of partners."""
    person.organisation = Organisation.objects.create(name="City")
    person.save()
    return person


def test_a_partner_never_had_an_account_and_is_written_to(review):
    assert not outside(gone()).has_left
    assert len(emails.to_remind(review.round)) == 5


def test_a_partner_whose_account_was_ended_has_left_and_is_not_written_to(review):
    person = outside(Person.objects.get(name="Lee peer 0"))
    assert "Lee peer 0 is named as a rater of 1 leader in “Spring”." in waits(person)
    organisations.save_person(person=person, values={"is_active": False})
    assert Person.objects.get(pk=person.pk).has_left
    assert len(emails.to_remind(review.round)) == 4
    organisations.save_person(person=person, values={"is_active": True})
    assert not Person.objects.get(pk=person.pk).has_left
    assert len(emails.to_remind(review.round)) == 5
