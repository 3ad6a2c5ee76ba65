"""A room by invitation: one person, one answer, and nobody knows whose."""

import json
import re

import pytest
from django.utils import timezone

from everyseat.giving import drawing
from everyseat.giving.drawing import Used
from everyseat.giving.refusals import NotNow
from everyseat.organisations import outbox
from everyseat.organisations.models import Email, Person, Team
from everyseat.organisations.queries import host
from everyseat.organisations.tests.checking import press
from everyseat.room import kinds, subject_access
from everyseat.room.actions import answering, floor, inviting
from everyseat.room.live import Live
from everyseat.room.models import Answer, Invited, Room
from everyseat.room.tests import make
from everyseat.room.tests.phones import Phone, play

pytestmark = pytest.mark.django_db


def members(n=4, name="Members"):
    team = Team.objects.create(organisation=host(), name=name)
    for i in range(n):
        make.person(f"{name}{i}", team=team)
    return team


@pytest.fixture
def by_invitation(room):
    inviting.invite(room=room, teams=[members()])
    room.refresh_from_db()
    return room


def cards(room):
    return [make.draw(one) for one in room.invited.order_by("person__name")]


def test_a_card_answers_once_on_whatever_device(by_invitation):
    question = make.asked(by_invitation)
    for card in cards(by_invitation):
        for place, copied in ((0, card), (2, card.lower().replace("-", " "))):
            answering.keep([answering.sent(question, copied, place)])
    assert make.tally(by_invitation) == [0, 0, 4]


def test_without_a_card_of_this_room_nothing_is_taken(by_invitation, facilitator):
    other = make.room(facilitator)
    inviting.invite(room=other, teams=[members(name="Others")])
    other.refresh_from_db()
    question = make.asked(by_invitation)
    for wrong in (make.token(1), "", None, "A" * 52, cards(other)[0]):
        with pytest.raises(answering.NotInvited):
            answering.sent(question, wrong, 0)
    on_the_floor = make.asked(by_invitation, kinds.FLOOR)
    with pytest.raises(answering.NotInvited):
        floor.raise_question(question=on_the_floor, token=make.token(1), text="Why?")
    floor.raise_question(question=on_the_floor, token=cards(by_invitation)[0], text="Why?")
    assert [row[1:] for row in make.tally(by_invitation)] == [["Why?", 1]]


def test_an_invitation_gives_one_card_and_the_same_again(by_invitation):
    one = by_invitation.invited.first()
    assert make.draw(one, b"1" * 16) != ""
    with pytest.raises(Used):
        make.draw(one, b"2" * 16)


def test_what_is_kept_ties_no_card_to_a_person(by_invitation):
    question = make.asked(by_invitation)
    for card in cards(by_invitation):
        answering.keep([answering.sent(question, card, 0)])
    kept = set(Answer.objects.values_list("device", flat=True))
    assert len(kept) == 4
    assert not kept & set(drawing.register_of(by_invitation).values())
    make.end(by_invitation)
    assert not Invited.objects.exists()
    assert (by_invitation.private_key, by_invitation.is_by_invitation) == ("", True)


def test_fewer_than_four_can_not_be_invited(room):
    with pytest.raises(NotNow, match="at least 4 people"):
        inviting.invite(room=room, teams=[members(3)])
    room.refresh_from_db()
    assert not room.is_by_invitation


def test_a_room_that_was_asked_something_stays_open_to_all(room):
    make.asked(room)
    with pytest.raises(NotNow, match="open to all"):
        inviting.invite(room=room, teams=[members()])


def test_who_is_invited_later_is_written_to_and_nobody_twice(by_invitation):
    with pytest.raises(NotNow, match="at least 4 people"):
        inviting.invite(room=by_invitation, teams=[members(3, "Few"), *Team.objects.all()])
    assert inviting.invite(room=by_invitation, teams=[members(4, "Late")]) == 4
    make.draw(by_invitation.invited.first())
    Email.objects.all().delete()
    assert inviting.remind(room=by_invitation) == 8  # to all, whoever has drawn
    with pytest.raises(NotNow):
        inviting.invite(room=by_invitation, teams=Team.objects.all())
    assert Email.objects.count() == 8


