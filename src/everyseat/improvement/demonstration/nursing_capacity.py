"""What district nursing plans with: its staff and visits as they are, and one more nurse."""

from random import Random
from typing import Any

from django.utils import timezone

from everyseat.improvement.actions import capacity, capacity_approving, capacity_results
from everyseat.improvement.actions import capacity_editing as editing
from everyseat.improvement.models import PlanVersion, Service
from everyseat.organisations.models import Person

WEEKS = 52
WEEK = {
    "demand": [17.0, 16.0, 16.0, 16.0, 17.0, 9.0, 9.0],
    "staff": [18.0, 17.0, 17.0, 17.0, 17.0, 7.0, 7.0],
}
PHONE = {"calls_per_hour": 24.0, "minutes": 5.0, "staff": 3, "seconds": 60.0, "share": 0.8}
QUEUE = {
    "demand": 9.0,
    "capacity": 8.5,
    "waiting": 130.0,
    "target_wait": 18.0,
    "weeks_to_target": 26.0,
}


def load(service: Service, by: Person, rng: Random) -> None:
    """Let a plan of the year be approved, and a version with one more nurse wait beside it."""
    first = _first(service, by, rng)
    today = timezone.localdate()
    capacity_approving.approve(version=first, by=by, today=today)
    second = capacity.begin(version=first, by=by, today=today)
    nurses = {**second.document["staff"][1], "wte": 4.8}
    where: dict[str, Any] = {"table": "staff", "place": 2}
    editing.put_row(version=second, row=nurses, by=by, today=today, **where)
    capacity_results.calculate(version=second)
    reason = "What one more Band 5 nurse would change, for the budget meeting"
    capacity.keep(version=second, reason=reason, by=by, today=today)
    capacity.copy(version=second, name="A winter with more wounds", by=by, today=today)


def _first(service: Service, by: Person, rng: Random) -> PlanVersion:
    today = timezone.localdate()
    name = "The year ahead"
    made = capacity.add(service=service, name=name, document=_plan(rng), by=by, today=today)
    capacity_results.calculate(version=made)
    reason = "The team as it is, with the minutes that we counted in the autumn"
    capacity.keep(version=made, reason=reason, by=by, today=today)
    return made


def _plan(rng: Random) -> dict[str, Any]:
    return {
        "weeks": WEEKS,
        "week": WEEK,
        "visits": [
            _visit("End of life care", 50, 14, 12, ["Band 6"], expected=42.0, dispersion=1.8)
            | {"deferred": 0.2},
            _visit("Insulin", 12, 10, 5, ["Band 3", "Band 5"], history=_counts(rng, 210, 16))
            | {"deferred": 0.0},
            _visit("Wound care", 32, 12, 8, ["Band 5", "Band 6"], history=_counts(rng, 96, 13))
            | {"backlog": 20.0},
            _visit("Continence", 60, 12, 25, ["Band 5", "Band 6"], history=_counts(rng, 11, 3))
            | {"backlog": 12.0, "deferred": 0.9},
        ],
        "staff": [
            _staff("Band 3", 3.0, 0.14, 0.02, 0.05, 0.08),
            _staff("Band 5", 3.8, 0.14, 0.03, 0.05, 0.1),
            _staff("Band 6", 3.0, 0.15, 0.03, 0.04, 0.15),
        ],
        "queue": QUEUE,
        "phone": PHONE,
    }


def _visit(
    name: str, minutes: float, travel: float, records: float, bands: list[str], **more: Any
) -> dict[str, Any]:
    said = {"name": name, "minutes": minutes, "travel": travel, "records": records}
    return {**said, "bands": bands, **more}


def _counts(rng: Random, mean: float, spread: float) -> list[float]:
    """Return the counts of a year of weeks."""
    return [float(max(0, round(rng.gauss(mean, spread)))) for _ in range(WEEKS)]


def _staff(
    band: str, wte: float, leave: float, training: float, sickness: float, other: float
) -> dict[str, Any]:
    headroom = {"leave": leave, "training": training, "sickness": sickness, "other": other}
    return {"band": band, "wte": wte, "hours": 37.5, **headroom}
