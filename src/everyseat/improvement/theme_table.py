"""Themes as somebody pastes or sends them: rows of a group, a name, a description."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from everyseat.files import apart, delimited
from everyseat.files.problems import FileError, Problem
from everyseat.files.texts import folded
from everyseat.improvement.models.framework import LONGEST_DESCRIPTION, LONGEST_NAME

MOST = 200
HEADINGS = {"group", "theme", "name", "description", "grŵp", "thema", "disgrifiad"}


class Line(NamedTuple):
    """A theme, and the line on which it stands."""

    line: int
    group: str
    name: str
    description: str


def pasted(text: str) -> list[Line]:
    """Return the themes of a pasted list. FileError names every line that is none."""
    name = _("The list")
    delimiter, text = delimited.split(text.replace("\r\n", "\n"))
    grid = delimited.rows_of(text, delimiter, name)
    if grid.faulty:
        raise FileError(name, grid.faulty)
    return checked(name, grid.rows, grid.lines)


def in_file(content: bytes, name: str) -> list[Line]:
    """Return the themes of a file. FileError names every line that is none."""
    cells = apart.cells_of(content, name, apart.UPLOAD)
    if cells.faulty:
        raise FileError(name, cells.faulty)
    return checked(name, [cells.header, *cells.rows], [1, *cells.lines])


def checked(name: str, rows: Sequence[Sequence[str]], lines: Sequence[int]) -> list[Line]:
    """Return rows as themes; a first row of headings is left out."""
    found = [_line(line, row) for line, row in zip(lines, rows, strict=True)]
    if rows and any(folded(cell) in HEADINGS for cell in rows[0]):
        found = found[1:]
    if not found:
        raise FileError(name, _("there is no theme in it"))
    if problems := [*_problems(found)]:
        raise FileError(name, problems)
    return found


def _line(line: int, row: Sequence[str]) -> Line:
    """Return a row as a theme; in one of a single cell, that is its name."""
    cells = [" ".join(cell.split()) for cell in row]
    if len(cells) == 1:
        return Line(line, _("Themes"), cells[0], "")
    return Line(line, cells[0] or _("Themes"), cells[1], ", ".join(filter(None, cells[2:])))


def _problems(found: Sequence[Line]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for one in found:
        if not one.name:
            yield Problem(one.line, _("theme"), _("There is no theme. Write what it is called."))
        elif (first := seen.setdefault(folded(one.name), one.line)) != one.line:
            text = _("“%(name)s” stands on line %(line)s already.")
            yield Problem(one.line, _("theme"), text % {"name": one.name, "line": first})
        for column, cell, longest in (
            (_("group"), one.group, LONGEST_NAME),
            (_("theme"), one.name, LONGEST_NAME),
            (_("description"), one.description, LONGEST_DESCRIPTION),
        ):
            if len(cell) > longest:
                text = _("Use at most %(n)s letters.")
                yield Problem(one.line, column, text % {"n": longest})
    if len(found) > MOST:
        text = _("These are more than %(n)s themes. Nobody chooses among so many.")
        yield Problem(found[MOST].line, "", text % {"n": MOST})
