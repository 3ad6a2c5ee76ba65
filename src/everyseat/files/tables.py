"""A table from a CSV, XLSX or Parquet file: columns of text, and the line each row came from."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from everyseat.files import apart, cells
from everyseat.files.cells import Cells, FileError, Problem

__all__ = ["FileError", "Problem", "Table", "from_bytes", "of_stranger", "read"]


@dataclass(frozen=True)
class Table:
    """Rows as read: `data` holds text (Parquet: what the file holds), `lines` each row's line.

    `faulty` are the lines that could not be read as rows.
    """

    name: str
    data: pl.DataFrame
    lines: np.ndarray = field(repr=False)
    faulty: list[Problem] = field(default_factory=list, repr=False)

    def column(self, name: str) -> str | None:
        """Return the column of this name, whatever its case, or None."""
        if name in self.data.columns:
            return name
        same = [c for c in self.data.columns if c.strip().lower() == name.strip().lower()]
        return same[0] if len(same) == 1 else None


def read(path: Path) -> Table:
    """Read a file by its ending. FileError if it can't be read as a table."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"can't be opened ({error.strerror})") from error
    return from_bytes(content, path.name)


def from_bytes(content: bytes, name: str) -> Table:
    """Read a file's content; `name` gives its ending and stands in the messages.

    A workbook is read by a process of its own; CSV and Parquet here, for speed: that is for files
    of the person who runs the command. What somebody else sent is for `of_stranger`.
    """
    readers = {".xlsx": _xlsx, ".parquet": _parquet}
    reader = readers.get(Path(name).suffix.lower(), _csv)
    if not content:
        raise FileError(name, "the file is empty")
    table = reader(content, name)
    repeated = {c for c in table.data.columns if c.endswith("_duplicated_0")}
    if repeated:
        twice = ", ".join(sorted(c.removesuffix("_duplicated_0") for c in repeated))
        raise FileError(name, f"two columns have the same name: {twice}")
    return table


def of_stranger(content: bytes, name: str, *, whole: bool = True) -> Table:
    """Read a CSV or XLSX file that somebody sent, in a process of its own with narrow limits.

    FileError if it can't be read as a table, or if reading it fails in any way at all; and for
    faulty lines, unless it need not be `whole`.
    """
    return _of_cells(apart.cells_of(content, name, apart.UPLOAD), whole)


def _csv(content: bytes, name: str) -> Table:
    text = cells.decoded(content, name)
    delimiter = cells.delimiter_of(text)
    raw = text.encode()
    if _is_plain(raw, delimiter):
        data = pl.read_csv(
            raw,
            separator=delimiter,
            infer_schema=False,
            quote_char=None,
        )
        return Table(name, data.fill_null(""), np.arange(2, data.height + 2))
    return _of_cells(cells.of_lines(text, delimiter, name))


def _is_plain(raw: bytes, delimiter: str) -> bool:
    """Return whether every line has the header's number of fields and nothing is quoted."""
    if b'"' in raw:
        return False
    data = np.frombuffer(raw.rstrip(b"\n") + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    fields = np.diff(np.searchsorted(np.flatnonzero(data == ord(delimiter)), ends), prepend=0)
    blank = np.diff(ends, prepend=-1) == 1
    return bool((fields == fields[0]).all() and not blank.any() and len(ends) > 1)


def _xlsx(content: bytes, name: str) -> Table:
    return _of_cells(apart.cells_of(content, name, apart.OWN_FILE))


def _of_cells(sheet: Cells, whole: bool = True) -> Table:
    if whole and sheet.faulty:
        raise FileError(sheet.name, sheet.faulty)
    columns = zip(*sheet.rows, strict=True) if sheet.rows else [[] for _ in sheet.header]
    data = {key: list(column) for key, column in zip(sheet.header, columns, strict=True)}
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))
    return Table(sheet.name, frame, np.array(sheet.lines), sheet.faulty)


def _parquet(content: bytes, name: str) -> Table:
    try:
        data = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileError(name, f"can't be read as Parquet ({error})") from error
    return Table(name, data, np.arange(1, data.height + 1))
