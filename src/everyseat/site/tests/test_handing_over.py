"""An organiser hands over what somebody has begun who left or is ill, after a check."""

import re
from html import unescape

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry, Email, Person
from everyseat.room.actions import briefs, running
from everyseat.room.models import Room
from everyseat.room.tests import make as rooms
from everyseat.threesixty.actions import rounds
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def fay():
    return make.person("Fay", "facilitator", "organiser")


@pytest.fixture
def zoe():
    return make.person("Zoe")


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def gone(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def hand_over(client, person: Person, to: Person) -> str:
    """Hand over by both presses; return the page of the check."""
    address = f"/people/{person.pk}/hand-over/"
    asked = client.post(address, {"to": to.email}).text
    seal = re.search(r'name="seal" value="([^"]*)"', asked)
    if seal:
        client.post(address, {"to": to.email, "seal": seal[1]})
    return " ".join(unescape(asked).split())


def brief_of(person: Person):
    today = timezone.localdate()
    return briefs.write(owner=person, title="One desk", text="y", film="", answer_by=today)


def emails_to(person: Person) -> list[str]:
    return [email.text for email in Email.objects.all() if email.to == person.email]


def test_a_session_that_has_not_begun_is_handed_over_and_both_are_told(organiser, fay, zoe):
    room = rooms.room(fay)
    page = hand_over(organiser, fay, zoe)
    assert "Hand over from Fay to Zoe?" in page
    assert "Live session: Big room" in page
    room.refresh_from_db()
    assert room.facilitator == zoe
    assert "Fay has handed this live session over to you" in emails_to(zoe)[0]
    assert "given “Big room” to Zoe" in emails_to(fay)[0]
    entry = AuditEntry.objects.get(what="person_hand_over")
    assert entry.about == f"{fay.pk} {zoe.pk}"


def test_nothing_changes_by_one_press(organiser, fay, zoe):
    room = rooms.room(fay)
    organiser.post(f"/people/{fay.pk}/hand-over/", {"to": zoe.email, "seal": "forged"})
    organiser.post(f"/people/{fay.pk}/hand-over/", {"to": zoe.email})
    room.refresh_from_db()
    assert room.facilitator == fay


def test_a_session_that_has_begun_stays_with_whoever_can_sign_in(organiser, fay, zoe):
    room = rooms.room(fay)
    rooms.asked(room)
    assert "There is nothing to hand over." in text(organiser.get(f"/people/{fay.pk}/hand-over/"))
    with pytest.raises(NotNow, match="stays with who runs it"):
        running.take_over(room=room, to=zoe)
    gone(fay)
    hand_over(organiser, fay, zoe)
    room.refresh_from_db()
    assert room.facilitator == zoe


def test_a_brief_goes_only_to_somebody_who_may_send_briefs(organiser, fay, zoe):
    made = brief_of(fay)
    assert "nothing to hand over" in text(organiser.get(f"/people/{fay.pk}/hand-over/"))
    organisations.set_roles(person=fay, roles=set())
    assert "Zoe can take over nothing of this" in hand_over(organiser, fay, zoe)
    made.room.refresh_from_db()
    assert made.room.facilitator == fay
    other = make.person("Pat", "facilitator")
    hand_over(organiser, fay, other)
    made.room.refresh_from_db()
    assert made.room.facilitator == other
    assert "You now look after this brief in the place of Fay" in emails_to(other)[0]


def test_what_somebody_may_not_have_stays_and_is_named(organiser, fay, zoe):
    rooms.room(fay)
    made = make.feedback_round(make.person("Lee"))
    Round.objects.update(organiser=fay)
    page = hand_over(organiser, fay, zoe)
    assert "This stays with Fay. Zoe would need one of these roles: Organiser," in page
    made.refresh_from_db()
    assert made.organiser == fay
    other = make.person("Pat", "organiser")
    hand_over(organiser, fay, other)
    made.refresh_from_db()
    assert made.organiser == other
    assert "name you from now on" in emails_to(other)[0]
    with pytest.raises(NotNow):
        rounds.hand_over(feedback_round=made, to=zoe)


def test_nobody_gives_it_to_themselves_nor_back_to_whose_it_is(organiser, fay):
    room = rooms.room(fay)
    olu = Person.objects.get(name="Olu")
    assert "You can't give it to yourself." in hand_over(organiser, fay, olu)
    assert "it is theirs already" in hand_over(organiser, fay, fay)
    room.refresh_from_db()
    assert room.facilitator == fay


def test_what_is_over_is_not_handed_over(organiser, fay, zoe):
    room = rooms.room(fay)
    Room.objects.filter(pk=room.pk).update(ended_on=timezone.localdate())
    gone(fay)
    assert "nothing to hand over" in text(organiser.get(f"/people/{fay.pk}/hand-over/"))


@pytest.mark.parametrize("role", ["coach", "guardian", "facilitator", "board", ""])
def test_nobody_but_administrators_and_organisers_does(client, fay, role):
    client.force_login(make.person("Lou", *filter(None, [role])))
    address = f"/people/{fay.pk}/hand-over/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"to": "Lou"}).status_code == 403


def test_of_a_round_it_says_who_can_open_it_and_nothing_of_givers(organiser, fay):
    made = make.feedback_round(make.person("Lee"))
    Round.objects.update(organiser=fay)
    page = hand_over(organiser, fay, make.person("Pat", "organiser"))
    assert "E-mails of the round name Pat from then on." in page
    assert "Fay can still open and change the round." in page
    assert "Pages of givers" not in page
    assert Round.objects.get(pk=made.pk).organiser.name == "Pat"


def test_who_lacks_a_role_reads_which(organiser, fay, zoe):
    made = make.feedback_round(make.person("Lee"))
    Round.objects.filter(pk=made.pk).update(organiser=fay)
    page = hand_over(organiser, fay, zoe)
    needed = "Organiser, Organiser of one organisation, Organiser of own rounds"
    assert (
        f"Zoe can take over nothing of this. They would need one of these roles: {needed}" in page
    )
