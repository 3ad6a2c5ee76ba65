"""Questionnaires as tables: CSV and XLSX that hold all of one, and short tables of statements.

A whole one has a column `kind`, which says what a line holds: the name, the language, the licence,
a label of the scale from the lowest on, a value, a statement, or an open question. Without that
column each line is a statement.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from everyseat.files.csv_export import for_people, guarded, unguarded
from everyseat.files.tables import FileError, Problem, Table
from everyseat.files.xlsx_export import as_xlsx
from everyseat.threesixty.questionnaire_checks import checked, is_said
from everyseat.threesixty.questionnaire_content import (
    Content,
    QuestionnaireFile,
    Statement,
    is_reversed,
)

SHORT = ("value", "behaviour", "about_me", "description")
COLUMNS = (
    *("kind", "value", "behaviour", "about_me", "description"),
    *("turned", "turned_about_me", "required", "not_seen", "about_value", "after_value", "key"),
)
FIELDS = ("name", "language", "licence")
KINDS = (*FIELDS, "label", "value", "statement", "question")
Cells = Mapping[str, str]


def from_table(table: Table) -> QuestionnaireFile:
    """Read a questionnaire from a table with a column `kind`, or of statements alone.

    These need the columns `value` and `behaviour`; `about_me` and `description` may be missing.
    """
    if table.column("kind"):
        return _whole(table)
    missing = [name for name in SHORT[:2] if table.column(name) is None]
    if missing:
        text = _("The file needs a column for each of these: %(names)s.")
        raise FileError(table.name, text % {"names": ", ".join(missing)})
    rows = list(_rows(table, SHORT))
    problems = [
        Problem(line, name, _("is empty"))
        for line, cells in rows
        for name in SHORT[:2]
        if not cells[name]
    ]
    if problems:
        raise FileError(table.name, problems)
    values: dict[str, dict[str, Any]] = {}
    for _line, cells in rows:
        value = values.setdefault(cells["value"], {"name": cells["value"], "behaviours": []})
        value.setdefault("description", cells["description"])
        value["behaviours"].append({"text": cells["behaviour"], "self_text": cells["about_me"]})
    return {"name": "", "content": checked({"values": list(values.values())})}


def _rows(table: Table, names: tuple[str, ...]) -> Iterator[tuple[int, Cells]]:
    """Yield each line's number and its cells, "" for those of columns that are not there."""
    columns = {name: table.column(name) for name in names}
    for row, line in zip(table.data.iter_rows(named=True), table.lines, strict=True):
        yield (
            int(line),
            {n: unguarded((row[c] or "").strip()) if c else "" for n, c in columns.items()},
        )


def _whole(table: Table) -> QuestionnaireFile:
    fields = dict.fromkeys(FIELDS, "")
    content: dict[str, Any] = {"labels": [], "values": [], "questions": []}
    problems = []
    for line, cells in _rows(table, COLUMNS):
        kind = cells["kind"].casefold()
        if kind in FIELDS:
            fields[kind] = cells["behaviour"]
        elif kind in KINDS:
            problems += [Problem(line, "kind", text) for text in _add(content, kind, cells)]
        else:
            said = _("is “%(kind)s”. It can be: %(kinds)s")
            told = {"kind": cells["kind"], "kinds": ", ".join(KINDS)}
            problems.append(Problem(line, "kind", said % told))
    if problems:
        raise FileError(table.name, problems)
    return {
        "name": fields["name"],
        "language": fields["language"],
        "licence": fields["licence"],
        "content": checked(content),
    }


def _add(content: dict[str, Any], kind: str, cells: Cells) -> Iterator[str]:
    """Add what a line holds to the content, and yield what is wrong with it."""
    if kind == "label":
        if not content["labels"]:
            content["low"] = cells["key"] or "1"
        content["labels"].append(cells["behaviour"])
    elif kind == "value":
        told = {"key": cells["key"], "name": cells["value"], "description": cells["description"]}
        content["values"].append({**told, "behaviours": []})
    elif kind == "question":
        about = {"value": cells["about_value"], "after": cells["after_value"]}
        content["questions"].append({**_texts(cells), **about})
    elif not content["values"]:
        yield _("is a statement before the first value")
    else:
        content["values"][-1]["behaviours"].append(_texts(cells))


def _texts(cells: Cells) -> dict[str, object]:
    return {
        "key": cells["key"],
        "text": cells["behaviour"],
        "self_text": cells["about_me"],
        "turned_text": cells["turned"],
        "turned_self_text": cells["turned_about_me"],
        "required": is_said(cells, "required", usually=False),
        "not_seen": is_said(cells, "not_seen", usually=True),
    }


def to_csv(about: Mapping[str, str], content: Content) -> str:
    """Return a questionnaire as CSV that `from_table` reads back, whole."""
    return for_people([COLUMNS, *_lines(about, content)])


def to_xlsx(about: Mapping[str, str], content: Content) -> bytes:
    """Return a questionnaire as a workbook that `from_table` reads back, whole."""
    lines = [[guarded(cell) if cell else None for cell in line] for line in _lines(about, content)]
    return as_xlsx({"Questionnaire": [COLUMNS, *lines]}, about.get("name", ""))


def _lines(about: Mapping[str, str], content: Content) -> Iterator[tuple[str, ...]]:
    for field in FIELDS:
        if about.get(field):
            yield _cells(kind=field, behaviour=about[field])
    for number, label in enumerate(content["labels"], content.get("low", 1)):
        yield _cells(kind="label", key=str(number), behaviour=label)
    for value in content["values"]:
        told = {"value": value["name"], "description": value["description"]}
        yield _cells(kind="value", key=value["key"], **told)
        for statement in value["behaviours"]:
            yield _cells(kind="statement", value=value["name"], **_told(statement))
    for question in content["questions"]:
        place = {"about_value": question.get("value", ""), "after_value": question.get("after", "")}
        yield _cells(kind="question", **_told(question), **place)


def _cells(**told: str) -> tuple[str, ...]:
    return tuple(told.get(name, "") for name in COLUMNS)


def _told(statement: Statement) -> dict[str, str]:
    told = {
        "key": statement["key"],
        "behaviour": statement["text"],
        "about_me": statement["self_text"],
        "required": "yes" if statement.get("required") else "",
        "not_seen": "no" if statement.get("not_seen") is False else "",
    }
    if is_reversed(statement):
        told["turned"] = statement.get("turned_text", "")
        told["turned_about_me"] = statement.get("turned_self_text", "")
    return told
