"""Which row of a file names its columns."""

from collections.abc import Collection
from dataclasses import replace

from everyseat.files import exports
from everyseat.files.cells import Cells, columns_of
from everyseat.files.exports import Header
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError
from everyseat.files.texts import folded

HEAD = 15


def without_lines(grid: Grid, skip: Collection[int]) -> Grid:
    """Return a grid without the lines that its reader is told to leave out."""
    kept = [i for i, line in enumerate(grid.lines) if line not in skip]
    return replace(
        grid,
        rows=[grid.rows[i] for i in kept],
        lines=[grid.lines[i] for i in kept],
        faulty=[problem for problem in grid.faulty if problem.line not in skip],
    )


def find(grid: Grid, column: str) -> tuple[int, Header]:
    """Return the row where a grid's names begin, and the names.

    They are an export's own headings, or the first row with a column of this name, or the first.
    """
    head = grid.rows[:HEAD]
    for start in range(len(head)):
        export = exports.recognised(head[start:])
        if export:
            return start, export
        if any(folded(cell) == folded(column) for cell in head[start]):
            return start, _plain(grid, start)
    return 0, _plain(grid, 0)


def _plain(grid: Grid, start: int) -> Header:
    return Header([cell.strip() for cell in grid.rows[start]], grid.texts)


def headed(grid: Grid, column: str) -> tuple[Cells, Header]:
    """Return the rows below the names, and the names. FileError if there are none."""
    if not grid.rows:
        raise FileError(grid.name, grid.faulty or "the file is empty")
    start, header = find(grid, column)
    below = replace(
        grid, rows=grid.rows[start + header.rows :], lines=grid.lines[start + header.rows :]
    )
    if start:
        below.notes.append(f"names of columns in line {grid.lines[start]:,}")
    return columns_of(below, header.names), header
