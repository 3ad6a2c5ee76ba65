"""Two versions side by side: what differs in them, and what that would do in the same weeks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.actions import capacity_results
from everyseat.improvement.models import PlanVersion
from everyseat.improvement.present import capacity_result, capacity_words
from everyseat.improvement.present.capacity_words import whole

SURE = 2
"""A difference of more than so many standard errors is not one of the drawing."""
KEYS = {"visits": "name", "staff": "band"}


@dataclass(frozen=True)
class Changed:
    """A value that is another in the second version."""

    of: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """Two versions: what each comes to, what differs, and what that would do."""

    names: tuple[str, str]
    said: str
    headlines: Sequence[tuple[str, Sequence[str]]]
    changed: Sequence[Changed]
    rows: Sequence[Mapping[str, Any]] = field(default_factory=list)
    weeks: int = 0
    runs: str = ""
    no_verdict: str = ""


def of(first: PlanVersion, second: PlanVersion) -> Compared:
    """Return two calculated versions, run in equally busy weeks over those of the first."""
    names = (name(first), name(second))
    found = capacity_results.compared(first.document, second.document)
    headlines = [
        (one, capacity_words.said(version.result or {}))
        for one, version in zip(names, (first, second), strict=True)
    ]
    changed = list(_changed(first.document, second.document))
    if found.result is None:
        return Compared(names, found.trouble, headlines, changed)
    no_verdict = str(capacity_words.NO_VERDICT)
    change = found.result["changes"][0]
    rows = capacity_result.differences(change)
    weeks, runs = len(found.result["by_week"]), whole(found.result["runs"])
    said = _said(change["differences"][0], names)
    return Compared(names, said, headlines, changed, rows, weeks, runs, no_verdict)


def name(version: PlanVersion) -> str:
    """Return what a version is called where several plans are spoken of."""
    said = {"plan": version.plan.name, "number": version.number}
    if version.is_draft:
        return _("%(plan)s, draft %(number)s") % said
    return _("%(plan)s, version %(number)s") % said


def _said(weeks: Mapping[str, float], names: tuple[str, str]) -> str:
    """Return what the second does to weeks with too much to do."""
    before, after = round(weeks["before"]), round(weeks["after"])
    said = {"second": names[1], "before": whole(before), "after": whole(after)}
    is_sure = abs(weeks["difference"]) > SURE * weeks["error"]
    if before == after or not is_sure:
        text = _(
            "“%(second)s” hardly changes how many weeks have more visits, new and waiting, than "
            "the team can do: about %(after)s."
        )
        return text % said
    n = abs(after - before)
    if after < before:
        text = ngettext(
            "With “%(second)s” about %(n)s week fewer has more visits, new and waiting, than the "
            "team can do: about %(after)s instead of %(before)s.",
            "With “%(second)s” about %(n)s weeks fewer have more visits, new and waiting, than the "
            "team can do: about %(after)s instead of %(before)s.",
            n,
        )
    else:
        text = ngettext(
            "With “%(second)s” about %(n)s week more has more visits, new and waiting, than the "
            "team can do: about %(after)s instead of %(before)s.",
            "With “%(second)s” about %(n)s weeks more have more visits, new and waiting, than the "
            "team can do: about %(after)s instead of %(before)s.",
            n,
        )
    return text % (said | {"n": n})


def _changed(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Changed]:
    """Yield each value that differs, by the row that it is of."""
    before, after = first.get("weeks", 52), second.get("weeks", 52)
    if before != after:
        yield Changed(_("The plan"), _("weeks ahead"), str(before), str(after))
    for table, key in KEYS.items():
        rows, others = _by(first, table, key), _by(second, table, key)
        for named in [*rows, *(one for one in others if one not in rows)]:
            yield from _of_row(named, rows.get(named), others.get(named))
    for table, text in (
        ("week", _("Days of the week")),
        ("queue", _("Work that can wait")),
        ("phone", _("The duty phone")),
    ):
        if first.get(table) != second.get(table):
            yield from _of_row(text, first.get(table), second.get(table))


def _by(document: Mapping[str, Any], table: str, key: str) -> dict[str, Any]:
    return {row[key]: row for row in document.get(table, [])}


def _of_row(
    named: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[Changed]:
    if before is None or after is None:
        yield Changed(named, _("in the plan"), _yes(before), _yes(after))
        return
    words = _words()
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield Changed(named, words.get(key, key), _value(before, key), _value(after, key))


def _yes(row: object) -> str:
    return _("no") if row is None else _("yes")


def _value(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return "–"
    if key == "history":
        return ngettext("%(n)s week", "%(n)s weeks", len(value)) % {"n": len(value)}
    if isinstance(value, list):
        return ", ".join(_number(one) for one in value)
    is_share = key in ("leave", "training", "sickness", "other", "deferred", "share")
    return capacity_words.percent(value) if is_share else _number(value)


def _number(value: Any) -> str:
    return str(value) if isinstance(value, str) else number_format(round(value, 2))


def _words() -> dict[str, str]:
    return {
        "expected": _("visits per week"),
        "minutes": _("minutes"),
        "travel": _("minutes of travel"),
        "records": _("minutes of record keeping"),
        "bands": _("who may do it"),
        "history": _("weekly counts"),
        "backlog": _("visits waiting at the start"),
        "deferred": _("visits that wait if a week is full"),
        "dispersion": _("variance over mean"),
        "wte": _("WTE"),
        "hours": _("contracted hours"),
        "leave": _("leave"),
        "training": _("training"),
        "sickness": _("sickness"),
        "other": _("other time"),
        "demand": _("demand"),
        "staff": _("staff"),
        "capacity": _("places"),
        "waiting": _("people waiting"),
        "target_wait": _("weeks to wait at most"),
        "weeks_to_target": _("weeks until then"),
        "calls_per_hour": _("calls per hour"),
        "seconds": _("seconds"),
        "share": _("share of calls"),
    }
