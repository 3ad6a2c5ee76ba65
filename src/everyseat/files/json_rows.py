"""JSON as a table: a list of objects, one a row, or one object a line."""

import json

from everyseat.files import texts
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError, Problem

SHAPE = 'JSON is read as a list of rows, as in [{"recipient": "Ann", "Q1": 4}]'
NESTED = "holds a list or an object. Each value must be one number or one text"


def grid_of(text: str, name: str) -> Grid:
    """Return the rows of JSON, numbered from 1. FileError if it is no list of flat objects."""
    rows = _objects(text, name)
    names = list(dict.fromkeys(key for row in rows for key in row))
    nested = [
        Problem(i, key, NESTED)
        for i, row in enumerate(rows, 1)
        for key, value in row.items()
        if isinstance(value, (dict, list))
    ]
    if nested:
        raise FileError(name, nested)
    cells = [[_text(row.get(key)) for key in names] for row in rows]
    return Grid(name, [names, *cells] if names else [], list(range(len(rows) + bool(names))))


def _objects(text: str, name: str) -> list[dict[str, object]]:
    try:
        found = texts.from_json(text)
    except RecursionError as error:
        raise FileError(name, f"is nested too deep. {SHAPE}") from error
    except ValueError as error:
        found = _by_line(text)
        if found is None:
            where = (
                f"line {error.lineno}, {error.msg}"
                if isinstance(error, json.JSONDecodeError)
                else error
            )
            raise FileError(name, f"is not JSON ({where}). {SHAPE}") from error
    rows = found if isinstance(found, list) else [found]
    objects = [row for row in rows if isinstance(row, dict)]
    if not rows or len(objects) < len(rows):
        raise FileError(name, SHAPE)
    return objects


def _by_line(text: str) -> list[object] | None:
    try:
        return [texts.from_json(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
