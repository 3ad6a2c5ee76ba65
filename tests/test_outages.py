"""A disk that is full, a database that is locked or read-only, a clock that jumps."""

import errno
import os
import re
import sqlite3
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from everyseat.giving import snapshots
from everyseat.giving.typed import TOKEN
from everyseat.moments.queries import offering
from everyseat.moments.tests import make as moments
from everyseat.organisations import clock, trouble
from everyseat.organisations.models import Clock
from everyseat.site import jobs
from everyseat.threesixty.actions import closing, finishing
from everyseat.threesixty.models import Round, Sheet
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "You waved us out of the room, and it hurt."
on_sqlite = pytest.mark.skipif(
    "postgres" in os.environ.get("DATABASE_URL", ""), reason="how SQLite alone fails"
)


@pytest.fixture(autouse=True)
def _nothing_is_wrong_yet(monkeypatch):
    monkeypatch.setattr(trouble, "_failed_at", None)
    monkeypatch.setattr(trouble, "_last_told", {})
    monkeypatch.setattr(trouble, "_looked_at", -1e9)
    monkeypatch.setattr(trouble, "_missing", (-1e9, False))


def _execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


@contextmanager
def read_only():
    if connection.vendor == "sqlite":
        on, off = "PRAGMA query_only=ON", "PRAGMA query_only=OFF"
    else:
        on, off = (f"SET default_transaction_read_only = {value}" for value in ("on", "off"))
    _execute(on)
    yield
    _execute(off)


@contextmanager
def full():
    _execute("VACUUM")  # no free page is left
    (pages,) = _execute("PRAGMA page_count")
    _execute(f"PRAGMA max_page_count={pages}")
    yield
    _execute("PRAGMA max_page_count=1000000")


@contextmanager
def locked():
    _execute("PRAGMA busy_timeout=20")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.close()


@pytest.fixture
def rater(client):
    """Give the page of somebody who has drawn a card, and what they send."""
    client.raise_request_exception = False
    review = make.collecting({"peer": 4})
    code = make.draw(review.invitations.select_related("review__round").first())
    sent = {"card": code, "b-hears": "3", "w-keep": WORDS, "checked": "yes"}
    return f"/answer/{review.pk}/peer/", sent, review


@pytest.mark.parametrize(
    "outage",
    [read_only, pytest.param(full, marks=on_sqlite), pytest.param(locked, marks=on_sqlite)],
)
def test_a_rater_keeps_their_words_when_nothing_can_be_stored(client, rater, outage):
    page, sent, review = rater
    with outage():
        failed = client.post(page, sent)
    assert failed.status_code == 503
    assert WORDS in failed.text
    assert not failed.cookies
    assert "no-store" in failed["Cache-Control"]
    again = dict(re.findall(r'type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', failed.text))
    assert again | {"w-keep": WORDS} == sent
    assert make.waiting(review) == []
    assert client.post(page, again | {"w-keep": WORDS}).status_code == 302
    assert make.waiting(review)[0]["words"] == {"keep": WORDS}


