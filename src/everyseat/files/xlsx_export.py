"""Workbooks (XLSX) in which no spreadsheet finds a formula. Every workbook goes through here."""

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from everyseat.files.csv_export import FORMULA

Rows = Iterable[Sequence[object]]
"""Rows of cells: numbers stay numbers, None is an empty cell, and all else is text."""
WIDEST = 60
"""Characters of a column; a longer text is wrapped."""
LONGEST_TEXT = 32_767
"""Characters that a cell holds."""


def as_xlsx(sheets: Mapping[str, Rows], title: str = "") -> bytes:
    """Return a workbook of sheets by name, each with its headings in the first row.

    A text is written as text, never as a formula or a link; one that begins like a formula is also
    marked as text (Excel's “quote prefix”), so that it stays text when somebody edits it or saves
    it as CSV. xlsxwriter refuses names of sheets over 31 characters.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        formats = {
            "text": wrapped,
            "guarded": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            "heading": book.add_format({"bold": True, "text_wrap": True, "quote_prefix": True}),
        }
        for name, rows in sheets.items():
            _write(book.add_worksheet(name), list(rows), formats)
    return out.getvalue()


def _write(
    sheet: Worksheet, rows: Sequence[Sequence[object]], formats: Mapping[str, Format]
) -> None:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            _cell(sheet, y, x, cell, formats)
    for x in range(max(map(len, rows), default=0)):
        longest = max((len(str(row[x])) for row in rows if x < len(row)), default=0)
        sheet.set_column(x, x, min(max(longest, 8) + 2, WIDEST))
    sheet.freeze_panes(1, 0)


def _cell(sheet: Worksheet, y: int, x: int, cell: object, formats: Mapping[str, Format]) -> None:
    if cell is None:
        return
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(y, x, cell, formats["text"])
        return
    text = str(cell)[:LONGEST_TEXT]
    kind = "guarded" if FORMULA.match(text) else "text"
    sheet.write_string(y, x, text, formats["heading" if y == 0 else kind])
