"""Columns of ratings as small integers, and what could not be read as one."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from everyseat.files import answers
from everyseat.files.answers import BAD, NOT_SEEN, Dictionary, Said
from everyseat.files.people import factor
from everyseat.files.problems import FileError, Problem
from everyseat.files.scale import Scale
from everyseat.files.tables import Table

NO_RATINGS = {
    "Boolean": "true and false",
    "Date": "dates",
    "Datetime": "dates",
    "Time": "times",
    "Duration": "times",
    "Struct": "structures",
    "List": "lists",
    "Array": "lists",
    "Binary": "bytes",
    "Object": "objects",
}


@dataclass
class Points:
    """Rows × columns of points from 0 (-1 not seen), and which cells are bad.

    `not_seen` counts the texts that stood where there was no rating.
    """

    columns: list[str]
    dictionary: Dictionary
    values: np.ndarray
    bad: np.ndarray
    not_seen: Counter[str] = field(default_factory=Counter)

    @property
    def scale(self) -> Scale:
        return self.dictionary.scale


def read(table: Table, columns: list[str], scale: Scale | None, said: Said) -> Points:
    """Return the ratings in these columns. FileError for a column that can hold none."""
    for column in columns:
        kind = table.data[column].dtype.base_type().__name__
        if kind in NO_RATINGS:
            raise FileError(
                table.name,
                f"column {column} holds {NO_RATINGS[kind]}, not ratings",
                "Say which columns hold ratings, as in --items 'Q*'",
            )
    texts = {c: factor(table.data[c]) for c in columns if _is_text(table.data[c])}
    known = answers.dictionary(
        {c: names for c, (names, _) in texts.items()}, scale, said, table.name, table.export
    )
    shape = (table.data.height, len(columns))
    points = Points(columns, known, np.empty(shape, dtype=np.int8), np.empty(shape, dtype=bool))
    for i, column in enumerate(columns):
        if column in texts:
            meant = _of_texts(points, *texts[column])
        else:
            meant = _of_numbers(points, table.data[column], said)
        points.bad[:, i] = meant == BAD
        points.values[:, i] = np.maximum(meant, NOT_SEEN)
    return points


def _is_text(series: pl.Series) -> bool:
    return series.dtype in (pl.String, pl.Categorical, pl.Enum)


def _of_texts(points: Points, names: list[str], codes: np.ndarray) -> np.ndarray:
    meaning = np.array([points.dictionary.meaning[name] for name in names], dtype=np.int8)
    unseen = np.flatnonzero(meaning == NOT_SEEN)
    if len(unseen):
        counts = np.bincount(codes, minlength=len(names))
        points.not_seen.update({names[i].strip(): int(counts[i]) for i in unseen})
    found: np.ndarray = meaning[codes]
    return found


def _of_numbers(points: Points, series: pl.Series, said: Said) -> np.ndarray:
    numbers = series.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
    low, high = points.scale.low, points.scale.high
    empty = np.isnan(numbers)
    none = [n for n in map(answers.number, said.not_seen) if n is not None]
    if low > 0 and points.dictionary.scale_is_said:
        none.append(0.0)
    unseen = empty | np.isin(numbers, none)
    good = (numbers >= low) & (numbers <= high) & (numbers == np.round(numbers)) & ~unseen
    points.not_seen[""] += int(empty.sum())
    for value in none:
        points.not_seen[f"{value:g}"] += int((numbers == value).sum())
    with np.errstate(invalid="ignore"):
        meant: np.ndarray = np.where(good, numbers - low, np.where(unseen, NOT_SEEN, BAD))
    return meant.astype(np.int8)


def problems(table: Table, points: Points) -> list[Problem]:
    """Return what is wrong with each bad cell."""
    return [
        Problem(int(table.lines[row]), points.columns[i], _wrong(table, points, int(row), int(i)))
        for row, i in np.argwhere(points.bad)
    ]


def _wrong(table: Table, points: Points, row: int, i: int) -> str:
    cell = table.data[points.columns[i]][row]
    cell = cell.strip() if isinstance(cell, str) else cell
    shown = repr(cell) if len(repr(cell)) <= 60 else f"{repr(cell)[:60]}…"
    low, high = points.scale.low, points.scale.high
    return f"{shown} is not a whole number from {low} to {high} (empty means not seen)"


def without_ratings(table: Table, points: Points) -> list[str]:
    """Return the columns of which no cell is a rating, and some are bad texts."""
    none: list[bool] = (~np.any(points.values >= 0, axis=0) & np.any(points.bad, axis=0)).tolist()
    return [
        column
        for column, empty in zip(points.columns, none, strict=True)
        if empty and not _bad_numbers(table, points, column)
    ]


def _bad_texts(table: Table, points: Points, column: str) -> list[str]:
    bad = points.bad[:, points.columns.index(column)]
    cells = table.data[column].filter(pl.Series(bad)).cast(pl.String).unique()
    return [str(cell) for cell in cells.to_list()]


def _bad_numbers(table: Table, points: Points, column: str) -> list[float]:
    numbers = map(answers.number, _bad_texts(table, points, column))
    return [number for number in numbers if number is not None]


def advice(table: Table, points: Points) -> str:
    """Return the options that may settle bad cells."""
    bad = [
        c
        for c, is_bad in zip(points.columns, np.any(points.bad, axis=0).tolist(), strict=True)
        if is_bad
    ]
    numbers = {n for column in bad for n in _bad_numbers(table, points, column)}
    texts = [
        t.strip() for c in bad for t in _bad_texts(table, points, c) if answers.number(t) is None
    ]
    whole = sorted(int(n) for n in numbers if n == int(n) and n >= 0)
    lines = []
    if len(points.bad) and np.all(points.bad[0]):
        lines.append(
            f"If line {table.lines[0]:,} is a second line of names, leave it out: --skip-header "
            f"{table.lines[0]}"
        )
    if whole:
        high = max(points.scale.high, whole[-1])
        if high <= 20:
            low = 0 if whole[0] == 0 else points.scale.low
            lines.append(f"If the scale is another, say so: --scale {low}-{high}")
        stands = whole[0] if whole[0] == 0 else whole[-1]
        lines.append(f"If {stands} means “not seen”, say so: --not-seen {stands}")
    if texts:
        lines.append(
            f"If {min(texts)[:40]!r} means “not seen”, say so: --not-seen {min(texts)[:40]!r}"
        )
        lines.append("If these are labels, say what they mean: --labels 'Never, Rarely, …, Always'")
    return "\n".join(lines)
