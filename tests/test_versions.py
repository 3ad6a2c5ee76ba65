"""A form that was opened before somebody saved something newer replaces nothing unseen."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.versions import Versioned
from everyseat.moments.models import Moment
from everyseat.moments.tests import make as moments
from everyseat.room.models import Question, Room
from everyseat.room.tests import make as rooms

pytestmark = pytest.mark.django_db
MINE, THEIRS = "I heard that it hurt.", "I heard that I rushed."
OLDER = "Somebody saved this after you opened it"


def seen(page) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page.text)[1]


@pytest.fixture
def reply(client):
    """Return the address of a leader's reply, open in two tabs, and the older tab's form."""
    ada = moments.person("Ada")
    client.force_login(ada)
    moment = Moment.objects.create(
        leader=ada,
        what="Board",
        held_on=timezone.localdate(),
        closes_on=timezone.localdate() - timedelta(1),
        state=Moment.State.CLOSED,
        heard="First.",
    )
    address = f"/moments/{moment.pk}/reply/"
    older = {"heard": MINE, "seen": seen(client.get(address))}
    assert client.post(address, older | {"heard": THEIRS}).status_code == 302
    return address, older, moment


def test_an_older_tab_shows_both_texts_and_saves_nothing(client, reply):
    address, older, moment = reply
    page = client.post(address, older)
    assert page.status_code == 409
    assert OLDER in page.text
    assert MINE in page.text
    assert THEIRS in unescape(page.text)
    moment.refresh_from_db()
    assert moment.heard == THEIRS


def test_sent_from_where_both_were_read_it_replaces_the_newer_one(client, reply):
    address, older, moment = reply
    page = client.post(address, older)
    assert client.post(address, older | {"seen": seen(page)}).status_code == 302
    moment.refresh_from_db()
    assert moment.heard == MINE


def test_sent_twice_it_is_no_older_one(client, reply):
    address, older, _moment = reply
    assert client.post(address, older | {"heard": THEIRS}).status_code == 302


def test_a_page_that_is_not_older_is_not_asked(client, reply):
    address, older, _moment = reply
    sent = older | {"seen": seen(client.get(address))}
    assert client.post(address, sent).status_code == 302


def test_two_who_prepare_a_session_lose_nothing_of_each_other(client):
    facilitator = rooms.person("Fay")
    client.force_login(facilitator)
    room = Room.objects.create(facilitator=facilitator, title="Day", held_on=timezone.localdate())
    question = Question.objects.create(room=room, number=1, kind="word", text="One word?")
    address = reverse("question_edit", args=[room.pk, question.pk])
    form = {"text": MINE, "kind": "word", "seen": seen(client.get(address))}
    Question.objects.filter(pk=question.pk).update(text=THEIRS)
    page = client.post(address, form)
    assert (page.status_code, THEIRS in unescape(page.text)) == (409, True)


class Form(Versioned, forms.Form):
    text = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "The first"), ("b", "The second")], required=False)


def test_a_new_thing_has_no_version():
    assert Form().version == ""
    assert Form(initial={"text": "a"}).version != Form(initial={"text": "b"}).version


def test_what_is_saved_now_is_shown_in_the_forms_own_words():
    older = Form(initial={"text": "a", "kind": "a"}).version
    form = Form(
        {"text": "mine", "kind": "b", "seen": older}, initial={"text": "theirs", "kind": "a"}
    )
    assert not form.is_valid()
    assert form.theirs == (("Text", "theirs"), ("Kind", "The first"))
    assert form.status == 409
