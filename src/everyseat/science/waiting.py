"""Work that can wait: how large a queue may be for a target wait, and the capacity that keeps it.

Numbers in, numbers out, and all inputs of a function in the same unit of time. Waits are assumed to
have an exponential tail, as they have where demand and capacity are steady and capacity is a
little above demand. Then a mean wait of a quarter of the target lets about 2 in 100 wait longer,
exp(−4), and of a sixth 2 in 1,000.

Source: Fong, Mushtaq, House, Gordon, Chen, Griffiths, Ahmad & Walton (2022), Understanding waiting
lists pressures, medRxiv 2022.08.23.22279117. Results agree with NHSRwaitinglist 0.1.2.9001 of the
NHS-R community.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.tallies import Floats

FACTOR = 4.0
RELIEF_FROM = 2.0
"""A queue of more than so many times its target size needs relief."""


def queue_load(demand: ArrayLike, capacity: ArrayLike) -> Floats:
    """Return demand over capacity: from 1 on a queue grows without end.

    Parameters
    ----------
    demand, capacity : float or array of float
        Arrivals and removals per unit of time.

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If one is not above 0.

    Examples
    --------
    >>> round(float(queue_load(30, 27)), 2)
    1.11
    """
    return _above_0("demand", demand) / _above_0("capacity", capacity)


def target_mean_wait(target_wait: ArrayLike, factor: ArrayLike = FACTOR) -> Floats:
    """Return the mean wait with which nearly all are seen within the target.

    Parameters
    ----------
    target_wait : float or array of float
    factor : float or array of float
        Target over mean: 4 to 6.

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If one is not above 0.

    Examples
    --------
    >>> float(target_mean_wait(52))
    13.0
    """
    return _above_0("target_wait", target_wait) / _above_0("factor", factor)


def target_queue_size(
    demand: ArrayLike, target_wait: ArrayLike, factor: ArrayLike = FACTOR
) -> Floats:
    """Return how many may wait: demand × target mean wait (Little's law).

    Parameters
    ----------
    demand, target_wait, factor : float or array of float
        As of `queue_load` and `target_mean_wait`.

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If one is not above 0.

    References
    ----------
    Little (1961), Operations Research 9, 383-387.

    Examples
    --------
    >>> float(target_queue_size(30, 52))
    390.0
    """
    return _above_0("demand", demand) * target_mean_wait(target_wait, factor)


def target_capacity(
    demand: ArrayLike,
    target_wait: ArrayLike,
    factor: ArrayLike = FACTOR,
    cv_demand: ArrayLike = 1.0,
    cv_capacity: ArrayLike = 1.0,
) -> Floats:
    """Return the capacity that keeps a queue at its target size once it is there.

        demand + (cv_demand² + cv_capacity²) / 2 × factor / target_wait

    Parameters
    ----------
    demand, target_wait, factor : float or array of float
        As of `target_queue_size`.
    cv_demand, cv_capacity : float or array of float
        Coefficients of variation of the times between arrivals, and between removals.

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If demand, target or factor is not above 0, or a coefficient is below 0.

    References
    ----------
    Kingman (1961), Mathematical Proceedings of the Cambridge Philosophical Society 57, 902-904.

    Examples
    --------
    >>> round(float(target_capacity(30, 52)), 4)
    30.0769
    """
    spread = (_not_below_0("cv_demand", cv_demand) ** 2) + (
        _not_below_0("cv_capacity", cv_capacity) ** 2
    )
    return _above_0("demand", demand) + spread / 2 / target_mean_wait(target_wait, factor)


def relief_capacity(
    demand: ArrayLike,
    queue_size: ArrayLike,
    target_queue: ArrayLike,
    time_to_target: ArrayLike = 26.0,
) -> Floats:
    """Return the capacity that brings a queue to its target size in time.

    Parameters
    ----------
    demand : float or array of float
    queue_size, target_queue : float or array of float
    time_to_target : float or array of float

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If demand or the time is not above 0, or a size is below 0.

    Examples
    --------
    >>> round(float(relief_capacity(30, 1200, 390)), 2)
    61.15
    """
    beyond = _not_below_0("queue_size", queue_size) - _not_below_0("target_queue", target_queue)
    return _above_0("demand", demand) + beyond / _above_0("time_to_target", time_to_target)


def needs_relief(queue_size: float, target_queue: float) -> bool:
    """Return whether a queue is more than twice its target size.

    Parameters
    ----------
    queue_size, target_queue : float

    Returns
    -------
    bool

    Examples
    --------
    >>> needs_relief(1200, 390), needs_relief(700, 390)
    (True, False)
    """
    return queue_size > RELIEF_FROM * target_queue


def pressure(mean_wait: ArrayLike, target_wait: ArrayLike) -> Floats:
    """Return twice the mean wait over the target: above 1 the target will be missed.

    Parameters
    ----------
    mean_wait, target_wait : float or array of float

    Returns
    -------
    array of float

    Raises
    ------
    ValueError
        If the mean wait is below 0, or the target not above 0.

    Examples
    --------
    >>> round(float(pressure(63, 52)), 2)
    2.42
    """
    return 2 * _not_below_0("mean_wait", mean_wait) / _above_0("target_wait", target_wait)


@dataclass(frozen=True)
class Queue:
    """A queue of work that can wait, and what would keep its target.

    Parameters
    ----------
    demand, capacity : float
        Arrivals and removals per week.
    waiting : float
        How many wait now.
    target_wait : float
        Weeks.
    factor, cv_demand, cv_capacity : float
        As of `target_capacity`.
    weeks_to_target : float
        In how many weeks the queue is to be at its target size.

    Examples
    --------
    >>> found = Queue(demand=30, capacity=27, waiting=1200, target_wait=52).as_dict()
    >>> round(found["queue_load"], 2), found["target_queue"], round(found["relief_capacity"], 2)
    (1.11, 390.0, 61.15)
    """

    demand: float
    capacity: float
    waiting: float
    target_wait: float
    factor: float = FACTOR
    cv_demand: float = 1.0
    cv_capacity: float = 1.0
    weeks_to_target: float = 26.0

    def as_dict(self) -> dict[str, float | None]:
        """Return plain data; the relief is None where none is needed."""
        target = float(target_queue_size(self.demand, self.target_wait, self.factor))
        relief = relief_capacity(self.demand, self.waiting, target, self.weeks_to_target)
        keeps = target_capacity(
            self.demand, self.target_wait, self.factor, self.cv_demand, self.cv_capacity
        )
        return {
            "queue_load": float(queue_load(self.demand, self.capacity)),
            "target_mean_wait": float(target_mean_wait(self.target_wait, self.factor)),
            "target_queue": target,
            "target_capacity": float(keeps),
            "relief_capacity": float(relief) if needs_relief(self.waiting, target) else None,
        }


def _above_0(name: str, value: ArrayLike) -> Floats:
    numbers = np.asarray(value, dtype=float)
    if not (np.isfinite(numbers) & (numbers > 0)).all():
        raise ValueError(f"{name} must be above 0, not {value!r}")
    return numbers


def _not_below_0(name: str, value: ArrayLike) -> Floats:
    numbers = np.asarray(value, dtype=float)
    if not (np.isfinite(numbers) & (numbers >= 0)).all():
        raise ValueError(f"{name} may not be below 0: {value!r}")
    return numbers
