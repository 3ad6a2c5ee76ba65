"""What waits until a round closes, and what becomes of it then."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from everyseat.giving import drawing
from everyseat.giving.refusals import NotNow
from everyseat.safety import credentials
from everyseat.safety import snapshots as sealing
from everyseat.threesixty.actions import answers, cards, counting
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Sheet
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _sheets(review):
    return sorted((s.relationship, s.ratings) for s in review.sheets.all())


def test_a_sheet_refers_to_nobody():
    """No column of the answers leads to a person, a time or a credential."""
    fields = {f.name for f in Sheet._meta.get_fields()}
    expected = {"id", "review", "relationship", "kept_for", "ratings", "words", "words_to"}
    assert fields == expected
    related = {f.related_model.__name__ for f in Sheet._meta.get_fields() if f.is_relation}
    assert related == {"Review", "Invitation"}


def test_no_sheet_is_in_its_table_before_the_round_closes():
    review = make.collecting({"peer": 9})
    make.answer_all(review, [1, 1, 1])
    counting.count_by_night()
    assert _sheets(review) == []
    make.close(review.round)
    assert _sheets(review) == [("peer", [1, 1, 1])] * 9


def test_all_sheets_of_a_round_are_written_at_once_and_shuffled():
    """One statement: no number of a transaction tells one sheet from another."""
    review = make.collecting({"peer": 9})
    codes = [make.answer(i, [n % 5, n // 5, 0]) for n, i in enumerate(review.invitations.all())]
    with CaptureQueriesContext(connection) as ran:
        make.close(review.round)
    written = [q for q in ran if q["sql"].startswith('INSERT INTO "threesixty_sheet"')]
    assert len(written) == 1
    orders = {tuple(sealing.shuffled(codes)) for _ in range(20)}
    assert len(orders) == 20


def test_sent_twice_it_is_one_sheet_and_the_last_one_counts():
    review = make.collecting({"peer": 4})
    code = make.answer(review.invitations.first(), [4, 4, 4])
    make.send(review, code, [0, -1, 2])
    counting.count_by_night()
    make.send(review, code, [0, -1, 3])
    make.answer_all(review, [1, 1, 1])
    make.close(review.round)
    assert _sheets(review) == [("peer", [0, -1, 3])] + [("peer", [1, 1, 1])] * 3


def test_a_card_shows_what_it_answered_the_night_after_too():
    review = make.collecting({"peer": 4})
    code = make.answer(review.invitations.first(), [4, -1, 2], "Kind.")
    card = credentials.read_card(code)
    waiting = answers.answers_by_card(review=review, group="peer", card=card)
    counting.count_by_night()
    assert waiting == answers.answers_by_card(review=review, group="peer", card=card)
    assert waiting.ratings == [4, -1, 2]


def test_groups_of_which_fewer_than_k_answered_are_put_together():
    """In a group with one sheet, the one who drew a card would be its author."""
    review = make.collecting({"peer": 5, "report": 5, "partner": 4})
    for invitation in review.invitations.exclude(group="report"):
        make.answer(invitation, [1, 1, 1])
    make.answer(review.invitations.filter(group="report").first(), [3, 3, 3])
    make.close(review.round)
    together = [("partner+report", [1, 1, 1])] * 4 + [("partner+report", [3, 3, 3])]
    assert _sheets(review) == together + [("peer", [1, 1, 1])] * 5
    groups = set(review.invitations.values_list("relationship", "group"))
    assert ("report", "partner+report") in groups
    review.refresh_from_db()
    assert review.report["raters"] == 10


@pytest.mark.parametrize("n", [1, 3])
def test_what_fewer_than_k_say_is_deleted_but_the_managers(n):
    review = make.collecting({"peer": 5, "manager": 1})
    for invitation in review.invitations.filter(group="peer")[:n]:
        make.answer(invitation, [1, 1, 1], "Only mine.")
    make.answer(review.invitations.get(group="manager"), [2, 2, 2])
    make.close(review.round)
    assert _sheets(review) == [("manager", [2, 2, 2])]
    assert record(review.round)["too_few"] == [str(review.pk)]
    assert len(record(review.round)["sheets"]) == 1


def test_who_answered_again_with_a_second_card_counts_as_one_person():
    """Four sheets of two people are not four people: none is kept."""
    review = make.collecting({"peer": 4})
    first, second = review.invitations.select_related("review__round")[:2]
    make.answer(second, [3, 3, 3])
    make.answer(first, [1, 1, 1])
    for n in range(2):
        cards.report_lost(invitation=first)
        if n:
            with pytest.raises(NotNow, match="only once"):
                cards.void(invitation=first)
            break
        first = cards.void(invitation=first)
        make.answer(first, [1, 1, 1])
    make.answer(review.invitations.last(), [2, 2, 2])
    make.close(review.round)
    assert _sheets(review) == []


def test_words_that_can_not_be_kept_alike_are_refused_and_nothing_is_cut():
    review = make.collecting({"peer": 4})
    words = random.Random(1).randbytes(20_000).hex()
    with pytest.raises(NotNow, match="Shorten them"):
        make.answer(review.invitations.first(), [1, 1, 1], words)


def test_nobody_and_a_few_leave_the_same_behind():
    left = []
    for name, n in (("Lee", 0), ("Kim", 3)):
        review = make.collecting({"peer": 5}, name=name)
        for invitation in review.invitations.all()[:n]:
            make.answer(invitation, [1, 1, 1])
        make.close(review.round)
        review.refresh_from_db()
        left.append((_sheets(review), review.answered, review.report["raters"]))
    assert left[0] == left[1] == ([], 0, None)


def test_a_closed_round_has_forgotten_who_drew():
    review = make.collecting({"peer": 5, "report": 4})
    for invitation in review.invitations.all()[:6]:
        make.answer(invitation, [1, 1, 1])
    make.close(review.round)
    assert len(set(review.invitations.values_list("lost", "voided"))) == 1
    assert drawing.register_of(review.round) == {}
    assert record(review.round)["drawn"] == 6


def test_a_kept_link_in_an_anonymous_round_is_forgotten_at_closing():
    review = make.collecting({"peer": 4})
    first = review.invitations.select_related("review__round").first()
    answers.keep_link(invitation=first)
    first.refresh_from_db()
    sent = answers.Answers([1, 2, 3], {})
    answers.answer_by_kept_link(invitation=first, answers=sent)
    make.answer_all(review, [1, 1, 1])
    make.close(review.round)
    assert review.sheets.count() == 4
    assert not review.sheets.exclude(kept_for=None).exists()
    assert record(review.round)["kept_links"] is None


def test_a_confidential_round_keeps_whose_a_sheet_is():
    review = make.collecting({"peer": 4}, mode="confidential")
    for invitation in review.invitations.select_related("review__round"):
        answers.keep_link(invitation=invitation)
        invitation.refresh_from_db()
        sent = answers.Answers([1, 2, 3], {})
        answers.answer_by_kept_link(invitation=invitation, answers=sent)
    make.close(review.round)
    kept = set(review.sheets.values_list("kept_for", flat=True))
    assert kept == set(review.invitations.values_list("pk", flat=True))


def test_nothing_in_the_database_lets_its_reader_answer():
    """The card's code is nowhere, nor its secret in another spelling; no sheet has its serial."""
    review = make.collecting({"peer": 4})
    secret = bytes(range(16))
    code = make.draw(review.invitations.first(), secret)
    make.send(review, code, [4, 4, 4])
    make.answer_all(review, [1, 1, 1])
    make.close(review.round)
    serial = credentials.serial_of(secret).hex()
    dump = _dump()
    assert serial in dump["threesixty_auditpart"]
    assert serial not in dump["threesixty_sheet"]
    for text in dump.values():
        assert code not in text
        assert secret.hex() not in text


def _dump():
    dump = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump[table] = "\n".join(str(value) for row in cursor.fetchall() for value in row)
    return dump


def test_the_same_secret_in_two_rounds_stops_neither():
    for name in ("Lee", "Kim"):
        review = make.collecting({"peer": 4}, name=name)
        make.send(review, make.draw(review.invitations.first(), bytes(16)), [1, 2, 3])
        make.answer_all(review, [1, 1, 1])
        make.close(review.round)
        assert review.sheets.count() == 4
