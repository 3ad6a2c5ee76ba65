"""Answering with a card or by a kept link."""

import pytest
from django.db import connection
from tests.markup import hidden_fields, markup

from everyseat.giving.refusals import NotNow
from everyseat.safety import credentials
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers
from everyseat.threesixty.answer_form import LONGEST_WORDS
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def _send(client, review, card, **fields):
    group = review.invitations.first().group
    return client.post(f"/answer/{review.pk}/{group}/", {"card": card} | fields)


def test_a_card_of_another_review_or_group_or_with_a_letter_changed_is_refused(client):
    review = make.collecting({"peer": 4, "report": 4})
    other = make.collecting({"peer": 4}, name="Kim")
    peer = review.invitations.filter(group="peer").first()
    code = make.draw(peer)
    swapped = ("A" if code[0] != "A" else "B") + code[1:]
    for target, group, card in (
        (review, "report", code),
        (other, "peer", code),
        (review, "peer", swapped),
        (review, "peer", code[:-1]),
        (review, "peer", ""),
    ):
        page = client.post(f"/answer/{target.pk}/{group}/", {"card": card, "b-hears": "2"})
        assert page.status_code == 400
        assert "does not belong to this page" in page.content.decode()
        assert 'value="2" checked' in markup(page)
    assert client.get("/invitation/nonsense/").status_code == 404


def test_after_closing_nothing_is_drawn_or_saved():
    review = make.collecting({"peer": 5})
    code = make.answer(review.invitations.first(), [4, 4, 4])
    make.close(review.round)
    with pytest.raises(NotNow, match="closed"):
        make.send(review, code, [0] * 3)
    last = Invitation.objects.select_related("review__round").last()
    with pytest.raises(NotNow, match="Nobody can answer here"):
        make.draw(last)


def test_what_is_no_point_of_the_scale_counts_as_not_seen(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    done = _send(client, review, code, **{"b-hears": "9", "b-asks": "4", "w-keep": " Yes "})
    assert done.status_code == 302
    (sheet,) = make.waiting(review)
    assert sheet["ratings"] == [-1, 4, -1]
    assert sheet["words"] == {"keep": "Yes"}


def test_a_raters_pages_set_no_cookie_and_read_no_session(client):
    review = make.collecting({"peer": 4})
    client.force_login(make.person("Someone signed in"))
    code = make.draw(review.invitations.first())
    given = f"/answer/{review.pk}/peer/given/"
    with connection.execute_wrapper(_no_session):
        pages = [client.get(f"/answer/{review.pk}/peer/"), _send(client, review, code)]
        pages.append(client.post(given, {"card": code}))
    assert [page.status_code for page in pages] == [200, 302, 200]
    assert not any(page.cookies for page in pages)
    assert {page["Referrer-Policy"] for page in pages} == {"no-referrer"}


def _no_session(execute, sql, params, many, context):
    assert "session" not in sql
    return execute(sql, params, many, context)


def _ticked(invitation) -> dict[str, str]:
    """Return what the page of an invitation sends to keep its link."""
    return {"page": links.FORMS.token("keep_link", invitation.pk), "meant": "yes"}


def test_a_kept_link_answers_and_is_kept_apart(client):
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    base = f"/invitation/{links.INVITATIONS.token(invitation.pk)}"
    assert client.get(f"{base}/answer/").status_code == 404
    assert client.post(f"{base}/keep/", _ticked(invitation)).url == f"{base}/answer/"
    page = client.get(f"{base}/answer/")
    assert "the server keeps which answers are yours" in page.content.decode()
    sent = hidden_fields(page) | {"b-hears": "3"}
    assert client.post(f"{base}/answer/", sent).url == f"{base}/sent/"
    (sheet,) = make.waiting(review)
    assert (sheet["kept_for"], sheet["ratings"]) == (str(invitation.pk), [3, -1, -1])
    assert "serial" not in sheet
    with pytest.raises(NotNow):
        make.draw(invitation)


def test_a_writer_sees_what_may_identify_them_before_anything_is_kept(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    words = "On 3 May Boss of Lee told Lee peer 2 to ring 0113 496 0000."
    page = _send(client, review, code, **{"b-hears": "4", "w-keep": words})
    text = markup(page)
    assert page.status_code == 200
    assert "Your answers are not sent yet" in text
    assert "<mark>3 May<" in text
    assert "<mark>0113 496 0000<" in text
    assert f'name="card" value="{code}"' in text
    assert (
        answers.answers_by_card(review=review, group="peer", card=credentials.read_card(code))
        is None
    )
    kept = _send(client, review, code, **{"b-hears": "4", "w-keep": "I was told.", "checked": ""})
    assert kept.status_code == 302
    given = answers.answers_by_card(review=review, group="peer", card=credentials.read_card(code))
    assert given.words == {"keep": "I was told."}


def test_words_that_are_too_long_come_back_whole_and_nothing_is_kept(client):
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    base = f"/invitation/{links.INVITATIONS.token(invitation.pk)}"
    client.post(f"{base}/keep/", _ticked(invitation))
    long = "So it was. " * 400 + "Yes."
    sent = hidden_fields(client.get(f"{base}/answer/")) | {"b-hears": "3", "w-keep": long}
    page = client.post(f"{base}/answer/", sent)
    assert page.status_code == 400
    assert f"Use at most {LONGEST_WORDS} letters. This has {len(long)}." in page.text
    assert long in page.text
    assert make.waiting(review) == []
    client.force_login(review.recipient)
    page = client.post(f"/reviews/{review.pk}/self/", {"b-hears": "3", "w-keep": long})
    assert page.status_code == 400
    assert long in page.text
    assert not review.sheets.exists()


def test_words_that_identify_nobody_are_sent_at_once(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    assert _send(client, review, code, **{"w-keep": "You listen, Lee."}).status_code == 302


def test_control_characters_are_left_out(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    _send(client, review, code, **{"w-keep": "a\x00b\x1bc\nd"})
    assert make.waiting(review)[0]["words"] == {"keep": "abc\nd"}


def test_without_a_card_nobody_learns_which_names_are_known(client):
    review = make.collecting({"peer": 4})
    known = make.person("Bukola Ade").name
    pages = [_send(client, review, "", **{"w-keep": f"Ask {name}."}) for name in (known, "Zyx Qwe")]
    assert [page.status_code for page in pages] == [400, 400]
    assert b"<mark" not in pages[0].content
