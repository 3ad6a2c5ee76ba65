"""Days as people write them in a table: one column is read in one order of day and month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan ion", "feb chwe", "mar maw", "apr ebr", "may mai", "jun meh"),
            *("jul gor", "aug aws", "sep med", "oct hyd", "nov tach", "dec rhag"),
        ),
        1,
    )
    for name in names.split()
}
"""How the names of months begin, in English and Welsh."""
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[- ])?([^\W\d_]{3,})[- .]+(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
TIME = re.compile(r"(?:[ T]|, )\d{1,2}[:.]\d{2}.*$")
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+", re.IGNORECASE)
FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count days (ECMA-376, 18.17.4.1), if they were never told otherwise."""
SERIALS = range(32_874, 73_051)
"""Days of 1990 to 2100: other numbers of five digits are no days."""


@dataclass(frozen=True)
class Days:
    """The day of each cell, None where it is none; whether the month stood before the day."""

    days: list[date | None]
    is_month_first: bool = False


def of_column(cells: Iterable[str]) -> Days:
    """Return the days of a column.

    The day stands before the month, as in Britain, unless a cell of the column can be a day only
    the other way, and none can be only this way.

    >>> of_column(["03/04/2026", "25/04/2026"]).days
    [datetime.date(2026, 4, 3), datetime.date(2026, 4, 25)]
    >>> of_column(["03/04/2026", "04/25/2026"]).days
    [datetime.date(2026, 3, 4), datetime.date(2026, 4, 25)]
    """
    texts = list(cells)
    british = [day(text) for text in texts]
    american = [day(text, True) for text in texts]
    only_british = any(b and not a for b, a in zip(british, american, strict=True))
    only_american = any(a and not b for b, a in zip(british, american, strict=True))
    if only_american and not only_british:
        return Days(american, is_month_first=True)
    return Days(british)


@lru_cache(maxsize=4096)
def day(text: str, is_month_first: bool = False) -> date | None:
    """Return the day that a text means, or None. Of a month alone it is the first.

    >>> {day(t) for t in ("1 March 2026", "Sun, 1-Mar-26", "01.03.26", "1st Mar 2026", "46082")}
    {datetime.date(2026, 3, 1)}
    >>> day("soon"), day("31/02/2026"), day("Mar 2026")
    (None, None, datetime.date(2026, 3, 1))
    """
    text = WEEKDAY.sub("", TIME.sub("", " ".join(text.replace(",", " ").split())))
    if found := ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month, number = (first, second) if is_month_first else (second, first)
        return _date(_year(found[3]), month, number)
    if found := NAMED.fullmatch(text):
        return _date(_year(found[3]), _month(found[2]), int(found[1] or 1))
    if found := MONTH_FIRST.fullmatch(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    if (found := SERIAL.fullmatch(text)) and int(found[1]) in SERIALS:
        return FIRST_DAY + timedelta(int(found[1]))
    return None


def _month(name: str) -> int:
    name = name.casefold()
    return next((n for start, n in MONTHS.items() if name.startswith(start)), 0)


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
