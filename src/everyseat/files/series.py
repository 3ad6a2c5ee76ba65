"""A measure over time from a file: one date and one value a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from everyseat.files.problems import FileError, Problem
from everyseat.files.tables import Table

ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = re.compile(r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})[ -](\d{4}|\d{2})")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Series:
    """A measure: its dates in order, and a value of each."""

    dates: list[date]
    values: list[float]
    left_out: int
    """How many rows have no value: a month that nobody has counted yet."""


def of(table: Table, date_column: str, value_column: str) -> Series:
    """Return the series in two columns of a table, in order of its dates.

    FileError with every line in which something is wrong, if a column is missing, or if no row has
    a value.
    """
    days, values = (_column(table, name) for name in (date_column, value_column))
    lines = [int(line) for line in table.lines]
    rows = [row for row in zip(lines, days, values, strict=True) if _text(row[2])]
    if problems := list(_problems(rows, date_column, value_column)):
        raise FileError(table.name, problems)
    if not rows:
        raise FileError(table.name, f"no row has a value in the column “{value_column}”")
    found = sorted((_day(day), _number(value) or 0.0) for _line, day, value in rows)
    return Series([day for day, _ in found], [value for _, value in found], len(lines) - len(rows))


def read_day(text: str) -> date:
    """Return a date as people write it. ValueError if it is none.

    2024-03-01, 01/03/2024 (the day first, as in the UK), 1 Mar 2024; of a month alone, such as
    2024-03 or Mar 2024, its first day.

    Examples
    --------
    >>> [read_day(text).isoformat() for text in ("01/03/2024", "Mar-24", "2024-03-01 00:00:00")]
    ['2024-03-01', '2024-03-01', '2024-03-01']
    """
    if found := ISO.fullmatch(text):
        year, month, day = found.groups()
        return date(int(year), int(month), int(day or 1))
    if found := BRITISH.fullmatch(text):
        day, month, year = found.groups()
        return date(int(year), int(month), int(day))
    if (found := NAMED.fullmatch(text)) and found[2][:3].lower() in MONTHS:
        day, name, year = found.groups()
        century = "20" if len(year) == 2 else ""
        return date(int(century + year), MONTHS.index(name[:3].lower()) + 1, int(day or 1))
    raise ValueError(f"“{text}” is no date")


def _column(table: Table, name: str) -> list[Any]:
    column = table.column(name)
    if column is None:
        names = ", ".join(f"“{one}”" for one in table.data.columns)
        raise FileError(table.name, f"no column is called “{name}”. There are: {names}")
    return table.data[column].to_list()


def _problems(rows: list[tuple[int, Any, Any]], days: str, values: str) -> Iterator[Problem]:
    seen: dict[date, int] = {}
    for line, day, value in rows:
        try:
            when = _day(day)
        except ValueError:
            yield Problem(line, days, f"“{_text(day)}” is no date. Write it as 2024-03-01")
            continue
        if when in seen:
            yield Problem(line, days, f"{when} stands in line {seen[when]:,} already")
        seen[when] = line
        if _number(value) is None:
            yield Problem(line, values, f"“{_text(value)}” is no number")


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else read_day(_text(cell))


def _number(cell: Any) -> float | None:
    """Return a number; 12,345 and 61% are numbers, too. None if it is none."""
    text = THOUSANDS.sub("", _text(cell)).removesuffix("%").strip()
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
