"""An import that nobody watches: done only where it is small, and reported either way."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.files.problems import FileError
from everyseat.organisations import (
    people_columns,
    people_difference,
    people_import,
    people_leavers,
    people_saving,
    people_source,
    queries,
)
from everyseat.organisations.models import ImportRun, RoleHeld
from everyseat.organisations.people_leavers import Leavers
from everyseat.organisations.people_saving import Plan

KEPT = 30
"""Reports that are kept."""
NAMED = 200
"""People and lines of each kind that a report names."""


def nightly() -> None:
    """Import from the configured place, if there is one."""
    if settings.PEOPLE_FROM:
        run(
            settings.PEOPLE_FROM,
            token=settings.PEOPLE_TOKEN,
            is_everybody=settings.PEOPLE_EVERYBODY,
        )


def run(
    source: str, *, token: str = "", is_everybody: bool = False, is_dry: bool = False
) -> ImportRun:
    """Read a file and import it, unless it would do what somebody must confirm; return the report.

    Nothing is saved of a `is_dry` run but the report.
    """
    try:
        content, name = people_source.read(source, token)
        preview = _checked(content, name)
    except FileError as error:
        return _keep(source, ImportRun.State.FAILED, {"why": [str(error)]})
    plan = people_saving.planned(preview.rows)
    leavers = people_leavers.find(preview, is_everybody=is_everybody)
    report = _report(preview, plan, leavers)
    report["why"] = list(_what_somebody_must_confirm(preview, leavers))
    if is_dry:
        return _keep(source, ImportRun.State.LOOKED, report)
    if report["why"]:
        return _keep(source, ImportRun.State.WAITING, report)
    with transaction.atomic():
        people_saving.save_people(preview.rows)
        report["stayed"] = [p.name for p in people_leavers.stop(leavers.people, None)]
    return _keep(source, ImportRun.State.DONE, report)


def _checked(content: bytes, name: str) -> people_import.Preview:
    table = people_import.read(content, name)
    headings = table.data.columns
    try:
        columns = queries.chosen_columns(headings) or people_columns.found(headings)
    except ValueError as error:
        more = _("Import such a file once on the page, and say there which column is which.")
        raise FileError(name, f"{error} {more}") from error
    return people_import.check(table, columns)


def _what_somebody_must_confirm(preview: people_import.Preview, leavers: Leavers) -> Iterator[str]:
    """Yield why an import waits for an administrator."""
    if leavers.are_many:
        text = _("%(n)s of %(all)s people would no longer be able to sign in.")
        yield text % {"n": len(leavers.people), "all": leavers.of}
    with_roles = set(RoleHeld.objects.values_list("person__email", flat=True))
    for person in leavers.people:
        if person.email in with_roles:
            yield _("%(name)s has a role here, and has left.") % {"name": person.name}
    for row in preview.rows:
        if row.get("was") in with_roles:
            text = _("%(name)s has a role here, and a new address: %(address)s.")
            yield text % {"name": row["name"], "address": row["email"]}


def _report(preview: people_import.Preview, plan: Plan, leavers: Leavers) -> dict[str, Any]:
    problems = [
        [p.line, preview.understood.get(p.column, p.column), p.message] for p in preview.problems
    ]
    return {
        "counts": {
            "added": len(plan.new),
            "changed": len(plan.changed),
            "same": plan.unchanged,
            "left": len(leavers.people),
            "problems": len(problems),
        },
        "added": [person.name for person in plan.new[:NAMED]],
        "changed": [
            [change.name, [[f.label, f.old, f.new] for f in change.fields]]
            for change in people_difference.changes(plan, NAMED)
        ],
        "left": [person.name for person in leavers.people[:NAMED]],
        "unclear": leavers.why_not,
        "problems": problems[:NAMED],
        "notes": [[p.line, p.message] for p in preview.notes[:NAMED]],
    }


def _keep(source: str, state: str, report: dict[str, Any]) -> ImportRun:
    """Keep a report, and delete the oldest. A later run takes the place of one that waits."""
    with transaction.atomic():
        ImportRun.objects.filter(state=ImportRun.State.WAITING).update(
            state=ImportRun.State.REPLACED
        )
        kept = ImportRun.objects.create(state=state, report={"source": source, **report})
        old = ImportRun.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        ImportRun.objects.filter(pk__in=list(old)).delete()
    return kept


def needs_somebody() -> ImportRun | None:
    """Return the newest report, if an administrator has to look at it."""
    newest = ImportRun.objects.exclude(state=ImportRun.State.LOOKED).order_by("-pk").first()
    states = (ImportRun.State.WAITING, ImportRun.State.FAILED)
    return newest if newest and newest.state in states else None