def test_a_key_that_can_not_be_written_stores_nothing_either(client, rater, monkeypatch):
    """The disk of the keys may be another than the database's. (A fake of the disk.)"""
    page, sent, review = rater

    def full_disk(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        failed = client.post(page, sent)
    assert (failed.status_code, WORDS in failed.text) == (503, True)
    assert client.post(page, sent).status_code == 302
    assert len(make.waiting(review)) == 1


def test_a_script_is_told_in_a_sentence_that_it_shows(client, rater):
    page, sent, _review = rater
    with read_only():
        failed = client.post(page, sent, headers={"Accept": "*/*"})
    assert failed.status_code == 503
    assert "your words are still here" in failed.json()["problem"]


def test_a_concern_that_can_not_be_stored_is_not_lost_and_other_doors_are_named(client):
    """No limit keeps anybody from speaking up; a full disk does, and says so."""
    client.raise_request_exception = False
    guardian = moments.person("Gwen", "guardian")
    moments.offered()
    sent, _identity = moments.request_of([moments.key(guardian)[0]])
    page = client.get("/speak-up/").text
    assert "data-concern" in page
    assert all(str(escape(door)) in page for door in offering.doors())
    with read_only():
        failed = moments.post(client, "new", sent)
    assert failed.status_code == 503
    assert moments.post(client, "new", sent).status_code == 200


def test_a_fault_of_ours_keeps_words_too_and_is_no_trouble_of_storage(client, rater, monkeypatch):
    def broken(**_given):
        raise ZeroDivisionError(WORDS)

    monkeypatch.setattr("everyseat.threesixty.actions.answers.answer", broken)
    failed = client.post(rater[0], rater[1])
    assert (failed.status_code, WORDS in failed.text) == (500, True)
    assert trouble.now() == []


def test_another_site_s_form_is_not_shown_filled_in(rater):
    """It would be sent with one press, as its visitor's own words."""
    page, sent, _review = rater
    client = Client(raise_request_exception=False)
    with read_only():
        for site, is_shown in [("cross-site", False), ("same-site", False), ("same-origin", True)]:
            failed = client.post(page, sent, headers={"Sec-Fetch-Site": site})
            assert (failed.status_code, WORDS in failed.text) == (503, is_shown)


@pytest.mark.parametrize("where", ["site.sessions.End.__call__", "moments.views.asking.OpenForm"])
@pytest.mark.parametrize("is_ours", [True, False])
def test_a_form_is_shown_again_where_a_page_of_ours_sent_it(monkeypatch, where, is_ours):
    """It may fail in its view, or before its form was checked."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(make.person("Ada"))
    page = client.get("/moments/new/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]

    def broken(*_given, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr(f"everyseat.{where}", broken)
    failed = client.post("/moments/new/", {"title": WORDS} | ({TOKEN: token} if is_ours else {}))
    assert (WORDS in failed.text) is is_ours
    if is_ours:
        assert failed.status_code == 500
        assert f'name="{TOKEN}"' in failed.text


def test_administrators_are_told_once_by_mail_and_on_their_page(client, rater):
    with read_only():
        client.post(rater[0], rater[1])
    trouble.tell()
    trouble._looked_at = -1e9
    trouble.tell()
    assert [message.to for message in mail.outbox] == [["admin@trust.example"]]
    assert WORDS not in mail.outbox[0].body
    assert "could not store something" in mail.outbox[0].body
    client.force_login(make.person("Ada", "administrator"))
    assert "could not store something" in client.get("/").text
    client.force_login(make.person("Somebody"))
    assert "could not store something" not in client.get("/").text


def test_a_disk_that_is_nearly_full_is_said_before_it_is(monkeypatch):
    make.person("Somebody")
    assert trouble.now() == []
    monkeypatch.setattr(trouble, "LEAST_FREE", 10**18)
    assert [t.key for t in trouble.now()] == ["space"]


class Hands:
    """The hands of a clock: what it says, and how much time has really passed."""

    def __init__(self, monkeypatch):
        self.wall, self.passed = time.time(), 1000.0
        monkeypatch.setattr(time, "time", lambda: self.wall)
        monkeypatch.setattr(time, "monotonic", lambda: self.passed)
        day = timezone.localdate()
        began = self.wall
        monkeypatch.setattr(
            timezone, "localdate", lambda: day + timedelta(seconds=self.wall - began)
        )

    def go(self, *, hours=0.0, jump_days=0.0):
        self.passed += hours * 3600
        self.wall += hours * 3600 + jump_days * 86400


@pytest.fixture
def hands(monkeypatch):
    return Hands(monkeypatch)


def test_days_that_pass_are_believed(hands):
    watch = clock.Watch()
    for _ in range(60):
        hands.go(hours=1)
        assert watch.today() == timezone.localdate()


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_jumps_ahead_closes_and_deletes_nothing(hands, monkeypatch, restarted):
    review = make.collecting({"peer": 4})
    make.answer_all(review, [1, 1, 1])
    watch = clock.Watch()
    monkeypatch.setattr(clock, "today", watch.today)
    jobs.work_once()
    hands.go(hours=1, jump_days=1000)
    if restarted:
        monkeypatch.setattr(clock, "today", clock.Watch().today)
    jobs.work_once()
    assert Round.objects.get().state == "open"
    assert [t.key for t in trouble.now()] == ["clock"]
    hands.go(hours=0.1, jump_days=-1000)  # somebody sets it right
    clock.confirm()
    jobs.work_once()
    assert Round.objects.get().state == "open"
    assert trouble.now() == []


@pytest.mark.django_db  # what an administrator does stays in the log, and can't be flushed
def test_what_was_held_goes_on_when_an_administrator_says_so(client, hands, monkeypatch):
    review = make.collecting({"peer": 4})
    make.answer_all(review, [1, 1, 1])
    monkeypatch.setattr(clock, "today", clock.Watch().today)
    jobs.work_once()
    hands.go(jump_days=40)
    jobs.work_once()
    client.force_login(make.person("Somebody"))
    assert client.post("/organisation/clock/").status_code == 403
    client.force_login(make.person("Ada", "administrator"))
    assert "The date is right" in client.get("/").text
    client.post("/organisation/clock/")
    jobs.work_once()
    finishing.work()
    assert Round.objects.get().state == "closing"


def test_a_date_that_nobody_confirms_is_believed_after_a_day(hands):
    watch = clock.Watch()
    watch.today()
    hands.go(jump_days=5)
    assert watch.today() is None
    hands.go(hours=23)
    assert watch.today() is None
    hands.go(hours=2)
    assert watch.today() == timezone.localdate()
    assert Clock.objects.get().is_held is False


def test_a_jump_while_dates_are_held_begins_the_day_once_more(hands):
    watch = clock.Watch()
    watch.today()
    hands.go(jump_days=5)
    assert watch.today() is None
    hands.go(hours=23, jump_days=1000)
    assert watch.today() is None
    hands.go(hours=2)
    assert watch.today() is None


def test_another_process_holds_a_second_jump_too(hands):
    """What it remembers of the first, which was confirmed, does not count."""
    first, second = clock.Watch(), clock.Watch()
    for jump in (5, 1000):
        first.today()
        second.today()
        hands.go(hours=30, jump_days=jump)
        assert (first.today(), second.today()) == (None, None)
        clock.confirm()


def test_a_clock_that_goes_back_stops_nothing(hands):
    watch = clock.Watch()
    watch.today()
    hands.go(jump_days=-300)
    assert watch.today() == timezone.localdate()


def test_answers_that_can_not_be_opened_close_no_round_and_are_said(settings, tmp_path):
    """The folder of the keys was lost: nothing is closed without its answers."""
    review = make.collecting({"peer": 4})
    make.answer_all(review, [1, 1, 1])
    settings.LETTERBOX_FOLDER = tmp_path / "elsewhere"
    assert "keys" in [t.key for t in trouble.now()]
    closing.close(feedback_round=review.round)
    with pytest.raises(snapshots.Unreadable):
        closing.deliver(review=review)
    settings.LETTERBOX_FOLDER = tmp_path
    closing.deliver(review=review)
    assert Sheet.objects.count() == 4
