"""People from a CSV or XLSX file: read, checked line by line, and only then saved."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from everyseat.files.tables import Problem, Table
from everyseat.organisations.models import Person

COLUMNS = ("name", "email", "team", "manager", "organisation")
REQUIRED = ("name", "email")
ALIASES = {"e-mail": "email", "email address": "email", "e-mail address": "email"}
LONGEST = 120


@dataclass(frozen=True)
class Preview:
    """A preview of an import: the good rows, the problems, and the columns left out."""

    rows: list[dict[str, str]]
    problems: list[Problem]
    kept_out: list[str]

    @property
    def lines_left_out(self) -> int:
        return len({problem.line for problem in self.problems})


def check(table: Table) -> Preview:
    """Check a table of people. ValueError if a column that it needs is missing."""
    columns = {ALIASES.get(c.strip().lower(), c.strip().lower()): c for c in table.data.columns}
    missing = [c for c in REQUIRED if c not in columns]
    if missing:
        raise ValueError(f"The file has no column called {' or '.join(missing)}.")
    rows = [
        {c: " ".join((row[columns[c]] or "").split()) if c in columns else "" for c in COLUMNS}
        for row in table.data.iter_rows(named=True)
    ]
    lines = [int(line) for line in table.lines]
    problems = [p for row, line in zip(rows, lines, strict=True) for p in _problems(row, line)]
    problems += _repeated(rows, lines)
    good = _without(rows, lines, problems)
    while unknown := _unknown_managers(good):
        problems += unknown
        good = _without(rows, lines, problems)
    kept_out = [c for key, c in columns.items() if key not in COLUMNS]
    return Preview([row for row, _ in good], sorted(problems), kept_out)


def _problems(row: dict[str, str], line: int) -> list[Problem]:
    problems = [Problem(line, column, "is empty") for column in REQUIRED if not row[column]] + [
        Problem(line, column, f"is longer than {LONGEST} characters")
        for column in COLUMNS
        if len(row[column]) > LONGEST
    ]
    for column in ("email", "manager"):
        if row[column] and not _is_email(row[column]):
            problems.append(Problem(line, column, f"{row[column]!r} is not an e-mail address"))
    if row["manager"] and row["manager"].lower() == row["email"].lower():
        problems.append(Problem(line, "manager", "nobody manages themselves"))
    return problems


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
            problems.append(
                Problem(line, "email", f"{address} stands in line {first[address]:,} too")
            )
        elif address:
            first[address] = line
    return problems


def _without(
    rows: list[dict[str, str]], lines: list[int], problems: list[Problem]
) -> list[tuple[dict[str, str], int]]:
    bad = {problem.line for problem in problems}
    return [(row, line) for row, line in zip(rows, lines, strict=True) if line not in bad]


def _unknown_managers(good: list[tuple[dict[str, str], int]]) -> list[Problem]:
    addresses = {row["email"].lower() for row, _ in good}
    managers = {row["manager"].lower() for row, _ in good if row["manager"]} - addresses
    addresses |= Person.objects.in_bulk(managers, field_name="email").keys()
    return [
        Problem(line, "manager", f"{row['manager']} is not in this file, nor here already")
        for row, line in good
        if row["manager"] and row["manager"].lower() not in addresses
    ]
