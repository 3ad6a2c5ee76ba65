"""The cells of a CSV or XLSX file as text, with nothing heavier imported than they need."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DELIMITERS = ",;\t|"
SHOWN = 10
QUOTES = (
    "a quotation mark is opened here and not closed, or closed too early. Close it, or write two "
    "of them where the text itself has one"
)


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file: where it is and what to do about it."""

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
        lines = [f"{self.name}, {problem}" for problem in sorted(self.problems)[:SHOWN]]
        more = len(self.problems) - len(lines)
        return "\n".join(lines + ([f"… and {more:,} more"] if more else []))


@dataclass(frozen=True)
class Cells:
    """The first row with anything in it, the rows below it, and each row's line in the file.

    `faulty` are the lines that could not be read as rows: they are not among them.
    """

    name: str
    header: list[str]
    rows: list[list[str]] = field(repr=False)
    lines: list[int] = field(repr=False)
    faulty: list[Problem] = field(default_factory=list, repr=False)


def of_bytes(content: bytes, name: str) -> Cells:
    """Read a CSV or XLSX file's content; `name` gives its ending. FileError says what is wrong."""
    if not content:
        raise FileError(name, "the file is empty")
    ending = Path(name).suffix.lower()
    if ending == ".parquet":
        raise FileError(name, "is not a CSV or XLSX file")
    return of_workbook(content, name) if ending == ".xlsx" else of_csv(content, name)


def of_csv(content: bytes, name: str) -> Cells:
    text = decoded(content, name)
    return of_lines(text, delimiter_of(text), name)


def decoded(content: bytes, name: str) -> str:
    """Decode UTF-8 (with or without its mark), UTF-16, or what older spreadsheets write.

    Each line of the result ends with a line feed. FileError if the content is no text.
    """
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(name, "this is not a CSV file, whatever its name says")
    return _text_of(content).replace("\r\n", "\n").replace("\r", "\n")


def _text_of(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    header = text[: text.find("\n")] if "\n" in text else text
    return max(DELIMITERS, key=header.count)


def of_lines(text: str, delimiter: str, name: str) -> Cells:
    """Read with Python's own reader, which knows the line of every row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows, lines, faulty = [], [], []
    header: list[str] = []
    for line, row in _records(list(io.StringIO(text, newline="")), delimiter):
        if row is None:
            faulty.append(Problem(line, "", QUOTES))
        elif not any(cell.strip() for cell in row):
            continue
        elif not header:
            header = row
        elif len(row) != len(header):
            faulty.append(Problem(line, "", _fields(len(row), len(header))))
        else:
            rows.append(row)
            lines.append(line)
    return _checked(name, header, rows, lines, faulty)


def _records(texts: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row with its line; None where its quotation marks are wrong.

    After such a line it reads on from the next one, so that one run finds every mistake.
    """
    start = 0
    while start < len(texts):
        following = (texts[i] for i in range(start, len(texts)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        line = start + 1
        try:
            for row in reader:
                yield line, row
                line = start + reader.line_num + 1
        except csv.Error:
            yield line, None
            start = line
        else:
            return


def _fields(n: int, expected: int) -> str:
    count = "1 field" if n == 1 else f"{n} fields"
    return (
        f"{count} where the first line has {expected}. Look for a missing or an extra separator; a "
        "text that holds one needs quotation marks around it"
    )


def _checked(
    name: str,
    header: list[str],
    rows: list[list[str]],
    lines: list[int],
    faulty: list[Problem] | None = None,
) -> Cells:
    header = [cell.strip() for cell in header]
    if len(set(header)) < len(header):
        twice = sorted({c or "(no name)" for c in header if header.count(c) > 1})
        raise FileError(name, f"two columns have the same name: {', '.join(twice)}")
    return Cells(name, header, rows, lines, faulty or [])


def of_workbook(content: bytes, name: str) -> Cells:
    """Read the first sheet of a workbook. Only for a process of its own: see `apart`.

    A workbook of a few bytes may say that it has 17 billion cells, and its reader makes them all.
    """
    from python_calamine import CalamineError, CalamineWorkbook

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
    return _checked(name, header[:width], [row for _, row in body], [i for i, _ in body])


def _cell_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
