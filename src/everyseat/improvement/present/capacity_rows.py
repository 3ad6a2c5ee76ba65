"""A draft as its page shows it: its rows in words, and what is missing before it is calculated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.files import plans
from everyseat.improvement.actions import capacity_results
from everyseat.improvement.models import PlanVersion
from everyseat.improvement.present.capacity_words import percent, plain, tenth, whole

HEADROOM = ("leave", "training", "sickness", "other")
FULL_TIME = 37.5
Row = Mapping[str, Any]


class Missing(NamedTuple):
    """What a draft lacks; `place` is that of a kind of visit that lacks it, or 0."""

    text: str
    place: int = 0


@dataclass(frozen=True)
class Shown:
    """A draft: what is missing, and what each of its tables says."""

    missing: Sequence[Missing]
    staff: Sequence[Row]
    visits: Sequence[Row]
    weeks: int
    days: str
    queue: str
    phone: str


def of(draft: PlanVersion) -> Shown:
    """Return a draft as its page shows it."""
    document = draft.document
    return Shown(
        missing=list(_missing(draft)),
        staff=[_staff(one) for one in document.get("staff", [])],
        visits=[_visit(one) for one in document.get("visits", [])],
        weeks=document.get("weeks", 52),
        days=_days(document.get("week")),
        queue=_queue(document.get("queue")),
        phone=_phone(document.get("phone")),
    )


def _missing(draft: PlanVersion) -> Iterator[Missing]:
    document = draft.document
    if not document.get("staff"):
        yield Missing(_("Add your staff, band by band."))
    if not document.get("visits"):
        yield Missing(_("Add the kinds of visit that your team makes."))
    for place, visit in enumerate(document.get("visits", []), start=1):
        if "expected" not in visit and "history" not in visit:
            text = _("%(visit)s: say how many visits you expect, or give your weekly counts.")
            yield Missing(text % {"visit": visit["name"]}, place)
    if document.get("staff") and document.get("visits"):
        yield from _other(draft)


def _other(draft: PlanVersion) -> Iterator[Missing]:
    """Yield what the forms can't see: it may come about where a plan from a file is changed."""
    for problem in plans.problems(draft.document):
        if not problem.where.endswith(".expected"):
            yield Missing(str(problem))
    if draft.result is None and not plans.problems(draft.document):
        trouble = capacity_results.of(draft.document).trouble
        yield Missing(trouble or _("It is not calculated yet. Save any of its rows to do so."))


def _staff(row: Row) -> dict[str, Any]:
    headroom = sum(row.get(name, 0) for name in HEADROOM)
    contracted = row.get("hours", FULL_TIME)
    return {
        "band": row["band"],
        "wte": tenth(row["wte"]),
        "headroom": percent(headroom),
        "hours": tenth(row["wte"] * contracted * (1 - headroom)),
    }


def _visit(row: Row) -> dict[str, Any]:
    history = row.get("history", [])
    return {
        "name": row["name"],
        "minutes": whole(row["minutes"] + row.get("travel", 0) + row.get("records", 0)),
        "bands": ", ".join(row["bands"]),
        "per_week": _per_week(row, history),
        "counts": _counted(len(history)) if history else "",
        "backlog": whole(row.get("backlog", 0)),
    }


def _per_week(row: Row, history: Sequence[float]) -> str:
    if "expected" in row:
        return plain(row["expected"])
    return plain(sum(history) / len(history)) if history else "–"


def _counted(n: int) -> str:
    return ngettext("%(n)s week counted", "%(n)s weeks counted", n) % {"n": n}


def _days(week: Mapping[str, Sequence[float]] | None) -> str:
    if not week:
        return _("The same on every day.")
    demand = week.get("demand") or [1.0] * 7
    busiest = max(range(7), key=lambda day: demand[day])
    text = _("The most visits are on %(day)s: %(share)s of the week’s.")
    share = percent(demand[busiest] / sum(demand))
    return text % {"day": WEEKDAYS[busiest], "share": share}


def _queue(row: Row | None) -> str:
    if not row:
        return ""
    text = _("%(joins)s join per week, %(seen)s are seen, %(waiting)s are waiting.")
    said = {name: plain(row[key]) for name, key in (("joins", "demand"), ("seen", "capacity"))}
    return text % {**said, "waiting": whole(row["waiting"])}


def _phone(row: Row | None) -> str:
    if not row:
        return ""
    text = _("%(calls)s calls in the busiest hour, of %(minutes)s minutes.")
    return text % {"calls": plain(row["calls_per_hour"]), "minutes": plain(row["minutes"])}
