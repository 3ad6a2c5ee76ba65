"""A table from a CSV, XLSX or Parquet file: columns of text, and the line each row came from."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

DELIMITERS = ",;\t|"
SHOWN = 10


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a file: where it stands and what to do about it."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line:,}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.message}"


class FileError(Exception):
    """A file that can't be used as it is, with every problem found in it."""

    def __init__(self, name: str, problems: list[Problem] | str):
        self.name = name
        self.problems = problems if isinstance(problems, list) else []
        self.summary = problems if isinstance(problems, str) else ""
        super().__init__(self._text())

    def _text(self) -> str:
        if self.summary:
            return f"{self.name}: {self.summary}"
        shown = [f"{self.name}, {problem}" for problem in sorted(self.problems)[:SHOWN]]
        more = len(self.problems) - len(shown)
        return "\n".join(shown + ([f"… and {more:,} more"] if more else []))


@dataclass(frozen=True)
class Table:
    """Rows as read: `data` holds text (Parquet: what the file holds), `lines` each row's line."""

    name: str
    data: pl.DataFrame
    lines: np.ndarray = field(repr=False)

    def column(self, wanted: str) -> str | None:
        """Return the column of this name, whatever its case, or None."""
        if wanted in self.data.columns:
            return wanted
        same = [c for c in self.data.columns if c.strip().lower() == wanted.strip().lower()]
        return same[0] if len(same) == 1 else None


def read(path: Path) -> Table:
    """Read a file by its ending. FileError if it can't be read as a table."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"can't be opened ({error.strerror})") from error
    return from_bytes(content, path.name)


def from_bytes(content: bytes, name: str) -> Table:
    """Read a file's content; `name` gives its ending and stands in the messages."""
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


def _csv(content: bytes, name: str) -> Table:
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(name, "this is not a CSV, XLSX or Parquet file")
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    raw = text.encode()
    if _is_plain(raw, delimiter):
        data = pl.read_csv(
            raw,
            separator=delimiter,
            infer_schema=False,
            quote_char=None,
        )
        return Table(name, data.fill_null(""), np.arange(2, data.height + 2))
    return _csv_line_by_line(text, delimiter, name)


def _decoded(content: bytes) -> str:
    """Decode UTF-8 (with or without its mark), UTF-16, or what older spreadsheets write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    header = text[: text.find("\n")] if "\n" in text else text
    return max(DELIMITERS, key=header.count)


def _is_plain(raw: bytes, delimiter: str) -> bool:
    """Return whether every line has the header's number of fields and nothing is quoted."""
    if b'"' in raw:
        return False
    data = np.frombuffer(raw.rstrip(b"\n") + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    fields = np.diff(np.searchsorted(np.flatnonzero(data == ord(delimiter)), ends), prepend=0)
    blank = np.diff(ends, prepend=-1) == 1
    return bool((fields == fields[0]).all() and not blank.any() and len(ends) > 1)


def _csv_line_by_line(text: str, delimiter: str, name: str) -> Table:
    """Read with Python's own reader, which knows the line of every row."""
    csv.field_size_limit(len(text) + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, problems, line = [], [], [], 1
    header: list[str] = []
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            wrong = "a quotation mark is opened here and not closed, or closed too early"
            raise FileError(name, [Problem(line, "", wrong)]) from error
        if row is None:
            break
        if any(cell.strip() for cell in row):
            if not header:
                header = row
            elif len(row) != len(header):
                wrong = f"{len(row)} fields where the first line has {len(header)}"
                problems.append(Problem(line, "", wrong))
            else:
                rows.append(row)
                lines.append(line)
        line = reader.line_num + 1
    if problems:
        raise FileError(name, problems)
    return _of_rows(name, header, rows, lines)


def _of_rows(name: str, header: list[str], rows: list[list[str]], lines: list[int]) -> Table:
    header = [cell.strip() for cell in header]
    if len(set(header)) < len(header):
        twice = sorted({c or "(no name)" for c in header if header.count(c) > 1})
        raise FileError(name, f"two columns have the same name: {', '.join(twice)}")
    columns = zip(*rows, strict=True) if rows else [[] for _ in header]
    data = {key: list(column) for key, column in zip(header, columns, strict=True)}
    return Table(name, pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)), np.array(lines))


MOST_CELLS = 20_000_000
MOST_BYTES = 400 * 1024 * 1024
"""A workbook of a few bytes may say that it has 17 billion cells: they are not made."""


def _xlsx(content: bytes, name: str) -> Table:
    _must_be_small(content, name)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, OSError) as error:
        raise FileError(name, f"can't be read as a workbook ({error})") from error
    rows = [[_cell_text(cell) for cell in row] for row in cells]
    numbered = [(i, row) for i, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        raise FileError(name, "the first sheet is empty")
    header = numbered[0][1]
    width = max(i + 1 for i, cell in enumerate(header) if cell)
    body = [(i, row[:width]) for i, row in numbered[1:]]
    return _of_rows(name, header[:width], [row for _, row in body], [i for i, _ in body])


def _must_be_small(content: bytes, name: str) -> None:
    """Refuse a workbook with a cell so far out that all cells before it would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sheets = [p for p in parts.infolist() if p.filename.startswith("xl/worksheets/")]
            if sum(p.file_size for p in sheets) > MOST_BYTES:
                raise FileError(name, "is too large: save the first sheet as a CSV file")
            for part in sheets:
                xml = parts.read(part)
                rows = max(map(int, re.findall(rb'<row [^>]*?r="(\d{1,9})"', xml)), default=1)
                columns = max(
                    map(_column, set(re.findall(rb'<c [^>]*?r="([A-Z]+)', xml))), default=1
                )
                if rows * columns > MOST_CELLS:
                    raise FileError(name, f"a sheet is larger than {MOST_CELLS:,} cells")
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise FileError(name, f"can't be read as a workbook ({error})") from error


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters[:8]:
        number = 26 * number + letter - 64
    return number


def _cell_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _parquet(content: bytes, name: str) -> Table:
    try:
        data = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileError(name, f"can't be read as Parquet ({error})") from error
    return Table(name, data, np.arange(1, data.height + 1))
