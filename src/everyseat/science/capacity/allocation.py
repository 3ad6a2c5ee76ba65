"""Who does what: visits that only some bands may do, and the hours of these bands.

Work fits if, for each set of bands, the work that only they may do is no more than their hours
(Hall's condition). Serving kinds of visit one after the other, each as far as every such set has
room, leaves as little undone as any other way: the work that can be done is a polymatroid, and
there the greedy way is the best.

Source: Gale (1957), Pacific Journal of Mathematics 7, 1073-1082; Edmonds (1970), Submodular
functions, matroids, and certain polyhedra; Federgruen & Groenevelt (1986), Operations Research 34,
909-918.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from everyseat.science.capacity.plan import Plan
from everyseat.science.tallies import Floats

Inside = NDArray[np.bool_]
ROUNDING = 1e-9
"""Hours: less than this left undone is rounding."""


def groups(may: Sequence[Collection[str]]) -> list[frozenset[str]]:
    """Return each set of bands with work of its own: those of a kind of visit, or overlapping ones.

    Parameters
    ----------
    may : sequence of sets of str
        The bands who may do each kind of visit.

    Examples
    --------
    >>> [sorted(one) for one in groups([{"5", "6"}, {"6"}, {"3", "5"}])]
    [['6'], ['3', '5'], ['5', '6'], ['3', '5', '6']]
    """
    found = {frozenset(one) for one in may}
    while more := {a | b for a in found for b in found if a & b} - found:
        found |= more
    return sorted(found, key=lambda one: (len(one), sorted(one)))


def inside(plan: Plan, sets: Sequence[frozenset[str]]) -> Inside:
    """Return which kinds of visit only a set may do, shape (kinds of visit, sets)."""
    return np.array([[set(visit.bands) <= one for one in sets] for visit in plan.visits])


def hours_of(plan: Plan, sets: Sequence[frozenset[str]]) -> Floats:
    """Return the hours per week that each set of bands has for visits."""
    return np.array([sum(s.capacity for s in plan.staff if s.band in one) for one in sets])


def serve(work: Floats, within: Inside, hours: Floats) -> Floats:
    """Return the hours of work that are done.

    Parameters
    ----------
    work : array of float, shape (kinds of visit, n)
        Hours wanted. The first kind is served first.
    within : array of bool, shape (kinds of visit, sets)
        Of `inside`.
    hours : array of float, shape (sets,)
        What each set of bands has.

    Returns
    -------
    array of float, shape (kinds of visit, n)

    Examples
    --------
    Band 6 may do everything, band 5 only the second kind:

    >>> serve(np.array([[10.0], [30.0]]), np.array([[1, 1], [0, 1]], bool), np.array([8.0, 28.0]))
    array([[ 8.],
           [20.]])
    """
    room = np.repeat(np.asarray(hours, dtype=float)[:, None], work.shape[1], axis=1)
    done = work.copy()
    for one, sets in zip(done, within, strict=True):
        places = np.flatnonzero(sets)
        for place in places:
            np.minimum(one, room[place], out=one)
        for place in places:
            room[place] -= one
    return done
