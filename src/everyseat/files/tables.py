"""A table from any file that people have ratings or names in: columns, and each row's line."""

import io
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from everyseat.files import (
    apart,
    delimited,
    encodings,
    headers,
    json_rows,
    kinds,
    quick,
    workbook,
)
from everyseat.files.cells import Cells
from everyseat.files.exports import Header
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError, Problem

__all__ = ["FileError", "Opening", "Problem", "Table", "from_bytes", "of_stranger", "read"]


@dataclass(frozen=True)
class Opening:
    """How to open a file: the column by which its sheet and its names are found, and what is said.

    `skip` are lines to leave out.
    """

    column: str = "recipient"
    sheet: str = ""
    skip: Collection[int] = ()
    encoding: str = ""


@dataclass(frozen=True)
class Table:
    """Rows as read: `data` holds text (Parquet: what the file holds), `lines` each row's line.

    Text may be categories, and null where a cell is empty.

    `faulty` are the lines that could not be read as rows, `broken` cells without a value; `texts`
    is what a column asks, where the file says it. `notes` tell how it was read.
    """

    name: str
    data: pl.DataFrame
    lines: np.ndarray = field(repr=False)
    faulty: list[Problem] = field(default_factory=list, repr=False)
    broken: list[Problem] = field(default_factory=list, repr=False)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    export: str = ""
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> str | None:
        """Return the column of this name, whatever its case, or None."""
        if name in self.data.columns:
            return name
        same = self.columns_like(name)
        return same[0] if len(same) == 1 else None

    def columns_like(self, name: str) -> list[str]:
        return [c for c in self.data.columns if c.strip().lower() == name.strip().lower()]


def read(path: Path, opening: Opening | None = None) -> Table:
    """Read a file. FileError if it can't be read as a table."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"can't be opened ({error.strerror})") from error
    return from_bytes(content, path.name, opening)


def from_bytes(content: bytes, name: str, opening: Opening | None = None) -> Table:
    """Read a file's content, by what it is; `name` stands in the messages.

    Workbooks and SPSS files are read by a process of its own; the rest here, for speed: that is for
    files of the person who runs the command. What somebody else sent is for `of_stranger`.
    """
    opening = opening or Opening()
    if not content:
        raise FileError(name, "the file is empty")
    content, name = kinds.unpacked(content, name, opening.sheet)
    kind = kinds.of(content, name)
    if kind == "parquet":
        return _parquet(content, name)
    if kind in ("workbook", "spss"):
        grid = apart.grid_of(content, name, kind, opening.column, opening.sheet)
        return _of_grid(grid, opening)
    if kind == "json":
        text = encodings.decoded(content, name, opening.encoding)
        return _of_grid(json_rows.grid_of(text, name), opening)
    return _delimited(content, name, opening)


def of_stranger(content: bytes, name: str, *, whole: bool = True) -> Table:
    """Read a CSV or XLSX file that somebody sent, in a process of its own with narrow limits.

    FileError if it can't be read as a table, or if reading it fails in any way at all; and for
    faulty lines, unless it need not be `whole`.
    """
    return _of_cells(apart.cells_of(content, name, apart.UPLOAD), whole)


def _delimited(content: bytes, name: str, opening: Opening) -> Table:
    raw, note = None if opening.encoding else quick.utf_8(content), ""
    if raw is None:
        text, note = encodings.with_note(content, name, opening.encoding)
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            raise FileError(name, [Problem(line, "", "holds a NUL character. Save the file again")])
        raw = text.encode()
    found = None if opening.skip else quick.frame(raw, name, opening.column)
    if found:
        data, header = found
        lines = np.arange(2, data.height + 2)
        table = Table(name, data, lines, texts=header.texts, export=header.export)
    else:
        table = _row_by_row(raw.decode(), name, opening)
    table.notes.extend([note] * bool(note))
    return table


def _row_by_row(text: str, name: str, opening: Opening) -> Table:
    delimiter, text = delimited.split(text)
    if delimiter not in text and Path(name).suffix.lower() in workbook.ENDINGS:
        raise FileError(name, "can't be read as a workbook. Open it in a spreadsheet, and save it")
    return _of_grid(delimited.rows_of(text, delimiter, name), opening)


def _of_grid(grid: Grid, opening: Opening) -> Table:
    grid = headers.without_lines(grid, opening.skip)
    found, header = headers.headed(grid, opening.column)
    return _of_cells(found, True, header, grid)


def _of_cells(
    sheet: Cells, whole: bool = True, header: Header | None = None, grid: Grid | None = None
) -> Table:
    if whole and sheet.faulty:
        raise FileError(sheet.name, sheet.faulty)
    columns = zip(*sheet.rows, strict=True) if sheet.rows else [[] for _ in sheet.header]
    data = {key: list(column) for key, column in zip(sheet.header, columns, strict=True)}
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))
    return Table(
        sheet.name,
        frame,
        np.array(sheet.lines, dtype=int),
        sheet.faulty,
        sheet.broken,
        header.texts if header else {},
        header.export if header else "",
        [f"sheet {grid.sheet!r}"] * bool(grid.sheet) + grid.notes if grid else [],
    )


def _parquet(content: bytes, name: str) -> Table:
    try:
        data = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FileError(name, f"can't be read as Parquet ({error})") from error
    return Table(name, data, np.arange(1, data.height + 1))
