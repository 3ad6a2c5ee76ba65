"""Comments from a file: a text in each row, which question it answers, and its confirmed themes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.files.frameworks import plain
from everyseat.files.problems import FileError, Problem
from everyseat.files.tables import Table

APART = re.compile(r"[;|]")
NUMBER = re.compile(r"\d+(?:\s*,\s*\d+)*")


@dataclass(frozen=True)
class Comments:
    """What people wrote, and the line of the file it is in."""

    texts: list[str]
    lines: list[int]
    questions: list[str] | None = None


@dataclass(frozen=True)
class Confirmed:
    """Whether each comment has each theme (n × themes), and how the themes are called."""

    labels: NDArray[np.bool_]
    names: list[str]


def of(table: Table, text: str, question: str = "") -> Comments:
    """Return the comments in a column of a table, empty ones too. FileError if there are none."""
    texts = column(table, text)
    if not any(texts):
        raise FileError(table.name, f"no row has a text in the column “{text}”")
    asked = column(table, question) if question else None
    return Comments(texts, [int(line) for line in table.lines], asked)


def themes(table: Table, labels: str, names: list[str] | None = None) -> Confirmed:
    """Return the themes in a column: names or numbers, with ; or | between them.

    Numbers count the given `names` from 0. Where names are given, a comma separates too, but for
    one that is in a name. Without them, the themes are whatever stands in the column.

    FileError with the line of every theme that is unknown, or if no row has any.
    """
    cells = column(table, labels)
    listed = _found(table, labels, cells) if names is None else names
    known = {plain(name): place for place, name in enumerate(listed)}
    has = np.zeros((len(cells), len(listed)), dtype=bool)
    problems = []
    for row, cell in enumerate(cells):
        try:
            has[row, list(_places(cell, known))] = True
        except _Unknown as error:
            problems.append(Problem(int(table.lines[row]), labels, str(error)))
    if problems:
        raise FileError(table.name, problems)
    if not has.any():
        raise FileError(table.name, f"no row has a theme in the column “{labels}”")
    return Confirmed(has, list(listed))


def column(table: Table, name: str) -> list[str]:
    """Return the cells of a column as text. FileError if there is none of this name."""
    found = table.column(name)
    if found is None:
        names = ", ".join(f"“{one}”" for one in table.data.columns)
        raise FileError(table.name, f"no column is called “{name}”. There are: {names}")
    return ["" if cell is None else str(cell).strip() for cell in table.data[found].to_list()]


class _Unknown(ValueError):
    """A theme that is not among the names."""


def _found(table: Table, column: str, cells: list[str]) -> list[str]:
    """Return the themes that stand in a column, in alphabetical order, each as first written."""
    said: dict[str, str] = {}
    for line, cell in zip(table.lines, cells, strict=True):
        for part in _parts(cell):
            if NUMBER.fullmatch(part):
                why = f"“{part}” is a number. Say which theme it is: give the list of names"
                raise FileError(table.name, [Problem(int(line), column, why)], advice="--names")
            said.setdefault(plain(part), part)
    return [said[key] for key in sorted(said)]


def _places(cell: str, known: dict[str, int]) -> Iterator[int]:
    for part in _parts(cell):
        if NUMBER.fullmatch(part) and plain(part) not in known:
            yield from (_numbered(int(one), len(known)) for one in part.split(","))
        else:
            yield from _named(part, known)


def _numbered(number: int, n: int) -> int:
    if number >= n:
        raise _Unknown(f"there is no theme {number}: the list has 0 to {n - 1}")
    return number


def _named(part: str, known: dict[str, int]) -> Iterator[int]:
    """Yield the themes in a text, of which commas may separate names or belong to them."""
    pieces = part.split(",")
    while pieces:
        for n in range(len(pieces), 0, -1):
            name = plain(",".join(pieces[:n]))
            if name in known or not name:
                break
        else:
            raise _Unknown(f"“{pieces[0].strip()}” is no theme that is known")
        if name:
            yield known[name]
        pieces = pieces[n:]


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in APART.split(cell) if part.strip()]
