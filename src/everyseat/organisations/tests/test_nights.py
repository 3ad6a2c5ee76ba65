from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from everyseat.organisations import nights


@pytest.fixture
def clock(monkeypatch, settings, tmp_path):
    """Give a function that sets the clock."""
    settings.VAR = tmp_path

    def at(now):
        aware = timezone.make_aware(now)
        monkeypatch.setattr(timezone, "localtime", lambda: aware)
        monkeypatch.setattr(timezone, "localdate", lambda: aware.date())

    return at


def test_it_is_due_once_a_night_from_two_o_clock(clock):
    for hour, due in ((1, False), (2, True), (23, True)):
        clock(datetime(2026, 11, 24, hour))
        assert nights.is_due() is due
    nights.note()
    assert not nights.is_due()
    clock(datetime(2026, 11, 25, 3))
    assert nights.is_due()


def test_a_clock_that_once_ran_ahead_stops_no_night(clock):
    today = datetime(2026, 11, 24, 3)
    clock(today + timedelta(days=400))
    nights.note()
    clock(today)
    assert nights.is_due()
    nights.note()
    assert not nights.is_due()
