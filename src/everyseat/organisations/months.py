"""Counting in months of the calendar, as everybody does who reads "within three months"."""

from calendar import monthrange
from datetime import date


def after(day: date, months: int) -> date:
    """Return the first day of the month that is so many months after a day's.

    >>> after(date(2026, 11, 25), 24)
    datetime.date(2028, 11, 1)
    """
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def same_day(day: date, months: int) -> date:
    """Return the same day so many months later, or before; the month's last if it has no such day.

    >>> same_day(date(2026, 11, 30), 3), same_day(date(2028, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    first = after(day, months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
