"""Statements to begin with, from what somebody typed or from a file: each with its line."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from everyseat.files import tables
from everyseat.files.problems import FileError

COLUMN = "statement"
Line = tuple[int, str]


def typed(text: str) -> list[Line]:
    """Return the statements that somebody typed, without empty lines.

    >>> typed("Parks for all\\n\\n  Buses   at night ")
    [(1, 'Parks for all'), (3, 'Buses at night')]
    """
    return _used(list(enumerate(text.splitlines(), 1)))


def in_file(content: bytes, name: str) -> list[Line]:
    """Return the statements of a CSV or XLSX file. FileError if it can't be read, or has none.

    They stand in the column “statement”, or in the only column that the file has.
    """
    table = tables.of_stranger(content, name)
    column = table.column(COLUMN) or _only(table)
    if column is None:
        raise FileError(name, _("no column is called “statement”"))
    found = zip(map(int, table.lines), table.data[column], strict=True)
    if lines := _used([(line, text or "") for line, text in found]):
        return lines
    raise FileError(name, _("the column “statement” is empty"))


def _only(table: tables.Table) -> str | None:
    return table.data.columns[0] if table.data.width == 1 else None


def _used(lines: Sequence[Line]) -> list[Line]:
    tidy = ((line, " ".join(text.split())) for line, text in lines)
    return [(line, text) for line, text in tidy if text]
