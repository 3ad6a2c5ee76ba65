"""Plans of capacity as TOML: read, checked, and written again.

A plan is plain data, as a form can make it too: `problems` says what is wrong with it,
`with_history` reads the counts that lie beside it, and `to_toml` writes it. Tables are counted
from 1 in what is said of them: `visits[2]` is the second.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from everyseat.files import plan_keys, series, tables
from everyseat.files.plan_checks import problems
from everyseat.files.plan_keys import PlanProblem
from everyseat.files.problems import FileError
from everyseat.files.series import Series

__all__ = ["PlanError", "PlanProblem", "parse", "problems", "read", "to_toml", "with_history"]

WEEK = timedelta(days=7)
DATE_COLUMN = "week"
Document = dict[str, Any]


class PlanError(FileError):
    """A plan that can't be used as it is, with every problem found in it."""

    def __init__(self, name: str, found: list[PlanProblem]):
        self.found = found
        super().__init__(name, "\n".join(["", *(f"  {problem}" for problem in found)]).lstrip(" "))


def read(path: Path) -> Document:
    """Return the plan in a file, with the counts of the files beside it.

    FileError if it is no TOML; PlanError with every mistake at once.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(path.name, f"can't be read ({error})") from error
    document = parse(text, path.name)
    if found := problems(document):
        raise PlanError(path.name, found)
    return with_history(document, path.parent, path.name)


def parse(text: str, name: str) -> Document:
    """Return what a TOML text says. FileError with its line if it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError(name, f"is no TOML: {error}") from error


def with_history(document: Mapping[str, Any], folder: Path, name: str) -> Document:
    """Return a right plan, in which each history is counts, and none the name of a file.

    PlanError if a file can't be used.
    """
    found: list[PlanProblem] = []
    visits = [dict(visit) for visit in document["visits"]]
    for place, visit in enumerate(visits, start=1):
        if isinstance(visit.get("history"), str):
            dates = document.get("history_date", DATE_COLUMN)
            try:
                visit["history"] = _counts(folder / visit["history"], dates, visit)
            except FileError as error:
                found.append(PlanProblem(f"visits[{place}].history", str(error)))
    if found:
        raise PlanError(name, found)
    return {**document, "visits": visits}


def _counts(path: Path, dates: str, visit: Mapping[str, Any]) -> list[float]:
    column = visit.get("history_column", visit["name"])
    table = tables.read(path, tables.Opening(column=column))
    weeks = series.of(table, dates, column)
    if told := _gap(weeks) or plan_keys.history(weeks.values):
        raise FileError(path.name, f"column “{column}” {told}")
    return weeks.values


def _gap(weeks: Series) -> str:
    """Say where weeks do not follow each other, or return ""."""
    for day, following in pairwise(weeks.dates):
        if following - day != WEEK:
            return f"has {following} after {day}: the weeks must follow each other"
    return ""


def to_toml(document: Mapping[str, Any]) -> str:
    """Return a plan as TOML; reading it gives the same plan.

    Examples
    --------
    >>> print(to_toml({"weeks": 26, "staff": [{"band": "Band 5", "wte": 2.5}]}))
    weeks = 26
    <BLANKLINE>
    [[staff]]
    band = "Band 5"
    wte = 2.5
    <BLANKLINE>
    """
    return "\n".join(_lines(document, "")).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """Yield a table's own values, and then the tables in it."""
    inner = {key: value for key, value in table.items() if _is_table(value)}
    yield from (f"{_key(k)} = {_value(v)}" for k, v in table.items() if k not in inner)
    for key, value in inner.items():
        under = f"{path}.{_key(key)}".lstrip(".")
        brackets = "[[{}]]" if isinstance(value, list) else "[{}]"
        for one in value if isinstance(value, list) else [value]:
            yield f"\n{brackets.format(under)}"
            yield from _lines(one, under)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _key(name: str) -> str:
    is_bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if is_bare else _value(name)


def _value(value: Any) -> str:
    """Return a value as TOML writes it: as JSON does, but for DEL."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")
