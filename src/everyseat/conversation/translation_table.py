"""A table of statements and their translations: downloaded, filled in, and sent again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from everyseat.conversation.actions.translating import READ, Row
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries.translations import languages
from everyseat.files import tables
from everyseat.files.csv_export import unguarded
from everyseat.files.problems import FileError

NUMBER, STATEMENT = "number", "statement"


def columns(conversation: Conversation) -> dict[str, str]:
    """Return the languages that have a column, with their names: that of the statements is last."""
    own = conversation.language
    return dict(sorted(languages().items(), key=lambda one: one[0] == own))


def rows(conversation: Conversation) -> Iterator[list[object]]:
    """Yield a heading, and a row per statement that may be translated, by its number."""
    codes = columns(conversation)
    yield [NUMBER, STATEMENT, *codes.values()]
    found = conversation.statements.filter(state__in=READ).prefetch_related("translations")
    for one in found:
        known = {translation.language: translation.text for translation in one.translations.all()}
        yield [one.number, one.text, *(known.get(code, "") for code in codes)]


def in_file(content: bytes, name: str) -> list[Row]:
    """Return the rows of a CSV or XLSX file. FileError if it can't be read, or has none.

    A column has the name of its language, or its code.
    """
    table = tables.of_stranger(content, name)
    number, statement = table.column(NUMBER), table.column(STATEMENT)
    if number is None:
        raise FileError(name, _("no column is called “number”"))
    of = {code: column for code, column in _of_languages(table) if column}
    if not of:
        called = ", ".join(f"“{one}”" for one in languages().values())
        raise FileError(name, _("no column is called by a language: %(names)s") % {"names": called})
    data = table.data.to_dicts()
    return [
        Row(
            line,
            _number(row[number]),
            _tidy(row[statement]) if statement else "",
            {code: _tidy(row[column]) for code, column in of.items()},
        )
        for line, row in zip(map(int, table.lines), data, strict=True)
    ]


def _of_languages(table: tables.Table) -> Iterator[tuple[str, str | None]]:
    for code, name in languages().items():
        yield code, table.column(name) or table.column(code)


def _number(cell: Any) -> str:
    return _tidy(cell).removesuffix(".0")  # as some spreadsheets save a whole number


def _tidy(cell: Any) -> str:
    return " ".join(unguarded(cell or "").split())
