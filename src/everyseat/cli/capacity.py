"""`everyseat capacity`: whether a team's hours are enough for the visits that may come."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli import capacity_text
from everyseat.cli.ratings_options import said_in_one_line

if TYPE_CHECKING:
    from everyseat.science.capacity import Plan, Runs, Visit

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SECONDS = 20.0
SHARE = 0.8


@click.command()
@click.argument("plan", metavar="PLAN.toml", type=FILE)
@click.option("--against", type=FILE, metavar="OTHER.toml", help="A second plan to compare with.")
@click.option(
    "--runs",
    type=click.IntRange(100, 50_000),
    default=10_000,
    show_default=True,
    help="How many times the weeks ahead are drawn.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="The same number gives the same figures.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def capacity(plan: Path, against: Path | None, runs: int, seed: int, as_json: bool) -> None:
    """Read PLAN.toml, and say how often demand will be more than the team can do.

    Also what waits in each week, how many WTE would be enough, and what each change in the plan
    would do. It is no national standard, and no verdict on whether staffing is safe.
    """
    from everyseat.files import plans

    with said_in_one_line():
        document = plans.read(plan)
        other = plans.read(against) if against else None
    try:
        found = _found(document, other, runs, seed)
    except ValueError as error:  # what only the science can see, such as too large a plan
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(found) if as_json else "\n".join(capacity_text.lines(found)))


def _found(
    document: Mapping[str, Any], other: Mapping[str, Any] | None, runs: int, seed: int
) -> dict[str, Any]:
    """Return everything that is known of a plan, as plain data."""
    from everyseat.science.capacity import Plan, figures, simulate

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
        "queue": _queue(document["queue"]) if "queue" in document else None,
        "phone": _phone(document["phone"]) if "phone" in document else None,
    }


def _visit(visit: "Visit") -> dict[str, Any]:
    from everyseat.science.capacity import demand, estimate

    known = asdict(estimate(visit.history)) if len(visit.history) else None
    return {
        "name": visit.name,
        "per_week": visit.per_week,
        "hours_per_visit": visit.hours,
        "weeks_are_its_own": len(visit.history) >= demand.ENOUGH,
        "dispersion": known,
    }


def _others(
    plan: "Plan", document: Mapping[str, Any], other: Mapping[str, Any] | None
) -> list[tuple[str, "Plan"]]:
    """Return the plans to compare with, and what they are called."""
    from everyseat.science.capacity import Plan

    found = [(change["name"], plan.changed(change)) for change in document.get("change", [])]
    if other is not None:
        second = Plan.from_dict({**other, "weeks": plan.weeks})
        found.append((second.name or "The second plan", second))
    return found


def _change(before: "Runs", plan: "Plan") -> dict[str, Any]:
    from everyseat.science.capacity import comparison, simulate

    after = simulate(plan, before.is_over.shape[1], before.seed)
    return {"differences": [one.as_dict() for one in comparison.of_runs(before, after)]}


def _queue(table: Mapping[str, Any]) -> dict[str, Any]:
    from everyseat.science.waiting import Queue

    return Queue(**table).as_dict()


def _phone(table: Mapping[str, Any]) -> dict[str, Any]:
    from everyseat.science.erlang import Phone, staff_needed

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
