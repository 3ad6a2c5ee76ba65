"""Only what a rater ticks and presses changes their invitation; and they may undo it."""

import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests import scanner
from tests.markup import markup

from everyseat.giving import drawing, form_tokens
from everyseat.giving.refusals import NotNow
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, second_thoughts
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.queries import progress
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TICKED = {"meant": "yes"}


def _link(invitation) -> str:
    return f"/invitation/{links.INVITATIONS.token(invitation.pk)}/"


def _press(client, invitation, act, address, **fields):
    """Send a form of the invitation's pages, ticked."""
    page = links.FORMS.token(act, invitation.pk)
    return client.post(_link(invitation) + address, {"page": page} | TICKED | fields)


def _rows():
    return list(Invitation.objects.order_by("pk").values())


@pytest.fixture
def review():
    return make.collecting({"peer": 4})


@pytest.fixture
def invitation(review):
    return review.invitations.select_related("review__round").first()


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
@pytest.mark.parametrize("before", ["invited", "kept", "drawn", "declined"])
def test_a_scanner_that_opens_links_and_sends_forms_changes_nothing(client, mode, before):
    review = make.collecting({"peer": 4}, mode=mode)
    invitation = review.invitations.select_related("review__round").first()
    if before == "kept":
        answers.keep_link(invitation=invitation)
    if before == "drawn" and mode == "anonymous":
        make.draw(invitation)
    if before == "declined":
        answers.decline(invitation=invitation, reason="Too close.")
    rows, register = _rows(), drawing.register_of(review.round)
    pages = scanner.scan(client, _link(invitation))
    assert len(pages) > 1
    assert _rows() == rows
    assert drawing.register_of(review.round) == register
    assert make.waiting(review) == []


def test_a_scanner_can_not_draw_a_card_as_it_sends_no_blinded_serial(client, invitation):
    for body in ({}, {"blinded": {}}, {"blinded": {str(invitation.review_id): ""}}):
        client.post(_link(invitation) + "draw/", body, content_type="application/json")
        client.post(_link(invitation) + "draw/", body)
    assert not make.has_drawn(invitation)


ACTS = [
    ("keep_link", "keep/", None, lambda i: answers.is_kept(i)),
    ("undo_keep", "keep/undo/", answers.keep_link, lambda i: not answers.is_kept(i)),
    ("report_lost", "lost/", make.draw, lambda i: i.lost),
    ("decline", "decline/", None, lambda i: i.state == "declined"),
    (
        "accept",
        "decline/undo/",
        lambda invitation: answers.decline(invitation=invitation, reason=""),
        lambda i: i.state == "invited",
    ),
]


@pytest.mark.parametrize(("act", "address", "before", "is_done"), ACTS)
def test_an_act_needs_the_token_of_its_own_page_and_a_tick(
    client, review, invitation, act, address, before, is_done
):
    if before:
        before(invitation=invitation)
    other = review.invitations.last()
    right = links.FORMS.token(act, invitation.pk)
    wrong = [
        {},
        {"page": right},
        TICKED,
        TICKED | {"page": right + "x"},
        TICKED | {"page": links.FORMS.token("another act", invitation.pk)},
        TICKED | {"page": links.FORMS.token(act, other.pk)},
        TICKED | {"page": links.INVITATIONS.token(invitation.pk)},
    ]
    for fields in wrong:
        page = client.post(_link(invitation) + address, fields)
        assert "Nothing has changed. Tick the box and press the button again." in markup(page)
        invitation.refresh_from_db()
        assert not is_done(invitation)
    _press(client, invitation, act, address)
    invitation.refresh_from_db()
    assert is_done(invitation)


def test_somebody_who_does_not_work_with_the_leader_says_just_that(client, review, invitation):
    """Somebody else was meant: organisers read it where they can ask another."""
    page = markup(client.get(_link(invitation)))
    assert "I do not work with Lee</a>" in page
    form = markup(client.get(_link(invitation) + "decline/?stranger"))
    assert re.search('name="does_not_know_them"[^>]*checked', form)
    sent = TICKED | {
        "does_not_know_them": "on",
        "page": links.FORMS.token("decline", invitation.pk),
    }
    client.post(_link(invitation) + "decline/", sent)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.knows_them) == ("declined", False)
    client.force_login(make.person("Ola", "organiser"))
    rater = f"/rounds/{review.round_id}/leaders/{review.pk}/raters/{invitation.pk}/"
    board = markup(client.get(f"/rounds/{review.round_id}/"))
    assert f'href="{rater}"' in board
    for page in (board, markup(client.get(rater))):
        assert "They say that they do not work with Lee." in page
    second_thoughts.accept(invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.knows_them


def test_whoever_declines_for_another_reason_says_nothing_of_that(client, review, invitation):
    form = markup(client.get(_link(invitation) + "decline/"))
    assert not re.search('name="does_not_know_them"[^>]*checked', form)
    answers.decline(invitation=invitation, reason="Too close.")
    client.force_login(make.person("Ola", "organiser"))
    board = markup(client.get(f"/rounds/{review.round_id}/"))
    assert "“Too close.”" in board
    assert "do not work with" not in board


@pytest.mark.parametrize(("late", "state"), [(-1, "declined"), (1, "invited")])
def test_a_page_may_stay_open_for_a_week_and_then_asks_again(
    client, invitation, monkeypatch, late, state
):
    page = links.FORMS.token("decline", invitation.pk)
    then = time.time() + (form_tokens.AGE + timedelta(minutes=late)).total_seconds()
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=lambda: then))
    client.post(_link(invitation) + "decline/", TICKED | {"page": page})
    invitation.refresh_from_db()
    assert invitation.state == state


