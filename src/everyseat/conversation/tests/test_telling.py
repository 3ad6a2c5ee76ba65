"""Whoever decides about statements is written to while some wait: once in two days at most."""

from datetime import timedelta

import pytest

from everyseat.conversation.actions import opening, telling, writing
from everyseat.conversation.models import Conversation
from everyseat.conversation.part import PART
from everyseat.conversation.tests import make
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Person

pytestmark = pytest.mark.django_db


def in_days(n):
    return make.today() + timedelta(n)


@pytest.fixture
def waiting(conversation):
    """A conversation in which two statements wait."""
    own = make.participant(conversation)
    for text in ("Trams", "Trains"):
        writing.write(participant=own, text=text)
    conversation.refresh_from_db()
    return conversation


def told():
    return sorted(email.to for email in Email.objects.all() if "wait" in email.content["subject"])


def test_its_organiser_reads_question_count_and_link_and_no_statement(waiting, sam):
    make.person("Olu", "organiser")
    telling.tell(make.today())
    email = Email.objects.get()
    assert email.to == sam.email
    assert email.content["subject"] == f"2 statements wait for you: {waiting.question}"
    text = email.content["text"]
    assert f"/conversations/{waiting.pk}/waiting/" in text
    assert waiting.question in text
    assert "Trams" not in text
    waiting.refresh_from_db()
    assert waiting.waiting_told_on == make.today()


def test_it_is_written_every_second_day_at_most(waiting, sam):
    for n, written in enumerate((1, 1, 2, 2, 3)):
        telling.tell(in_days(n))
        telling.tell(in_days(n))
        assert told() == [sam.email] * written


def test_another_worker_that_read_it_before_writes_nothing(waiting):
    read_before = Conversation.objects.get(pk=waiting.pk)
    telling.tell(make.today())
    with telling.changing(read_before):
        telling._tell(read_before, make.today())
    assert len(told()) == 1


def test_nothing_is_written_while_nothing_waits(conversation):
    telling.tell(make.today())
    conversation.refresh_from_db()
    assert (told(), conversation.waiting_told_on) == ([], None)


def test_nothing_is_written_about_what_was_decided(waiting):
    waiting.statements.filter(state="waiting").update(state="published")
    telling.tell(make.today())
    assert told() == []


def test_what_is_decided_in_the_same_moment_is_not_counted(waiting):
    read_before = Conversation.objects.get(pk=waiting.pk)
    waiting.statements.filter(state="waiting").update(state="published")
    with telling.changing(read_before):
        telling._tell(read_before, make.today())
    assert told() == []


def test_nothing_is_written_about_a_closed_conversation(waiting):
    read_before = Conversation.objects.get(pk=waiting.pk)
    opening.close(conversation=waiting, today=make.today())
    telling.tell(make.today())
    with telling.changing(read_before):
        telling._tell(read_before, make.today())
    assert told() == []


@pytest.mark.parametrize("why", ["none", "no role", "can not sign in"])
def test_without_an_organiser_who_can_everybody_who_may_is_written_to(waiting, sam, why):
    admin = "admin@trust.example"  # who set the site up may run everything
    others = [admin, make.person("Olu", "organiser").email]
    make.person("Ann")
    make.person("Cal", "coach")
    if why == "none":
        waiting.organiser = None
        waiting.save()
        others.append(sam.email)
    elif why == "no role":
        organisations.set_roles(person=sam, roles=set())
    else:
        sam.is_active = False
        sam.save()
    telling.tell(make.today())
    assert told() == sorted(others)


def test_where_nobody_can_read_it_it_is_written_once_somebody_can(waiting):
    Person.objects.update(is_active=False)
    telling.tell(make.today())
    assert told() == []
    olu = make.person("Olu", "organiser")
    telling.tell(make.today())
    assert told() == [olu.email]


def test_it_is_written_by_night(waiting, sam):
    assert telling.by_night in PART.nightly
    telling.by_night()
    assert told() == [sam.email]
