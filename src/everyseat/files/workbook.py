"""The sheets of a workbook: XLSX, XLSM, XLSB, XLS and ODS. Only for a process of its own (`apart`).

A workbook of a few bytes may say that it has 17 billion cells, and its reader makes them all.
"""

import io
from datetime import date, datetime
from typing import cast

from everyseat.files import unread_cells
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError
from everyseat.files.texts import folded

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
HEAD = 15
"""Rows among which the names of columns may stand."""
HIDES_ERRORS = "error cells of this kind of workbook are read as empty: save it as XLSX to be sure"


def first_sheet(content: bytes, name: str) -> Grid:
    """Return the rows of a workbook's first sheet. FileError if it can't be read."""
    with _Book(content, name) as book:
        return book.grid(0)


def sheet_of(content: bytes, name: str, column: str, said: str) -> Grid:
    """Return the rows of the one sheet that has a column of this name, or of the one that is said.

    FileError if none has, if several have, or if the workbook can't be read.
    """
    with _Book(content, name) as book:
        return book.grid(book.said(said) if said else book.having(column))


class _Book:
    def __init__(self, content: bytes, name: str):
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

        self.name, self.content = name, content
        self.errors = (CalamineError, ValueError, IndexError, OSError)
        try:
            self.book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except self.errors as error:
            raise self._unreadable(error) from error
        about = self.book.sheets_metadata
        self.sheets = [sheet.name for sheet in about]
        self.visible = [sheet.visible == SheetVisibleEnum.Visible for sheet in about]

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def _unreadable(self, error: Exception) -> FileError:
        if type(error).__name__ == "PasswordError":
            why = "is locked by a password. Save it without one, or save the sheet as a CSV file"
            return FileError(self.name, why)
        why = f"can't be read as a workbook ({error}). Open it in a spreadsheet, and save it again"
        return FileError(self.name, why)

    def said(self, said: str) -> int:
        """Return the place of the sheet of this name, or of this number from 1."""
        for i, sheet in enumerate(self.sheets, 1):
            if folded(sheet) == folded(said) or said == str(i):
                return i - 1
        raise FileError(self.name, f"there is no sheet {said!r}. It has: {self._all()}")

    def having(self, column: str) -> int:
        """Return the place of the one visible sheet with a column of this name."""
        shown = [i for i, visible in enumerate(self.visible) if visible]
        found = [i for i in shown if self._has(i, column)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            which = ", ".join(repr(self.sheets[i]) for i in found)
            why = f"{len(found)} sheets have a column {column!r}: {which}"
            raise FileError(self.name, why, "Say which one to read: --sheet NAME")
        if len(shown) == 1:
            return shown[0]
        why = f"no sheet has a column {column!r}. It has: {self._all()}"
        raise FileError(
            self.name, why, "Say which sheet to read, and who was rated: --sheet, --recipient"
        )

    def _all(self) -> str:
        hidden = zip(self.sheets, self.visible, strict=True)
        return ", ".join(f"{s!r}" + ("" if visible else " (hidden)") for s, visible in hidden)

    def _has(self, place: int, column: str) -> bool:
        head = self._cells(place)[:HEAD]
        return any(isinstance(c, str) and folded(c) == folded(column) for row in head for c in row)

    def _cells(self, place: int) -> list[list[object]]:
        try:
            sheet = self.book.get_sheet_by_index(place)
            rows = cast(list[list[object]], sheet.to_python(skip_empty_area=False))
        except self.errors as error:
            raise self._unreadable(error) from error
        return rows

    def grid(self, place: int) -> Grid:
        """Return a sheet's rows. FileError if it is empty."""
        rows = [[_text(cell) for cell in row] for row in self._cells(place)]
        numbered = [(i, row) for i, row in enumerate(rows, 1) if any(row)]
        if not numbered:
            raise FileError(self.name, f"the sheet {self.sheets[place]!r} is empty")
        can_tell = unread_cells.can_tell(self.content)
        return Grid(
            self.name,
            [row for _, row in numbered],
            [i for i, _ in numbered],
            sheet=self.sheets[place],
            broken=unread_cells.of(self.content, place) if can_tell else [],
            notes=[] if can_tell else [HIDES_ERRORS],
        )


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell).strip()
