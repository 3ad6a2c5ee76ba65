"""Which column of a file of people is which, whatever its spreadsheet calls it.

Headings are those of lists that people write themselves, and of what HR systems and directories
export: docs/operating.md names these, with where their headings are published.
"""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

COLUMNS = ("name", "email", "team", "manager", "organisation", "number")
"""What is kept of each row once it has been read. The manager is an e-mail address then."""
REQUIRED = ("name", "email")
FIRST, LAST = "first name", "last name"
"""Two columns that are a name together."""
MANAGERS = ("manager email", "manager number", "manager", "manager name")
"""The columns that may say who a manager is, the surest first. “manager” may hold any of these."""
STARTS, LEAVES, STATE = "starts", "leaves", "state"
"""Columns that say whether somebody works here today. They are read, and not kept."""
ALL = (*dict.fromkeys((*COLUMNS, *MANAGERS)), STARTS, LEAVES, STATE)
"""Every column that is read."""

SAID = {
    "name": _("Name"),
    FIRST: _("First name"),
    LAST: _("Last name"),
    "email": _("E-mail address"),
    "team": _("Team"),
    "manager": _("Manager"),
    "manager email": _("Manager's e-mail address"),
    "manager name": _("Manager's name"),
    "manager number": _("Manager's employee number"),
    "organisation": _("Organisation"),
    "number": _("Employee number"),
    STARTS: _("Start date"),
    LEAVES: _("Leaving date"),
    STATE: _("Whether they work here"),
}
"""What pages call each."""

SYNONYMS = {
    "name": (
        *("name", "full name", "employee name", "staff name", "display name", "worker"),
        *("preferred full name", "legal full name", "enw", "enw llawn"),
    ),
    FIRST: (
        *("first name", "forename", "given name", "preferred name", "preferred first name"),
        *("legal first name", "first name required", "enw cyntaf"),
    ),
    LAST: (
        *("last name", "surname", "family name", "legal last name", "preferred last name"),
        *("last name required", "cyfenw"),
    ),
    "email": (
        *("email", "mail", "email address", "mail address", "work email", "work email address"),
        *("employee email", "employee email address", "email primary work", "primary work email"),
        *("email address required", "business email", "ebost", "cyfeiriad ebost"),
    ),
    "team": (
        *("team", "team name", "department", "dept", "unit", "service", "ward", "group"),
        *("directorate", "org unit", "organisational unit", "organizational unit", "org l1"),
        *("supervisory organization", "cost centre description", "tim", "tîm", "adran", "uned"),
    ),
    "manager": (
        *("manager", "line manager", "line mgr", "mgr", "supervisor", "reports to", "rheolwr"),
        *("rheolwr llinell", "worker's manager"),
    ),
    "manager email": (
        *("manager email", "manager email address", "managers email", "managers email address"),
        *("line manager email", "line manager email address", "line managers email"),
        *("line mgr email", "mgr email", "supervisor email", "supervisor email address"),
        *("ebost rheolwr", "ebost y rheolwr"),
    ),
    "manager name": (
        *("manager name", "managers name", "line manager name", "line managers name"),
        *("supervisor name", "supervisor full name", "reports to name", "enw rheolwr"),
        *("enw'r rheolwr", "manager display name"),
    ),
    "manager number": (
        *("manager id", "manager employee id", "manager number", "manager employee number"),
        *("line manager id", "line manager number", "line manager employee number"),
        *("supervisor id", "supervisor number", "supervisor employee number", "rhif y rheolwr"),
        "supervisor user id",
    ),
    "organisation": (
        *("organisation", "organization", "employer", "company", "company name", "sefydliad"),
        "trust",
    ),
    "number": (
        *("employee number", "employee no", "employee id", "emp id", "emp no", "staff number"),
        *("staff id", "payroll number", "personnel number", "person number", "worker id"),
        *("user id", "rhif gweithiwr", "rhif cyflogai"),
    ),
    STARTS: (
        *("start date", "hire date", "employee hire date", "latest start date", "join date"),
        *("dyddiad dechrau", "employment start date"),
    ),
    LEAVES: (
        *("leave date", "leaving date", "end date", "termination date", "leaver date"),
        *("employee leave date time", "actual termination date", "dyddiad gadael"),
        *("last working day", "employment end date"),
    ),
    STATE: (
        *("status", "user status", "employee status", "employment status", "worker status"),
        *("account enabled", "active", "active status", "status read only", "statws"),
    ),
}
WEAK = {
    "user principal name": "email",
    "upn": "email",
    "username": "email",
    "org unit path": "team",
    "org unit path required": "team",
    "department name": "team",
}
"""What a heading means only where no other column is that: Entra ID exports `mail` beside it."""


def _plain(heading: str) -> str:
    """Return a heading without case, spaces or marks: “E-mail_Address” is “emailaddress”."""
    return re.sub(r"[\W_]+", "", heading).lower()


MEANT = {_plain(text): column for column, texts in SYNONYMS.items() for text in texts}
MEANT_WEAKLY = {_plain(text): column for text, column in WEAK.items()}


def _meant(heading: str, meanings: dict[str, str]) -> str | None:
    """Return the column that a heading means, whole or, in two languages, by either half."""
    texts = (heading, *heading.split("/"))
    return next((column for text in texts if (column := meanings.get(_plain(text)))), None)


def found(headings: list[str]) -> dict[str, str]:
    """Return the heading of each column that is known.

    ValueError says which column is missing, or which two mean the same.
    """
    for same in _by_column(headings).values():
        if len(same) > 1:
            text = gettext("Two columns seem to be the same: “%(one)s” and “%(other)s”.")
            raise ValueError(text % {"one": same[0], "other": same[1]})
    columns = likely(headings)
    _must_be_there(columns, headings)
    return columns


def likely(headings: list[str]) -> dict[str, str]:
    """Return the heading of each column that is known, the first of those that mean the same."""
    return {column: same[0] for column, same in _by_column(headings).items()}


def _by_column(headings: list[str]) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for heading in headings:
        if column := _meant(heading, MEANT):
            columns.setdefault(column, []).append(heading)
    for heading in headings:
        column = _meant(heading, MEANT_WEAKLY)
        if column and column not in columns:
            columns[column] = [heading]
    return columns


def _must_be_there(columns: dict[str, str], headings: list[str]) -> None:
    has_name = "name" in columns or (FIRST in columns and LAST in columns)
    if has_name and "email" in columns:
        return
    if not has_name and "email" not in columns:
        text = gettext(
            "We found no column with names and none with e-mail addresses, only %(seen)s."
        )
    elif not has_name:
        text = gettext("We found no column with names, only %(seen)s.")
    else:
        text = gettext("We found no column with e-mail addresses, only %(seen)s.")
    seen = ", ".join(f"“{heading}”" for heading in headings[:8] if heading)
    raise ValueError(text % {"seen": seen})


def cell(row: dict[str, str], columns: dict[str, str], column: str) -> str:
    """Return what a row says of a column, without needless spaces; a name from its two halves."""
    if column == "name" and "name" not in columns:
        return " ".join(cell(row, columns, half) for half in (FIRST, LAST)).strip()
    return " ".join((row[columns[column]] or "").split()) if column in columns else ""


def said(column: str) -> str:
    """Return what pages call a column."""
    return str(SAID[column])
