"""What a change would do: two plans under the same busy and quiet weeks.

Both plans are run on common random numbers, so that the difference is that of the plans and not of
luck. Its Monte Carlo error is that of the differences run by run, and as a rule much smaller than
that of two plans run each by itself.

Source: Law (2015), Simulation modeling and analysis, 5th ed., 11.2.
"""

from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

from everyseat.science.capacity.plan import Plan
from everyseat.science.capacity.simulation import Runs, simulate
from everyseat.science.tallies import Floats


@dataclass(frozen=True)
class Difference:
    """One measure under two plans.

    Attributes
    ----------
    measure : str
    before, after : float
        Its mean over all runs.
    difference, error : float
        After less before, and the Monte Carlo standard error of that.
    error_apart : float
        What the error would be without common random numbers.
    """

    measure: str
    before: float
    after: float
    difference: float
    error: float
    error_apart: float

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def compare(plan: Plan, other: Plan, runs: int = 10_000, seed: int = 1) -> list[Difference]:
    """Return what another plan would change.

    Parameters
    ----------
    plan, other : Plan
        Of the same number of weeks.
    runs : int
    seed : int

    Returns
    -------
    list of Difference
        Weeks with more demand than capacity, the backlog at the end in visits and in hours, and
        visits handed on.

    Raises
    ------
    ValueError
        If the plans look ahead differently far, and as of `simulate`.

    Examples
    --------
    >>> from everyseat.science.capacity import Staff, Visit
    >>> visit = Visit("Wound care", minutes=40, bands=["Band 5"], expected=60)
    >>> plan = Plan([visit], [Staff("Band 5", 1.05)])
    >>> found = compare(plan, plan.changed({"staff": {"Band 5": {"wte": 1.15}}}), runs=1000)
    >>> found[0].measure, found[0].difference < 0, found[0].error < found[0].error_apart
    ('weeks_over', True, True)
    """
    return of_runs(simulate(plan, runs, seed), simulate(other, runs, seed))


def of_runs(before: Runs, after: Runs) -> list[Difference]:
    """Return what differs between the runs of two plans."""
    if before.is_over.shape != after.is_over.shape:
        raise ValueError("plans are compared over the same number of weeks")
    pairs = zip(_measures(before).items(), _measures(after).values(), strict=True)
    return [_difference(name, one, other) for (name, one), other in pairs]


def _measures(found: Runs) -> dict[str, Floats]:
    return {
        "weeks_over": found.is_over.sum(axis=0).astype(float),
        "backlog_visits_at_the_end": found.waiting_visits[-1],
        "backlog_hours_at_the_end": found.waiting_hours[-1],
        "handed_on": found.handed_on,
    }


def _difference(name: str, before: Floats, after: Floats) -> Difference:
    apart, root = after - before, sqrt(len(before))
    return Difference(
        name,
        float(before.mean()),
        float(after.mean()),
        float(apart.mean()),
        float(apart.std(ddof=1)) / root,
        sqrt(before.var(ddof=1) + after.var(ddof=1)) / root,
    )
