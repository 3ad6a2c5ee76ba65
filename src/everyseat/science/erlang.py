"""A duty phone: how long callers wait, by how many people answer (Erlang C, M/M/c).

Calls come at random and by themselves (Poisson), take a time that is exponential, and wait until
somebody answers: nobody gives up. Where callers do give up, waits are shorter than these, and where
all call at nine o'clock they are longer.

    offered load a = calls per hour × minutes / 60
    B(0) = 1, B(n) = a B(n − 1) / (n + a B(n − 1))          share lost without a queue
    C = B / (1 − (a / n) (1 − B))                           probability of waiting
    P(wait > t) = C exp(−(n − a) t / duration)

The recursion only adds and divides positive numbers, so it is as exact for a thousand people as for
two; factorials would overflow.

Source: Erlang (1917), Løsning af nogle Problemer fra Sandsynlighedsregningen af Betydning for de
automatiske Telefoncentraler, Elektroteknikeren 13, 5-13; Cooper (1981), Introduction to queueing
theory, 2nd ed., ch. 3.
"""

from dataclasses import dataclass
from math import exp, inf, isfinite

from everyseat.science import checks

MOST = 10_000


@dataclass(frozen=True)
class Phone:
    """A duty phone.

    Parameters
    ----------
    calls : float
        Per hour.
    minutes : float
        That a call takes, with what has to be written down after it.
    staff : int
        How many people answer.

    Raises
    ------
    ValueError
        If calls or minutes are not above 0, or nobody answers.

    Examples
    --------
    >>> phone = Phone(calls=200, minutes=3, staff=14)
    >>> round(phone.waits, 3), round(60 * phone.mean_wait, 1), round(phone.occupancy, 3)
    (0.174, 7.8, 0.714)
    >>> round(phone.answered_within(20 / 60), 3)
    0.888
    """

    calls: float
    minutes: float
    staff: int

    def __post_init__(self) -> None:
        if not (self.calls > 0 and self.minutes > 0 and isfinite(self.load)):
            raise ValueError("calls per hour and minutes per call must be above 0")
        if not 1 <= self.staff <= MOST:
            raise ValueError(f"1 to {MOST:,} people answer, not {self.staff}")

    @property
    def load(self) -> float:
        """Calls in progress on average: the offered load, in erlangs."""
        return self.calls * self.minutes / 60

    @property
    def occupancy(self) -> float:
        """The share of time for which somebody is on the phone; 1 where they can't keep up."""
        return min(self.load / self.staff, 1.0)

    @property
    def waits(self) -> float:
        """The probability that a caller waits; 1 where the queue grows without end."""
        if self.load >= self.staff:
            return 1.0
        lost = 1.0
        for busy in range(1, self.staff + 1):
            lost = self.load * lost / (busy + self.load * lost)
        return lost / (1 - self.occupancy * (1 - lost))

    @property
    def mean_wait(self) -> float:
        """Minutes that callers wait on average; infinite where the queue grows without end."""
        spare = self.staff - self.load
        return self.waits * self.minutes / spare if spare > 0 else inf

    def answered_within(self, minutes: float) -> float:
        """Return the share of calls that are answered within so many minutes.

        ValueError if the time is below 0.
        """
        if not minutes >= 0:
            raise ValueError(f"a wait may not be below 0 minutes: {minutes}")
        spare = self.staff - self.load
        return 1 - self.waits * exp(-spare * minutes / self.minutes) if spare > 0 else 0.0


def staff_needed(calls: float, minutes: float, share: float = 0.8, within: float = 1 / 3) -> int:
    """Return the fewest people who answer this share of calls in time.

    Parameters
    ----------
    calls : float
        Per hour.
    minutes : float
        That a call takes.
    share : float
        Above 0 and below 1.
    within : float
        Minutes; by default 20 seconds.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the share is no probability, a number is not above 0, or 10,000 people do not suffice.

    Notes
    -----
    More people always answer sooner, so that the number is found by halving.

    Examples
    --------
    >>> staff_needed(calls=200, minutes=3)
    14
    """
    checks.probability("share", share)
    low, high = 0, min(max(int(Phone(calls, minutes, 1).load), 1), MOST)
    while Phone(calls, minutes, high).answered_within(within) < share:
        if high == MOST:
            raise ValueError(f"{MOST:,} people are not enough to answer {share:.0%} in time")
        low, high = high, min(2 * high, MOST)
    while high - low > 1:
        middle = (low + high) // 2
        found = Phone(calls, minutes, middle).answered_within(within)
        low, high = (low, middle) if found >= share else (middle, high)
    return high
