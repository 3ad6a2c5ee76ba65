"""Reminders go to everybody who was invited, unless they want none, and give nobody away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from everyseat.conversation.actions import inviting, opening, writing_to_invited
from everyseat.conversation.links import INVITATIONS, REMINDERS
from everyseat.conversation.models import Conversation, Invited
from everyseat.conversation.tests import make
from everyseat.giving.form_tokens import TICK, TOKEN
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def conversation(sam):
    made = make.by_invitation(sam)
    Email.objects.all().delete()
    return made


def remind(conversation, **more) -> list[Email]:
    """Remind everybody; return the e-mails, to whom in order."""
    Email.objects.all().delete()
    now = Conversation.objects.get(pk=conversation.pk)
    writing_to_invited.remind(conversation=now, **more)
    writing_to_invited.write_due(make.today())
    return sorted(Email.objects.all(), key=lambda email: email.to)


def page(invited) -> str:
    return f"/conversation/reminders/{REMINDERS.token(invited.pk)}/"


def test_everybody_is_reminded_whether_or_not_they_have_made_a_card(client, conversation, sam):
    make.draw(conversation.invited.first())
    client.force_login(sam)
    asked = client.get(f"/conversations/{conversation.pk}/people/remind/").context["check"]
    assert "tells nobody who has" in " ".join(asked.happens)
    press(client, f"/conversations/{conversation.pk}/people/remind/")
    writing_to_invited.write_due(make.today())
    writing_to_invited.write_due(make.today())
    emails = Email.objects.all()
    assert sorted(email.to for email in emails) == [
        f"{name}@members.example" for name in ("ann", "bo", "cy", "di")
    ]
    assert {email.urgency for email in emails} == {Email.Urgency.REMINDER}
    assert all(email.subject.startswith("A reminder: ") for email in emails)


def test_the_reminder_has_the_link_that_the_invitation_had(sam):
    made = make.by_invitation(sam)
    first = {email.to: link_of(email) for email in Email.objects.all()}
    assert {email.to: link_of(email) for email in remind(made)} == first


def link_of(email) -> str:
    return next(line for line in email.text.splitlines() if "/conversation/invitation/" in line)


def test_not_twice_within_two_days_unless_it_is_asked_for(client, conversation, sam):
    remind(conversation)
    with pytest.raises(NotNow, match="less than 48 hours ago"):
        remind(conversation)
    client.force_login(sam)
    asked = client.get(f"/conversations/{conversation.pk}/people/remind/").context["check"]
    assert "less than 48 hours" in asked.agree
    assert len(remind(conversation, again=True)) == 4
    Conversation.objects.update(reminded_at=timezone.now() - timedelta(hours=49))
    assert len(remind(conversation)) == 4


def test_whoever_left_or_has_no_invitation_yet_is_not_reminded(sam):
    made = make.draft(sam, entry="invited")
    ann = make.person("Ann")
    everybody = [make.Pasted(ann.name, ann.email), *make.pasted("Bo", "Cy", "Di")]
    inviting.invite(conversation=made, teams=[], pasted=everybody)
    opening.open_to_all(conversation=made, today=make.today())
    with pytest.raises(NotNow, match="nobody to remind"):
        remind(made)
    writing_to_invited.write_due(make.today())
    ann.is_active = False
    ann.save()
    assert [email.to for email in remind(made)] == [
        f"{name}@members.example" for name in ("bo", "cy", "di")
    ]


def test_nobody_is_reminded_of_what_is_not_open(client, sam, conversation):
    draft = make.draft(sam, entry="invited")
    inviting.invite(conversation=draft, teams=[], pasted=make.pasted("Ann"))
    opening.close(conversation=conversation, today=make.today())
    client.force_login(sam)
    for one in (draft, conversation):
        with pytest.raises(NotNow, match="not open"):
            remind(one)
        check = client.get(f"/conversations/{one.pk}/people/remind/").context["check"]
        assert check.stops
        assert "/people/remind/" not in client.get(f"/conversations/{one.pk}/people/").text


def test_closing_before_they_are_written_sends_none(conversation):
    writing_to_invited.remind(conversation=Conversation.objects.get(pk=conversation.pk))
    opening.close(conversation=Conversation.objects.get(pk=conversation.pk), today=make.today())
    writing_to_invited.write_due(make.today())
    assert not Email.objects.exists()


def test_a_mail_program_switches_them_off_at_one_press(conversation):
    ann = conversation.invited.get(name="Ann")
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(page(ann), ONE_CLICK)
    assert (answer.status_code, dict(answer.cookies)) == (204, {})
    assert [email.to[:2] for email in remind(conversation)] == ["bo", "cy", "di"]


def test_it_can_be_switched_off_before_a_reminder_is_written(client, conversation):
    writing_to_invited.remind(conversation=Conversation.objects.get(pk=conversation.pk))
    client.post(page(conversation.invited.get(name="Ann")), ONE_CLICK)
    writing_to_invited.write_due(make.today())
    assert sorted(email.to[:2] for email in Email.objects.all()) == ["bo", "cy", "di"]


def test_opening_the_link_or_sending_its_form_as_it_is_changes_nothing(client, conversation):
    ann = conversation.invited.get(name="Ann")
    token = token_on(client.get(page(ann)).text)
    for sent in ({TOKEN: token}, {}, {TICK: "yes"}):
        assert "Nothing has changed." in client.post(page(ann), sent).text
    assert not Invited.objects.filter(without_reminders=True).exists()
    client.post(page(ann), {TOKEN: token, TICK: "yes"})
    assert Invited.objects.get(without_reminders=True) == ann
    client.post(page(ann), {TOKEN: token_on(client.get(page(ann)).text), TICK: "yes"})
    assert not Invited.objects.filter(without_reminders=True).exists()


def token_on(text: str) -> str:
    return text.split(f'name="{TOKEN}" value="')[1].split('"')[0]


def test_no_page_of_an_organiser_shows_who_wants_none(client, conversation, sam):
    client.force_login(sam)
    paths = [f"/conversations/{conversation.pk}/people/{end}" for end in ("", "remind/")]
    before = [strip_tags(client.get(path).text) for path in paths]
    Client().post(page(conversation.invited.first()), ONE_CLICK)
    assert [strip_tags(client.get(path).text) for path in paths] == before


def test_the_link_of_the_header_makes_no_card_and_ends_with_the_conversation(client, conversation):
    ann = conversation.invited.first()
    token = REMINDERS.token(ann.pk)
    assert client.get(f"/conversation/invitation/{token}/").status_code == 404
    own = INVITATIONS.token(ann.pk)
    assert client.get(f"/conversation/reminders/{own}/").status_code == 404
    email = next(one for one in remind(conversation) if one.to == ann.email)
    assert email.content["unsubscribe"].endswith(page(ann))
    opening.close(conversation=Conversation.objects.get(pk=conversation.pk), today=make.today())
    assert client.get(page(ann)).status_code == 404


def test_an_organiser_tries_the_invitation_without_a_card(client, sam):
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    client.post(f"/conversations/{made.pk}/people/", {"trial": "yes"})
    email = Email.objects.get()
    assert (email.to, "/conversation/preview/" in email.text) == (sam.email, True)
    assert "/conversation/invitation/" not in email.text
    assert "Only you get this e-mail." in email.text
    assert not made.invited.exists()


def test_an_open_link_has_no_invitation_to_try(client, sam):
    made = make.draft(sam)
    client.force_login(sam)
    client.post(f"/conversations/{made.pk}/people/", {"trial": "yes"})
    assert not Email.objects.exists()
    page = client.get(f"/conversations/{made.pk}/people/").text
    assert 'name="trial"' not in page
