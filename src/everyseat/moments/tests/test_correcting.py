"""An open moment can be corrected and cancelled; nothing that was promised to answerers changes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.moments.actions import asking as actions
from everyseat.moments.tests.make import answer, answers, person

pytestmark = pytest.mark.django_db


def sent(moment, **changes):
    return {"what": moment.what, "held_on": f"{moment.held_on:%Y-%m-%d}"} | changes


def test_title_and_day_change_and_nothing_else_does(client, leader, moment):
    answers(moment, 4)
    client.force_login(leader)
    yesterday = timezone.localdate() - timedelta(1)
    before = (moment.meant, moment.sentence, moment.rating_threshold, moment.closes_on, moment.code)
    changes = {"what": "Wednesday round", "held_on": f"{yesterday:%Y-%m-%d}"}
    more = {"meant": ["angry"], "sentence": "Else.", "rating_threshold": "3", "days": "7"}
    page = client.post(f"/moments/{moment.pk}/edit/", changes | more, follow=True)
    assert "Your changes are saved." in markup(page)
    moment.refresh_from_db()
    assert (moment.what, moment.held_on) == ("Wednesday round", yesterday)
    after = (moment.meant, moment.sentence, moment.rating_threshold, moment.closes_on, moment.code)
    assert after == before
    assert "Wednesday round" in markup(client.get(f"/felt/{moment.code}/"))
    actions.close(moment=moment)
    assert moment.picture["n"] == 4


@pytest.mark.parametrize(("days", "later"), [(-3, 0), (0, 0), (2, 2)])
def test_it_never_closes_earlier_than_was_said_nor_before_it_was_held(moment, days, later):
    closes_on = moment.closes_on
    held_on = closes_on + timedelta(days)
    actions.correct(moment=moment, what="W", held_on=held_on)
    assert moment.closes_on == closes_on + timedelta(later)


def test_without_a_title_nothing_changes_and_nothing_typed_is_lost(client, leader, moment):
    client.force_login(leader)
    page = markup(client.post(f"/moments/{moment.pk}/edit/", {"what": "", "held_on": "2026-02-03"}))
    assert "There is a problem" in page
    assert 'value="2026-02-03"' in page
    moment.refresh_from_db()
    assert moment.what == "Tuesday round"


def test_looking_at_the_page_that_says_what_happens_cancels_nothing(client, leader, moment):
    client.force_login(leader)
    page = markup(client.get(f"/moments/{moment.pk}/cancel/"))
    assert "all answers are deleted" in page
    moment.refresh_from_db()
    assert moment.is_open


def test_cancelled_its_answers_are_deleted_unread_and_the_link_says_so(client, leader, moment):
    answers(moment, 6)
    client.force_login(leader)
    page = client.post(f"/moments/{moment.pk}/cancel/", follow=True)
    assert "You cancelled this question." in markup(page)
    moment.refresh_from_db()
    assert (moment.state, moment.picture) == ("cancelled", None)
    assert Snapshot.objects.count() == 0
    client.logout()
    text = markup(client.get(f"/felt/{moment.code}/"))
    assert "Lee cancelled this question. All answers were deleted, and nobody read them." in text
    assert "<form" not in text
    with pytest.raises(NotNow, match="cancelled"):
        answer(moment, "late", "calm")
    assert Snapshot.objects.count() == 0


def test_what_is_cancelled_is_not_closed_counted_or_announced_later(client, leader, moment):
    answers(moment, 6)
    actions.cancel(moment=moment)
    actions.keep_dates(moment.closes_on + timedelta(1))
    with pytest.raises(NotNow):
        actions.close(moment=moment)
    moment.refresh_from_db()
    assert (moment.state, moment.picture) == ("cancelled", None)
    client.force_login(leader)
    assert "has closed" not in markup(client.get("/"))
    assert "You can reply once" in markup(client.get(f"/moments/{moment.pk}/reply/", follow=True))


@pytest.mark.parametrize("end", [actions.close, actions.cancel])
def test_what_is_no_longer_open_is_neither_changed_nor_cancelled(client, leader, moment, end):
    end(moment=moment)
    state = moment.state
    client.force_login(leader)
    for page in ("edit", "cancel"):
        told = client.post(f"/moments/{moment.pk}/{page}/", sent(moment, what="New"), follow=True)
        assert "This question is no longer open" in markup(told)
    moment.refresh_from_db()
    assert (moment.what, moment.state) == ("Tuesday round", state)


def test_nobody_else_changes_or_cancels(client, moment):
    client.force_login(person("Sam"))
    for page in ("edit", "cancel"):
        assert client.post(f"/moments/{moment.pk}/{page}/", sent(moment)).status_code == 404
    moment.refresh_from_db()
    assert moment.is_open
