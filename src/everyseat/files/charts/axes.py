"""Axes: which values and which days are written beside a chart, and how.

Ticks are 1, 2 or 5 times a power of ten apart (Heckbert 1990, Nice numbers for graph labels, in
Graphics gems). Days are marked at the beginnings of weeks, months, quarters or years.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
DAY_STEPS = (1, 2, 7, 14)
MONTH = 30.4
"""Days in a month, on average."""
MILLIONS = 100_000
"""Ticks so far apart or farther are written in millions."""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Numbers:
    """How values are written: as they are, or as percentages."""

    factor: float = 1.0
    suffix: str = ""

    def text(self, value: float, step: float, fine: int = 0) -> str:
        """Return a value as it is written where ticks lie a step apart; `fine` is more digits."""
        shown, apart = value * self.factor, abs(step * self.factor)
        unit = ""
        if apart >= MILLIONS:
            shown, apart, unit = shown / 1_000_000, apart / 1_000_000, "m"
        places = max(0, fine - math.floor(math.log10(apart) + 1e-9))
        text = f"{shown:,.{places}f}"
        is_zero = not float(text.replace(",", ""))
        return text.replace("-", "" if is_zero else MINUS) + unit + self.suffix

    def exact(self, value: float) -> str:
        """Return a value that somebody chose, such as a target, with the digits that it has."""
        return f"{value * self.factor:,.10g}".replace("-", MINUS) + self.suffix


PLAIN = Numbers()
PERCENT = Numbers(suffix="%")
"""Values are percentages: 61 is 61%."""
SHARES = Numbers(factor=100.0, suffix="%")
"""Values are shares: 0.61 is 61%."""


def ticks(low: float, high: float, about: int) -> list[float]:
    """Return round values between `low` and `high`, about so many, and at least three.

    Examples
    --------
    >>> ticks(3, 17, 5)
    [5.0, 10.0, 15.0]
    """
    step = _round_step((high - low) / about)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if last - first < 2:
        return ticks(low, high, about + 1)
    return [place * step for place in range(first, last + 1)]


def room(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an axis on which values from `low` to `high` are seen."""
    over = (high - low) * 0.05 or abs(high) * 0.1 or 1.0
    return (0.0 if 0 <= low < 3 * over else low - over), high + over


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(n for n in (1, 2, 5, 10) if n * power >= step * 0.999) * power


class DayTick(NamedTuple):
    """A mark on the axis of time: its day, what is said of it, and of its year or nothing."""

    day: date
    text: str
    year: str


def days(first: date, last: date, most: int, months: Sequence[str] = MONTHS) -> list[DayTick]:
    """Return marks from one day to another, at most about so many.

    Examples
    --------
    >>> [tick.text for tick in days(date(2023, 11, 1), date(2024, 8, 1), 4)]
    ['Jan', 'Apr', 'Jul']
    """
    span = (last - first).days
    for step in DAY_STEPS:
        if span / step < most and span < 2 * MONTH:
            return _with_years(_every_days(first, last, step), months, is_day=True)
    step = next((n for n in MONTH_STEPS if span / MONTH / n < most), MONTH_STEPS[-1])
    found = list(_every_months(first, last, step))
    if step % 12:
        return _with_years(found, months, is_day=False)
    return [DayTick(day, str(day.year), "") for day in found]


def _every_days(first: date, last: date, step: int) -> Iterator[date]:
    for place in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=place)


def _every_months(first: date, last: date, step: int) -> Iterator[date]:
    """Yield first days of months, counted from January, or from year 0 for whole years."""
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    count += -count % step
    while (day := date(count // 12, count % 12 + 1, 1)) <= last:
        yield day
        count += step


def _with_years(found: Iterable[date], months: Sequence[str], *, is_day: bool) -> list[DayTick]:
    """Return marks with the year at the first, and at the first of each new year."""
    marks, before = [], None
    for day in found:
        month = months[day.month - 1]
        year = str(day.year) if day.year != before else ""
        marks.append(DayTick(day, f"{day.day} {month}" if is_day else month, year))
        before = day.year
    return marks
