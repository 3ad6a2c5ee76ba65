"""Drawing a card, declining, losing it."""

import pytest

from everyseat.giving import drawing
from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.safety import credentials
from everyseat.safety.credentials import PROTOCOL
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, cards, closing, reminding
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_an_invitation_draws_one_credential():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    make.draw(invitation)
    with pytest.raises(NotNow, match="already used"):
        make.draw(invitation)


def test_the_same_request_again_gets_the_same_credential():
    """An answer that was lost on its way loses nobody their voice."""
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    blinded = PROTOCOL.blind(b"serial").element
    first = answers.draw(invitation=invitation, blinded=blinded)
    again = answers.draw(invitation=invitation, blinded=blinded)
    assert first.elements == again.elements


def test_drawing_over_the_web_for_everyone_one_is_asked_about(client):
    """One request draws for all reviews of the round that ask this person."""
    review = make.collecting({"peer": 4})
    invitation = review.invitations.select_related("review__round").first()
    url = f"/invitation/{links.INVITATIONS.token(invitation.pk)}/draw/"
    blinded = PROTOCOL.blind(credentials.serial_of(bytes(16)))
    sent = {"blinded": {str(review.pk): blinded.element.hex()}}
    drawn = client.post(url, sent, content_type="application/json").json()[str(review.pk)]
    assert set(drawn) == {"evaluated", "proof"}
    second = {"blinded": {str(review.pk): PROTOCOL.blind(b"x").element.hex()}}
    assert client.post(url, second, content_type="application/json").json() == {}


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"blinded": 3}', '{"blinded": {"x": "00"}}', '{"blinded": {"R": "zz"}}']
    + ['{"blinded": {"R": "%s"}}' % ("00" * n) for n in (0, 31, 32, 33)]
    + ['{"blinded": {"R": "%s"}}' % ("ff" * 32), '{"blinded": {"R": null}}'],
)
def test_what_our_page_would_never_send_draws_nothing(client, body):
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    url = f"/invitation/{links.INVITATIONS.token(invitation.pk)}/draw/"
    body = body.replace('"R"', f'"{review.pk}"')
    assert client.post(url, body, content_type="application/json").status_code == 400
    assert drawing.register_of(review.round) == {}


def test_a_confidential_round_has_no_key_and_draws_nothing(client):
    review = make.collecting({"peer": 4}, mode="confidential")
    invitation = review.invitations.select_related("review__round").first()
    assert review.round.public_key == ""
    token = links.INVITATIONS.token(invitation.pk)
    page = client.get(f"/invitation/{token}/").content.decode()
    assert "The server keeps which answers are yours" in page
    assert "draw.js" not in page
    with pytest.raises(NotNow, match="confidential"):
        answers.draw(invitation=invitation, blinded=PROTOCOL.blind(b"x").element)
    assert client.get(f"/answer/{review.pk}/peer/").status_code == 404


def test_a_lost_card_is_voided_by_the_organiser_and_drawn_again():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    with pytest.raises(NotNow, match="Nobody has reported"):
        cards.void(invitation=invitation)
    make.draw(invitation)
    cards.report_lost(invitation=invitation)
    again = cards.void(invitation=invitation)
    assert not make.has_drawn(again)
    assert (again.lost, again.voided) == (False, 1)
    assert make.draw(again)


@pytest.mark.django_db(transaction=True)
def test_a_card_is_voided_and_its_email_written_in_one_transaction():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    make.draw(invitation)
    cards.report_lost(invitation=invitation)
    Email.objects.all().delete()
    again = cards.void(invitation=invitation)
    assert not make.has_drawn(again)
    assert Email.objects.get().to == invitation.person.email


@pytest.mark.django_db(transaction=True)
def test_nobody_declines_once_a_round_has_closed():
    review = make.collecting({"peer": 4})
    closing.close(feedback_round=review.round)
    with pytest.raises(NotNow, match="no longer decline"):
        answers.decline(invitation=review.invitations.first(), reason="")
    assert not Snapshot.objects.exists()


def test_declining_is_for_those_who_have_not_begun():
    review = make.collecting({"peer": 4})
    first, second = review.invitations.all()[:2]
    answers.decline(invitation=first, reason="Too close.")
    with pytest.raises(NotNow):
        make.draw(first)
    make.draw(second)
    with pytest.raises(NotNow):
        answers.decline(invitation=second, reason="")


def test_a_reminder_goes_to_all_who_were_invited_whether_they_answered_or_not():
    review = make.collecting({"peer": 4})
    make.answer(review.invitations.first(), [4, 4, 4])
    answers.decline(invitation=review.invitations.last(), reason="")
    Email.objects.all().delete()
    assert reminding.remind(feedback_round=review.round) == 3
    assert {email.to for email in Email.objects.all()} == {
        f"lee.peer.{i}@trust.example" for i in range(3)
    }


def test_an_invitations_link_does_not_answer():
    review = make.collecting({"peer": 4})
    with pytest.raises(credentials.BadCard):
        credentials.read_card(links.INVITATIONS.token(review.invitations.first().pk))


def test_a_card_copied_from_paper_is_read_in_any_case_and_spacing():
    code = credentials.write_card(bytes(16), bytes(range(16)))
    assert credentials.read_card(code.lower().replace("-", " ")) == credentials.read_card(code)


def test_a_relationship_with_fewer_than_k_raters_is_not_kept_on_sheets():
    review = make.collecting({"peer": 4, "report": 2, "partner": 1, "manager": 1})
    groups = dict(review.invitations.values_list("relationship", "group"))
    assert groups["manager"] == "manager"
    assert groups["report"] == groups["partner"] == "partner+peer+report"
