"""Mail protection opens the links of all parts and sends their forms: nothing counts as an answer.

For the invitations of a 360 see threesixty/tests/test_deliberate.py.
"""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.conversation.links import INVITATIONS as CONVERSATIONS
from everyseat.conversation.links import REMINDERS as REMINDERS_OF_CONVERSATIONS
from everyseat.conversation.models import Participant
from everyseat.conversation.tests import make as make_conversation
from everyseat.giving import drawing
from everyseat.giving.models import Snapshot
from everyseat.moments.actions import asking, offering
from everyseat.moments.models import Case, Feedback
from everyseat.organisations.models import Team
from everyseat.organisations.queries import host
from everyseat.room import kinds
from everyseat.room.actions import inviting
from everyseat.room.links import INVITATIONS
from everyseat.room.models import Answer
from everyseat.room.tests import make as make_room
from everyseat.threesixty.tests import make
from tests import scanner

pytestmark = pytest.mark.django_db


def test_asking_how_a_meeting_felt(client):
    leader, today = make.person("Lee"), timezone.localdate()
    moment = asking.open_moment(
        leader=leader, what="Brief", held_on=today, meant=["calm"], sentence="", days=3
    )
    pages = scanner.scan(client, f"/felt/{moment.code}/")
    assert len(pages) > 1
    assert not Snapshot.objects.exists()


def test_a_pulse(client):
    make.person("Lee")
    pulse = offering.open_pulse(items=["I can speak up."], days=7)
    pages = scanner.scan(client, f"/pulse/{pulse.code}/")
    assert len(pages) > 1
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("kind", [kinds.CARDS, kinds.WORD, kinds.FLOOR])
def test_a_live_session(client, kind):
    make.person("Admin of all")
    room = make_room.room(make_room.person("Fay", roles=["facilitator"]))
    make_room.asked(room, kind)
    scanner.scan(client, f"/join/{room.code}/")
    assert not Answer.objects.exists()


def test_the_card_of_a_live_session(client):
    make.person("Admin of all")
    room = make_room.room(make_room.person("Fay", roles=["facilitator"]))
    team = Team.objects.create(organisation=host(), name="Members")
    members = [make_room.person(f"Mo{n}", team=team) for n in range(4)]
    inviting.invite(room=room, teams=[team])
    room.refresh_from_db()
    token = INVITATIONS.token(room.invited.get(person=members[0]).pk)
    scanner.scan(client, reverse("room_card", args=[token]))
    for body in ({}, {"blinded": {}}, {"blinded": {str(room.pk): ""}}):
        client.post(
            reverse("room_draw", args=[token]), json.dumps(body), content_type="application/json"
        )
    assert drawing.register_of(room) == {}


def test_the_card_of_a_conversation(client):
    conversation = make_conversation.by_invitation(make_conversation.person("Sam", "organiser"))
    invited = conversation.invited.first()
    token = CONVERSATIONS.token(invited.pk)
    scanner.scan(client, reverse("conversation_invitation", args=[token]))
    stop = REMINDERS_OF_CONVERSATIONS.token(invited.pk)
    scanner.scan(client, reverse("conversation_reminders", args=[stop]))
    scanner.scan(client, f"/conversation/{conversation.code}/")
    for body in ({}, {"blinded": {}}, {"blinded": {str(conversation.pk): ""}}):
        client.post(
            reverse("conversation_draw", args=[token]), json.dumps(body), "application/json"
        )
    assert drawing.register_of(conversation) == {}
    assert not Participant.objects.exists()
    assert not conversation.invited.filter(without_reminders=True).exists()


@pytest.mark.parametrize("page", ["/tell/", "/speak-up/", "/receipt/"])
def test_telling_and_speaking_up(client, page):
    make.person("Lee")
    scanner.scan(client, page)
    assert not Case.objects.exists()
    assert not Feedback.objects.exists()
