"""After a moment has closed its leader tells those who were there what they heard and will do."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.markup import agreed, markup

from everyseat.giving.refusals import NotNow
from everyseat.moments import landing, subject_access
from everyseat.moments.actions import asking as actions
from everyseat.moments.tests.make import answers, person

pytestmark = pytest.mark.django_db

REPLY = {"heard": "You felt hurried.", "will_do": "We will end at five to."}


def texts(leader):
    return [task.text for task in landing.waiting(leader)]


@pytest.fixture
def closed(moment):
    answers(moment, 5)
    actions.close(moment=moment)
    return moment


def test_whoever_opens_the_link_again_reads_the_reply_without_account_or_cookie(
    client, leader, closed
):
    before = markup(client.get(f"/felt/{closed.code}/"))
    assert "It has closed. Lee has not replied yet." in before
    client.force_login(leader)
    page = client.post(f"/moments/{closed.pk}/reply/", REPLY, follow=True)
    assert "What you told those who were there" in markup(page)
    client.logout()
    client.cookies.clear()
    page = client.get(f"/felt/{closed.code.upper()}/")
    text = markup(page)
    assert "What Lee heard" in text
    assert "You felt hurried." in text
    assert "We will end at five to." in text
    assert "Be clear." not in text
    assert "That all were asked." not in text
    assert not page.cookies


def test_a_reply_can_be_changed_and_says_when_it_last_was(client, leader, closed):
    actions.reply(moment=closed, **REPLY)
    client.force_login(leader)
    page = markup(client.get(f"/moments/{closed.pk}/reply/"))
    assert "You felt hurried." in page
    client.post(f"/moments/{closed.pk}/reply/", {"heard": "You felt unheard."})
    closed.refresh_from_db()
    assert (closed.heard, closed.will_do) == ("You felt unheard.", "")
    assert closed.replied_on == timezone.localdate()
    text = markup(client.get(f"/felt/{closed.code}/"))
    assert "last changed this on" in text
    assert "What Lee will do" not in text


def test_nobody_replies_while_answers_are_awaited(client, leader, moment):
    with pytest.raises(NotNow, match="once this has closed"):
        actions.reply(moment=moment, **REPLY)
    client.force_login(leader)
    page = client.post(f"/moments/{moment.pk}/reply/", REPLY, follow=True)
    assert "You can reply once this has closed." in markup(page)
    assert REPLY["heard"] not in markup(client.get(f"/felt/{moment.code}/"))
    moment.replied_on = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        moment.save()


def test_where_too_few_answered_a_leader_can_still_thank(client, leader, moment):
    actions.close(moment=moment)
    client.force_login(leader)
    assert "Thank those who were there" in markup(client.get(f"/moments/{moment.pk}/"))
    page = markup(client.get(f"/moments/{moment.pk}/reply/"))
    assert "What do you want to say to them?" in page
    assert "What did you hear?" not in page
    client.post(f"/moments/{moment.pk}/reply/", {"heard": "Thank you for coming."})
    text = markup(client.get(f"/felt/{moment.code}/"))
    assert "What Lee wants to say" in text
    assert "Thank you for coming." in text


def test_what_may_tell_who_answered_is_shown_before_anybody_reads_it(client, leader, closed):
    person("Bukola Ade")
    client.force_login(leader)
    sent = REPLY | {"heard": "Bukola felt hurried."}
    page = client.post(f"/moments/{closed.pk}/reply/", sent)
    assert "<mark>Bukola<" in markup(page)
    other = REPLY | {"heard": "Ask Oluwaseun on 3 May."}
    assert "<mark>3 May<" in client.post(f"/moments/{closed.pk}/reply/", other | agreed(page)).text
    assert "has not replied yet" in markup(client.get(f"/felt/{closed.code}/"))
    client.post(f"/moments/{closed.pk}/reply/", sent | agreed(page))
    assert "Bukola felt hurried." in markup(client.get(f"/felt/{closed.code}/"))


def test_nothing_is_no_reply(client, leader, closed):
    client.force_login(leader)
    page = markup(client.post(f"/moments/{closed.pk}/reply/", {"heard": " ", "will_do": "Kept."}))
    assert "There is a problem" in page
    assert "Kept." in page
    closed.refresh_from_db()
    assert closed.replied_on is None


def test_nobody_else_replies(client, closed):
    client.force_login(person("Sam"))
    assert client.post(f"/moments/{closed.pk}/reply/", REPLY).status_code == 404
    client.logout()
    assert client.post(f"/moments/{closed.pk}/reply/", REPLY).status_code == 302
    closed.refresh_from_db()
    assert closed.replied_on is None


def test_a_reply_is_asked_for_once_results_were_read_and_until_it_is_given(leader, closed):
    assert texts(leader) == ["“Tuesday round” has closed: see how it felt"]
    actions.mark_as_read(moment=closed)
    assert texts(leader) == ["Tell them what you heard: “Tuesday round”"]
    actions.reply(moment=closed, **REPLY)
    assert texts(leader) == []


def test_no_reply_is_asked_for_after_a_month_or_where_too_few_answered(leader, closed):
    actions.mark_as_read(moment=closed)
    closed.closes_on -= timedelta(31)
    closed.save()
    assert texts(leader) == []
    closed.closes_on, closed.picture = timezone.localdate(), None
    closed.save()
    assert texts(leader) == []


def test_a_leader_is_told_what_is_kept_of_their_reply(leader, closed):
    actions.reply(moment=closed, **REPLY)
    (told,) = subject_access.held_about(leader)["asked"]
    assert (told["heard"], told["will_do"]) == tuple(REPLY.values())
