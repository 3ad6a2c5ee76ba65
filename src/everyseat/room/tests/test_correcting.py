"""Correcting what was prepared: before it is asked, and never after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.room import kinds
from everyseat.room.actions import briefs, correcting, preparing
from everyseat.room.models import Room
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def questions(room):
    for text in ("One?", "Two?", "Three?"):
        preparing.add_question(room=room, kind=kinds.CARDS, text=text)
    return list(room.questions.all())


@pytest.fixture
def brief(facilitator):
    made = briefs.write(owner=facilitator, title="Desk", text="x", film="", answer_by=TODAY())
    preparing.add_question(room=made.room, kind=kinds.CARDS, text="Clear?")
    return made


def texts(room):
    return [question.text for question in room.questions.all()]


def test_a_question_is_edited_in_its_place(client, room, questions):
    client.force_login(room.facilitator)
    address = f"/rooms/{room.pk}/{questions[1].pk}/edit/"
    assert "Two?" in client.get(address).text
    sent = {"text": "Which?", "kind": kinds.CHOICE, "written": "tea\ncoffee"}
    location = client.post(address, sent)["Location"]
    assert texts(room) == ["One?", "Which?", "Three?"]
    made = room.questions.get(text="Which?")
    assert (location, made.options) == (f"/rooms/{room.pk}/#question-{made.pk}", ["tea", "coffee"])


def test_a_choice_without_options_is_not_saved_and_nothing_is_lost(room, questions):
    with pytest.raises(Invalid):
        correcting.edit_question(question=questions[0], kind=kinds.CHOICE, text="Q", written=[])
    assert texts(room) == ["One?", "Two?", "Three?"]


def test_a_question_that_was_asked_is_neither_edited_nor_moved(room, questions):
    asked = make.open_again(questions[0])
    with pytest.raises(NotNow):
        correcting.edit_question(question=asked, kind=kinds.CARDS, text="Other?")
    with pytest.raises(NotNow):
        correcting.move_question(question=asked, by=1)
    with pytest.raises(NotNow):
        correcting.move_question(question=questions[1], by=-1)
    assert texts(room) == ["One?", "Two?", "Three?"]


def test_questions_are_moved_and_duplicated(client, room, questions):
    client.force_login(room.facilitator)
    for act, pk in (("up", 2), ("down", 0), ("up", 2), ("copy", 1)):
        client.post(f"/rooms/{room.pk}/{questions[pk].pk}/", {"act": act})
    assert texts(room) == ["Three?", "One?", "Two?", "Two?"]
    correcting.move_question(question=room.questions.first(), by=-1)
    assert texts(room) == ["Three?", "One?", "Two?", "Two?"]


def test_deleting_a_question_is_undone_in_its_place(client, room, questions):
    client.force_login(room.facilitator)
    page = client.post(f"/rooms/{room.pk}/{questions[1].pk}/", {"act": "remove"}, follow=True).text
    assert texts(room) == ["One?", "Three?"]
    signed = page.split('name="deleted" value="')[1].split('"')[0]
    client.post(f"/rooms/{room.pk}/undo/", {"deleted": signed})
    assert texts(room) == ["One?", "Two?", "Three?"]
    assert 'name="deleted"' not in client.get(f"/rooms/{room.pk}/").text


def test_what_was_deleted_comes_back_in_no_other_session(client, room, questions):
    client.force_login(room.facilitator)
    other = make.room(room.facilitator)
    page = client.post(f"/rooms/{room.pk}/{questions[1].pk}/", {"act": "remove"}, follow=True).text
    signed = page.split('name="deleted" value="')[1].split('"')[0]
    for sent in (signed, "nonsense", ""):
        client.post(f"/rooms/{other.pk}/undo/", {"deleted": sent})
    assert texts(other) == []


def test_the_questions_of_a_brief_stay_in_a_team_s_session(facilitator):
    team = make.brief(facilitator, ["North"]).room.copies.get()
    with pytest.raises(NotNow, match="the brief's"):
        correcting.edit_question(question=team.questions.first(), kind=kinds.CARDS, text="Q")
    with pytest.raises(NotNow, match="the brief's"):
        correcting.move_question(question=team.questions.first(), by=1)
    with pytest.raises(NotNow):
        correcting.delete_room(room=team)


def test_a_session_gets_another_name_and_day_until_it_has_ended(client, room):
    client.force_login(room.facilitator)
    tomorrow = TODAY() + timedelta(1)
    address = f"/rooms/{room.pk}/edit/"
    client.post(address, {"title": "Small room", "held_on": tomorrow.isoformat()})
    room.refresh_from_db()
    assert (room.title, room.held_on) == ("Small room", tomorrow)
    over = client.post(address, {"title": "x", "held_on": "2020-01-01"})
    assert "This day is over" in over.text
    make.end(room)
    assert "has ended" in client.post(address, {"title": "x", "held_on": tomorrow}).text
    room.refresh_from_db()
    assert room.title == "Small room"


def test_a_session_of_yesterday_can_still_be_renamed(client, room):
    Room.objects.update(held_on=TODAY() - timedelta(1))
    client.force_login(room.facilitator)
    day = (TODAY() - timedelta(1)).isoformat()
    client.post(f"/rooms/{room.pk}/edit/", {"title": "Late", "held_on": day})
    room.refresh_from_db()
    assert room.title == "Late"


def test_a_session_that_was_never_used_is_deleted(client, room, questions):
    client.force_login(room.facilitator)
    assert "Delete the session" in client.get(f"/rooms/{room.pk}/").text
    page = client.post(f"/rooms/{room.pk}/delete/", follow=True)
    assert "Deleted: Big room." in page.text
    assert not Room.objects.exists()


def test_a_session_that_was_used_is_not_deleted(client, room, questions):
    make.open_again(questions[0])
    client.force_login(room.facilitator)
    assert "Delete the session" not in client.get(f"/rooms/{room.pk}/").text
    assert "was used" in client.post(f"/rooms/{room.pk}/delete/", follow=True).text
    assert Room.objects.exists()


def test_nobody_else_corrects_or_deletes_a_session(client, room, questions):
    client.force_login(make.person("Zoe"))
    for address in ("edit/", f"{questions[0].pk}/edit/", "delete/", "undo/"):
        assert client.post(f"/rooms/{room.pk}/{address}").status_code == 404


def test_a_brief_is_edited_until_it_is_sent(client, brief, facilitator):
    make.organisations.set_roles(person=facilitator, roles={"facilitator"})
    client.force_login(facilitator)
    address = f"/briefs/{brief.room_id}/edit/"
    sent = {"title": "Other", "text": "New", "film": "", "answer_by": TODAY().isoformat()}
    assert client.post(address, sent)["Location"] == f"/briefs/{brief.room_id}/"
    brief = facilitator.rooms.get(brief__isnull=False).brief
    assert (brief.room.title, brief.text) == ("Other", "New")
    briefs.send(brief=brief, teams=[make.team("North")])
    assert "has been sent" in client.post(address, sent | {"text": "Late"}).text
    with pytest.raises(NotNow):
        correcting.delete_room(room=brief.room)


def test_a_brief_that_was_not_sent_is_deleted_with_its_questions(brief):
    correcting.delete_room(room=brief.room)
    assert not Room.objects.exists()
