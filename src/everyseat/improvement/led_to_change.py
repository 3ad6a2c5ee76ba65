"""How many of the concerns that came led to a change: of which ones, and out of how many.

Only concerns count, for praise asks for nothing. Those of the last three whole months are left out,
for a change takes time; and those from before the twelve months before, for what was long ago says
little of how a service listens now.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from everyseat.organisations import months

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
    """Return the first and the last day on which the concerns came that are counted this month.

    Examples
    --------
    >>> cohort(date(2026, 11, 27))
    (datetime.date(2025, 8, 1), datetime.date(2026, 7, 31))
    """
    return months.after(today, -OLDEST), months.after(today, -NEWEST) - timedelta(1)
