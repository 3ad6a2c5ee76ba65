"""People invited as something, such as staff of the council: their cards say so, and no more."""

import pytest

from everyseat.conversation import subject_access
from everyseat.conversation.actions import audiences, inviting, joining, opening, preparing
from everyseat.conversation.links import INVITATIONS
from everyseat.conversation.models import Conversation, Participant
from everyseat.conversation.models.invited import MEMBER
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email
from everyseat.safety import credentials

pytestmark = pytest.mark.django_db
STAFF, COUNCIL = "Staff of the trust", "Staff of the council"


@pytest.fixture
def draft(sam):
    made = make.draft(sam, entry="invited")
    invite(made, STAFF, "Ann", "Bo", "Cy", "Di")
    invite(made, COUNCIL, "Ed", "Fay", "Gus", "Hal")
    return made


@pytest.fixture
def conversation(draft):
    return make.opened_by_invitation(draft)


def invite(conversation, audience, *names) -> int:
    done = inviting.invite(
        conversation=Conversation.objects.get(pk=conversation.pk),
        teams=[],
        pasted=make.pasted(*names),
        audience=audience,
    )
    return done.new + sum(done.moved.values())


def as_what(conversation) -> dict[str, str]:
    people = conversation.invited.select_related("audience")
    return {one.name: str(one.audience or "") for one in people}


def begin(conversation, code) -> Participant:
    now = Conversation.objects.get(pk=conversation.pk)
    secret = joining.go_on(conversation=now, typed=code, today=make.today())
    return make.holder(conversation, secret)


def test_a_card_says_as_what_its_holder_was_invited_and_nothing_else_does(conversation):
    for name, expected in (("Ann", STAFF), ("Ed", COUNCIL)):
        code = make.draw(conversation.invited.get(name=name))
        assert str(begin(conversation, code).audience) == expected


def test_nobody_makes_a_card_of_another_audience(conversation):
    card = credentials.read_card(make.draw(conversation.invited.get(name="Ed")))
    for other in (conversation.audiences.get(name=STAFF).key, MEMBER):
        info = credentials.public_info(str(conversation.pk), other)
        assert not credentials.is_valid(conversation.key, card.serial, card.mark, info)


def test_who_is_invited_as_nothing_has_a_card_that_says_nothing(sam):
    made = make.draft(sam, entry="invited")
    invite(made, STAFF, "Ann", "Bo", "Cy", "Di")
    invite(made, "", "Ed", "Fay", "Gus", "Hal")
    made = make.opened_by_invitation(made)
    assert begin(made, make.draw(made.invited.get(name="Ed"))).audience is None


def test_each_audience_needs_as_many_as_the_threshold(client, sam, draft):
    invite(draft, "Members", "Ida", "Jo")
    with pytest.raises(NotNow, match="Only 2 people are invited as “Members”"):
        opening.open_to_all(conversation=draft, today=make.today())
    client.force_login(sam)
    check = client.get(f"/conversations/{draft.pk}/open/").context["check"]
    assert "“Members”" in check.stops[0].text
    assert check.named[0].names == [f"{STAFF}: 4", f"{COUNCIL}: 4", "Members: 2"]
    invite(draft, "", "Ida", "Jo")
    with pytest.raises(NotNow, match="2 people are invited as nothing in particular"):
        opening.open_to_all(conversation=draft, today=make.today())
    invite(draft, STAFF, "Ida", "Jo")
    opening.open_to_all(conversation=draft, today=make.today())
    assert draft.audiences.count() == 2


def test_as_many_are_added_to_an_open_one_as_to_any_other(conversation):
    with pytest.raises(NotNow, match="at least 4"):
        invite(conversation, "Members", "Ida", "Jo", "Kay")
    assert not conversation.audiences.filter(name="Members").exists()
    assert invite(conversation, "Members", "Ida", "Jo", "Kay", "Lou") == 4


def test_before_it_opens_who_is_invited_as_something_else_changes_and_not_later(draft):
    assert invite(draft, COUNCIL, "Ann", "Zoe") == 2
    assert as_what(draft)["Ann"] == COUNCIL
    invite(draft, STAFF, "Ann")
    conversation = make.opened_by_invitation(draft)
    with pytest.raises(NotNow, match="not been invited yet"):
        invite(conversation, COUNCIL, "Ann")
    assert as_what(conversation)["Ann"] == STAFF


def test_one_name_is_one_audience_however_it_is_typed(draft):
    invite(draft, "  staff of  the COUNCIL ", "Ida")
    assert as_what(draft)["Ida"] == COUNCIL
    for n in range(audiences.MOST - 2):
        invite(draft, f"Partner {n}", f"P{n}")
    with pytest.raises(Invalid, match="There are 10"):
        invite(draft, "One more", "Zed")
    assert "Zed" not in as_what(draft)


def test_an_audience_without_people_is_gone(draft):
    for one in draft.invited.filter(audience__name=COUNCIL):
        inviting.leave_out(conversation=draft, invited=str(one.pk))
    assert [str(audience) for audience in draft.audiences.all()] == [STAFF]
    preparing.correct(conversation=draft, values={"entry": "link"})
    assert not draft.audiences.exists()


