"""Weeks of demand, drawn at random: from a team's own weeks where it has enough of them.

With at least 26 weeks of history, runs of a few consecutive weeks are drawn from it, the same weeks
for every kind of visit: then busy weeks follow each other, and come for all kinds together, as they
did. A kind with a shorter history than another repeats its own. With fewer weeks, each is drawn by
itself from a negative binomial distribution.

A mean that comes from n weeks is not known exactly: each run has its own, which differs from it
with the variance of a mean of n weeks. A season or a trend is not modelled.

Each kind of visit has its own stream of random numbers, found by its name, and takes a count from
equally likely ones: the same number means an equally busy week in two plans. That is what makes
comparing them on common random numbers sharp.

Source: Künsch (1989), Annals of Statistics 17, 1217-1241, and Politis & Romano (1992), in LePage &
Billard (eds), Exploring the limits of bootstrap, 263-270 (blocks of a circle of weeks); Hall,
Horowitz & Jing (1995), Biometrika 82, 561-574 (their length of about the cube root of n); Law
(2015), Simulation modeling and analysis, 5th ed., 11.2 (common random numbers, inverse transform).
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from everyseat.science.capacity import dispersion
from everyseat.science.capacity.plan import Plan, Visit
from everyseat.science.tallies import Floats

ENOUGH = 26
"""Weeks of history from which on its own weeks are drawn."""


def draw(plan: Plan, runs: int = 10_000, seed: int = 1) -> Floats:
    """Return visits that are asked for.

    Parameters
    ----------
    plan : Plan
    runs : int
    seed : int

    Returns
    -------
    array of float, shape (kinds of visit, weeks, runs)

    Examples
    --------
    >>> from everyseat.science.capacity import Staff
    >>> visit = Visit("Wound care", minutes=40, bands=["Band 5"], expected=60)
    >>> visits = draw(Plan([visit], [Staff("Band 5", 2)]), runs=1000)
    >>> visits.shape, round(visits.mean())
    ((1, 52, 1000), 60)
    """
    shape = plan.weeks, runs
    longest = max((len(visit.history) for visit in plan.visits), default=0)
    chosen = blocks(longest, shape, stream(seed, "weeks")) if longest >= ENOUGH else None
    demand = np.empty((len(plan.visits), *shape))
    for place, visit in enumerate(plan.visits):
        if chosen is not None and len(visit.history) >= ENOUGH:
            demand[place] = _own_weeks(visit, longest)[chosen]
        else:
            levels = stream(seed, visit.name).integers(0, 2**16, shape, dtype=np.uint16)
            demand[place] = quantiles(visit)[levels]
        demand[place] *= doubt(visit, runs, seed)
    return demand


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of a name."""
    return np.random.default_rng([seed, crc32(name.encode())])


def blocks(weeks: int, shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.intp]:
    """Return which of so many weeks each one is: consecutive ones, the first after the last.

    >>> blocks(27, (4, 2), np.random.default_rng(1)).tolist()
    [[12, 13], [13, 14], [14, 15], [20, 25]]
    """
    length = block_length(weeks)
    starts = rng.integers(0, weeks, (-(-shape[0] // length), 1, shape[1]))
    following = starts + np.arange(length)[:, None]
    return (following % weeks).reshape(-1, shape[1])[: shape[0]]


def block_length(weeks: int) -> int:
    """Return how many weeks are drawn together: the cube root of all, rounded."""
    return max(round(float(weeks ** (1 / 3))), 1)


def quantiles(visit: Visit) -> Floats:
    """Return equally likely counts of one week, for a kind of visit with little or no history."""
    if visit.dispersion is not None or not len(visit.history):
        return dispersion.quantiles(visit.per_week, visit.dispersion or 1.0)
    found = dispersion.estimate(visit.history)
    return dispersion.quantiles(visit.per_week, found.ratio, found.weeks)


def doubt(visit: Visit, runs: int, seed: int) -> Floats | float:
    """Return a factor for each run, of mean 1: how far the true mean may be from the history's."""
    if not len(visit.history):
        return 1.0
    found = dispersion.estimate(visit.history)
    shape = found.weeks * found.mean / max(visit.dispersion or found.ratio, 1.0)
    return stream(seed, f"mean of {visit.name}").standard_gamma(shape, runs) / shape


def _own_weeks(visit: Visit, weeks: int) -> Floats:
    """Return so many weeks, the newest last, scaled to the visits expected per week.

    A kind with a shorter history than another repeats its own, back from the newest week: those
    weeks that both have stay together, and no kind loses weeks because another has none.
    """
    newest_first = np.resize(np.asarray(visit.history[::-1], dtype=float), weeks)
    history = newest_first[::-1]
    if not history.sum() > 0:
        raise ValueError(f"{visit.name}: its history is all 0")
    scaled: Floats = history * (visit.per_week / history.mean())
    return scaled
