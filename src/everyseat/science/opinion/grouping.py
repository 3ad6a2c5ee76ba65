"""Groups of opinion: people who stand near each other on the map."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from everyseat.science.opinion import kmeans
from everyseat.science.opinion.kmeans import Labels, Split
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.votes import Integers
from everyseat.science.tallies import Floats

VOTES_NEEDED = 7
"""Votes somebody has to cast to be put into a group; all of them if there are fewer statements."""
PEOPLE_NEEDED = 15
"""People who are put into groups at least, those with most votes first."""
BETWEEN = 2
"""Times as far as to one's own group: whoever is nearer to another one stands between them."""
GROUPS = range(2, 6)
TIMES = 10
"""Starts of k-means, of which the best is kept."""
KEPT = 5
"""Different results that are refined from person to person, of which the best is shown."""
EXACT = 400
"""Different places up to which people are grouped one by one, and not by the squares of a grid."""
GRID = 24
"""Squares along each side of the grid."""
TAIL = 0.005
"""The share of people at each end of an axis who stand in the outermost squares."""


@dataclass(frozen=True)
class Grouping:
    """Who is in which group.

    Attributes
    ----------
    labels : array of int
        Each person's group, from 0; −1 where somebody has not voted enough.
    centres : array
        Where each group stands: a row per group.
    silhouette : float
        How well apart groups are: near 0 not at all, 1 entirely.
    """

    labels: Labels
    centres: Floats
    silhouette: float

    @property
    def groups(self) -> int:
        return len(self.centres)

    @property
    def sizes(self) -> Integers:
        found: Integers = np.bincount(self.labels[self.labels >= 0], minlength=self.groups)
        return found


def between(places: Floats, found: Grouping) -> Flags:
    """Return who stands between groups: less than twice as far from another one as from their own.

    That is a silhouette by centres (Hruschka, de Castro & Campello 2004) below 1/2. In a crowd
    without any gap, cut into two to five groups, 23 to 57 in 100 stand so: 2,000 points of a normal
    distribution whose second axis is as long as the first, half as long, or a tenth.

    Parameters
    ----------
    places : array
        Where each person stands.
    found : Grouping

    Returns
    -------
    array of bool

    Examples
    --------
    >>> found = Grouping(np.array([0, 0, 1, -1]), np.array([[0.0, 0.0], [3.0, 0.0]]), 0.5)
    >>> between(np.array([[0.0, 0], [1.3, 0], [3, 0], [1.5, 0]]), found).tolist()
    [False, True, False, False]
    """
    stands = np.zeros(len(places), dtype=bool)
    inside = np.flatnonzero(found.labels >= 0)
    if found.groups < 2 or not len(inside):
        return stands
    ways = np.linalg.norm(places[inside, None] - found.centres, axis=2)
    own = ways[np.arange(len(inside)), found.labels[inside]]
    ways[np.arange(len(inside)), found.labels[inside]] = np.inf
    stands[inside] = ways.min(axis=1) < BETWEEN * own
    return stands


def voted_enough(cast: Integers, statements: int, already: Flags | None = None) -> Flags:
    """Return who has voted on enough statements to be put into a group.

    Parameters
    ----------
    cast : array of int
        How many votes each person has cast.
    statements : int
    already : array of bool, optional
        Who was in a group before: they stay.

    Returns
    -------
    array of bool
    """
    enough: Flags = cast >= max(min(VOTES_NEEDED, statements), 1)
    if already is not None:
        enough = enough | already
    missing = PEOPLE_NEEDED - int(enough.sum())
    if missing > 0:
        most = np.argsort(-np.where(enough, -1, cast), kind="stable")[:missing]
        enough[most[cast[most] > 0]] = True
    return enough


def of_places(
    places: Floats, enough: Flags, smallest: int, seed: int = 0, groups: int | None = None
) -> Grouping:
    """Return the groups of people that are best apart.

    For 2 to 5 groups, k-means is started ten times. Of the results in which no group is smaller
    than `smallest`, the one with the least inertia is kept. The number of groups is that with the
    highest mean silhouette. Nothing depends on the order of people. If nothing is fit, all are one
    group.

    Parameters
    ----------
    places : array
        Where each person stands: two columns.
    enough : array of bool
        Who is put into a group.
    smallest : int
        How many people any group has, at least.
    seed : int
        Of the draws from which k-means starts.
    groups : int, optional
        How many groups; by default the data decide.

    Returns
    -------
    Grouping
    """
    people = places[enough]
    candidates, silhouette = _best_apart(
        *_points(people), smallest, seed, [groups] if groups else GROUPS
    )
    several = candidates if len(people) <= kmeans.ONE_BY_ONE else candidates[:1]
    refined = [kmeans.at_rest(people, split.centres) for split in several]
    fit = [split for split in refined if split.sizes.min() >= smallest] or [
        kmeans.around(people, np.ones(len(people)), split.centres) for split in candidates[:1]
    ]
    if not fit:
        return _together(places, enough)
    split = min(fit, key=lambda split: split.inertia)
    order = np.argsort(-split.sizes, kind="stable")
    labels = np.full(len(places), -1)
    labels[enough] = np.argsort(order)[split.labels]
    return Grouping(labels, split.centres[order], silhouette)


