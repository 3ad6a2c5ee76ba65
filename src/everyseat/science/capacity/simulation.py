"""Weeks ahead, many times over: what is asked for, done, deferred, and handed on.

Each week the visits that wait and the new ones are done in the order of the plan, as far as the
hours of the bands who may do them reach. Of what is left, the plan's share waits for the next week;
the rest is handed on to another service, or lapses. Hours are spent whole: a visit may be part done
at the end of a week. Staff hours are the same each week: a team in which sickness comes in waves
has worse weeks than these.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.science.capacity import allocation, demand
from everyseat.science.capacity.plan import Plan
from everyseat.science.tallies import Floats

LARGEST = 60_000_000
"""Numbers that are kept at once: half a gigabyte."""


@dataclass(frozen=True)
class Runs:
    """All runs of a plan.

    Attributes
    ----------
    plan : Plan
    seed : int
    sets : list of frozenset of str
        Sets of bands with work of their own.
    hours : array of float, shape (sets,)
        What each set has per week.
    visits : array of float, shape (kinds of visit, weeks, runs)
        New visits.
    work : array of float, shape (sets, weeks, runs)
        Hours of new work that only these bands may do.
    is_over : array of bool, shape (weeks, runs)
        Whether new visits and waiting ones are more than can be done.
    waiting_visits, waiting_hours : array of float, shape (weeks, runs)
        What waits at the end of a week.
    handed_on : array of float, shape (runs,)
        Visits that were handed on or lapsed, in all weeks.
    """

    plan: Plan
    seed: int
    sets: list[frozenset[str]]
    hours: Floats
    visits: Floats
    work: Floats
    is_over: NDArray[np.bool_]
    waiting_visits: Floats
    waiting_hours: Floats
    handed_on: Floats

    @property
    def is_new_over(self) -> NDArray[np.bool_]:
        """Whether new visits alone are more than can be done, shape (weeks, runs)."""
        beyond = self.work > self.hours[:, None, None] + allocation.ROUNDING
        return np.asarray(beyond.any(axis=0))


def simulate(plan: Plan, runs: int = 10_000, seed: int = 1) -> Runs:
    """Return what may happen under a plan.

    Parameters
    ----------
    plan : Plan
    runs : int
    seed : int
        Two plans with the same seed have equally busy weeks.

    Returns
    -------
    Runs

    Raises
    ------
    ValueError
        If there are fewer than two runs, a history is too short, or the plan is too large for so
        many runs.

    Examples
    --------
    >>> from everyseat.science.capacity import Staff, Visit
    >>> visit = Visit("Wound care", minutes=40, bands=["Band 5"], expected=60)
    >>> found = simulate(Plan([visit], [Staff("Band 5", 1.2)]), runs=1000)
    >>> round(float(found.is_new_over.mean()), 1), round(float(found.waiting_visits[-1].mean()))
    (0.2, 1)
    """
    if runs < 2:
        raise ValueError(f"at least two runs are needed, not {runs}")
    sets = allocation.groups([visit.bands for visit in plan.visits])
    if (len(plan.visits) + len(sets)) * plan.weeks * runs > LARGEST:
        most = LARGEST // ((len(plan.visits) + len(sets)) * plan.weeks)
        raise ValueError(f"the plan is too large for {runs:,} runs: take at most {most:,}")
    visits = demand.draw(plan, runs, seed)
    within, hours = allocation.inside(plan, sets), allocation.hours_of(plan, sets)
    each = np.array([visit.hours for visit in plan.visits])
    work = ((within.T * each) @ visits.reshape(len(each), -1)).reshape(len(sets), -1, runs)
    return Runs(plan, seed, sets, hours, visits, work, *_week_by_week(plan, visits, within, hours))


def _week_by_week(
    plan: Plan, visits: Floats, within: allocation.Inside, hours: Floats
) -> tuple[NDArray[np.bool_], Floats, Floats, Floats]:
    """Return which weeks are over, waiting visits and hours, and visits handed on."""
    each = np.array([visit.hours for visit in plan.visits])[:, None]
    deferred = np.array([visit.deferred for visit in plan.visits])[:, None]
    shape = visits.shape[1:]
    is_over, in_visits, in_hours = np.empty(shape, bool), np.empty(shape), np.empty(shape)
    handed_on = np.zeros(shape[1])
    waiting = np.array([visit.backlog for visit in plan.visits])[:, None] * each
    for week in range(shape[0]):
        wanted = waiting + visits[:, week] * each
        left = wanted - allocation.serve(wanted, within, hours)
        waiting = left * deferred
        is_over[week] = left.sum(axis=0) > allocation.ROUNDING
        in_hours[week] = waiting.sum(axis=0)
        in_visits[week] = (waiting / each).sum(axis=0)
        handed_on += ((left - waiting) / each).sum(axis=0)
    return is_over, in_visits, in_hours, handed_on
