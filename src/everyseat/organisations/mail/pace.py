"""How fast e-mails go out: how long to wait after a failure, and how many in a minute."""

from datetime import datetime, timedelta

from django.conf import settings
from tenacity import RetryCallState, Retrying, wait_random_exponential

from everyseat.organisations.models import Email, MailServer

Wait = wait_random_exponential
OF_AN_EMAIL = Wait(multiplier=60, max=6 * 3600)
OF_A_CODE = Wait(multiplier=4, max=60)
OF_THE_SERVER = Wait(multiplier=4, max=300)
OF_A_BUSY_SERVER = Wait(multiplier=4, max=10)
"""Exponential, with full jitter: a random time between nothing and a doubling bound, in seconds."""
CODES_REST = timedelta(seconds=15)
"""How long codes rest at most when the server is in trouble: they are of use for minutes only."""


def after(attempts: int, wait: Wait) -> timedelta:
    """Return how long to wait after so many attempts that failed."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempts
    return timedelta(seconds=wait(state))


def rest(failures: int, reason: str) -> timedelta:
    """Return how long the server is left alone. One that is only busy is asked again soon: it may
    put off each new recipient once (greylisting)."""
    return after(failures, OF_A_BUSY_SERVER if reason == "busy" else OF_THE_SERVER)


def next_try(email: Email) -> timedelta:
    urgent = email.urgency == Email.Urgency.CODE
    return after(email.attempts + 1, OF_A_CODE if urgent else OF_AN_EMAIL)


def rests(server: MailServer, now: datetime, *, only_codes: bool) -> bool:
    """Return whether the server is left alone now, after it failed."""
    if not server.rest_until or not server.failed_at or server.failed_at > now:
        return False  # a clock that ran ahead must not stop the mail
    until = server.rest_until
    return now < (min(until, server.failed_at + CODES_REST) if only_codes else until)


def allowed(server: MailServer, now: datetime, most: int) -> int:
    """Return how many of `most` e-mails may go out now, and note in `server` that they do.

    A token bucket: a tenth of a minute's e-mails at once, and never more than the setting in any
    60 seconds.
    """
    per_minute = settings.MAIL_PER_MINUTE
    if not per_minute:
        return most
    burst = max(1, per_minute // 10)
    each = timedelta(minutes=1) / (per_minute - burst + 1)
    full = now - burst * each
    used = max(server.used_until or full, full)
    if used > now:  # a clock that ran ahead must not stop the mail
        used = full
    number = min(most, (now - used) // each)
    server.used_until = used + number * each
    return number
