"""Tables written as CSV in which no spreadsheet finds a formula. Every export goes through here."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

STARTS = "=+\\-@\t\r\n＝＋－＠"
"""What makes a cell a formula (OWASP, CSV injection), and the full-width forms of the same."""
SKIPPED = r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*"
"""What a spreadsheet may drop before it looks for a formula."""
FORMULA = re.compile(rf"'*{SKIPPED}[{STARTS}]")
GUARDED = re.compile(rf"'+{SKIPPED}[{STARTS}]")
BYTE_ORDER_MARK = "\ufeff"
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180). Text that could be taken for a formula gets a leading quote.

    Numbers stay numbers, the negative ones too.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def for_people(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV that spreadsheets open with every letter as it is: a mark says UTF-8."""
    return BYTE_ORDER_MARK + as_csv(rows)


def guarded(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula. `unguarded` gives the text back."""
    if cell is None or isinstance(cell, int | float):
        return cell
    text = str(cell)
    if NUMBER.fullmatch(text) or not FORMULA.match(text):
        return text
    return "'" + text


def unguarded(text: str) -> str:
    """Return a text as it was before `guarded`."""
    return text[1:] if GUARDED.match(text) else text