def _together(places: Floats, enough: Flags) -> Grouping:
    """Return everybody in one group; none where nobody has voted enough."""
    if not enough.any():
        return Grouping(np.full(len(places), -1), np.zeros((0, 2)), 0.0)
    return Grouping(np.where(enough, 0, -1), places[enough].mean(axis=0)[None], 0.0)


def matched(now: Grouping, before: Labels) -> Grouping:
    """Return the same groups, numbered so that most people keep their number.

    `before` is each person's group at the last update, −1 where there was none.
    """
    was = int(before.max(initial=-1)) + 1
    wide = max(was, now.groups)
    both = (before >= 0) & (now.labels >= 0)
    together = np.zeros((wide, wide))
    np.add.at(together, (now.labels[both], before[both]), 1)
    new = linear_sum_assignment(-together)[1][: now.groups]
    number = np.argsort(np.argsort(new))  # numbers go on from 0 where a group has gone
    centres = np.empty_like(now.centres)
    centres[number] = now.centres
    labels = np.where(now.labels >= 0, number[now.labels], -1)
    return Grouping(labels, centres, now.silhouette)


@dataclass(frozen=True)
class Steady:
    """How many groups are shown: another number only once it has been the best four times."""

    shown: int
    candidate: int = 0
    times: int = 0

    NEEDED = 4

    def after(self, best: int) -> "Steady":
        """Return what is shown after one more update."""
        if best == self.shown:
            return Steady(self.shown)
        times = self.times + 1 if best == self.candidate else 1
        return Steady(best) if times >= self.NEEDED else Steady(self.shown, best, times)


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Return how alike two groupings are: 1 the same, 0 as by chance.

    Parameters
    ----------
    one, other : array of int
        The group of each person.

    Returns
    -------
    float

    Notes
    -----
    Hubert & Arabie (1985), Comparing partitions. Journal of Classification 2, 193-218.

    Examples
    --------
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])), 4)
    0.5714
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} people and {len(other)}")
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)
    pairs, rows, columns = (
        float((x * (x - 1) / 2).sum()) for x in (table, table.sum(axis=1), table.sum(axis=0))
    )
    chance = rows * columns / max(len(one) * (len(one) - 1) / 2, 1)
    most = (rows + columns) / 2
    return (pairs - chance) / (most - chance) if most != chance else 1.0


def _best_apart(
    points: Floats, weights: Floats, smallest: int, seed: int, numbers: "range | list[int]"
) -> tuple[list[Split], float]:
    """Return divisions in the number of groups with the highest silhouette, and that.

    They are the different ones with the least inertia; none if no division is fit.
    """
    found: list[tuple[list[Split], float]] = [([], 0.0)]
    for groups in numbers:
        rng = np.random.default_rng([seed, groups])
        fit = _fit(points, weights, groups, smallest, rng) if len(points) >= groups else []
        if fit:
            silhouettes = kmeans.silhouettes(points, fit[0].labels, weights)
            found.append((fit, float(np.average(silhouettes, weights=weights))))
    return max(found, key=lambda one: (bool(one[0]), one[1]))


def _fit(
    points: Floats, weights: Floats, groups: int, smallest: int, rng: np.random.Generator
) -> list[Split]:
    """Return the different divisions with the least inertia in which no group is too small."""
    starts = kmeans.starts(points, weights, groups, TIMES, rng)
    splits = kmeans.best_of(points, weights, starts)
    big = [s for s in splits if np.bincount(s.labels, weights, groups).min() >= smallest]
    return list({round(s.inertia, 6): s for s in reversed(big)}.values())[::-1][:KEPT]


def _points(places: Floats) -> tuple[Floats, Floats]:
    """Return different places, in an order of their own, and how many people stand at each.

    Of many people, the middles of a grid's squares.
    """
    if len(places) > EXACT:
        return _on_grid(places)
    points, people = np.unique(places, axis=0, return_counts=True)
    return points, people.astype(float)


def _on_grid(places: Floats) -> tuple[Floats, Floats]:
    low, high = np.quantile(places, [TAIL, 1 - TAIL], axis=0)
    side = np.where(high > low, (high - low) / GRID, 1.0)
    x, y = np.clip((places - low) / side, 0, GRID - 1).astype(np.int64).T
    people = np.bincount(x * GRID + y)
    used = np.flatnonzero(people)
    square = np.column_stack(np.divmod(used, GRID))
    return low + (square + 0.5) * side, people[used].astype(float)
