"""Groups as Polis makes them, from a cold start.

People come into a hundred base clusters, in order of arrival, and these into two to five groups.
Polis goes on from the clusters of its last update, so that its groups are the outcome of a history
that votes alone don't tell: from a cold start they are alike, not the same.

Source: the published description of Polis's mathematics; Small et al. (2021), Recerca 26(2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.science.opinion import kmeans
from everyseat.science.opinion.grouping import Grouping
from everyseat.science.opinion.kmeans import Labels, Split
from everyseat.science.opinion.projection import Flags
from everyseat.science.tallies import Floats

BASE = 100
STILL = 0.01
"""Base clusters are at rest once no centre moves further."""
MOST_GROUPS = 5
BASES_A_GROUP = 12
"""With every so many base clusters, one more group is tried."""


@dataclass(frozen=True)
class Bases:
    """Base clusters: who is in each, where it stands, and how many people it has."""

    labels: Labels
    centres: Floats
    people: Floats


def groups_of(places: Floats, enough: Flags, arrival: NDArray[np.integer]) -> Grouping:
    """Return Polis's groups.

    Parameters
    ----------
    places : array
        Where each person stands: two columns.
    enough : array of bool
        Who is in the conversation.
    arrival : array of int
        People in the order in which they came.

    Returns
    -------
    Grouping
    """
    came = arrival[enough[arrival]]
    labels = np.full(len(places), -1)
    if not len(came):
        return Grouping(labels, np.zeros((0, 2)), 0.0)
    base = bases(places[came])
    split, silhouette = groups_of_bases(base)
    labels[came] = split.labels[base.labels]
    return Grouping(labels, split.centres, silhouette)


def bases(places: Floats) -> Bases:
    """Return the base clusters of people in order of arrival: none is empty."""
    split = kmeans.lloyd(places, np.ones(len(places)), _first(places, BASE), STILL)
    used, labels = np.unique(split.labels, return_inverse=True)
    return Bases(labels, split.centres[used], np.bincount(labels).astype(float))


def groups_of_bases(base: Bases) -> tuple[Split, float]:
    """Return the base clusters in the number of groups with the highest mean silhouette."""
    most = min(MOST_GROUPS, 2 + len(base.people) // BASES_A_GROUP, len(base.people))
    best, highest = kmeans.lloyd(base.centres, base.people, base.centres[:1]), -1.0
    for number in range(2, most + 1):
        start = _first(base.centres, number)
        split = kmeans.lloyd(base.centres, base.people, start, STILL)
        used, labels = np.unique(split.labels, return_inverse=True)
        mean = float(kmeans.silhouettes(base.centres, labels).mean())
        if mean > highest:
            best, highest = Split(labels, split.centres[used], split.inertia), mean
    return best, max(highest, 0.0)


def _first(points: Floats, number: int) -> Floats:
    """Return the first different points."""
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:number]]
