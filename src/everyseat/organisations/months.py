"""Counting in months, to the first of a month."""

from datetime import date


def after(day: date, months: int) -> date:
    """Return the first day of the month that is so many months after a day's.

    >>> after(date(2026, 11, 25), 24)
    datetime.date(2028, 11, 1)
    """
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