def test_a_rater_who_declined_answers_after_all_and_the_organisers_list_is_empty(
    client, review, invitation
):
    answers.decline(invitation=invitation, reason="Too close.")
    assert len(progress.told_us(review.round)["declined"]) == 1
    page = markup(client.get(_link(invitation)))
    assert "You declined on this page." in page
    assert "Would you like to answer after all?" in page
    _press(client, invitation, "accept", "decline/undo/")
    assert len(progress.told_us(review.round)["declined"]) == 0
    invitation.refresh_from_db()
    assert invitation.reason == ""
    assert make.answer(invitation, [4, 4, 4])


def test_nobody_accepts_once_a_round_has_closed_or_where_they_were_removed(review, invitation):
    answers.decline(invitation=invitation, reason="")
    removed = review.invitations.last()
    Invitation.objects.filter(pk=removed.pk).update(state=Invitation.State.REMOVED)
    with pytest.raises(NotNow, match="no longer be undone"):
        second_thoughts.accept(invitation=removed)
    make.close(review.round)
    with pytest.raises(NotNow, match="no longer be undone"):
        second_thoughts.accept(invitation=invitation)


def test_a_kept_link_is_undone_and_a_card_is_drawn(client, review, invitation):
    answers.keep_link(invitation=invitation)
    assert "you can undo it below" in markup(client.get(_link(invitation)))
    _press(client, invitation, "undo_keep", "keep/undo/")
    assert client.get(_link(invitation) + "answer/").status_code == 404
    assert make.answer(invitation, [4, 4, 4])
    with pytest.raises(NotNow, match="no longer be undone"):
        second_thoughts.undo_keep(invitation=invitation)


def test_a_kept_link_that_sent_answers_can_not_be_undone(client, review, invitation):
    """Otherwise the same person could answer once more, with a card."""
    answers.keep_link(invitation=invitation)
    sent = answers.Answers([1, 2, 3], {})
    answers.answer_by_kept_link(invitation=invitation, answers=sent)
    assert "it cannot be undone" in markup(client.get(_link(invitation)))
    assert 'action="' + _link(invitation) + "keep/undo/" not in markup(
        client.get(_link(invitation))
    )
    with pytest.raises(NotNow, match="no longer be undone"):
        second_thoughts.undo_keep(invitation=invitation)
    assert answers.is_kept(invitation)


def test_answers_by_a_kept_link_that_was_undone_meanwhile_are_refused(review, invitation):
    answers.keep_link(invitation=invitation)
    second_thoughts.undo_keep(invitation=invitation)
    with pytest.raises(answers.BadLink):
        answers.answer_by_kept_link(invitation=invitation, answers=answers.Answers([1, 2, 3], {}))
    assert make.waiting(review) == []


def test_answers_by_a_kept_link_need_its_page_and_an_answer(client, review, invitation):
    answers.keep_link(invitation=invitation)
    page = client.post(_link(invitation) + "answer/", {"b-hears": "3", "w-keep": "My words"})
    assert "Press the button again" in markup(page)
    assert "My words" in markup(page)
    assert make.waiting(review) == []
    (_, fields) = scanner.forms(page)[0]
    client.post(_link(invitation) + "answer/", {"page": fields["page"]})
    assert make.waiting(review) == []
    client.post(_link(invitation) + "answer/", {"page": fields["page"], "b-hears": ""})
    assert [item["ratings"] for item in make.waiting(review)] == [[-1, -1, -1]]


def test_who_only_looked_at_a_confidential_form_can_still_decline(client):
    review = make.collecting({"peer": 4}, mode="confidential")
    invitation = review.invitations.select_related("review__round").first()
    assert client.get(_link(invitation) + "answer/").status_code == 200
    answers.decline(invitation=invitation, reason="")
    sent = answers.Answers([1, 2, 3], {})
    with pytest.raises(NotNow, match="already used, or declined"):
        answers.answer_by_kept_link(invitation=invitation, answers=sent)
    assert make.waiting(review) == []


def test_confidential_answers_are_a_beginning_so_nobody_declines_after_them():
    review = make.collecting({"peer": 4}, mode="confidential")
    invitation = review.invitations.select_related("review__round").first()
    sent = answers.Answers([1, 2, 3], {})
    answers.answer_by_kept_link(invitation=invitation, answers=sent)
    with pytest.raises(NotNow, match="no longer decline"):
        answers.decline(invitation=invitation, reason="")


def test_who_is_no_longer_asked_is_told_so_by_the_link_and_sends_nothing(
    client, review, invitation
):
    answers.keep_link(invitation=invitation)
    Invitation.objects.filter(pk=invitation.pk).update(state=Invitation.State.REMOVED)
    page = markup(client.get(_link(invitation)))
    assert "You are no longer asked to answer" in page
    assert '<form method="post" action="' + _link(invitation) not in page
    assert client.get(_link(invitation) + "answer/").url == _link(invitation)
    sent = answers.Answers([1, 2, 3], {})
    with pytest.raises(NotNow, match="no longer asked"):
        answers.answer_by_kept_link(invitation=invitation, answers=sent)
    assert make.waiting(review) == []
