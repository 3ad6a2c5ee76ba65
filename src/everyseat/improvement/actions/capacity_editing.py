"""Changing the draft of a plan, one row or one table at a time.

Rows are counted from 1. What is removed is named as well: a row that somebody else has moved in
between is not removed in its place.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.improvement.actions.capacity import must_be_draft
from everyseat.improvement.models import PlanVersion
from everyseat.organisations.models import Person

MOST_VISITS, MOST_BANDS = 20, 8
KEYS = {"visits": "name", "staff": "band"}
Row = dict[str, Any]


@contextmanager
def _editing(version: PlanVersion, by: Person, today: date) -> Iterator[Row]:
    """Lock a draft, and yield its document to be changed. Its result is no longer true."""
    with changing(version):
        must_be_draft(version)
        document = deepcopy(version.document)
        yield document
        if document != version.document:
            version.document, version.result = document, None
            version.by, version.made_on = by, today


def put_row(
    *, version: PlanVersion, table: str, place: int | None, row: Row, by: Person, today: date
) -> None:
    """Add a kind of visit or a band in the last place, or replace the one in a place."""
    key = KEYS[table]
    with _editing(version, by, today) as document:
        rows = document.setdefault(table, [])
        _must_have_place(table, rows, place)
        taken = [one[key].casefold() for n, one in enumerate(rows, 1) if n != place]
        if row[key].casefold() in taken:
            raise Invalid(key, _("Another row of this plan has this name."))
        if place is None:
            rows.append(row)
            return
        old, rows[place - 1] = rows[place - 1], row
        _rename(document, table, old[key], row[key])


def _must_have_place(table: str, rows: list[Row], place: int | None) -> None:
    most = {"visits": MOST_VISITS, "staff": MOST_BANDS}[table]
    if place is None and len(rows) >= most:
        raise NotNow(_("There are %(n)s rows, which is the most.") % {"n": most})
    if place is not None and not 1 <= place <= len(rows):
        raise NotNow(_("This row is no longer here."))


def _rename(document: Row, table: str, old: str, new: str) -> None:
    """Let what refers to a row by its name follow it."""
    if old == new:
        return
    for change in document.get("change", []):
        changed = change.get(table, {})
        if old in changed:
            changed[new] = changed.pop(old)
    if table == "staff":
        for visit in document.get("visits", []):
            visit["bands"] = [new if band == old else band for band in visit["bands"]]


def remove_row(
    *, version: PlanVersion, table: str, place: int, name: str, by: Person, today: date
) -> None:
    """Remove a kind of visit, or a band that no kind of visit needs."""
    with _editing(version, by, today) as document:
        rows = document.get(table, [])
        _must_be(rows, table, place, name)
        if table == "staff":
            _must_be_free(document, name)
        del rows[place - 1]
        for change in document.get("change", []):
            change.get(table, {}).pop(name, None)


def _must_be(rows: list[Row], table: str, place: int, name: str) -> None:
    _must_have_place(table, rows, place)
    if rows[place - 1][KEYS[table]] != name:
        raise NotNow(_("Somebody has changed the plan in between. Look again, then decide."))


def _must_be_free(document: Row, band: str) -> None:
    needing = [one["name"] for one in document.get("visits", []) if band in one["bands"]]
    if needing:
        text = _("%(band)s does these visits: %(visits)s. Choose other bands for them first.")
        raise NotNow(text % {"band": band, "visits": ", ".join(needing)})


def raise_visit(*, version: PlanVersion, place: int, name: str, by: Person, today: date) -> None:
    """Let a kind of visit be more urgent by one place."""
    with _editing(version, by, today) as document:
        rows = document.get("visits", [])
        _must_be(rows, "visits", place, name)
        if place > 1:
            rows[place - 2], rows[place - 1] = rows[place - 1], rows[place - 2]


def put_counts(
    *, version: PlanVersion, place: int, name: str, counts: list[float], by: Person, today: date
) -> None:
    """Let a kind of visit have counts of past weeks, which replace those before; or none."""
    with _editing(version, by, today) as document:
        rows = document.get("visits", [])
        _must_be(rows, "visits", place, name)
        rows[place - 1].pop("history", None)
        if counts:
            rows[place - 1]["history"] = counts


def put_table(
    *, version: PlanVersion, table: str, values: Row | None, by: Person, today: date
) -> None:
    """Set the week, the queue or the phone of a plan; None removes it."""
    with _editing(version, by, today) as document:
        document.pop(table, None)
        if values is not None:
            document[table] = values


def look_ahead(*, version: PlanVersion, weeks: int, by: Person, today: date) -> None:
    """Say for how many weeks the plan is made."""
    with _editing(version, by, today) as document:
        document["weeks"] = weeks


def replace(*, version: PlanVersion, document: Row, by: Person, today: date) -> None:
    """Replace the whole draft by another document, as an uploaded file has it."""
    with _editing(version, by, today) as old:
        old.clear()
        old.update(deepcopy(document))
