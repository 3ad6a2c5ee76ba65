"""Today's date, if the clock can be trusted: what a date closes or deletes can't be undone.

A clock that jumps (a dead battery, a restored machine, a wrong time server) must not close rounds
or delete answers at once. Where it has jumped forward, all that hangs on dates is held until an
administrator says that the date is right, or until the site has run for a day with it.
"""

import logging
import time
from datetime import date, timedelta

from django.utils import timezone

from everyseat.organisations.models import Clock

log = logging.getLogger(__name__)
OFF_AT_MOST = timedelta(days=2)
"""Days between two runs after which the site was switched off for long, or the clock has jumped."""
JUMP_S = 3600
"""Seconds that the clock may gain on the time that has passed while the site runs."""
BELIEVED_AFTER_S = 24 * 3600
"""Seconds of running after which a date that nobody confirmed is believed."""


class Watch:
    """Compares the clock with the time that has really passed, in one process."""

    def __init__(self) -> None:
        self.at: tuple[float, float] | None = None
        self.held_from: float | None = None
        self.jumped = False

    def today(self) -> date | None:
        """Return today's date, or None while the clock can't be trusted."""
        self.jumped = self._has_jumped() or self.jumped  # until it has been noted
        today, clock = timezone.localdate(), Clock.objects.filter(pk=1).first()
        if clock is None:
            return _believe(today)
        if self.jumped or (not clock.is_held and today - clock.last_day > OFF_AT_MOST):
            self._hold(today)
            return None
        if clock.is_held and not self._has_run_long():
            return None
        self.held_from = None
        return today if clock.last_day == today and not clock.is_held else _believe(today)

    def _hold(self, today: date) -> None:
        """Put work that depends on dates on hold, and start its waiting time again."""
        if Clock.objects.filter(pk=1, is_held=False).update(is_held=True):
            log.error("The clock has jumped to %s: nothing is closed or deleted.", today)
        self.held_from, self.jumped = time.monotonic(), False

    def _has_jumped(self) -> bool:
        now = (time.time(), time.monotonic())
        before, self.at = self.at, now
        return before is not None and now[0] - before[0] - (now[1] - before[1]) > JUMP_S

    def _has_run_long(self) -> bool:
        if self.held_from is None:  # held before this process began
            self.held_from = time.monotonic()
        return time.monotonic() - self.held_from > BELIEVED_AFTER_S


today = Watch().today


def is_held() -> bool:
    """Return whether work that depends on dates is on hold."""
    return Clock.objects.filter(is_held=True).exists()


def confirm() -> None:
    """Confirm that the date is right, and end the hold."""
    _believe(timezone.localdate())


def _believe(day: date) -> date:
    Clock.objects.update_or_create(pk=1, defaults={"last_day": day, "is_held": False})
    return day
