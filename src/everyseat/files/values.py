"""Values of a measure as people send them: a date in each row, a value, and what it is out of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from everyseat.files import tables
from everyseat.files.problems import FileError, Problem
from everyseat.files.series import read_day, read_number

BETWEEN = (re.compile(r"\t"), re.compile(";"), re.compile(","), re.compile(r"\s{2,}"))
"""What may keep the cells of a typed line apart; the first that a line has does."""


class Reading(NamedTuple):
    """A value on a day; `out_of` is None where it is no part of anything."""

    on: date
    value: float
    out_of: int | None


LARGEST, MOST, MOST_EVENTS = 1e12, 2_000_000_000, 50
"""The largest value, the most that one is out of, and the most rare events of a day."""


def plain(number: float) -> float | int:
    """Return a number without a fraction of nothing, as people write it.

    >>> plain(4.0), plain(4.5)
    (4, 4.5)
    """
    return int(number) if number.is_integer() else number


class Row(NamedTuple):
    line: int
    cells: Sequence[str]


def typed(text: str) -> list[Row]:
    """Return the rows of what somebody typed or pasted from a spreadsheet, without empty lines.

    >>> [row.cells for row in typed("1 Mar 2024\\t12\\t80\\n\\n1 Apr 2024; 12,345")]
    [['1 Mar 2024', '12', '80'], ['1 Apr 2024', '12,345']]
    """
    lines = enumerate(map(str.strip, text.splitlines()), 1)
    return [Row(n, _apart(line)) for n, line in lines if line]


def _apart(line: str) -> list[str]:
    between = next((one for one in BETWEEN if one.search(line)), None)
    return [cell.strip() for cell in (between.split(line) if between else [line])]


def in_file(content: bytes, name: str) -> list[Row]:
    """Return the rows of a CSV or XLSX file, whatever its columns are called. FileError."""
    table = tables.of_stranger(content, name)
    rows = zip(map(int, table.lines), table.data.iter_rows(), strict=True)
    head = Row(1, table.data.columns)
    return [head, *(Row(line, [str(cell or "").strip() for cell in cells]) for line, cells in rows)]


def readings(rows: Sequence[Row], name: str, *, is_part: bool, is_event: bool) -> list[Reading]:
    """Return what rows say, in order of their days. FileError with every line that is wrong.

    A row holds a date and a value; of a part (`is_part`) also what it is out of; of an event
    (`is_event`) the date alone, or how many there were. Titles of columns are left out.
    """
    kept = [row for row in rows if any(row.cells)]
    if kept and not _day(kept[0].cells[0]) and not _number(_cell(kept[0], 1)):
        kept = kept[1:]  # titles
    read = [_Read(row, is_part, is_event) for row in kept]
    if problems := list(_problems(read)):
        raise FileError(name, problems)
    if not read:
        raise FileError(name, "there is no row with a date and a value")
    return sorted(one.reading() for one in read)


class _Read:
    """A row, and what is wrong with it."""

    def __init__(self, row: Row, is_part: bool, is_event: bool):
        self.row, self.is_part, self.is_event = row, is_part, is_event
        self.on = _day(row.cells[0])
        self.value_text = _cell(row, 1) or ("1" if is_event else "")
        self.value = _number(self.value_text)
        self.out_of = _number(_cell(row, 2)) if is_part else None

    def reading(self) -> Reading:
        assert self.on is not None
        assert self.value is not None
        return Reading(self.on, self.value, None if self.out_of is None else int(self.out_of))

    def problems(self) -> Iterator[str]:
        if self.on is None:
            yield f"“{self.row.cells[0]}” is no date. Write it as 2024-03-01"
        if self.value is None:
            yield f"“{self.value_text}” is no number" if self.value_text else "the value is missing"
        elif abs(self.value) > LARGEST:
            yield f"“{self.value_text}” is too large: write it in thousands or millions"
        elif self.is_event and not (1 <= self.value <= MOST_EVENTS and self.value.is_integer()):
            yield f"“{self.value_text}” is no number of rare events, from 1 to {MOST_EVENTS}"
        if self.is_part:
            yield from self._problems_of_part()

    def _problems_of_part(self) -> Iterator[str]:
        text = _cell(self.row, 2)
        is_count = self.out_of is not None and 1 <= self.out_of <= MOST
        if self.out_of is None or not is_count or not self.out_of.is_integer():
            yield f"“{text}” is no whole number, 1 or more: say out of how many"
        elif self.value is not None and not 0 <= self.value <= self.out_of:
            yield f"{self.value_text} is not between 0 and {text}"


def _problems(read: Iterable[_Read]) -> Iterator[Problem]:
    seen: dict[date, int] = {}
    for one in read:
        yield from (Problem(one.row.line, "", text) for text in one.problems())
        if one.on is None:
            continue
        if one.on in seen:
            yield Problem(one.row.line, "", f"{one.on} stands in line {seen[one.on]:,} already")
        seen[one.on] = one.row.line


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _number(text: str) -> float | None:
    return read_number(text) if text else None


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
