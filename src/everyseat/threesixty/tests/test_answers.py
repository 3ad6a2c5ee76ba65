import pytest
from django.db import connection

from everyseat.organisations.models import Letter
from everyseat.safety import credentials
from everyseat.safety.credentials import PROTOCOL
from everyseat.threesixty import links
from everyseat.threesixty.actions import NotNow, answers, cycles
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import Invitation, Sheet
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def _send(client, review, card, **fields):
    group = review.invitations.first().group
    return client.post(f"/answer/{review.pk}/{group}/", {"card": card} | fields)


def test_a_sheet_refers_to_nobody():
    """No column of the answers leads to a person or a time, and to an invitation by choice only."""
    fields = {f.name for f in Sheet._meta.get_fields()}
    expected = {"id", "review", "relationship", "serial", "mark", "kept_for"}
    assert fields == expected | {"ratings", "words", "words_to"}
    related = {f.related_model.__name__ for f in Sheet._meta.get_fields() if f.is_relation}
    assert related == {"Review", "Invitation"}


def test_a_sheet_with_a_credential_can_not_refer_to_an_invitation():
    review = make.collecting({"peer": 4})
    make.answer_all(review, [1, 1, 1])
    make.deliver(review)
    sheet = review.sheets.first()
    sheet.kept_for = review.invitations.first()
    with pytest.raises(Exception, match="a_credential_or_a_kept_link"):
        sheet.save()


def test_nothing_in_the_database_lets_its_reader_answer():
    """The card's code is nowhere, and neither is its secret in another spelling."""
    review = make.collecting({"peer": 4})
    secret = bytes(range(16))
    code = make.draw(review.invitations.first(), secret)
    _answer(review, code, [4, 4, 4])
    make.deliver(review)
    dump = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump += [str(value) for row in cursor.fetchall() for value in row]
    text = "\n".join(dump)
    assert credentials.serial_of(secret).hex() in text
    assert code not in text
    assert secret.hex() not in text


def _answer(review, code, ratings, group="peer"):
    card = credentials.read_card(code)
    answers.answer(review=review, group=group, card=card, answers=Answers(ratings, {}))


def test_an_invitation_draws_one_credential():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    make.draw(invitation)
    with pytest.raises(NotNow, match="used already"):
        make.draw(invitation)


def test_the_same_request_again_gets_the_same_credential():
    """An answer that was lost on its way loses nobody their voice."""
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    blinded = PROTOCOL.blind(b"serial").element
    first = answers.draw(invitation=invitation, blinded=blinded)
    again = answers.draw(invitation=invitation, blinded=blinded)
    assert first.elements == again.elements


def test_sent_twice_it_is_one_sheet_and_the_last_one_counts():
    review = make.collecting({"peer": 4})
    code = make.answer(review.invitations.first(), [4, 4, 4])
    _answer(review, code, [0, -1, 2])
    make.deliver(review)
    _answer(review, code, [0, -1, 3])
    make.deliver(review)
    assert [sheet.ratings for sheet in review.sheets.all()] == [[0, -1, 3]]


def test_a_card_shows_what_it_answered_waiting_or_delivered():
    review = make.collecting({"peer": 4})
    code = make.answer(review.invitations.first(), [4, -1, 2], "Kind.")
    card = credentials.read_card(code)
    waiting = answers.given(review=review, group="peer", card=card)
    make.deliver(review)
    assert waiting == answers.given(review=review, group="peer", card=card)
    assert waiting.ratings == [4, -1, 2]


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
        assert "does not fit this page" in page.content.decode()
        assert 'value="2" checked' in page.content.decode()
    assert client.get("/invitation/nonsense/").status_code == 404


def test_an_invitations_link_does_not_answer():
    review = make.collecting({"peer": 4})
    with pytest.raises(credentials.BadCard):
        credentials.read_card(links.invitation_token(review.invitations.first().pk))


def test_a_card_copied_from_paper_is_read_in_any_case_and_spacing():
    code = credentials.write_card(bytes(16), bytes(range(16)))
    assert credentials.read_card(code.lower().replace("-", " ")) == credentials.read_card(code)


