"""A conversation by invitation: one person, one card, and nobody knows whose."""

import json
import re

import pytest

from everyseat.conversation import cards, subject_access
from everyseat.conversation.actions import (
    answering,
    inviting,
    joining,
    opening,
    preparing,
    writing_to_invited,
)
from everyseat.conversation.links import INVITATIONS
from everyseat.conversation.models import Conversation, Invited, Participant
from everyseat.conversation.tests import make
from everyseat.giving import drawing
from everyseat.giving.drawing import Used
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email, Team
from everyseat.organisations.queries import host
from everyseat.organisations.tests.checking import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited_to(sam):
    return make.by_invitation(sam)


def go_on(conversation, code):
    conversation = Conversation.objects.get(pk=conversation.pk)
    return joining.go_on(conversation=conversation, typed=code, today=make.today())


def test_a_card_is_one_participant_on_whatever_device(invited_to):
    code = make.draw(invited_to.invited.first())
    secret = go_on(invited_to, code)
    assert go_on(invited_to, code.lower().replace("-", " ")) == secret
    assert go_on(invited_to, cards.grouped(secret)) == secret
    assert Participant.objects.count() == 1
    answering.answer(participant=make.holder(invited_to, secret), number="1", said="agree")
    assert invited_to.votes.count() == 1


def test_an_invitation_gives_one_card_and_the_same_again(invited_to):
    one = invited_to.invited.first()
    make.draw(one, b"1" * 16)
    with pytest.raises(Used):
        make.draw(one, b"2" * 16)


def test_without_a_card_of_this_conversation_nobody_takes_part(client, invited_to, sam):
    other = make.by_invitation(sam)
    forged = "A" * 26 + "-" + "B" * 26
    for wrong in (forged, make.draw(other.invited.first()), "", "abcdefghjkmnpqrstuvw"):
        with pytest.raises(Invalid, match="open your invitation again"):
            go_on(invited_to, wrong)
    with pytest.raises(NotNow, match="You need your invitation"):
        make.card(invited_to)
    assert client.post(f"/conversation/{invited_to.code}/").status_code == 409
    assert not Participant.objects.exists()


def test_a_drawn_card_of_an_open_link_is_none(conversation, invited_to):
    with pytest.raises(Invalid, match="Check each letter and digit"):
        go_on(conversation, make.draw(invited_to.invited.first()))


def test_closing_forgets_who_was_invited_and_who_has_drawn(client, invited_to):
    used, unused = (make.draw(one) for one in invited_to.invited.all()[:2])
    link = f"/conversation/invitation/{_token(invited_to)}/"
    secret = go_on(invited_to, used)
    one = invited_to.invited.first()
    opening.close(conversation=Conversation.objects.get(pk=invited_to.pk), today=make.today())
    assert not Invited.objects.exists()
    invited_to.refresh_from_db()
    assert (invited_to.private_key, drawing.register_of(invited_to)) == ("", {})
    assert go_on(invited_to, used) == secret
    with pytest.raises(Invalid):
        go_on(invited_to, unused)
    with pytest.raises(NotNow):
        make.draw(one)
    assert client.get(link).status_code == 404


def _token(conversation):
    return INVITATIONS.token(conversation.invited.first().pk)


def test_it_closes_by_itself_as_completely(invited_to):
    make.draw(invited_to.invited.first())
    opening.keep_dates(invited_to.closes_on.replace(year=invited_to.closes_on.year + 1))
    invited_to.refresh_from_db()
    assert not Invited.objects.exists()
    assert (invited_to.private_key, drawing.register_of(invited_to)) == ("", {})


def test_what_is_stored_ties_no_card_to_a_person(invited_to):
    drawn = [make.draw(one, bytes([n]) * 16) for n, one in enumerate(invited_to.invited.all())]
    for code in drawn:
        go_on(invited_to, code)
    kept = set(Participant.objects.values_list("card", flat=True))
    assert len(kept) == 4
    assert not kept & set(drawing.register_of(invited_to).values())
    fields = {field.name for field in Participant._meta.get_fields()}
    assert fields == {
        "id",
        "conversation",
        "card",
        "audience",
        "began_on",
        "group",
        "votes",
        "statements",
    }


def test_fewer_than_the_threshold_open_nothing_and_join_nothing_later(client, sam):
    made = make.draft(sam, entry="invited")
    inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ann", "Bo", "Cy"))
    with pytest.raises(NotNow, match="at least 4 people"):
        opening.open_to_all(conversation=made, today=make.today())
    client.force_login(sam)
    assert client.get(f"/conversations/{made.pk}/open/").context["check"].stops
    inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ann", "Di"))
    press(client, f"/conversations/{made.pk}/open/")
    made.refresh_from_db()
    assert (made.is_open, made.invited.count()) == (True, 4)
    with pytest.raises(NotNow, match="at least 4 people"):
        inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ed", "Fay", "Gus"))


def test_a_team_is_invited_and_nobody_twice(client, sam):
    team = Team.objects.create(organisation=host(), name="Ward 3")
    for name in ("Ann", "Bo", "Cy"):
        person = make.person(name)
        person.team = team
        person.save()
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    typed = "Lee, Di <di@members.example>; ann@trust.example"
    client.post(f"/conversations/{made.pk}/people/", {"teams": [team.pk], "pasted": typed})
    assert sorted(made.invited.values_list("name", flat=True)) == ["Ann", "Bo", "Cy", "Di Lee"]
    page = client.get(f"/conversations/{made.pk}/people/").text
    assert "4 people are invited" in page
    client.post(f"/conversations/{made.pk}/people/", {"out": made.invited.get(name="Cy").pk})
    assert made.invited.count() == 3


