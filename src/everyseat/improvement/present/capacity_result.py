"""A version's result as its page shows it: sentences, two pictures, and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.files import charts
from everyseat.files.charts import bands
from everyseat.improvement.models import CapacityPlan, PlanVersion
from everyseat.improvement.present import capacity_words as words
from everyseat.improvement.present.capacity_words import fine, percent, tenth, whole
from everyseat.improvement.queries import capacity as queries

WIDE, NARROW = 960, 360
SHOWN_WEEKS = (1, 2, 4, 8, 13, 26, 39, 52, 78, 104, 156, 208, 260)
PERCENTILES = ("p50", "p65", "p80", "p85", "p95")
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Picture:
    """A drawing for large screens and for phones, under its title."""

    title: str
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class Shown:
    """What a result says, shows, and lists."""

    said: Sequence[str]
    pictures: Sequence[Picture]
    establishment: Sequence[Mapping[str, Any]]
    days: Sequence[tuple[str, str]]
    weeks: Sequence[Mapping[str, Any]]
    visits: Sequence[Mapping[str, Any]]
    staff: Sequence[Mapping[str, Any]]
    changes: Sequence[Mapping[str, Any]]
    more: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    runs: str

    @property
    def no_verdict(self) -> str:
        return str(words.NO_VERDICT)


def headline(version: PlanVersion) -> list[str]:
    """Return what a version comes to, and what that is not; nothing while it is not complete."""
    return [*words.said(version.result), str(words.NO_VERDICT)] if version.result else []


def in_short(plan: CapacityPlan) -> str:
    """Return the first sentence of the version of a plan that holds, or of its newest."""
    version = queries.approved(plan) or queries.versions(plan).first()
    return words.said(version.result)[0] if version and version.result else ""


def of(version: PlanVersion) -> Shown:
    """Return a version that is calculated as its page shows it."""
    result: Result = version.result or {}
    return Shown(
        said=words.said(result),
        pictures=[_backlog(result), _over(result)],
        establishment=[_group(group) for group in result["establishment"]],
        days=_days(result, version.document.get("week")),
        weeks=_weeks(result),
        visits=[_visit(one) for one in result["visits"]],
        staff=[_staff(one) for one in result["staff"]],
        changes=[{"name": one["name"], "rows": differences(one)} for one in result["changes"]],
        more=[*_queue(result["queue"]), *_phone(result["phone"])],
        runs=whole(result["runs"]),
    )


def _backlog(result: Result) -> Picture:
    low, middle, high = (
        [week["backlog_visits"][name] for week in result["by_week"]]
        for name in ("p10", "p50", "p90")
    )
    line = bands.Line(middle, _("Visits that wait at the end of the week: the middle future"))
    band = bands.Band(low, high, _("8 of 10 calculated futures lie in between"))
    title = _("How many visits will be waiting?")
    return _picture(title, words.waiting(result), [line], band, key="backlog")


def _over(result: Result) -> Picture:
    new = [week["over_new_visits_alone"] for week in result["by_week"]]
    all_ = [week["over"] for week in result["by_week"]]
    lines = [
        bands.Line(new, _("New visits alone are more than the team can do")),
        bands.Line(all_, _("New visits and waiting ones together are more")),
    ]
    title = _("How likely is a week with too much to do?")
    said = words.in_ten(words.weeks_over(result))
    how = {"most": 1.0, "numbers": charts.SHARES}
    return _picture(title, said, lines, None, key="over", **how)


def _picture(
    title: str,
    said: str,
    lines: Sequence[bands.Line],
    band: bands.Band | None,
    *,
    key: str,
    **how: Any,
) -> Picture:
    drawn = [
        mark_safe(
            bands.svg(
                lines,
                band,
                title=title,
                description=said,
                axis=_("Weeks from now"),
                width=width,
                key=f"{key}-{width}",
                **how,
            )
        )
        for width in (WIDE, NARROW)
    ]
    return Picture(title, *drawn)


def _group(group: Result) -> dict[str, Any]:
    return {
        "bands": words.joined(group["bands"]),
        "wte": tenth(group["wte"]),
        "over": percent(group["over_new_visits_alone"]),
        "needed": [tenth(group["wte_needed"][name]) for name in PERCENTILES],
    }


def _days(result: Result, week: object) -> list[tuple[str, str]]:
    """Return how often each day has too much; nothing where a plan has all days alike."""
    shares = [percent(day["over_new_visits_alone"]) for day in result["by_day"]]
    if not week or len(set(shares)) == 1:
        return []
    return list(zip(map(str, WEEKDAYS.values()), shares, strict=True))


def _weeks(result: Result) -> list[dict[str, Any]]:
    every = result["by_week"]
    return [
        {
            "week": week["week"],
            "new": percent(week["over_new_visits_alone"]),
            "over": percent(week["over"]),
            "visits": _span(week["backlog_visits"]),
            "hours": _span(week["backlog_hours"]),
        }
        for week in every
        if week["week"] in SHOWN_WEEKS or week["week"] == len(every)
    ]


def _span(values: Mapping[str, float]) -> str:
    low, middle, high = (whole(values[name]) for name in ("p10", "p50", "p90"))
    return _("%(middle)s (%(low)s to %(high)s)") % {"low": low, "middle": middle, "high": high}


def _visit(visit: Result) -> dict[str, Any]:
    known = visit["dispersion"]
    return {
        "name": visit["name"],
        "per_week": tenth(visit["per_week"]),
        "minutes": whole(60 * visit["hours_per_visit"]),
        "hours": tenth(visit["per_week"] * visit["hours_per_visit"]),
        "weeks": _of_weeks(known["weeks"]) if known else _("estimated"),
        "varies": _varies(known) if known else "–",
    }


def _of_weeks(n: int) -> str:
    return ngettext("%(n)s week counted", "%(n)s weeks counted", n) % {"n": n}


def _varies(known: Result) -> str:
    said = {name: tenth(known[name]) for name in ("ratio", "low", "high")}
    return _("%(ratio)s (%(low)s to %(high)s)") % said


def _staff(one: Result) -> dict[str, Any]:
    return {
        "band": one["band"],
        "wte": tenth(one["wte"]),
        "headroom": percent(one["headroom"]),
        "hours": tenth(one["hours"]),
    }


def differences(change: Result) -> list[dict[str, Any]]:
    """Return what a change does to each measure, with how sure the calculation is of it."""
    names = {
        "weeks_over": _("Weeks with more visits, new and waiting, than can be done"),
        "backlog_visits_at_the_end": _("Visits that wait at the end"),
        "backlog_hours_at_the_end": _("Hours of work that wait at the end"),
        "handed_on": _("Visits passed to others, or not done"),
    }
    return [
        {
            "name": names[one["measure"]],
            **{name: tenth(one[name]) for name in ("before", "after", "difference")},
            "error": _error(one["error"]),
        }
        for one in change["differences"]
    ]


def _error(error: float) -> str:
    return fine(error) if error == 0 or error >= 0.01 else _("under %(n)s") % {"n": fine(0.01)}


def _queue(queue: Result | None) -> list[tuple[str, list[tuple[str, str]]]]:
    if not queue:
        return []
    relief = queue["relief_capacity"]
    until = tenth(relief) if relief is not None else _("no more needed")
    rows = [
        (_("People who join, for each place"), fine(queue["queue_load"])),
        (_("People who may wait so that the target is kept"), whole(queue["target_queue"])),
        (_("Weeks that people then wait on average"), tenth(queue["target_mean_wait"])),
        (_("Places per week that keep the target"), tenth(queue["target_capacity"])),
        (_("Places per week until the target is reached"), until),
    ]
    return [(_("Work that can wait"), rows)]


def _phone(phone: Result | None) -> list[tuple[str, list[tuple[str, str]]]]:
    if not phone:
        return []
    wait = phone["mean_wait_seconds"]
    within = _("Callers answered within %(n)s seconds") % {"n": whole(phone["seconds"])}
    needed = _("People needed to answer %(share)s of calls in that time")
    rows = [
        (_("People who answer"), str(phone["staff"])),
        (_("Callers who wait"), percent(phone["waits"])),
        (
            _("Seconds that a caller waits on average"),
            whole(wait) if wait is not None else _("longer and longer"),
        ),
        (within, percent(phone["answered_within"])),
        (_("Time that each person is on the phone"), percent(phone["occupancy"])),
        (needed % {"share": percent(phone["share"])}, str(phone["staff_needed"])),
    ]
    return [(_("The duty phone in its busiest hour"), rows)]
