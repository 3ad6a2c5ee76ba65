"""Which column of a file of people is which, whatever its spreadsheet calls it."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

COLUMNS = ("name", "email", "team", "manager", "organisation")
"""What is known of each row once it has been read. The manager is an e-mail address."""
REQUIRED = ("name", "email")
FIRST, LAST = "first name", "last name"
"""Two columns that are a name together."""

SAID = {
    "name": _("Name"),
    FIRST: _("First name"),
    LAST: _("Last name"),
    "email": _("E-mail address"),
    "team": _("Team"),
    "manager": _("Manager"),
    "organisation": _("Organisation"),
}
"""What pages call each."""

SYNONYMS = {
    "name": (
        *("name", "full name", "employee name", "staff name", "display name"),
        *("enw", "enw llawn"),
    ),
    FIRST: ("first name", "forename", "given name", "preferred name", "enw cyntaf"),
    LAST: ("last name", "surname", "family name", "cyfenw"),
    "email": (
        *("email", "mail", "email address", "mail address", "work email", "work email address"),
        *("employee email", "employee email address", "user principal name", "upn", "ebost"),
    ),
    "team": (
        *("team", "team name", "department", "dept", "unit", "service", "ward", "group"),
        *("directorate", "tim", "tîm", "adran"),
    ),
    "manager": (
        *("manager", "manager email", "manager email address", "managers email", "line manager"),
        *("line manager email", "line manager email address", "line managers email"),
        *("line mgr", "line mgr email", "mgr", "mgr email", "supervisor", "supervisor email"),
        *("reports to", "rheolwr", "ebost rheolwr"),
    ),
    "organisation": ("organisation", "organization", "employer", "company", "sefydliad"),
}


def _plain(heading: str) -> str:
    """Return a heading without case, spaces or marks: “E-mail_Address” is “emailaddress”."""
    return re.sub(r"[\W_]+", "", heading).lower()


MEANT = {_plain(text): column for column, texts in SYNONYMS.items() for text in texts}


def _meant(heading: str) -> str | None:
    """Return the column that a heading means, whole or, in two languages, by either half."""
    texts = (heading, *heading.split("/"))
    return next((column for text in texts if (column := MEANT.get(_plain(text)))), None)


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
        if column := _meant(heading):
            columns.setdefault(column, []).append(heading)
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
