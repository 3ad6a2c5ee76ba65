"""A measure over time from a file: one date and one value a row."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

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
    whole: list[float] = field(default_factory=list)
    """How many there could be at each date, where values are counts out of so many."""

    def place_from(self, day: date) -> int:
        """Return the first point on a day or after it; how many there are if none is."""
        return bisect_left(self.dates, day)


def of(table: Table, date_column: str, value_column: str) -> Series:
    """Return the series in two columns of a table, in order of its dates.

    FileError with every line in which something is wrong, if a column is missing, or if no row has
    a value.
    """
    days, values = (_column(table, name) for name in (date_column, value_column))
    rows = [
        _Row(int(line), _text(day), _text(value), _day(day), read_number(_text(value)))
        for line, day, value in zip(table.lines, days, values, strict=True)
        if _text(value)
    ]
    if problems := list(_problems(rows, date_column, value_column)):
        raise FileError(table.name, problems)
    if not rows:
        raise FileError(table.name, f"no row has a value in the column “{value_column}”")
    found = sorted(
        (row.day, row.value) for row in rows if row.day is not None and row.value is not None
    )
    return Series(
        [day for day, _ in found], [value for _, value in found], len(table.lines) - len(rows)
    )


def shares(table: Table, date_column: str, count_column: str, whole_column: str) -> Series:
    """Return counts with what each is out of, in order of their dates.

    FileError as of `of`, or if a count has no whole, is below 0 or above its whole.
    """
    found = of(table, date_column, count_column)
    wholes = of(table, date_column, whole_column)
    known = dict(zip(wholes.dates, wholes.values, strict=True))
    for day, count in zip(found.dates, found.values, strict=True):
        if day not in known:
            told = f"{day} has a value in “{count_column}” and none in “{whole_column}”"
            raise FileError(table.name, told)
        if not 0 <= count <= known[day] or not known[day]:
            told = f"{day}: {count:,g} out of {known[day]:,g} is no share"
            raise FileError(table.name, told)
    return replace(found, whole=[known[day] for day in found.dates])


def parted(table: Table, column: str) -> dict[str, Table]:
    """Return the rows of each value of a column, as tables, in the order of the file.

    Rows without a value in it are left out. FileError if it is missing, or never has a value.
    """
    labels = [_text(cell) for cell in _column(table, column)]
    rows: dict[str, list[int]] = {}
    for row, label in enumerate(labels):
        if label:
            rows.setdefault(label, []).append(row)
    if not rows:
        raise FileError(table.name, f"no row has a value in the column “{column}”")
    return {
        label: replace(table, data=table.data[places], lines=table.lines[places])
        for label, places in rows.items()
    }


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


class _Row(NamedTuple):
    """A row as it stands, and what it means: None where it means nothing."""

    line: int
    day_text: str
    value_text: str
    day: date | None
    value: float | None


def _problems(rows: list[_Row], days: str, values: str) -> Iterator[Problem]:
    seen: dict[date, int] = {}
    for row in rows:
        if row.day is None:
            yield Problem(row.line, days, f"“{row.day_text}” is no date. Write it as 2024-03-01")
            continue
        if row.day in seen:
            told = f"{row.day} stands in line {seen[row.day]:,} already"
            yield Problem(row.line, days, told)
        seen[row.day] = row.line
        if row.value is None:
            yield Problem(row.line, values, f"“{row.value_text}” is no number")


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return read_day(_text(cell))
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """Return a number; 12,345 and 61% are numbers, too. None if it is none."""
    try:
        number = float(THOUSANDS.sub("", text).removesuffix("%").strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
