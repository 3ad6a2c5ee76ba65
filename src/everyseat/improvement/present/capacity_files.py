"""A version to take away: the plan in TOML, its tables in CSV, and its result in JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from everyseat.files import csv_export, plans
from everyseat.improvement.models import PlanVersion

TOML, CSV, JSON = "plan.toml", "tables.csv", "result.json"
PERCENTILES = ("p50", "p65", "p80", "p85", "p95")


class Made(NamedTuple):
    """A file: its content, its type and its name."""

    content: bytes
    kind: str
    name: str


def of(version: PlanVersion, name: str) -> Made | None:
    """Return a file of a version; None if there is none of this name, or no result yet."""
    short = f"{slugify(version.plan.name) or 'plan'}-{version.number}"
    named = {"name": version.plan.name}
    if name == TOML:
        content = plans.to_toml(named | version.document)
        return Made(content.encode(), "application/toml", f"{short}.toml")
    if version.result is None:
        return None
    if name == CSV:
        content = csv_export.for_people(_rows(version.result))
        return Made(content.encode(), "text/csv; charset=utf-8", f"{short}.csv")
    if name == JSON:
        content = json.dumps(version.result | named, ensure_ascii=False, indent=2)
        return Made(content.encode(), "application/json", f"{short}.json")
    return None


def _rows(result: Mapping[str, Any]) -> Iterator[list[object]]:
    """Yield every table below the other, each with its heads and a line of its name."""
    yield [result["note"]]
    yield []
    yield ["establishment"]
    yield ["bands", "wte", "over_new_visits_alone", *(f"wte_{p}" for p in PERCENTILES)]
    for group in result["establishment"]:
        needed = [group["wte_needed"][p] for p in PERCENTILES]
        yield [" + ".join(group["bands"]), group["wte"], group["over_new_visits_alone"], *needed]
    yield []
    yield ["by_week"]
    spans = [f"{what}_{p}" for what in ("visits", "hours") for p in ("p10", "p50", "p90")]
    yield ["week", "over_new_visits_alone", "over", *spans]
    for week in result["by_week"]:
        waiting = [*week["backlog_visits"].values(), *week["backlog_hours"].values()]
        yield [week["week"], week["over_new_visits_alone"], week["over"], *waiting]
    yield []
    yield ["by_day"]
    yield ["day", "over_new_visits_alone"]
    for day in result["by_day"]:
        yield [day["day"], day["over_new_visits_alone"]]
    yield from _inputs(result)


def _inputs(result: Mapping[str, Any]) -> Iterator[list[object]]:
    yield []
    yield ["visits"]
    yield ["name", "per_week", "hours_per_visit"]
    for visit in result["visits"]:
        yield [visit["name"], visit["per_week"], visit["hours_per_visit"]]
    yield []
    yield ["staff"]
    yield ["band", "wte", "headroom", "hours_for_visits"]
    for one in result["staff"]:
        yield [one["band"], one["wte"], one["headroom"], one["hours"]]


def offered(version: PlanVersion) -> list[tuple[str, str]]:
    """Return the files that a page offers."""
    plan = (TOML, _("Download the plan (TOML)"))
    tables = [(CSV, _("Download the tables (CSV)")), (JSON, _("Download the result (JSON)"))]
    return [plan, *(tables if version.result else [])]
