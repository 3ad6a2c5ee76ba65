"""The rows of a file of people, and who is here already."""

from dataclasses import dataclass

from everyseat.files.tables import Table
from everyseat.organisations import people_columns
from everyseat.organisations.models import Person

Place = tuple[str, str]
"""An employee number with the organisation's name, both in lower case: whose number it is."""


@dataclass(frozen=True)
class Row:
    """A line of a file, with what it says of each column."""

    line: int
    cells: dict[str, str]

    @property
    def email(self) -> str:
        return self.cells["email"].lower()

    def number(self, host: str) -> Place | None:
        """Return whose employee number it has, or None; an empty organisation is the host."""
        number = self.cells["number"].lower()
        return ((self.cells["organisation"] or host).lower(), number) if number else None


def read(table: Table, columns: dict[str, str]) -> list[Row]:
    """Return the rows of a table, given the heading of each column that is known."""
    asked = people_columns.ALL
    return [
        Row(int(line), {c: people_columns.cell(row, columns, c) for c in asked})
        for row, line in zip(table.data.iter_rows(named=True), table.lines, strict=True)
    ]


@dataclass(frozen=True)
class Here:
    """Somebody who is here, as an import compares them."""

    email: str
    name: str
    number: str
    organisation: str


class Known:
    """Everybody who is here, by address and by employee number."""

    def __init__(self) -> None:
        names = ("email", "name", "number", "organisation__name", "organisation__is_host")
        self.host = ""
        self.by_email: dict[str, Here] = {}
        self.by_number: dict[Place, Here] = {}
        for email, name, number, organisation, is_host in Person.objects.values_list(*names):
            person = Here(email, name, number, organisation)
            self.host = organisation if is_host else self.host
            self.by_email[email] = person
            if number:
                self.by_number[organisation.lower(), number.lower()] = person
