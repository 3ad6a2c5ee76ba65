"""What was sent is passed on at night: enough of it together, shuffled, with its week alone."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from everyseat.giving import sealed_queue, snapshots
from everyseat.improvement.actions import collecting, collecting_delivery, services
from everyseat.improvement.actions.collecting_delivery import by_night, deliver
from everyseat.improvement.models import Collection, Comment, Reply
from everyseat.improvement.tests import make
from everyseat.improvement.tests.make_collecting import EMAIL, delivered, opened, sent

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
WEEK = timedelta(7)


@pytest.fixture
def service(sam):
    made = make.service()
    collecting.open_form(service=made, today=MONDAY)
    return made


def by(service, day) -> int:
    return deliver(collection=Collection.objects.get(service=service), today=day)


def test_fewer_than_the_threshold_wait_until_the_first_night_of_the_next_week(service):
    for _ in range(service.threshold - 1):
        sent(service)
    for n in range(1, 7):
        assert by(service, MONDAY + timedelta(n)) == 0
    assert by(service, MONDAY + WEEK) == 4
    assert set(service.comments.values_list("received_on", flat=True)) == {MONDAY}


def test_as_many_as_the_threshold_are_passed_on_the_next_night(service):
    for _ in range(service.threshold):
        sent(service)
    assert by(service, MONDAY + timedelta(1)) == 5
    assert by(service, MONDAY + timedelta(2)) == 0
    assert set(service.comments.values_list("received_on", flat=True)) == {MONDAY}
    assert sealed_queue.waiting(collecting.box(service.pk)) == {}


def test_a_night_that_was_missed_is_made_up_for_on_the_next(service):
    sent(service)
    assert by(service, MONDAY + WEEK + timedelta(2)) == 1


def test_each_text_is_a_comment_of_its_own_and_the_rating_counts_once(service):
    sent(service, rating=2, good="Kind.", better="Later visits.")
    by(service, MONDAY + WEEK)
    found = {c.question: (c.words, c.rating, c.state) for c in service.comments.all()}
    assert found == {
        "what_good": ("Kind.", None, "new"),
        "could_improve": ("Later visits.", 2, "new"),
    }


def test_a_rating_alone_is_counted_and_nobody_has_to_release_it(service):
    sent(service, rating=5)
    by(service, MONDAY + WEEK)
    comment = service.comments.get()
    assert (comment.words, comment.rating, comment.state) == ("", 5, Comment.State.RATED)


def test_two_people_who_say_the_same_are_both_kept(service):
    for _ in range(5):
        sent(service, good="Thank you.")
    by(service, MONDAY + WEEK)
    assert service.comments.count() == 5


def test_what_is_sent_again_after_it_was_passed_on_counts_once(service):
    token = sent(service, good="Kind.", rating=1, email=EMAIL)
    by(service, MONDAY + WEEK)
    sent(service, token=token, good="Kind.", rating=1, email=EMAIL)
    by(service, MONDAY + 2 * WEEK)
    assert (service.comments.count(), Reply.objects.count()) == (1, 1)


def test_other_words_on_an_old_page_are_not_lost(service):
    token = sent(service, good="Kind.")
    by(service, MONDAY + WEEK)
    sent(service, token=token, good="Kind, and quick.")
    by(service, MONDAY + 2 * WEEK)
    assert {comment.words for comment in service.comments.all()} == {"Kind.", "Kind, and quick."}


def test_an_address_makes_an_answer_wait_and_keeps_both_texts_together(service):
    for _ in range(4):
        sent(service, good="Thanks.", better="Nothing.")
    sent(service, good="Kind.", better="Later.", email=EMAIL)
    by(service, MONDAY + timedelta(1))
    reply = Reply.objects.get()
    assert (reply.comment.words, reply.beside.words) == ("Later.", "Kind.")
    assert reply.comment.contact["email"] == EMAIL
    assert reply.waits_since == MONDAY
    assert [c.contact for c in Comment.objects.exclude(pk=reply.comment_id)] == [{}] * 9


def test_without_an_address_nothing_ties_two_texts_of_one_form_together(service, monkeypatch):
    """All rows of a night are shuffled together, and not form by form."""
    shuffled = []
    monkeypatch.setattr(
        collecting_delivery, "shuffled", lambda rows: shuffled.append(rows := [*rows]) or rows[::-1]
    )
    for n in range(5):
        sent(service, good=f"good {n}", better=f"better {n}")
    by(service, MONDAY + WEEK)
    assert len(shuffled[0]) == 10
    assert service.comments.count() == 10
    assert set(service.comments.values_list("has_rating", flat=True)) == {True}
    assert len(set(service.comments.values_list("digest", flat=True))) == 10


def test_the_keys_of_comments_count_nothing(service, monkeypatch):
    """One that counted upwards would tell in which night of a week somebody's words came."""
    for n in range(10):
        sent(service, better=f"better {n}")
    monkeypatch.setattr(collecting_delivery, "shuffled", list)
    by(service, MONDAY + WEEK)
    rows = [*service.comments.order_by("pk")]
    assert max(row.pk - before.pk for before, row in pairwise(rows)) > 1000
    assert [row.words for row in rows] != [f"better {n}" for n in range(10)]


def test_what_was_sent_before_a_form_closed_is_passed_on(service):
    sent(service)
    collecting.close_form(service=service)
    assert by(service, MONDAY + WEEK) == 1


def test_the_night_does_every_service_and_is_safe_to_do_again(service, monkeypatch):
    other = opened(make.service("Podiatry"))
    for one in (service, other):
        for _ in range(5):
            sent(one)
    by_night()
    by_night()
    assert [one.comments.count() for one in (service, other)] == [5, 5]


def test_a_queue_whose_key_is_missing_waits_and_stops_no_other(service, settings):
    other = opened(make.service("Podiatry"))
    sent(service)
    (key,) = settings.LETTERBOX_FOLDER.glob("*.key")
    for _ in range(5):
        sent(other)
    stored = key.read_bytes()
    key.unlink()
    by_night()
    assert (service.comments.count(), other.comments.count()) == (0, 5)
    key.write_bytes(stored)
    assert by(service, Collection.objects.get(service=service).emptied_on + WEEK) == 1


def test_what_waits_for_a_deleted_service_is_dropped(service):
    sent(service)
    collecting.close_form(service=service)
    kept = opened(make.service("Podiatry"))
    sent(kept)
    services.delete(service=service)
    by_night()
    assert collecting.box(service.pk) not in snapshots.names()
    assert delivered(kept) == 1


def test_nothing_is_taken_from_the_queue_if_it_cannot_be_stored(service, monkeypatch):
    sent(service)
    monkeypatch.setattr(collecting_delivery, "_wanted", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        by(service, MONDAY + WEEK)
    monkeypatch.undo()
    assert by(service, MONDAY + WEEK) == 1
