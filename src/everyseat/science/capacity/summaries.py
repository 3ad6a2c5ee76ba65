"""Everything that is said of a plan, as plain data: for the command, for pages, and for files.

One calculation serves them all, so that the same plan has the same figures wherever it is read.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from everyseat.science.capacity import comparison, demand, figures
from everyseat.science.capacity.dispersion import estimate
from everyseat.science.capacity.plan import Plan, Visit
from everyseat.science.capacity.simulation import Runs, simulate
from everyseat.science.erlang import Phone, staff_needed
from everyseat.science.waiting import Queue

SECONDS, SHARE = 20.0, 0.8
"""Callers who are answered within so many seconds, and the share of them, where nothing is said."""


def summary(
    document: Mapping[str, Any],
    other: Mapping[str, Any] | None = None,
    *,
    runs: int = 10_000,
    seed: int = 1,
) -> dict[str, Any]:
    """Return everything that is known of a plan.

    Parameters
    ----------
    document : dict
        A plan without problems, as `everyseat.files.plans` reads it.
    other : dict, optional
        A second plan to compare with, over the weeks of the first.
    runs : int
    seed : int

    Returns
    -------
    dict
        Numbers, texts, lists and dicts alone, as JSON has them.

    Raises
    ------
    ValueError
        As of `simulate`.

    Examples
    --------
    >>> visit = {"name": "Wound care", "expected": 60, "minutes": 40, "bands": ["Band 5"]}
    >>> plan = {"visits": [visit], "staff": [{"band": "Band 5", "wte": 1.2}]}
    >>> found = summary(plan, runs=1000)
    >>> found["short"], found["visits"][0]["per_week"], found["phone"]
    (['Band 5'], 60, None)
    """
    plan = Plan.from_dict(document)
    before = simulate(plan, runs, seed)
    return {
        "name": plan.name,
        **figures.of_runs(before).as_dict(),
        "visits": [_visit(visit) for visit in plan.visits],
        "staff": [
            {"band": one.band, "wte": one.wte, "headroom": one.headroom, "hours": one.capacity}
            for one in plan.staff
        ],
        "changes": [
            {"name": name, **_change(before, changed)}
            for name, changed in _others(plan, document, other)
        ],
        "queue": Queue(**document["queue"]).as_dict() if "queue" in document else None,
        "phone": _phone(document["phone"]) if "phone" in document else None,
    }


def _visit(visit: Visit) -> dict[str, Any]:
    known = asdict(estimate(visit.history)) if len(visit.history) else None
    return {
        "name": visit.name,
        "per_week": visit.per_week,
        "hours_per_visit": visit.hours,
        "weeks_are_its_own": len(visit.history) >= demand.ENOUGH,
        "dispersion": known,
    }


def _others(
    plan: Plan, document: Mapping[str, Any], other: Mapping[str, Any] | None
) -> list[tuple[str, Plan]]:
    """Return the plans to compare with, and what they are called."""
    found = [(change["name"], plan.changed(change)) for change in document.get("change", [])]
    if other is not None:
        second = Plan.from_dict({**other, "weeks": plan.weeks})
        found.append((second.name or "The second plan", second))
    return found


def _change(before: Runs, plan: Plan) -> dict[str, Any]:
    after = simulate(plan, before.is_over.shape[1], before.seed)
    return {"differences": [one.as_dict() for one in comparison.of_runs(before, after)]}


def _phone(table: Mapping[str, Any]) -> dict[str, Any]:
    calls, minutes = table["calls_per_hour"], table["minutes"]
    seconds, share = table.get("seconds", SECONDS), table.get("share", SHARE)
    needed = staff_needed(calls, minutes, share, seconds / 60)
    phone = Phone(calls, minutes, table.get("staff", needed))
    is_enough = phone.load < phone.staff
    return {
        "staff": phone.staff,
        "load": phone.load,
        "occupancy": phone.occupancy,
        "waits": phone.waits,
        "mean_wait_seconds": 60 * phone.mean_wait if is_enough else None,
        "seconds": seconds,
        "share": share,
        "answered_within": phone.answered_within(seconds / 60),
        "staff_needed": needed,
    }
