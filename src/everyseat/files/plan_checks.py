"""Every mistake in a plan of capacity, found at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from everyseat.files import plan_keys as keys
from everyseat.files.plan_keys import PlanProblem, mismatches

HEADROOM = ("leave", "training", "sickness", "other")
MOST_BANDS = 8


def problems(document: Mapping[str, Any]) -> list[PlanProblem]:
    """Return what is wrong with a plan: from a file, or from a form."""
    found = list(mismatches("", keys.TOP, dict(document)))
    for name, known in (("week", keys.WEEK), ("queue", keys.QUEUE), ("phone", keys.PHONE)):
        if name in document:
            found += mismatches(name, known, document[name])
    for name, known in (("visits", keys.VISIT), ("staff", keys.STAFF)):
        found += _rows(name, known, document.get(name, []), needed=name in document)
    if found:
        return found + list(_changes(document))
    return [*_together(document), *_changes(document)]


def _rows(
    name: str, known: Mapping[str, keys.Key], rows: Any, *, needed: bool
) -> Iterator[PlanProblem]:
    if not isinstance(rows, list) or (needed and not rows):
        yield PlanProblem(name, f"must be tables, each beginning with [[{name}]]")
        return
    for place, row in enumerate(rows, start=1):
        yield from mismatches(f"{name}[{place}]", known, row)


def _together(document: Mapping[str, Any]) -> Iterator[PlanProblem]:
    """Yield what does not fit together, in tables that are right by themselves."""
    bands = [row["band"] for row in document["staff"]]
    yield from _twice("staff", "band", document["staff"])
    yield from _twice("visits", "name", document["visits"])
    if len(bands) > MOST_BANDS:
        yield PlanProblem("staff", f"may have at most {MOST_BANDS} bands, not {len(bands)}")
    for place, row in enumerate(document["visits"], start=1):
        yield from _visit(f"visits[{place}]", row, bands)
    for place, row in enumerate(document["staff"], start=1):
        yield from _headroom(f"staff[{place}]", row)


def _visit(where: str, row: Mapping[str, Any], bands: list[str]) -> Iterator[PlanProblem]:
    for band in row["bands"]:
        if band not in bands:
            told = f"“{band}” is no band of the staff.{keys.near(band, bands)}"
            yield PlanProblem(f"{where}.bands", told)
    if "expected" not in row and "history" not in row:
        yield PlanProblem(f"{where}.expected", "is missing. Give it, or a history")


def _headroom(where: str, row: Mapping[str, Any]) -> Iterator[PlanProblem]:
    if sum(row.get(name, 0) for name in HEADROOM) >= 1:
        told = f"{', '.join(HEADROOM)} must add up to less than 1"
        yield PlanProblem(where, f"{told}: they are shares of contracted time")


def _twice(table: str, key: str, rows: list[Mapping[str, Any]]) -> Iterator[PlanProblem]:
    first: dict[str, int] = {}
    for place, row in enumerate(rows, start=1):
        if row[key] in first:
            told = f"“{row[key]}” stands in {table}[{first[row[key]]}] already"
            yield PlanProblem(f"{table}[{place}].{key}", told)
        first.setdefault(row[key], place)


def _changes(document: Mapping[str, Any]) -> Iterator[PlanProblem]:
    changes = document.get("change", [])
    if not isinstance(changes, list):
        yield PlanProblem("change", "must be tables, each beginning with [[change]]")
        return
    for place, change in enumerate(changes, start=1):
        where = f"change[{place}]"
        yield from mismatches(where, keys.CHANGE, change)
        if isinstance(change, dict):
            yield from _changed(where, change, "visits", "name", keys.CHANGED_VISIT, document)
            yield from _changed(where, change, "staff", "band", keys.CHANGED_STAFF, document)


def _changed(
    where: str,
    change: Mapping[str, Any],
    table: str,
    key: str,
    known: Mapping[str, keys.Key],
    document: Mapping[str, Any],
) -> Iterator[PlanProblem]:
    """Yield what is wrong with what a change says of visits, or of staff."""
    where, changed = f"{where}.{table}", change.get(table, {})
    if not isinstance(changed, dict):
        yield PlanProblem(where, f"must be a table by {key}")
        return
    rows = _by_name(document.get(table), key)
    for name, values in changed.items():
        if name not in rows:
            told = f"is not the {key} of any of the {table}.{keys.near(name, list(rows))}"
            yield PlanProblem(f'{where}."{name}"', told)
        found = list(mismatches(f'{where}."{name}"', known, values, whole_table=False))
        yield from found
        if table == "staff" and name in rows and not found:
            yield from _changed_headroom(f'{where}."{name}"', rows[name], values)


def _changed_headroom(
    where: str, row: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[PlanProblem]:
    """Yield shares that are too large together, unless they were too large without the change."""
    shares = {**row, **values}
    right = all(not keys.SHARE(shares.get(name, 0)) for name in HEADROOM)
    if right and set(values) & set(HEADROOM):
        yield from _headroom(where, shares)


def _by_name(rows: Any, key: str) -> dict[str, Any]:
    tables = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {row[key]: row for row in tables if isinstance(row.get(key), str)}
