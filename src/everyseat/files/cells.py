"""The cells of a CSV or XLSX file as text, with nothing heavier imported than they need."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from everyseat.files import delimited, encodings, workbook
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError, Problem

__all__ = ["Cells", "FileError", "Problem", "of_bytes"]


@dataclass(frozen=True)
class Cells:
    """The names of columns, the rows below them, and each row's line in the file.

    `faulty` are the lines that could not be read as rows: they are not among them. `broken` are
    cells without a value, as problems.
    """

    name: str
    header: list[str]
    rows: list[list[str]] = field(repr=False)
    lines: list[int] = field(repr=False)
    faulty: list[Problem] = field(default_factory=list, repr=False)
    broken: list[Problem] = field(default_factory=list, repr=False)


def of_bytes(content: bytes, name: str) -> Cells:
    """Read a CSV or XLSX file's content; `name` gives its ending. FileError says what is wrong.

    The first row with anything in it names the columns.
    """
    if not content:
        raise FileError(name, "the file is empty")
    ending = Path(name).suffix.lower()
    if ending == ".parquet":
        raise FileError(name, "is not a CSV or XLSX file")
    grid = workbook.first_sheet(content, name) if ending == ".xlsx" else of_text(content, name)
    header = [cell.strip() for cell in grid.rows[0]] if grid.rows else []
    rows = grid.rows[1:]
    if ending == ".xlsx":  # what stands to the right of the last name is no column
        width = max((i + 1 for i, cell in enumerate(header) if cell), default=0)
        header, rows = header[:width], [row[:width] for row in rows]
    below = Grid(name, rows, grid.lines[1:], faulty=grid.faulty, broken=grid.broken)
    return _without_broken(columns_of(below, header))


def _without_broken(cells: Cells) -> Cells:
    """Count a row in which a named column has no value among those that could not be read."""
    broken = [problem for problem in cells.broken if problem.column]
    at = {problem.line for problem in broken}
    kept = [i for i, line in enumerate(cells.lines) if line not in at]
    return replace(
        cells,
        rows=[cells.rows[i] for i in kept],
        lines=[cells.lines[i] for i in kept],
        faulty=[*cells.faulty, *broken],
    )


def of_text(content: bytes, name: str) -> Grid:
    delimiter, text = delimited.split(encodings.decoded(content, name))
    return delimited.rows_of(text, delimiter, name)


def columns_of(grid: Grid, header: list[str]) -> Cells:
    """Return the rows of a grid under the names of its columns.

    Rows may go on with empty cells; columns without a name and with nothing in them are dropped.
    FileError if two columns have the same name.
    """
    width = len(header)
    rows, lines, faulty = [], [], list(grid.faulty)
    for row, line in zip(grid.rows, grid.lines, strict=True):
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if len(row) == width:
            rows.append(row)
            lines.append(line)
        else:
            faulty.append(Problem(line, "", _fields(len(row), width)))
    kept = [i for i, name in enumerate(header) if name or any(row[i].strip() for row in rows)]
    if len(kept) < width:
        rows = [[row[i] for i in kept] for row in rows]
    check_names([header[i] for i in kept], grid.name)
    broken = [
        Problem(line, header[column] if 0 <= column < width else "", why)
        for line, column, why in grid.broken
    ]
    return Cells(grid.name, [header[i] for i in kept], rows, lines, sorted(faulty), broken)


def check_names(header: list[str], name: str) -> None:
    """FileError if two columns have the same name."""
    twice = sorted(name or "(no name)" for name, n in Counter(header).items() if n > 1)
    if twice:
        raise FileError(name, f"two columns have the same name: {', '.join(twice)}")


def _fields(n: int, expected: int) -> str:
    count = "1 field" if n == 1 else f"{n} fields"
    return (
        f"{count} where the first line has {expected}. Look for a missing or an extra separator; a "
        "text that holds one needs quotation marks around it"
    )
