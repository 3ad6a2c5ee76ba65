"""Whether somebody in a file is a person who is here, by their employee number."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.files.tables import Problem
from everyseat.organisations.people_rows import Here, Known, Place, Row


def recognise(rows: list[Row], known: Known, *, may_readdress: bool) -> Iterator[Problem]:
    """Note in each row which address its person had until now (`was`); yield the problems."""
    in_file = {row.email for row in rows}
    for row in rows:
        place = row.number(known.host)
        person = known.by_number.get(place) if place else None
        if person is None or person.email == row.email:
            continue
        if why := _why_not(row, person, known, in_file, may_readdress):
            yield Problem(row.line, "number", why)
        else:
            row.cells["was"] = person.email


def _why_not(
    row: Row, person: Here, known: Known, in_file: set[str], may_readdress: bool
) -> str | None:
    """Return why a row can't be a person whose address has changed, or None."""
    where = {"number": row.cells["number"], "name": person.name, "address": person.email}
    if row.email in known.by_email or person.email in in_file:
        text = _(
            "%(number)s is the employee number of %(name)s, %(address)s. Correct the number or the "
            "address."
        )
        return text % where
    if not may_readdress:
        text = _(
            "%(number)s is the employee number of %(name)s, %(address)s. Only an administrator can "
            "change somebody's address: ask one to import this file."
        )
        return text % where
    return None


def repeated(rows: list[Row], host: str) -> Iterator[Problem]:
    """Yield the lines whose employee number another line has, with another address."""
    first: dict[Place, Row] = {}
    for row in rows:
        place = row.number(host)
        other = first.setdefault(place, row) if place else row
        if other.email != row.email:
            text = _(
                "The employee number %(number)s is in line %(line)s, too. Correct one of them."
            )
            where = {"number": row.cells["number"], "line": f"{other.line:,}"}
            yield Problem(row.line, "number", text % where)