def test_what_is_no_address_invites_nobody(client, sam):
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    form = {"pasted": "Ann Lee <ann@members.example>; Bo Ash"}
    page = client.post(f"/conversations/{made.pk}/people/", form)
    assert "These are not e-mail addresses: Bo Ash" in page.text
    assert not Invited.objects.exists()


def test_nobody_is_left_out_once_it_is_open_or_invited_to_an_open_link(invited_to, conversation):
    with pytest.raises(NotNow):
        inviting.leave_out(conversation=invited_to, invited=str(invited_to.invited.first().pk))
    with pytest.raises(NotNow, match="Everybody who has the link"):
        inviting.invite(conversation=conversation, teams=[], pasted=make.pasted("Ann"))
    opening.close(conversation=invited_to, today=make.today())
    with pytest.raises(NotNow, match="has closed"):
        inviting.invite(conversation=invited_to, teams=[], pasted=make.pasted("Ann"))


def test_who_may_take_part_is_frozen_and_an_open_link_keeps_no_names(sam, invited_to):
    preparing.correct(conversation=invited_to, values={"entry": "link"})
    invited_to.refresh_from_db()
    assert (invited_to.is_by_invitation, invited_to.invited.count()) == (True, 4)
    made = make.draft(sam, entry="invited")
    inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ann"))
    preparing.correct(conversation=made, values={"entry": "link"})
    assert not made.invited.exists()


def test_everybody_is_written_to_once_after_it_opens(sam, monkeypatch):
    monkeypatch.setattr(writing_to_invited, "AT_ONCE", 3)
    made = make.draft(sam, entry="invited")
    inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ann", "Bo", "Cy", "Di"))
    writing_to_invited.write_due(make.today())
    assert not Email.objects.exists()
    opening.open_to_all(conversation=made, today=make.today())
    writing_to_invited.write_due(make.today())
    writing_to_invited.write_due(make.today())
    assert sorted(one.to for one in Email.objects.all()) == [
        f"{name}@members.example" for name in ("ann", "bo", "cy", "di")
    ]


def test_the_email_leads_to_the_page_that_draws(client, invited_to):
    email = Email.objects.first()
    path, key = re.search(
        r"(/conversation/invitation/\S+)#key=(\S+)&as=member", email.text
    ).groups()
    assert key == invited_to.fingerprint
    page = client.get(path)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page.text.count("es-who") == 1
    sent = json.loads(re.search(r'id="drawing"[^>]*>(.*?)</script>', page.text)[1])
    assert sent["reviews"][0]["answer"].endswith(f"/conversation/{invited_to.code}/")
    wrong = client.post(sent["draw"], '{"blinded": {"x": "00"}}', "application/json")
    assert wrong.status_code == 400
    assert client.get("/conversation/invitation/zzz/").status_code == 404


def test_an_organiser_sees_how_many_have_drawn_in_steps_and_not_who(client, sam):
    made = make.by_invitation(sam, *"ABCDEFGH")
    for one in made.invited.all()[:5]:
        make.draw(one)
    client.force_login(sam)
    page = client.get(f"/conversations/{made.pk}/people/").text
    assert "Invited: 8. Cards made, in steps of 4: 4." in page
    assert 'name="out"' not in page


def test_what_is_held_of_who_was_invited_can_be_told_and_erased(sam):
    ann = make.person("Ann")
    made = make.draft(sam, entry="invited")
    pasted = [*make.pasted("Bo", "Cy", "Di")]
    inviting.invite(conversation=made, teams=[], pasted=[*pasted, _pasted(ann)])
    expected = {"invited_to": made.question, "invited_as": "", "card_drawn": False}
    assert expected in subject_access.held_about(ann)
    subject_access.erase(ann)
    assert expected not in subject_access.held_about(ann)
    assert made.invited.count() == 3


def _pasted(person):
    return make.Pasted(person.name, person.email)


def test_each_first_page_says_what_holds_of_it(client, conversation, invited_to):
    twice, one_each = "Somebody can take part twice", "Each invitation makes one card."
    page = client.get(f"/conversation/{conversation.code}/").text
    assert (twice in page, one_each in page) == (True, False)
    page = client.get(f"/conversation/{invited_to.code}/").text
    assert (twice in page, one_each in page) == (False, True)
    assert "otherwise guess from the time" in " ".join(page.split())
    assert "No page shows who you are" not in page


def test_no_link_for_everybody_is_offered_and_organisers_read_what_they_see(
    client, sam, invited_to, conversation
):
    client.force_login(sam)
    page = client.get(f"/conversations/{invited_to.pk}/share/").text
    assert f"/conversation/{invited_to.code}/" not in page
    assert "You see who is invited" in client.get(f"/conversations/{invited_to.pk}/").text
    assert "You see who is invited" not in client.get(f"/conversations/{conversation.pk}/").text


def test_an_invitation_leads_nowhere_before_it_opens(client, sam):
    made = make.draft(sam, entry="invited")
    inviting.invite(conversation=made, teams=[], pasted=make.pasted("Ann"))
    token, sent = _token(made), json.dumps({"blinded": {str(made.pk): "00"}})
    assert client.get(f"/conversation/invitation/{token}/").status_code == 404
    draw = f"/conversation/invitation/{token}/draw/"
    assert client.post(draw, sent, "application/json").status_code == 404
    with pytest.raises(NotNow):
        make.draw(made.invited.first())


def test_an_address_in_capitals_or_of_somebody_known_is_invited_once(client, sam):
    ann = make.person("Ann")
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    typed = {"pasted": f"{ann.email.upper()}\nAnn Lee <{ann.email}>"}
    client.post(f"/conversations/{made.pk}/people/", typed)
    assert list(made.invited.values_list("person", "email")) == [(ann.pk, ann.email)]
