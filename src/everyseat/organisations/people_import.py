"""People from a CSV or XLSX file: read, checked line by line, and only then saved."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from everyseat.files import tables
from everyseat.files.tables import Problem, Table
from everyseat.organisations import people_columns
from everyseat.organisations.models import Person
from everyseat.organisations.people_columns import COLUMNS, REQUIRED

LONGEST = 120
SHOWN = 500
"""Problems on one page."""
NOTES_SHOWN = 100

SAMPLE = [
    COLUMNS,
    ("Ann Lee", "ann.lee@example.org", "Reception", "bo.ash@example.org", ""),
    ("Bo Ash", "bo.ash@example.org", "Managers", "", ""),
    ("Cy Poe", "cy.poe@example.com", "", "", "Another organisation"),
]
"""A file as it is wanted, for people who have none to begin with."""


@dataclass(frozen=True)
class Preview:
    """A preview of an import: the good rows, the problems, and the columns left out.

    `notes` says of good rows whose manager is left empty, and why. `understood` says which heading
    was taken for which column.
    """

    rows: list[dict[str, str]]
    problems: list[Problem]
    notes: list[Problem]
    kept_out: list[str]
    understood: dict[str, str]

    @property
    def shown(self) -> list[Problem]:
        """The first problems, each with its column as the file calls it."""
        first = self.problems[:SHOWN]
        return [replace(p, column=self.understood.get(p.column, p.column)) for p in first]

    @property
    def named(self) -> list[tuple[str, str]]:
        """What each column was taken for, with its heading in the file."""
        return [(people_columns.said(c), text) for c, text in self.understood.items()]

    @property
    def not_shown(self) -> int:
        return max(0, len(self.problems) - SHOWN)

    @property
    def notes_shown(self) -> list[Problem]:
        return self.notes[:NOTES_SHOWN]

    @property
    def notes_not_shown(self) -> int:
        return max(0, len(self.notes) - NOTES_SHOWN)

    @property
    def lines_left_out(self) -> list[int]:
        return sorted({problem.line for problem in self.problems})


def read(content: bytes, name: str) -> Table:
    """Read a file that may be of people. FileError if it is none that could be."""
    table = tables.of_stranger(content, name, whole=False)
    if len(table.data.columns) < len(REQUIRED):
        text = _("it has only one column. Names and e-mail addresses need a column each.")
        raise tables.FileError(name, text)
    if table.data.is_empty() and not table.faulty:
        text = _("nobody is in it. Nothing stands under its first line, which names the columns.")
        raise tables.FileError(name, text)
    return table


def packed(table: Table) -> dict[str, Any]:
    """Return a table as JSON holds it, to be asked about before it is checked."""
    return {
        "name": table.name,
        "columns": table.data.to_dict(as_series=False),
        "lines": table.lines.tolist(),
        "faulty": [(fault.line, fault.column, fault.message) for fault in table.faulty],
    }


def unpacked(found: dict[str, Any]) -> Table:
    data = pl.DataFrame(found["columns"], schema=dict.fromkeys(found["columns"], pl.String))
    faulty = [Problem(*fault) for fault in found["faulty"]]
    return Table(found["name"], data, np.array(found["lines"], dtype=int), faulty)


def check(table: Table, columns: dict[str, str]) -> Preview:
    """Check a table of people, given the heading of each column that is known."""
    rows = [
        {column: people_columns.cell(row, columns, column) for column in COLUMNS}
        for row in table.data.iter_rows(named=True)
    ]
    lines = [int(line) for line in table.lines]
    problems = [p for row, line in zip(rows, lines, strict=True) for p in _problems(row, line)]
    problems += [*map(_as_sentence, table.faulty), *_repeated(rows, lines)]
    problems += _unknown_managers(rows, lines)
    good = _without(rows, lines, problems)
    notes = _without_manager(good, dict(zip(map(_email, rows), lines, strict=True)))
    kept_out = [text for text in table.data.columns if text not in columns.values()]
    return Preview([row for row, _line in good], sorted(problems), notes, kept_out, columns)


def _email(row: dict[str, str]) -> str:
    return row["email"].lower()


def _as_sentence(faulty: Problem) -> Problem:
    text = faulty.message
    return replace(faulty, message=f"{text[:1].upper()}{text[1:]}.")


def _problems(row: dict[str, str], line: int) -> list[Problem]:
    problems = [Problem(line, column, _empty(column)) for column in REQUIRED if not row[column]]
    text = _("It is longer than %(n)s characters. Shorten it.") % {"n": LONGEST}
    problems += [Problem(line, c, text) for c in COLUMNS if len(row[c]) > LONGEST]
    problems += [
        Problem(line, column, _no_address(column, row[column]))
        for column in ("email", "manager")
        if row[column] and not _is_email(row[column])
    ]
    return problems


def _empty(column: str) -> str:
    if column == "name":
        return _("The name is empty. Write it, or remove the line.")
    return _("The e-mail address is empty. Write it, or remove the line.")


def _no_address(column: str, text: str) -> str:
    if column == "manager":
        wrong = _("“%(text)s” is not an e-mail address. Write the manager's, or leave it empty.")
    else:
        wrong = _("“%(text)s” is not an e-mail address, which looks like name@example.org.")
    return wrong % {"text": text}


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _repeated(rows: list[dict[str, str]], lines: list[int]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row, line in zip(rows, lines, strict=True):
        address = row["email"].lower()
        if address in first:
            text = _("%(address)s is in line %(line)s, too. Remove one of the two lines.")
            where = {"address": address, "line": f"{first[address]:,}"}
            problems.append(Problem(line, "email", text % where))
        elif address:
            first[address] = line
    return problems


def _without(
    rows: list[dict[str, str]], lines: list[int], problems: list[Problem]
) -> list[tuple[dict[str, str], int]]:
    bad = {problem.line for problem in problems}
    return [(row, line) for row, line in zip(rows, lines, strict=True) if line not in bad]


def _known_here(rows: list[dict[str, str]]) -> set[str]:
    """Return the managers of these rows who are people here already."""
    managers = {row["manager"].lower() for row in rows if row["manager"]}
    return set(Person.objects.in_bulk(managers, field_name="email"))


def _unknown_managers(rows: list[dict[str, str]], lines: list[int]) -> list[Problem]:
    known = set(map(_email, rows)) | _known_here(rows)
    text = _(
        "Nobody with the address %(address)s is in this file, or here. Add them, or correct it."
    )
    return [
        Problem(line, "manager", text % {"address": row["manager"]})
        for row, line in zip(rows, lines, strict=True)
        if _is_email(row["manager"]) and row["manager"].lower() not in known
    ]


def _without_manager(
    good: list[tuple[dict[str, str], int]], line_of: dict[str, int]
) -> list[Problem]:
    """Empty the managers who can't be saved, so that nobody is left out for another's line."""
    rows = [row for row, _line in good]
    saved = set(map(_email, rows)) | _known_here(rows)
    notes = []
    for row, line in good:
        manager = row["manager"].lower()
        if manager and manager == _email(row):
            text = _("%(name)s is their own manager here. We leave the manager empty.")
            notes.append(Problem(line, "manager", text % {"name": row["name"]}))
        elif manager and manager not in saved:
            text = _("The manager is in line %(line)s, which has a problem. We leave it empty.")
            notes.append(Problem(line, "manager", text % {"line": f"{line_of[manager]:,}"}))
        else:
            continue
        row["manager"] = ""
    return notes