def test_after_closing_nothing_is_drawn_or_saved():
    review = make.collecting({"peer": 5})
    code = make.answer(review.invitations.first(), [4, 4, 4])
    cycles.close(cycle=review.cycle)
    with pytest.raises(NotNow, match="closed"):
        _answer(review, code, [0] * 3)
    last = Invitation.objects.select_related("review__cycle").last()
    with pytest.raises(NotNow, match="not collecting"):
        make.draw(last)


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
    Letter.objects.all().delete()
    assert cycles.remind(cycle=review.cycle) == 3
    assert set(Letter.objects.values_list("to", flat=True)) == {
        f"lee.peer.{i}@trust.example" for i in range(3)
    }


def test_what_is_no_point_of_the_scale_counts_as_not_seen(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    done = _send(client, review, code, **{"b-hears": "9", "b-asks": "4", "w-keep": " Yes "})
    assert done.status_code == 302
    make.deliver(review)
    sheet = review.sheets.get()
    assert sheet.ratings == [-1, 4, -1]
    assert sheet.words == {"keep": "Yes"}


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


def test_drawing_over_the_web_for_everyone_one_is_asked_about(client):
    """One request draws for all reviews of the cycle that ask this person."""
    review = make.collecting({"peer": 4})
    invitation = review.invitations.select_related("review__cycle").first()
    url = f"/invitation/{links.invitation_token(invitation.pk)}/draw/"
    blinded = PROTOCOL.blind(credentials.serial_of(bytes(16)))
    sent = {"blinded": {str(review.pk): blinded.element.hex()}}
    drawn = client.post(url, sent, content_type="application/json").json()[str(review.pk)]
    assert set(drawn) == {"evaluated", "proof"}
    second = {"blinded": {str(review.pk): PROTOCOL.blind(b"x").element.hex()}}
    assert client.post(url, second, content_type="application/json").status_code == 409


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"blinded": 3}', '{"blinded": {"x": "00"}}', '{"blinded": {"R": "zz"}}']
    + ['{"blinded": {"R": "%s"}}' % ("00" * n) for n in (0, 31, 32, 33)]
    + ['{"blinded": {"R": "%s"}}' % ("ff" * 32), '{"blinded": {"R": null}}'],
)
def test_what_our_page_would_never_send_draws_nothing(client, body):
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    url = f"/invitation/{links.invitation_token(invitation.pk)}/draw/"
    body = body.replace('"R"', f'"{review.pk}"')
    assert client.post(url, body, content_type="application/json").status_code == 400
    assert not Invitation.objects.filter(drawn=True).exists()


def test_a_kept_link_answers_and_is_kept_apart(client):
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    base = f"/invitation/{links.invitation_token(invitation.pk)}"
    assert client.get(f"{base}/answer/").status_code == 404
    assert client.post(f"{base}/keep/").url == f"{base}/answer/"
    page = client.get(f"{base}/answer/").content.decode()
    assert "this server keeps that they are yours" in page
    assert client.post(f"{base}/answer/", {"b-hears": "3"}).url == f"{base}/sent/"
    make.deliver(review)
    sheet = review.sheets.get()
    assert (sheet.kept_for, sheet.mark, sheet.ratings) == (invitation, "", [3, -1, -1])
    with pytest.raises(NotNow):
        make.draw(invitation)


def test_a_confidential_cycle_has_no_key_and_draws_nothing(client):
    review = make.collecting({"peer": 4}, mode="confidential")
    invitation = review.invitations.select_related("review__cycle").first()
    assert review.cycle.public_key == ""
    token = links.invitation_token(invitation.pk)
    page = client.get(f"/invitation/{token}/").content.decode()
    assert "this server keeps that they are yours" in page
    assert "draw.js" not in page
    with pytest.raises(NotNow, match="confidential"):
        answers.draw(invitation=invitation, blinded=PROTOCOL.blind(b"x").element)
    assert client.get(f"/answer/{review.pk}/peer/").status_code == 404


def test_a_lost_card_is_voided_by_the_organiser_and_drawn_again():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    with pytest.raises(NotNow, match="not been reported"):
        cycles.void(invitation=invitation)
    make.draw(invitation)
    answers.report_lost(invitation=invitation)
    cycles.void(invitation=invitation)
    invitation.refresh_from_db()
    assert (invitation.drawn, invitation.lost, invitation.voided) == (False, False, 1)
    assert make.draw(invitation)


