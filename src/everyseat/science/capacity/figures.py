"""What the runs of a plan say: how often demand is more than can be done, and what would be enough.

Establishment is given for several probabilities side by side: the WTE with which a week's new work
is no more than can be done in 50, 65, 80, 85 or 95 of 100 weeks. Which of them is right is the
team's decision. Planning for the mean lets every second week be too much, and planning for 95 of
100 pays for hours that are seldom needed.

Of staff of several bands it is given for each set of bands with work that only they may do. All of
these have to be met.

Source of the concept: NHS England's demand and capacity programme, which sets capacity by
percentiles of demand and not by its mean, so that a backlog does not grow by chance alone.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from everyseat.science.capacity import allocation, demand
from everyseat.science.capacity.plan import Plan
from everyseat.science.capacity.simulation import Runs, simulate
from everyseat.science.tallies import Floats

NO_VERDICT = (
    "These figures plan one team's work from what it entered. "
    "They are no national standard, and no verdict on whether staffing is safe."
)
PERCENTILES = (50, 65, 80, 85, 95)
BACKLOG = (10, 50, 90)
APART = 4
"""Establishment is from each fourth week of all runs: new weeks are alike, and these are plenty."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Group:
    """Bands with work that only they may do.

    Attributes
    ----------
    bands : tuple of str
    wte, hours : float
        What they have; hours are those for visits.
    over : float
        The probability that a week's new work for them alone is more than their hours.
    hours_needed, wte_needed : dict of int to float
        By percentile of weeks. WTE of these bands, in the mix that they have today.
    """

    bands: tuple[str, ...]
    wte: float
    hours: float
    over: float
    hours_needed: dict[int, float]
    wte_needed: dict[int, float]


@dataclass(frozen=True)
class Outlook:
    """What may happen under a plan.

    Attributes
    ----------
    runs, weeks : int
    over, new_over : array of float, shape (weeks,)
        The probability that demand is more than capacity: with the visits that wait, and of new
        visits alone.
    day_over : array of float, shape (7,)
        The same of new visits on each day from Monday.
    backlog_visits, backlog_hours : array of float, shape (3, weeks)
        What waits at the end of each week, its percentiles 10, 50 and 90.
    handed_on : float
        Visits handed on or lapsed in all weeks, on average.
    groups : list of Group
        By how often they have too much to do, the most often first.
    """

    runs: int
    weeks: int
    over: Floats
    new_over: Floats
    day_over: Floats
    backlog_visits: Floats
    backlog_hours: Floats
    handed_on: float
    groups: list[Group]

    @property
    def error(self) -> float:
        """The largest Monte Carlo standard error of a probability here."""
        return 0.5 / sqrt(self.runs)

    @property
    def short(self) -> Group | None:
        """The bands who most often have too much to do; None if that never happens."""
        return self.groups[0] if self.groups[0].over > 0 else None

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        columns = (self.over, self.new_over, self.backlog_visits.T, self.backlog_hours.T)
        by_week = enumerate(zip(*columns, strict=True), start=1)
        return {
            "note": NO_VERDICT,
            "runs": self.runs,
            "probability_error": self.error,
            "by_week": [
                {
                    "week": week,
                    "over": float(over),
                    "over_new_visits_alone": float(new),
                    "backlog_visits": _named(BACKLOG, visits),
                    "backlog_hours": _named(BACKLOG, hours),
                }
                for week, (over, new, visits, hours) in by_week
            ],
            "by_day": [
                {"day": day, "over_new_visits_alone": float(over)}
                for day, over in zip(DAYS, self.day_over, strict=True)
            ],
            "establishment": [_as_dict(group) for group in self.groups],
            "short": list(self.short.bands) if self.short else [],
            "handed_on": self.handed_on,
        }


def outlook(plan: Plan, runs: int = 10_000, seed: int = 1) -> Outlook:
    """Return what may happen under a plan.

    Parameters
    ----------
    plan : Plan
    runs : int
    seed : int

    Returns
    -------
    Outlook

    Raises
    ------
    ValueError
        As of `simulate`.

    Examples
    --------
    >>> from everyseat.science.capacity import Staff, Visit
    >>> visit = Visit("Wound care", minutes=40, bands=["Band 5"], expected=60)
    >>> found = outlook(Plan([visit], [Staff("Band 5", 1.2, leave=0.22)]), runs=1000)
    >>> [round(wte, 2) for wte in found.groups[0].wte_needed.values()]
    [1.37, 1.44, 1.5, 1.55, 1.66]
    >>> found.short.bands
    ('Band 5',)
    """
    return of_runs(simulate(plan, runs, seed))


def of_runs(found: Runs) -> Outlook:
    """Return what runs say."""
    weeks, runs = found.is_over.shape
    groups = [_group(found, place) for place in range(len(found.sets))]
    return Outlook(
        runs,
        weeks,
        found.is_over.mean(axis=1),
        found.is_new_over.mean(axis=1),
        _by_day(found),
        np.percentile(found.waiting_visits, BACKLOG, axis=1),
        np.percentile(found.waiting_hours, BACKLOG, axis=1),
        float(found.handed_on.mean()),
        sorted(groups, key=lambda group: -group.over),
    )


def _group(found: Runs, place: int) -> Group:
    staff = [one for one in found.plan.staff if one.band in found.sets[place]]
    wte, hours = sum(one.wte for one in staff), float(found.hours[place])
    per_wte = hours / wte if wte else sum(one.per_wte for one in staff) / len(staff)
    work = found.work[place]
    needed = np.percentile(work[::APART], PERCENTILES)
    return Group(
        tuple(one.band for one in staff),
        wte,
        hours,
        float((work > hours + allocation.ROUNDING).mean()),
        dict(zip(PERCENTILES, needed.tolist(), strict=True)),
        dict(zip(PERCENTILES, (needed / per_wte).tolist(), strict=True)),
    )


def _by_day(found: Runs) -> Floats:
    """Return how often a day's new visits are more than its staff can do.

    One week of each run is spread over its days, each visit by itself.
    """
    weeks, runs = found.is_over.shape
    visits = np.rint(found.visits[:, np.arange(runs) % weeks, np.arange(runs)]).astype(int)
    each = np.array([visit.hours for visit in found.plan.visits])
    within = allocation.inside(found.plan, found.sets)
    rng = demand.stream(found.seed, "days")
    asked, there = found.plan.days
    return np.array(
        [
            _is_over(within.T @ (each[:, None] * rng.binomial(visits, share)), found.hours * hours)
            for share, hours in zip(asked, there, strict=True)
        ]
    )


def _is_over(work: Floats, hours: Floats) -> float:
    return float(np.any(work > hours[:, None] + allocation.ROUNDING, axis=0).mean())


def _named(percentiles: tuple[int, ...], values: Floats) -> dict[str, float]:
    return {f"p{p}": float(value) for p, value in zip(percentiles, values, strict=True)}


def _as_dict(group: Group) -> dict[str, Any]:
    return {
        "bands": list(group.bands),
        "wte": group.wte,
        "hours": group.hours,
        "over_new_visits_alone": group.over,
        "hours_needed": {f"p{p}": hours for p, hours in group.hours_needed.items()},
        "wte_needed": {f"p{p}": wte for p, wte in group.wte_needed.items()},
    }
