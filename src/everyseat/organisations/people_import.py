"""People from a CSV or XLSX file: read, checked line by line, and only then saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.files import tables
from everyseat.files.tables import Problem, Table
from everyseat.giving.emails import is_email
from everyseat.organisations import people_columns, people_days, people_managers, people_same
from everyseat.organisations.people_columns import COLUMNS, LEAVES, REQUIRED, STARTS, STATE
from everyseat.organisations.people_rows import Known, Place, Row
from everyseat.organisations.people_rows import read as rows_of

LONGEST = 120
SHOWN = 500
"""Problems on one page."""
NOTES_SHOWN = 100


def sample() -> list[tuple[str, ...]]:
    """Return a file as it is wanted, for people who have none, with headings in their language."""
    other = _("Another organisation")
    return [
        tuple(people_columns.said(column) for column in COLUMNS),
        ("Ann Lee", "ann.lee@example.org", _("Reception"), "bo.ash@example.org", "", "1001"),
        ("Bo Ash", "bo.ash@example.org", _("Managers"), "", "", "1002"),
        ("Cy Poe", "cy.poe@example.com", "", "", other, ""),
    ]


@dataclass
class People:
    """People of a file by all that it says of them; `is_whole` unless a line names nobody."""

    emails: set[str] = field(default_factory=set)
    numbers: set[Place] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    is_whole: bool = True

    def add(self, row: Row, host: str) -> None:
        self.emails.add(row.email)
        self.organisations.add((row.cells["organisation"] or host).lower())
        if place := row.number(host):
            self.numbers.add(place)


@dataclass(frozen=True)
class Preview:
    """A preview of an import: the good rows, the problems, and the columns left out.

    `notes` says what of a line is not taken, and why: a manager who is not here, a second post.
    `understood` says which heading was taken for which column. `present` is everybody in the file
    who works there, whether or not their line has a problem; `gone` has left, as the file says.
    """

    rows: list[dict[str, str]]
    problems: list[Problem]
    notes: list[Problem]
    kept_out: list[str]
    understood: dict[str, str]
    present: "People" = field(default_factory=lambda: People())
    gone: "People" = field(default_factory=lambda: People())

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


def check(table: Table, columns: dict[str, str], *, may_readdress: bool = True) -> Preview:
    """Check a table of people, given the heading of each column that is known.

    An employee number tells who somebody is whose address has changed: without `may_readdress`
    that is a problem.
    """
    known = Known()
    every, today = rows_of(table, columns), timezone.localdate()
    left = {row.line for row in every if _has_left(row, today)}
    rows, notes = _who_works_here([row for row in every if row.line not in left], known, today)
    problems = [p for row in rows for p in _problems(row)]
    problems += [*map(_as_sentence, table.faulty), *_repeated(rows)]
    problems += [*people_same.repeated(rows, known.host)]
    problems += [*people_same.recognise(rows, known, may_readdress=may_readdress)]
    good = _without(rows, problems)
    notes += [*_set_managers(good, rows, known), *_second_posts(rows)]
    kept_out = [text for text in table.data.columns if text not in columns.values()]
    cells = [row.cells for row in good]
    preview = Preview(cells, sorted(problems), sorted(notes), kept_out, columns)
    _note_who_is_there(preview, every, left, known.host)
    preview.present.is_whole = not table.faulty and all(is_email(row.email) for row in rows)
    return preview


def _note_who_is_there(preview: Preview, rows: list[Row], left: set[int], host: str) -> None:
    for row in rows:
        (preview.gone if row.line in left else preview.present).add(row, host)
    preview.gone.emails -= preview.present.emails  # who has left one of two posts
    preview.gone.numbers -= preview.present.numbers


def _has_left(row: Row, today: date) -> bool:
    return people_days.has_left(row.cells[LEAVES], row.cells[STATE], today)


def _who_works_here(rows: list[Row], known: Known, today: date) -> tuple[list[Row], list[Problem]]:
    """Return the rows of people who work there today, and notes of those who will later."""
    here, notes = [], []
    text = _("%(name)s starts on %(day)s. Import them then.")
    for row in rows:
        starts = people_days.starts_later(row.cells[STARTS], today)
        if starts and row.email not in known.by_email:
            where = {"name": row.cells["name"], "day": date_format(starts)}
            notes.append(Problem(row.line, STARTS, text % where))
        else:
            here.append(row)
    return here, notes


def _as_sentence(faulty: Problem) -> Problem:
    text = faulty.message
    return replace(faulty, message=f"{text[:1].upper()}{text[1:]}.")


def _problems(row: Row) -> Iterator[Problem]:
    for column in REQUIRED:
        if not row.cells[column]:
            yield Problem(row.line, column, _empty(column))
    for column in COLUMNS:
        if len(row.cells[column]) > LONGEST:
            text = _("It is longer than %(n)s characters. Shorten it.") % {"n": LONGEST}
            yield Problem(row.line, column, text)
    if row.email and not is_email(row.email):
        wrong = _("“%(text)s” is not an e-mail address, which looks like name@example.org.")
        yield Problem(row.line, "email", wrong % {"text": row.cells["email"]})


def _empty(column: str) -> str:
    if column == "name":
        return _("The name is empty. Write it, or remove the line.")
    return _("The e-mail address is empty. Write it, or remove the line.")


def _repeated(rows: list[Row]) -> Iterator[Problem]:
    """Yield the lines whose address another line has, unless it is a second post of theirs."""
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.email, row) if row.email else row
        if other is not row and not _is_second_post(other, row):
            text = _("%(address)s is in line %(line)s, too. Remove one of the two lines.")
            where = {"address": row.email, "line": f"{other.line:,}"}
            yield Problem(row.line, "email", text % where)


def _is_second_post(first: Row, row: Row) -> bool:
    """Return whether two lines with one address are of one person with two posts, as in ESR."""
    number = row.cells["number"]
    return bool(number) and number.lower() == first.cells["number"].lower()


def _second_posts(rows: list[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.email, row)
        if other is not row and _is_second_post(other, row):
            text = _("%(name)s is in line %(line)s, too, with the same number. We take that line.")
            where = {"name": row.cells["name"], "line": f"{other.line:,}"}
            yield Problem(row.line, "number", text % where)


def _without(rows: list[Row], problems: list[Problem]) -> list[Row]:
    """Return the rows without a problem, each person once."""
    bad = {problem.line for problem in problems}
    good: dict[str, Row] = {}
    for row in rows:
        if row.line not in bad:
            good.setdefault(row.email, row)
    return list(good.values())


def _set_managers(good: list[Row], rows: list[Row], known: Known) -> Iterator[Problem]:
    """Set each row's manager to the address of somebody who can be saved; yield why there is none.

    Nobody is left out for their manager, or for another's line.
    """
    former = {row.cells["was"]: row.email for row in rows if "was" in row.cells}
    here = [(p.email, p.name, p.number) for p in known.by_email.values() if p.email not in former]
    in_file = [(row.email, row.cells["name"], row.cells["number"]) for row in rows]
    people = people_managers.People([*here, *in_file], former)
    line_of = {row.email: row.line for row in rows}
    saved = {row.email for row in good} | set(known.by_email)
    for row in good:
        manager, why = people_managers.resolve(row.cells, people)
        if manager == row.email and manager:
            text = _("%(name)s is their own manager here. We leave the manager empty.")
            why = text % {"name": row.cells["name"]}
        elif manager and manager not in saved:
            text = _("The manager is in line %(line)s, which has a problem. We leave it empty.")
            why = text % {"line": f"{line_of[manager]:,}"}
        row.cells["manager"] = "" if why else manager
        if why:
            yield Problem(row.line, "manager", why)