def test_a_relationship_with_fewer_than_k_raters_is_not_kept_on_sheets():
    review = make.collecting({"peer": 4, "report": 2, "partner": 1, "manager": 1})
    groups = dict(review.invitations.values_list("relationship", "group"))
    assert groups["manager"] == "manager"
    assert groups["report"] == groups["partner"] == "partner+peer+report"


def test_the_letterbox_keeps_few_answers_until_closing():
    review = make.collecting({"peer": 5})
    invited = list(review.invitations.all())
    for invitation in invited[:3]:
        make.answer(invitation, [1, 1, 1])
    answers.deliver()
    assert review.sheets.count() == 0
    make.answer(invited[3], [2, 2, 2])
    answers.deliver()
    assert review.sheets.count() == 4
    make.answer(invited[4], [3, 3, 3])
    answers.deliver()
    assert review.sheets.count() == 4
    cycles.close(cycle=review.cycle)
    assert review.sheets.count() == 5


def test_a_writer_sees_what_may_identify_them_before_anything_is_kept(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    words = "On 3 May Boss of Lee told Lee peer 2 to ring 0113 496 0000."
    page = _send(client, review, code, **{"b-hears": "4", "w-keep": words})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Nothing has been kept yet" in text
    assert "<mark>3 May<" in text
    assert "<mark>0113 496 0000<" in text
    assert f'name="card" value="{code}"' in text
    assert answers.given(review=review, group="peer", card=credentials.read_card(code)) is None
    kept = _send(client, review, code, **{"b-hears": "4", "w-keep": "I was told.", "checked": "y"})
    assert kept.status_code == 302
    given = answers.given(review=review, group="peer", card=credentials.read_card(code))
    assert given.words == {"keep": "I was told."}


def test_words_that_identify_nobody_are_sent_at_once(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    assert _send(client, review, code, **{"w-keep": "You listen, Lee."}).status_code == 302


def test_revisions_do_not_make_up_a_batch_for_one_new_answer():
    review = make.collecting({"peer": 5})
    invited = list(review.invitations.all())
    codes = [make.answer(i, [1, 1, 1]) for i in invited[:4]]
    answers.deliver()
    make.answer(invited[4], [3, 3, 3])
    for code in codes[:3]:
        _answer(review, code, [2, 2, 2])
    answers.deliver()
    assert [s.ratings for s in review.sheets.all()] == [[1, 1, 1]] * 4


def test_one_of_a_group_waits_however_many_answer_in_another():
    review = make.collecting({"peer": 5, "report": 4})
    for invitation in [*review.invitations.filter(group="peer"), _one_report(review)]:
        make.answer(invitation, [1, 1, 1])
    answers.deliver()
    assert set(review.sheets.values_list("relationship", flat=True)) == {"peer"}


def _one_report(review):
    return review.invitations.filter(group="report").first()


def test_a_closed_cycle_has_forgotten_who_drew():
    """In a group with one sheet, the one who drew would be its author."""
    review = make.collecting({"peer": 5, "report": 4})
    for invitation in [*review.invitations.filter(group="peer"), _one_report(review)]:
        make.answer(invitation, [1, 1, 1])
    cycles.close(cycle=review.cycle)
    rows = set(review.invitations.values_list("drawn", "blinded", "lost"))
    assert len(rows) == 1
    assert review.cycle.counts["drawn"] == 6


def test_the_same_secret_in_two_cycles_stops_neither():
    reviews = [make.collecting({"peer": 4}, name=name) for name in ("Lee", "Kim")]
    for review in reviews:
        code = make.draw(review.invitations.first(), bytes(16))
        _answer(review, code, [1, 2, 3])
        cycles.close(cycle=review.cycle)
    assert [review.sheets.count() for review in reviews] == [1, 1]


def test_control_characters_are_left_out(client):
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.first())
    _send(client, review, code, **{"w-keep": "a\x00b\x1bc\nd", "checked": "y"})
    make.deliver(review)
    assert review.sheets.get().words == {"keep": "abc\nd"}
