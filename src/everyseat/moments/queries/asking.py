"""What people read about moments."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from everyseat.moments.models import Moment
from everyseat.moments.picture import FEW, Count
from everyseat.organisations.models import Person
from everyseat.science.shares import wilson

LAST = 8
REPLY_WITHIN = 30
"""Days for which a leader is asked to reply to those who answered."""


def mine(person: Person) -> QuerySet[Moment]:
    """Return the moments that a person led. Nobody else reads them."""
    return Moment.objects.filter(leader=person)


def unread(person: Person) -> QuerySet[Moment]:
    """Return a person's moments that have closed, and that they have not looked at since."""
    return mine(person).filter(state=Moment.State.CLOSED, is_read=False)


def to_reply_to(person: Person, today: date) -> QuerySet[Moment]:
    """Return a person's moments that they have read, and not replied to: of the last month only."""
    lately = today - timedelta(REPLY_WITHIN)
    read = mine(person).filter(state=Moment.State.CLOSED, is_read=True, replied_on=None)
    return read.filter(closes_on__gte=lately).exclude(picture=None)


@dataclass(frozen=True)
class Share:
    """Which share of those who answered felt what was meant; `met` None is “most”."""

    moment: Moment
    met: Count
    n: int
    low: float
    high: float

    @property
    def low_percent(self) -> int:
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        return round(100 * self.high)


def share(moment: Moment) -> Share | None:
    """Return the share of a moment, with its 95 % interval. None where nothing may be shown.

    Where the count is not told, the interval is that of every count that it may be.
    """
    if not moment.picture:
        return None
    met, n = moment.picture["as_meant"], moment.picture["n"]
    fewest, most = _range(met, n, moment.rating_threshold)
    return Share(moment, met, n, wilson(fewest, n)[0], wilson(most, n)[1])


def _range(met: Count, n: int, k: int) -> tuple[int, int]:
    if met is None:
        return n - 1, n
    if met == FEW:
        return 0, min(k - 1, n - 2)
    return int(met), int(met)


def last_shares(person: Person) -> list[Share]:
    """Return the shares of a leader's last moments, oldest first."""
    closed = mine(person).filter(state=Moment.State.CLOSED).order_by("-held_on")
    found = [made for moment in closed[: 3 * LAST] if (made := share(moment))]
    return found[:LAST][::-1]
