import secrets
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.markup import agreed

from everyseat.giving import sealed_queue, snapshots
from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.moments import subject_access
from everyseat.moments.actions import asking as actions
from everyseat.moments.models import Moment
from everyseat.moments.queries import asking as queries
from everyseat.moments.tests.make import answer, answers
from everyseat.safety import snapshots as sealing
from everyseat.science.shares import wilson

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_nothing_is_counted_before_it_closes_and_answers_are_gone_after(moment):
    answers(moment, 8)
    moment.refresh_from_db()
    assert moment.picture is None
    assert len(sealed_queue.waiting(actions.box(moment.pk))) == 8
    actions.close(moment=moment)
    moment.refresh_from_db()
    assert moment.picture["n"] == 8
    assert moment.picture["felt"] == {"heard": 4, "angry": 4}
    assert moment.picture["as_meant"] == 4
    assert sorted(moment.picture["sentences"]) == [f"Because {i}." for i in range(8)]
    assert Snapshot.objects.count() == 0


def test_sent_twice_under_one_token_is_one_voice(moment):
    answers(moment, 10)
    for n in range(0, 8, 2):
        answer(moment, f"t{n}", "calm")
    actions.close(moment=moment)
    moment.refresh_from_db()
    assert moment.picture["n"] == 10
    assert moment.picture["felt"] == {"calm": 4, "heard": 5}


def test_a_moment_keeps_the_words_that_it_was_opened_with(moment, client):
    page = reverse("felt", args=[moment.code])
    assert 'value="frightened"' in client.get(page).text
    Moment.objects.update(vocabulary=1)
    assert 'value="frightened"' not in client.get(page).text
    said = client.post(page, {"felt": ["frightened"], "token": "t"})
    assert "frightened is not one of the available choices" in said.text
    moment.refresh_from_db()
    answer(moment, "t", "frightened", "hurt")
    [kept] = sealed_queue.waiting(actions.box(moment.pk)).values()
    assert kept["felt"] == ["hurt"]


def test_when_its_days_are_over_it_closes_and_too_few_are_deleted_unread(moment):
    answers(moment, 3)
    actions.keep_dates(moment.closes_on)
    moment.refresh_from_db()
    assert moment.is_open
    actions.keep_dates(moment.closes_on + timedelta(1))
    actions.keep_dates(moment.closes_on + timedelta(1))
    moment.refresh_from_db()
    assert (moment.state, moment.picture) == ("closed", None)
    assert Snapshot.objects.count() == 0


@pytest.fixture
def full(moment, monkeypatch):
    """A moment that so many answered that no more fits."""
    monkeypatch.setattr(actions, "LARGEST_BY_LINK", sealing.SIZE)
    with suppress(snapshots.Full):
        for n in range(200):
            answer(moment, f"t{n}", "calm", sentence=secrets.token_urlsafe(200))
    return moment


def test_whoever_has_the_link_can_fill_a_box_only_so_far(full):
    """It is sealed whole at each answer: if it grew for ever, each further one would be slower."""
    kept = sealed_queue.waiting(actions.box(full.pk))
    assert sealing.room(bytes(Snapshot.objects.get().sealed)) == sealing.SIZE
    with pytest.raises(NotNow, match="we cannot keep any more"):
        answer(full, "another", "calm", sentence=secrets.token_urlsafe(200))
    assert sealed_queue.waiting(actions.box(full.pk)) == kept


def test_what_a_full_box_holds_can_be_changed_and_is_counted(full):
    n = len(sealed_queue.waiting(actions.box(full.pk)))
    for changed in range(4):
        answer(full, f"t{changed}", "heard")
    actions.close(moment=full)
    full.refresh_from_db()
    assert (full.picture["n"], full.picture["felt"]["heard"]) == (n, 4)


def test_what_did_not_fit_is_still_on_the_page(full, client):
    words = secrets.token_urlsafe(200)
    sent = {"felt": ["calm"], "sentence": words, "token": "another"}
    sent |= agreed(client.post(reverse("felt", args=[full.code]), sent))
    page = client.post(reverse("felt", args=[full.code]), sent).content.decode()
    assert "What you wrote was not sent: so many answers have arrived here" in page
    assert words in page


def test_after_closing_nothing_is_taken(moment):
    answers(moment, 4)
    actions.close(moment=moment)
    with pytest.raises(NotNow, match="closed"):
        answer(moment, "late", "calm")
    assert Snapshot.objects.count() == 0


def test_nobody_and_a_few_leave_the_same(leader, moment):
    other = actions.open_moment(
        leader=leader, what="W", held_on=timezone.localdate(), meant=["calm"], sentence=""
    )
    answers(moment, 3)
    for each in (moment, other):
        actions.close(moment=each)
        each.refresh_from_db()
    assert moment.picture is other.picture is None


def test_closing_one_leaves_anothers_answers_and_other_parts_alone(leader, moment):
    other = actions.open_moment(
        leader=leader, what="W", held_on=timezone.localdate(), meant=["calm"], sentence=""
    )
    answers(moment, 4)
    answers(other, 5)
    sealed_queue.post("threesixty x", "y", {"kept": True}, check=lambda: None)
    actions.close(moment=moment)
    actions.close(moment=other)
    other.refresh_from_db()
    assert other.picture["n"] == 5
    assert sealed_queue.read("threesixty x", "y") == {"kept": True}


def test_the_database_holds_nothing_of_an_open_momentsanswers(moment):
    answer(moment, "a-token-of-a-device", "worthless", own="tiny", sentence="You waved us out.")
    rows = [bytes(row.sealed) + row.tag.encode() for row in Snapshot.objects.all()]
    assert len(rows) == 1
    for trace in (b"worthless", b"tiny", b"waved", b"token", str(moment.pk).encode()):
        assert trace not in rows[0]


def test_a_picture_while_open_is_refused_by_the_database(moment):
    moment.picture = {"n": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        moment.save()


def test_the_share_has_an_interval_and_only_of_what_may_be_shown(leader, moment):
    answers(moment, 8)
    actions.close(moment=moment)
    moment.refresh_from_db()
    share = queries.share(moment)
    assert (share.met, share.n) == (4, 8)
    assert (share.low, share.high) == wilson(4, 8)
    assert [s.moment for s in queries.last_shares(leader)] == [moment]
    assert Moment.objects.count() == 1


@pytest.mark.parametrize(("met", "fewest", "most"), [("few", 0, 3), (None, 8, 9), (5, 5, 5)])
def test_an_interval_holds_every_count_that_the_page_does_not_tell(moment, met, fewest, most):
    moment.picture = {"n": 9, "felt": {}, "as_meant": met, "own": [], "sentences": []}
    share = queries.share(moment)
    assert (share.low, share.high) == (wilson(fewest, 9)[0], wilson(most, 9)[1])


def test_a_leader_is_told_and_erased_with_what_waits(leader, moment):
    answers(moment, 5)
    assert subject_access.held_about(leader)["asked"][0]["sentence"] == "That all were asked."
    subject_access.erase(leader)
    actions.drop_what_leads_nowhere()
    assert (Moment.objects.count(), Snapshot.objects.count()) == (0, 0)


def test_by_night_an_open_moment_keeps_its_answers(moment):
    answers(moment, 5)
    actions.drop_what_leads_nowhere()
    actions.close(moment=moment)
    moment.refresh_from_db()
    assert moment.picture["n"] == 5
