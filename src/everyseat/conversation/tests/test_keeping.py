"""A card brings its holder back; everything given with it can be deleted; the rest goes in time."""

import re
from datetime import timedelta

import pytest

from everyseat.conversation import cards
from everyseat.conversation.actions import answering, erasing, opening, writing
from everyseat.conversation.models import Participant, Statement, Vote
from everyseat.conversation.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(conversation):
    """A card that has answered two statements and written two, of which one was answered."""
    secret = make.card(conversation)
    own = make.holder(conversation, secret)
    for number in "12":
        answering.answer(participant=own, number=number, said="agree")
    for text in ("Trams", "Trains"):
        writing.write(participant=own, text=text)
    Statement.objects.filter(text="Trams").update(state="published")
    other = make.participant(conversation)
    answering.answer(participant=other, number="4", said="agree")
    answering.answer(participant=other, number="1", said="pass")
    return secret


def test_the_card_is_shown_as_letters_as_a_link_and_as_a_code(client, conversation, secret):
    page = client.get(f"/conversation/{conversation.code}/{secret}/card/")
    assert cards.grouped(secret) in re.sub("</?(span|wbr)>", "", page.text)
    assert 'data-copies="[data-card-link]"' in page.text
    assert f"/conversation/{conversation.code}/{secret}/" in page.text
    assert "<svg" in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]


def test_deleting_asks_first_and_says_what_stays(client, conversation, secret):
    page = client.get(f"/conversation/{conversation.code}/{secret}/delete/")
    counts = {name: page.context[name] for name in ("answers", "gone", "stay")}
    assert counts == {"answers": 2, "gone": 1, "stay": 1}
    assert Participant.objects.count() == 2


def test_what_was_given_is_gone_and_other_peoples_answers_stay(client, conversation, secret):
    address = f"/conversation/{conversation.code}/{secret}/"
    done = client.post(f"{address}delete/", follow=True)
    assert "Everything is deleted" in done.text
    assert client.get(address).status_code == 404
    conversation.refresh_from_db()
    answers = dict(conversation.statements.values_list("text", "answers"))
    assert answers == {
        "Parks for all": 1,
        "Buses at night": 0,
        "More nurses in schools": 0,
        "Trams": 1,
    }
    assert Statement.objects.get(text="Trams").written_by is None
    assert (Vote.objects.count(), conversation.removals) == (2, 1)
    assert client.post(f"{address}delete/").status_code == 404


def test_how_many_answered_is_always_how_many_answers_there_are(conversation, secret):
    erasing.forget(participant=make.holder(conversation, secret))
    for statement in conversation.statements.all():
        assert statement.answers == statement.votes.count()


def test_answers_are_erased_in_time_and_not_before(conversation, secret, monkeypatch):
    opening.close(conversation=conversation, today=make.today())
    by = conversation.erased_by
    monkeypatch.setattr(erasing.timezone, "localdate", lambda: by - timedelta(1))
    erasing.by_night()
    assert Vote.objects.count() == 4
    monkeypatch.setattr(erasing.timezone, "localdate", lambda: by)
    erasing.by_night()
    conversation.refresh_from_db()
    assert conversation.erased_on == by
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()
    left = set(Statement.objects.values_list("text", flat=True))
    assert left == {*make.SEEDS, "Trams"}


def test_an_open_conversation_is_never_erased(conversation, secret, monkeypatch):
    far = make.today() + timedelta(5000)
    monkeypatch.setattr(erasing.timezone, "localdate", lambda: far)
    Participant.objects.update(began_on=far)
    erasing.by_night()
    assert Vote.objects.count() == 4


def test_a_card_that_gave_nothing_is_deleted_after_a_while(conversation, secret):
    unused = make.participant(conversation)
    erasing.delete_unused(make.today() + erasing.UNUSED)
    assert Participant.objects.filter(pk=unused.pk).exists()
    erasing.delete_unused(make.today() + erasing.UNUSED + timedelta(1))
    assert not Participant.objects.filter(pk=unused.pk).exists()
    assert Participant.objects.count() == 2
