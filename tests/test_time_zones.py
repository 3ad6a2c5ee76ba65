"""A day begins and ends at midnight where the organisation is, wherever the server stands."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations import clock, months
from everyseat.organisations.models import Clock, Email
from everyseat.threesixty.actions import dates, rounds
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries.passed import passed
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

LONDON, AUCKLAND, LOS_ANGELES = "Europe/London", "Pacific/Auckland", "America/Los_Angeles"
ENDS = [
    ("New Year", LONDON, date(2026, 12, 31), datetime(2027, 1, 1, tzinfo=UTC)),
    ("a day of 23 hours", LONDON, date(2027, 3, 28), datetime(2027, 3, 28, 23, tzinfo=UTC)),
    ("a day of 25 hours", LONDON, date(2027, 10, 31), datetime(2027, 11, 1, tzinfo=UTC)),
    ("a leap day", LONDON, date(2028, 2, 29), datetime(2028, 3, 1, tzinfo=UTC)),
    ("ahead of the server", AUCKLAND, date(2027, 5, 5), datetime(2027, 5, 5, 12, tzinfo=UTC)),
    ("behind the server", LOS_ANGELES, date(2027, 5, 5), datetime(2027, 5, 6, 7, tzinfo=UTC)),
]
"""When the last day to answer ends, in the time of a server that is set to UTC."""


@pytest.fixture(params=ENDS, ids=[name for name, *_more in ENDS])
def ends(request):
    """A last day, and the moment at which it ends, in an organisation's time zone."""
    _name, zone, day, moment = request.param
    with override_settings(TIME_ZONE=zone):
        yield day, moment


@pytest.fixture
def at(monkeypatch):
    """Set the time that it is."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def open_until(day: date) -> Round:
    review = make.collecting({"peer": 4})
    Round.objects.update(nominate_by=day, approve_by=day, collect_by=day)
    Email.objects.all().delete()
    return Round.objects.get(pk=review.round_id)


def work() -> None:
    """Do what hangs on today's date, as the background does."""
    Clock.objects.all().delete()  # it has not jumped
    today = clock.Watch().today()
    assert today
    dates.keep(today)


def test_a_round_takes_answers_until_its_last_day_ends(ends, at):
    day, end = ends
    feedback_round = open_until(day)
    first, second = feedback_round.reviews.get().invitations.all()[:2]
    at(end - timedelta(seconds=1))
    work()
    make.answer(first, [3, 3, 3])
    at(end)
    work()
    feedback_round.refresh_from_db()
    assert feedback_round.state == Round.State.CLOSING
    second.review.round.refresh_from_db()
    with pytest.raises(NotNow):
        make.draw(second)


def test_the_page_says_the_day_that_is_kept(ends, at, client):
    day, end = ends
    feedback_round = open_until(day)
    at(end - timedelta(seconds=1))
    client.force_login(feedback_round.reviews.get().recipient)
    page = client.get(f"/reviews/{feedback_round.reviews.get().pk}/").content.decode()
    assert f"People can answer until {day:%a} {day.day} {day:%b %Y}." in " ".join(page.split())


def test_a_draft_is_launched_until_its_first_day_ends(ends, at):
    day, end = ends
    draft = make.feedback_round(make.person("Lee"), launched=False)
    Round.objects.update(nominate_by=day, approve_by=day, collect_by=day)
    at(end)
    draft.refresh_from_db()
    with pytest.raises(NotNow, match="has passed"):
        rounds.launch(feedback_round=draft)
    at(end - timedelta(seconds=1))
    assert passed({"nominate_by": day}) == {}
    rounds.launch(feedback_round=draft)
    assert Email.objects.count() == 1


@pytest.mark.parametrize(
    ("collect_by", "kept", "deleted"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 1)),
        (date(2027, 11, 30), 3, date(2028, 2, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2028, 1, 31), 25, date(2030, 2, 1)),
    ],
)
def test_answers_are_deleted_on_a_day_that_every_calendar_has(collect_by, kept, deleted):
    feedback_round = open_until(collect_by)
    feedback_round.organisation.keep_answers = kept
    assert feedback_round.answers_deleted_on == deleted


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert months.same_day(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months.same_day(date(2028, 2, 29), 48) == date(2032, 2, 29)


def test_today_is_asked_for_in_one_way():
    """`date.today` is refused by ruff's DTZ011; this is its like."""
    files = Path("src/everyseat").rglob("*.py")
    other = re.compile(r"now\([^)]*\)\.date\(\)|datetime\.today\(|fromtimestamp\([^)]*\)\.date\(")
    assert [str(file) for file in files if other.search(file.read_text())] == []
