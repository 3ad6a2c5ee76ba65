"""Counts of past weeks as people send them: a column of counts, or a column of days before it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from everyseat.files.plan_keys import FEWEST_WEEKS, MOST
from everyseat.files.problems import FileError, Problem
from everyseat.files.series import read_day, read_number
from everyseat.files.values import Row

WEEK = timedelta(days=7)
MOST_WEEKS = 520


class _Week(NamedTuple):
    line: int
    on: date | None
    text: str
    visits: float | None


def counts(rows: Sequence[Row], name: str) -> list[float]:
    """Return the counts of weeks, the newest last. FileError with every line that is wrong.

    A row holds a count, or the day on which a week begins and its count. With days the weeks may
    come in any order, and none may be missing. A title above the columns is left out.

    >>> from everyseat.files.values import typed
    >>> counts(typed("Week;Visits\\n" + "\\n".join(map(str, range(11, 19)))), "pasted")
    [11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0]
    """
    weeks = [_week(row) for row in rows if any(row.cells)]
    if weeks and weeks[0].visits is None and weeks[0].on is None:
        weeks = weeks[1:]  # titles
    if found := [*_wrong(weeks), *_apart(weeks)]:
        raise FileError(name, found)
    if not FEWEST_WEEKS <= len(weeks) <= MOST_WEEKS:
        limits = f"at least {FEWEST_WEEKS} weeks are needed, and at most {MOST_WEEKS} are taken"
        raise FileError(name, f"{limits}: there are {len(weeks)}")
    found_counts = [one.visits for one in _in_order(weeks) if one.visits is not None]
    if not sum(found_counts):
        raise FileError(name, "there is no visit in any week")
    return found_counts


def _week(row: Row) -> _Week:
    """Return what a row says: of its cells that are not empty, the last is the count."""
    cells = [cell for cell in row.cells if cell]
    return _Week(row.line, _day(cells[0]) if len(cells) > 1 else None, cells[-1], _count(cells[-1]))


def _wrong(weeks: Sequence[_Week]) -> Iterator[Problem]:
    has_days = any(one.on for one in weeks)
    for one in weeks:
        if one.visits is None:
            told = "is no count: write a number, 0 or more"
            yield Problem(one.line, "", f"“{one.text}” {told}")
        if has_days and one.on is None:
            told = "has no day, but others have. Write the day as 2024-03-04"
            yield Problem(one.line, "", told)


def _apart(weeks: Sequence[_Week]) -> Iterator[Problem]:
    """Yield where one week does not follow another."""
    before: _Week | None = None
    for one in _in_order(weeks):
        if before and before.on and one.on and one.on - before.on != WEEK:
            if one.on == before.on:
                told = f"{one.on} stands in line {before.line:,} already"
            else:
                told = f"{one.on} follows {before.on}: each week must begin 7 days after the last"
            yield Problem(one.line, "", told)
        before = one


def _in_order(weeks: Sequence[_Week]) -> list[_Week]:
    return sorted(weeks, key=lambda one: one.on or date.min)


def _count(text: str) -> float | None:
    number = read_number(text)
    return number if number is not None and 0 <= number <= MOST else None


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