def test_a_name_is_corrected_before_it_opens(client, sam, draft):
    client.force_login(sam)
    page = f"/conversations/{draft.pk}/people/"
    number = draft.audiences.get(name=STAFF).number
    said = client.post(page, {"rename": number, "name": COUNCIL}, follow=True).text
    assert "There is one of this name already." in said
    said = client.post(page, {"rename": number, "name": " "}, follow=True).text
    assert "at most 60 letters" in said
    client.post(page, {"rename": number, "name": "All staff"})
    assert as_what(draft)["Ann"] == "All staff"
    opened = make.opened_by_invitation(draft)
    client.post(page, {"rename": number, "name": "Others"})
    assert as_what(opened)["Ann"] == "All staff"
    assert 'name="rename"' not in client.get(page).text


def test_organisers_invite_as_something_and_read_how_far_each_has_come(client, sam):
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    page = f"/conversations/{made.pk}/people/"
    for audience, names in ((STAFF, "abcdefgh"), (COUNCIL, "klmn")):
        typed = "; ".join(f"{name}@members.example" for name in names)
        client.post(page, {"pasted": typed, "audience": audience})
    made = make.opened_by_invitation(made)
    for one in made.invited.filter(audience__name=STAFF)[:5]:
        make.draw(one)
    said = " ".join(client.get(page).text.split())
    assert "Invited: 8. Cards made, in steps of 4: 4." in said
    assert "Invited: 4. Cards made, in steps of 4: 0." in said
    long = client.post(page, {"pasted": "z@members.example", "audience": "x" * 61}).text
    assert "60" in long
    assert not made.invited.filter(email="z@members.example").exists()


def test_the_invitation_its_page_and_the_card_say_it(client, conversation):
    ed = conversation.invited.get(name="Ed")
    email = next(one for one in Email.objects.all() if one.to == ed.email)
    assert f"You are invited as: {COUNCIL}." in email.text
    assert f"&as={ed.counts_as}" in email.text
    page = client.get(f"/conversation/invitation/{INVITATIONS.token(ed.pk)}/").text
    assert COUNCIL in page
    assert f"Your card says that its holder was invited as “{COUNCIL}”." in page
    assert f'"group": "{ed.counts_as}"' in page
    secret = joining.go_on(
        conversation=Conversation.objects.get(pk=conversation.pk),
        typed=make.draw(ed),
        today=make.today(),
    )
    card = client.get(f"/conversation/{conversation.code}/{secret}/card/").text
    assert f"<strong>{COUNCIL}</strong>" in card
    first = client.get(f"/conversation/{conversation.code}/").text
    assert "was invited with, and that is kept" in first


def test_where_nobody_is_told_apart_no_page_speaks_of_it(client, sam):
    made = make.by_invitation(sam)
    ann = made.invited.first()
    assert "invited as" not in Email.objects.first().text
    page = client.get(f"/conversation/invitation/{INVITATIONS.token(ann.pk)}/").text
    assert "invited as" not in page
    assert "which people" not in page
    first = client.get(f"/conversation/{made.code}/").text
    assert "was invited with, and that is kept" not in first


def test_what_is_held_of_a_person_says_as_what(sam):
    ann = make.person("Ann")
    made = make.draft(sam, entry="invited")
    people = [make.Pasted(ann.name, ann.email), *make.pasted("Bo", "Cy", "Di")]
    inviting.invite(conversation=made, teams=[], pasted=people, audience=STAFF)
    held = {"invited_to": made.question, "invited_as": STAFF, "card_drawn": False}
    assert held in subject_access.held_about(ann)


def test_a_draft_with_audiences_can_be_deleted(draft):
    preparing.delete(conversation=draft)
    assert not Conversation.objects.filter(pk=draft.pk).exists()


def test_a_name_that_is_too_long_invites_nobody(draft):
    before = draft.invited.count()
    with pytest.raises(Invalid, match="longer than 120"):
        invite(draft, STAFF, "x" * 121)
    assert draft.invited.count() == before


def test_nobody_moves_to_another_audience_unsaid(client, sam, draft):
    client.force_login(sam)
    page = f"/conversations/{draft.pk}/people/"
    typed = "; ".join(f"{name}@members.example" for name in ("ann", "bo", "zoe"))
    said = client.post(page, {"pasted": typed, "audience": COUNCIL}, follow=True).text
    assert "1 person invited." in said
    moved = f"2 people were invited already as “{STAFF}”, and are now invited as “{COUNCIL}”."
    assert moved in said
    said = client.post(page, {"pasted": "ann@members.example", "audience": ""}, follow=True).text
    assert "person invited." not in said
    assert f"invited already as “{COUNCIL}”, and is now invited as “Nothing in particular”." in said


def test_the_page_says_first_how_many_must_be_invited(client, sam):
    made = make.draft(sam, entry="invited")
    client.force_login(sam)
    said = " ".join(client.get(f"/conversations/{made.pk}/people/").text.split())
    assert "Invite at least 4 people at once." in said
    assert "invite at least 4 as each" in said
