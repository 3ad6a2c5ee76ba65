"""Ratings from a table, long or wide, checked cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
import polars as pl

from everyseat.files.tables import FileError, Problem, Table

NOT_SEEN = ("", "NA", "N/A", "NaN", "null", "None")
SELF = "self"


@dataclass(frozen=True)
class Columns:
    """The names of a file's columns."""

    recipient: str = "recipient"
    relationship: str = "relationship"
    rater: str = "rater"
    item: str = "item"
    rating: str = "rating"
    items: tuple[str, ...] = ()
    """Patterns of the item columns of a wide file; all that is left when empty."""


@dataclass(frozen=True)
class Scale:
    """The whole numbers from low to high."""

    low: int = 1
    high: int = 5

    @classmethod
    def parse(cls, text: str) -> "Scale":
        """Read "1-5". ValueError if it is not two rising whole numbers."""
        low, _, high = text.partition("-")
        scale = cls(int(low), int(high))
        if scale.low < 0 or not 1 <= scale.high - scale.low <= 20:
            raise ValueError(f"{text} is not a scale such as 1-5")
        return scale

    @property
    def points(self) -> int:
        return self.high - self.low + 1


@dataclass(frozen=True)
class Ratings:
    """Sheets: who was rated, as what, and one small integer an item.

    `recipient` and `relationship` index `recipients` and `relationships`, one entry a sheet;
    `table` is sheets × items, -1 where not seen. `left_out` counts the rows left out as bad.
    """

    scale: Scale
    recipients: list[str]
    relationships: list[str]
    items: list[str]
    recipient: np.ndarray
    relationship: np.ndarray
    table: np.ndarray
    left_out: int = 0

    @property
    def by_others(self) -> np.ndarray:
        """Which sheets are not self assessments."""
        own = [name.strip().lower() == SELF for name in self.relationships]
        others: np.ndarray = ~np.array(own, dtype=bool)[self.relationship]
        return others


def of_table(
    table: Table,
    columns: Columns | None = None,
    scale: Scale | None = None,
    leave_out_bad_rows: bool = False,
) -> Ratings:
    """Return the ratings of a table. FileError names every bad cell by line and column."""
    names, scale = columns or Columns(), scale or Scale()
    if table.column(names.recipient) is None:
        have = ", ".join(table.data.columns[:12])
        raise FileError(
            table.name,
            f"there is no column {names.recipient!r}. The file has: {have}. "
            "Say which one names who was rated: --recipient NAME",
        )
    reader = _long if table.column(names.rating) else _wide
    return reader(table, names, scale, _Checker(table, scale, leave_out_bad_rows))


