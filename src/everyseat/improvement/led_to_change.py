"""How many of the concerns that came led to a change: of which ones, and out of how many.

Only concerns count, for praise asks for nothing. Those of the last three months are left out, for a
change takes time; those that came more than fifteen months ago, for what was long ago says little
of how a service listens now.
"""

from dataclasses import dataclass
from datetime import date, timedelta

NEWEST, OLDEST = 3, 15
"""How many months ago the newest and the oldest concerns came that are counted."""

TENTHS = 10


@dataclass(frozen=True)
class Share:
    """How many concerns of a year led to a change: `is_enough` is whether that may be said."""

    first: date
    last: date
    concerns: int
    changed: int
    threshold: int

    @property
    def is_enough(self) -> bool:
        return self.concerns >= self.threshold

    @property
    def tenths(self) -> int:
        """Return the share as people say it: how many in ten."""
        return round(TENTHS * self.changed / self.concerns)


def cohort(today: date) -> tuple[date, date]:
    """Return the first and the last day on which the concerns came that are counted today.

    Examples
    --------
    >>> cohort(date(2026, 11, 27))
    (datetime.date(2025, 8, 28), datetime.date(2026, 8, 27))
    """
    return _months_before(today, OLDEST) + timedelta(1), _months_before(today, NEWEST)


def _months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(day.day - 1), after - timedelta(1))
