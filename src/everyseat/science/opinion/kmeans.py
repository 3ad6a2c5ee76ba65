"""Weighted k-means in the plane, and how well apart its groups are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import vq
from scipy.spatial.distance import cdist

from everyseat.science.tallies import Floats

Labels = NDArray[np.int64]
STEPS = 300
FEW_STEPS = 12
ONE_BY_ONE = 5_000
"""Points up to which single ones change groups."""
STILL = 0.01
NEGLIGIBLE = 1e-12
BLOCK = 2_000
"""Points whose distances to all others are looked at together."""


@dataclass(frozen=True)
class Split:
    """Points put into groups.

    Attributes
    ----------
    labels : array of int
        Each point's group.
    centres : array
        A row per group: the weighted mean of its points.
    inertia : float
        The weighted sum of squared distances from each point to its centre.
    """

    labels: Labels
    centres: Floats
    inertia: float

    @property
    def sizes(self) -> Labels:
        """How many points each group has."""
        found: Labels = np.bincount(self.labels, minlength=len(self.centres))
        return found


def lloyd(points: Floats, weights: Floats, start: Floats, still: float = 0.0) -> Split:
    """Return where k-means comes to rest from given centres.

    Parameters
    ----------
    points : array
        A row per point.
    weights : array
        How many people each point stands for.
    start : array
        A row per group. A group that loses all its points keeps its centre, and is empty.
    still : float
        It ends once no centre moves further than this.

    Notes
    -----
    Lloyd (1982), Least squares quantization in PCM. IEEE Trans. Inf. Theory 28, 129-137.
    """
    centres = np.array(start, dtype=float)
    for _ in range(STEPS):
        before = centres
        centres = _means_of(points, weights, nearest(points, before), before)
        if float(np.square(centres - before).sum(axis=1).max(initial=0.0)) <= still**2:
            break
    return around(points, weights, centres)


def best_of(points: Floats, weights: Floats, starts: Floats) -> list[Split]:
    """Return where k-means has come from each of several starts, the least inertia first.

    It ends after some steps, at rest or not: only which start is the best has to be seen.
    """
    centres, moving = np.array(starts, dtype=float), np.arange(len(starts))
    weighed = weights[:, None] * np.column_stack([np.ones(len(points)), points])
    for _ in range(FEW_STEPS):
        before = centres[moving]
        centres[moving] = _moved(points, weighed, before)
        moving = moving[(centres[moving] != before).any(axis=(1, 2))]
        if not len(moving):
            break
    found = (around(points, weights, ended) for ended in centres)
    return sorted(found, key=lambda split: split.inertia)


def at_rest(points: Floats, start: Floats) -> Split:
    """Return where k-means comes to rest, and then also if points change groups one by one.

    Lloyd's steps move all points at once, and stay where moving a single one would still help:
    it changes both means. With more than some thousand points that makes no difference, and the
    steps end once centres hardly move.

    Notes
    -----
    Hartigan & Wong (1979), Algorithm AS 136: a k-means clustering algorithm. Applied Statistics
    28, 100-108.
    """
    ones = np.ones(len(points))
    if len(points) > ONE_BY_ONE:
        return lloyd(points, ones, start, STILL)
    split = lloyd(points, ones, start)
    labels, everyone = split.labels, np.arange(len(points))
    for _ in range(len(points)):
        size = np.bincount(labels, minlength=len(start)).astype(float)
        centres = _means_of(points, ones, labels, split.centres)
        apart = cdist(points, centres, "sqeuclidean")
        leaves = apart[everyone, labels] * (size / np.maximum(size - 1, 1))[labels]
        joins = apart * (size / (size + 1))
        joins[everyone, labels] = np.inf
        gain = np.where(size[labels] > 1, leaves - joins.min(axis=1), 0.0)
        if gain.max(initial=0.0) <= NEGLIGIBLE * split.inertia:
            break
        mover = int(gain.argmax())
        labels = labels.copy()
        labels[mover] = joins[mover].argmin()
    return Split(labels, centres, float(apart[everyone, labels].sum()))


def nearest(points: Floats, centres: Floats) -> Labels:
    """Return the nearest centre of each point; the first of equals."""
    found: Labels = vq(points, centres, check_finite=False)[0].astype(np.int64)
    return found


def starts(
    points: Floats, weights: Floats, groups: int, times: int, rng: np.random.Generator
) -> Floats:
    """Return centres to start from so many times, drawn far apart (k-means++): starts × groups × 2.

    Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding. SODA, 1027-1035.
    """
    found = np.empty((times, groups, points.shape[1]))
    apart = np.ones((times, len(points)))
    for group in range(groups):
        upto = np.cumsum(weights * np.where(apart.any(axis=1, keepdims=True), apart, 1.0), axis=1)
        sought = rng.random(times) * upto[:, -1]
        place = np.minimum((upto <= sought[:, None]).sum(axis=1), len(points) - 1)
        found[:, group] = points[place]
        to_new = np.square(points - found[:, group][:, None]).sum(axis=2)
        apart = np.minimum(apart, to_new) if group else to_new
    return found


def silhouettes(points: Floats, labels: Labels, weights: Floats | None = None) -> Floats:
    """Return each point's silhouette: from −1, nearer to another group, to 1, well inside its own.

    (b − a) / max(a, b), with a the mean distance to the others of its group and b that to the
    nearest other group; 0 for the only one of its group. With weights, a point stands for so many
    people at the same place.

    Notes
    -----
    Rousseeuw (1987), Silhouettes. J. Comput. Appl. Math. 20, 53-65.

    Examples
    --------
    >>> points = np.array([[0.0, 0], [0, 1], [5, 0], [5, 1]])
    >>> silhouettes(points, np.array([0, 0, 1, 1])).round(2).tolist()
    [0.8, 0.8, 0.8, 0.8]
    """
    weights = np.ones(len(points)) if weights is None else np.asarray(weights, dtype=float)
    groups = int(labels.max(initial=-1)) + 1
    of_group = np.zeros((len(points), groups))
    of_group[np.arange(len(points)), labels] = weights
    size = of_group.sum(axis=0)
    total = np.concatenate(
        [
            cdist(points[low : low + BLOCK], points) @ of_group
            for low in range(0, len(points), BLOCK)
        ]
    )
    own = np.arange(len(points)), labels
    others = size[labels] - 1
    inside = total[own] / np.maximum(others, 1)
    mean = np.where(size > 0, total / np.maximum(size, 1), np.inf)
    mean[own] = np.inf
    outside = mean.min(axis=1)
    larger = np.maximum(inside, outside)
    known = (others > 0) & np.isfinite(outside) & (larger > 0)
    found = np.zeros(len(points))
    found[known] = (outside[known] - inside[known]) / larger[known]
    return found


def around(points: Floats, weights: Floats, centres: Floats) -> Split:
    """Return points in groups around centres that stay where they are."""
    labels = nearest(points, centres)
    apart = np.square(points - centres[labels]).sum(axis=1)
    return Split(labels, centres, float(weights @ apart))


def _moved(points: Floats, weighed: Floats, centres: Floats) -> Floats:
    """Return the mean of the points nearest to each centre, with a row of centres per start.

    A point as near to two centres counts half for each. `weighed` has a row per point: its weight,
    and its place times its weight.
    """
    nearness = centres @ points.T  # less half of its square, that is minus half the distance's
    nearness -= np.square(centres).sum(axis=2)[:, :, None] / 2
    belongs = nearness == nearness.max(axis=1, keepdims=True)
    return _means((belongs / belongs.sum(axis=1, keepdims=True)) @ weighed, centres)


def _means_of(points: Floats, weights: Floats, labels: Labels, before: Floats) -> Floats:
    """Return the mean of each group; `before` where a group is empty."""
    weighed = (weights, *(weights * axis for axis in points.T))
    sums = [np.bincount(labels, weight, len(before)) for weight in weighed]
    return _means(np.stack(sums, axis=1), before)


def _means(sums: Floats, before: Floats) -> Floats:
    """Return means from weights and weighted sums, the last axis; `before` where none weighs."""
    size = sums[..., :1]
    found: Floats = np.where(size > 0, sums[..., 1:] / np.where(size > 0, size, 1), before)
    return found