@dataclass
class _Checker:
    """Checks cells, and either collects the mistakes or drops the rows."""

    table: Table
    scale: Scale
    leave_out: bool

    def ratings(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the column as small integers (-1 not seen), and which rows are bad."""
        series = self.table.data[column]
        if series.dtype == pl.String:
            series = series.str.strip_chars()
            blank = (series.is_null() | series.is_in(NOT_SEEN)).to_numpy()
        else:
            blank = series.is_null().to_numpy()
        numbers = series.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
        low, high = self.scale.low, self.scale.high
        blank = blank | ((numbers == 0) & (low > 0))
        good = (numbers >= low) & (numbers <= high) & (numbers == np.round(numbers))
        values = np.where(good, numbers - low, -1.0).astype(np.int8)
        return values, ~good & ~blank

    def rating_problem(self, row: int, column: str) -> Problem:
        cell = self.table.data[column][row]
        low, high = self.scale.low, self.scale.high
        wrong = f"{cell!r} is not a whole number from {low} to {high} (empty means not seen)"
        return Problem(int(self.table.lines[row]), column, wrong)

    def keep(self, bad: np.ndarray, problems: Callable[[], list[Problem]]) -> np.ndarray:
        """Return the rows to keep; FileError if some are bad and may not be left out."""
        if bad.any() and not self.leave_out:
            raise FileError(self.table.name, problems())
        return np.flatnonzero(~bad)


def _long(table: Table, names: Columns, scale: Scale, check: _Checker) -> Ratings:
    rating = table.column(names.rating) or names.rating
    who, empty = _labels(table, table.column(names.recipient))
    values, bad = check.ratings(rating)
    what, _ = _labels(table, table.column(names.item), default=rating)
    relation, _ = _labels(table, table.column(names.relationship), default="rater")
    rater_column = table.column(names.rater)
    rater = _labels(table, rater_column)[0].codes if rater_column else np.arange(len(values))
    sheet = _one_code(who.codes, relation.codes, rater)
    again = _repeated(_one_code(sheet, what.codes))

    def problems() -> list[Problem]:
        faults = [check.rating_problem(int(i), rating) for i in np.flatnonzero(bad)]
        faults += _no_recipient(table, names, empty)
        for i in np.flatnonzero(again & ~bad & ~empty):
            twice = "this rater has rated this item of this recipient before"
            faults.append(Problem(int(table.lines[i]), names.rater, twice))
        return faults

    rows = check.keep(bad | empty | again, problems)
    _, first, row = np.unique(sheet[rows], return_index=True, return_inverse=True)
    filled = np.full((len(first), len(what.names)), -1, dtype=np.int8)
    filled[row, what.codes[rows]] = values[rows]
    left_out = len(values) - len(rows)
    index = rows[first]
    return _ratings(scale, who, relation, what.names, index, filled, left_out)


def _wide(table: Table, names: Columns, scale: Scale, check: _Checker) -> Ratings:
    who, empty = _labels(table, table.column(names.recipient))
    relation, _ = _labels(table, table.column(names.relationship), default="rater")
    items = _item_columns(table, names)
    filled = np.empty((len(who.codes), len(items)), dtype=np.int8)
    bad = np.empty(filled.shape, dtype=bool)
    for i, item in enumerate(items):
        filled[:, i], bad[:, i] = check.ratings(item)
    rater_column = table.column(names.rater)
    again = np.zeros(len(empty), dtype=bool)
    if rater_column:
        rater = _labels(table, rater_column)[0].codes
        again = _repeated(_one_code(who.codes, relation.codes, rater))

    def problems() -> list[Problem]:
        faults = [check.rating_problem(int(i), items[j]) for i, j in np.argwhere(bad)]
        if not names.items and bad.all(axis=0).any():
            first = items[int(np.argmax(bad.all(axis=0)))]
            hint = f"column {first} holds no ratings. Say which columns do, as in --items 'Q*'"
            raise FileError(table.name, hint)
        for i in np.flatnonzero(again & ~empty):
            twice = "this rater has rated this recipient before"
            faults.append(Problem(int(table.lines[i]), names.rater, twice))
        return faults + _no_recipient(table, names, empty)

    rows = check.keep(bad.any(axis=1) | empty | again, problems)
    left_out = len(filled) - len(rows)
    return _ratings(scale, who, relation, items, rows, filled[rows], left_out)


def _ratings(
    scale: Scale,
    who: "_Labels",
    relation: "_Labels",
    items: list[str],
    rows: np.ndarray,
    filled: np.ndarray,
    left_out: int,
) -> Ratings:
    recipients, recipient = np.unique(who.codes[rows], return_inverse=True)
    return Ratings(
        scale=scale,
        recipients=[who.names[i] for i in recipients],
        relationships=relation.names,
        items=items,
        recipient=recipient,
        relationship=relation.codes[rows],
        table=filled,
        left_out=left_out,
    )


@dataclass(frozen=True)
class _Labels:
    names: list[str]
    codes: np.ndarray


def _labels(table: Table, column: str | None, default: str = "") -> tuple[_Labels, np.ndarray]:
    """Return a column's names in order of appearance, each row's code, and the empty rows."""
    rows = table.data.height
    if column is None:
        return _Labels([default], np.zeros(rows, dtype=np.int64)), np.zeros(rows, dtype=bool)
    text = table.data[column].cast(pl.String).str.strip_chars().fill_null("")
    names = text.unique(maintain_order=True)
    codes = text.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64)
    return _Labels(names.to_list(), codes), (text == "").to_numpy()


def _item_columns(table: Table, names: Columns) -> list[str]:
    other_columns = {table.column(n) for n in (names.recipient, names.relationship, names.rater)}
    columns = [c for c in table.data.columns if c not in other_columns]
    if names.items:
        columns = [c for c in columns if any(fnmatchcase(c, pattern) for pattern in names.items)]
    if not columns:
        raise FileError(table.name, "no column holds ratings. Each item needs a column of its own")
    return columns


def _no_recipient(table: Table, names: Columns, empty: np.ndarray) -> list[Problem]:
    lines = table.lines[np.flatnonzero(empty)]
    return [Problem(int(line), names.recipient, "this row names nobody") for line in lines]


def _one_code(*codes: np.ndarray) -> np.ndarray:
    """Return one code for each combination of codes."""
    combined = codes[0].astype(np.int64)
    for code in codes[1:]:
        combined = combined * (int(code.max(initial=0)) + 1) + code
    return combined


def _repeated(codes: np.ndarray) -> np.ndarray:
    """Return which entries have stood before."""
    again = np.ones(len(codes), dtype=bool)
    again[np.unique(codes, return_index=True)[1]] = False
    return again
