from datetime import UTC, datetime, timedelta

import pytest

from everyseat.organisations.mail import pace as mail_pace
from everyseat.organisations.models import Email, MailServer

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("limit", [1, 2, 7, 30, 600])
def test_no_minute_has_more_than_the_limit_and_little_less(settings, limit):
    settings.MAIL_PER_MINUTE = limit
    server = MailServer()
    taken = [mail_pace.allowed(server, NOON + n * SECOND, 50) for n in range(600)]
    minutes = [sum(taken[n : n + 60]) for n in range(541)]
    assert max(minutes) <= limit
    assert sum(taken) >= 0.85 * limit * 10 - 1


def test_without_a_limit_all_go(settings):
    settings.MAIL_PER_MINUTE = 0
    assert mail_pace.allowed(MailServer(), NOON, 50) == 50


def test_a_count_from_a_clock_that_ran_ahead_does_not_stop_the_mail(settings):
    settings.MAIL_PER_MINUTE = 60
    server = MailServer(used_until=NOON + timedelta(days=400))
    assert mail_pace.allowed(server, NOON, 50) == 6


def test_waits_are_random_and_their_bound_doubles_up_to_six_hours():
    email = Email(urgency=Email.Urgency.NORMAL)
    for attempts, bound in ((0, 60), (1, 120), (4, 960), (30, 6 * 3600)):
        email.attempts = attempts
        waits = [mail_pace.next_try(email).total_seconds() for _ in range(400)]
        assert 0 <= min(waits) < 0.1 * bound
        assert 0.9 * bound < max(waits) <= bound


def test_codes_are_tried_again_within_a_minute_whatever_the_server_does():
    code = Email(urgency=Email.Urgency.CODE, attempts=20)
    assert mail_pace.next_try(code) <= timedelta(minutes=1)
    server = MailServer(failed_at=NOON, rest_until=NOON + timedelta(minutes=5))
    assert mail_pace.rests(server, NOON + 14 * SECOND, only_codes=True)
    assert not mail_pace.rests(server, NOON + 16 * SECOND, only_codes=True)
    assert mail_pace.rests(server, NOON + 16 * SECOND, only_codes=False)
