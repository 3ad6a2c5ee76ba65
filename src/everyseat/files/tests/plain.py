"""The same few ratings, written in as many ways as people have files."""

import io
import zipfile
from collections.abc import Callable, Iterable

import openpyxl

from everyseat.files import ratings, tables
from everyseat.files.ratings import Columns, Ratings, Said, Scale
from everyseat.files.tables import Opening

HEADER = ["recipient", "relationship", "rater", "Q1", "Q2", "Q3"]
ROWS = [
    ["Ada", "self", "A0", "4", "4", "2"],
    ["Ada", "manager", "A1", "5", "3", "2"],
    ["Ada", "peer", "A2", "3", "2", "4"],
    ["Ada", "peer", "A3", "5", "3", "5"],
    ["Ben", "self", "B0", "3", "3", "4"],
    ["Ben", "manager", "B1", "4", "3", "3"],
    ["Ben", "peer", "B2", "1", "3", "5"],
]
TABLE = [HEADER, *ROWS]


def csv(rows: Iterable[Iterable[str]] = TABLE, delimiter: str = ",", end: str = "\n") -> str:
    return end.join(delimiter.join(row) for row in rows) + end


def changed(change: Callable[[str], str], header: list[str] = HEADER) -> list[list[str]]:
    """Return the table with each rating written in another way."""
    return [header, *([*row[:3], *map(change, row[3:])] for row in ROWS)]


def workbook(*sheets: tuple[str, list[list[object]]], hidden: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def numbers(rows: list[list[str]] = TABLE) -> list[list[object]]:
    return [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(
    content: str | bytes,
    name: str = "r.csv",
    opening: Opening | None = None,
    scale: Scale | None = None,
    said: Said | None = None,
    leave_out: bool = False,
    **columns: object,
) -> Ratings:
    raw = content.encode() if isinstance(content, str) else content
    names = Columns(**columns)
    opening = opening or Opening(column=names.recipient)
    table = tables.from_bytes(raw, name, opening)
    return ratings.of_table(table, names, scale, leave_out, said)


def sheets(found: Ratings) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return who was rated, as what, and how: all that a file says, in an order of its own."""
    rows = zip(found.recipient, found.relationship, found.table.tolist(), strict=True)
    low = found.scale.low
    return sorted(
        (found.recipients[r], found.relationships[k], tuple(p + low if p >= 0 else -1 for p in row))
        for r, k, row in rows
    )


PLAIN = sheets(read(csv()))