def test_nobody_is_reminded_twice_within_48_hours_unless_it_is_asked_for(client, by_invitation):
    organiser = make.person("Olu", roles={"organiser"})
    Room.objects.update(facilitator=organiser)
    client.force_login(organiser)
    Email.objects.all().delete()
    address = f"/rooms/{by_invitation.pk}/remind/"
    assert "get the invitation again, one each" in client.get(address).text
    client.post(address)  # nobody has read anything yet
    assert not Email.objects.exists()
    press(client, address)
    assert Email.objects.count() == 4
    assert "less than 48 hours after the last one" in client.get(address).text
    press(client, address)
    assert Email.objects.count() == 4
    press(client, address, agree="on")
    assert Email.objects.count() == 8
    with pytest.raises(NotNow, match="less than 48 hours ago"):
        inviting.remind(room=Room.objects.get())


def test_a_session_that_has_ended_reminds_nobody(client, by_invitation):
    organiser = make.person("Olu", roles={"organiser"})
    Room.objects.update(facilitator=organiser, ended_on=timezone.localdate())
    client.force_login(organiser)
    assert "This meeting has ended." in client.get(f"/rooms/{by_invitation.pk}/remind/").text


def test_the_email_leads_to_the_page_that_draws(client, by_invitation):
    (email,) = outbox.to_address("members0@trust.example")
    path, key = re.search(r"(/room-card/\S+)#key=(\S+)&as=member", email.text).groups()
    assert key == by_invitation.fingerprint
    page = client.get(path)
    drawing = json.loads(re.search(r'id="drawing"[^>]*>(.*?)</script>', page.text)[1])
    assert drawing["reviews"][0]["answer"].endswith(f"/join/{by_invitation.code}/")
    assert page["Referrer-Policy"] == "no-referrer"
    refused = client.post(drawing["draw"], json.dumps({"blinded": {}}), "application/json")
    wrong = client.post(drawing["draw"], '{"blinded": {"x": "00"}}', "application/json")
    assert (refused.json(), wrong.status_code) == ({}, 400)
    assert client.get("/room-card/zzz/").status_code == 404
    make.end(by_invitation)
    assert "leads to no meeting" in client.get(path).text


def test_the_facilitator_sees_how_many_have_drawn_and_not_who(client, by_invitation):
    inviting.invite(room=by_invitation, teams=[members(4, "More")])
    for one in by_invitation.invited.all()[:5]:
        make.draw(one)
    client.force_login(by_invitation.facilitator)
    page = client.get(f"/rooms/{by_invitation.pk}/").text
    assert "Invited: 8. Cards made, in steps of 4: 4." in page
    assert "Members0" not in page
    assert client.get(f"/rooms/{by_invitation.pk}/remind/").status_code == 403


def test_inviting_is_for_who_may_write_to_teams(client, room):
    team = members()
    organiser = make.person("Olu", roles={"organiser"})
    mine = make.room(organiser)
    client.force_login(organiser)
    client.post(f"/rooms/{room.pk}/invite/", {"teams": [team.pk]})
    client.post(f"/rooms/{mine.pk}/invite/", {"teams": [team.pk]})
    assert (room.invited.count(), mine.invited.count()) == (0, 4)


def test_what_is_held_of_who_was_invited_can_be_told_and_erased(by_invitation):
    person = Person.objects.get(name="Members0")
    assert subject_access.held_about(person) == [{"room": "Big room", "card_drawn": False}]
    subject_access.erase(person)
    assert subject_access.held_about(person) == []


@pytest.mark.django_db(transaction=True)
def test_an_answer_over_the_wire_needs_a_card(by_invitation):
    question = make.asked(by_invitation)
    drawn = cards(by_invitation)

    def body(token):
        return json.dumps({"question": question.pk, "token": token, "answer": 0}).encode()

    async def scene():
        live, code = Live(), by_invitation.code
        tokens = (drawn[0], drawn[0], make.token(1), drawn[1])
        return [await Phone(live, code).answer(body(token)) for token in tokens]

    assert play(scene) == [200, 200, 403, 200]
    assert Answer.objects.count() == 2


def test_without_scripts_the_code_of_a_card_is_typed(client, by_invitation):
    question = make.asked(by_invitation)
    page = client.get(f"/join/{by_invitation.code}/").text
    assert "The code on your card" in page
    form = {"question": question.pk, "token": make.token(1), "answer": "0"}
    assert "This needs your card" in client.post(f"/join/{by_invitation.code}/", form).text
    form["token"] = cards(by_invitation)[0]
    assert "You answered:" in client.post(f"/join/{by_invitation.code}/", form).text
