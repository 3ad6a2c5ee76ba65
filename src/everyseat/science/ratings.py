"""What can be asked of ratings in a table: each question is a method, each answer a table."""

from functools import cached_property

import numpy as np

from everyseat.science import (
    change,
    checks,
    gaps,
    paired,
    planning,
    shrinkage,
    tallies,
)
from everyseat.science.change import Change, Time
from everyseat.science.frames import Integers, Labels
from everyseat.science.posterior import Posterior
from everyseat.science.rated import Rated
from everyseat.science.raters import Raters
from everyseat.science.results import Result
from everyseat.science.shrinkage import Prior
from everyseat.science.tallies import Floats, Tallies

PRIOR_DF = 4.0
"""The weight, in ratings, of a quarter of the scale as the usual deviation: as in reports."""
NOT_SURE = "not sure"
REGRESSION = (
    "Leaders who were chosen because they were rated low rise though nothing has changed "
    "(regression to the mean)."
)


class Ratings(Raters):
    """Ratings of people by others: make them by `from_frame` or `from_counts`.

    Examples
    --------
    >>> from everyseat import science as es
    >>> table = {
    ...     "leader": ["A"] * 4 + ["B"] * 4 + ["C"] * 4,
    ...     "listens": [4, 5, 4, 4, 2, 3, 2, 2, 3, 4, 3, 5],
    ...     "thanks": [5, 5, 4, 4, 1, 3, 2, 3, 3, 3, 4, 5],
    ... }
    >>> ratings = es.Ratings.from_frame(table, group="leader", items=["listens", "thanks"])
    >>> ratings
    24 ratings in 3 groups of 'leader' by 2 items, on a scale from 1 to 5
    """

    def estimates(self, confidence: float = 0.95, norm: bool = True) -> Result:
        """Return each group's true mean with its interval, as reports have it.

        Parameters
        ----------
        confidence : float
            Of the interval.
        norm : bool
            Whether to lean on the other groups. It is never done with fewer than five groups.

        Returns
        -------
        Result
            n, mean, estimate, low, high, and what part of the estimate is the group's own ratings.
            The interval is the posterior's (`shrinkage`), and never leaves the scale.

        Examples
        --------
        >>> table = {"leader": ["A", "A", "A", "B", "B", "B"], "rating": [4, 5, 4, 1, 2, 2]}
        >>> Ratings.from_frame(table, group="leader", rating="rating").estimates()
        True means by leader, 95 % intervals
        leader  n   mean  estimate    low   high  own_share
        A       3  4.333     4.039  3.070  4.737      0.779
        B       3  1.667     1.961  1.263  2.930      0.779
        No norm: there are fewer than five groups.
        """
        checks.probability("confidence", confidence)
        leans = norm and len(self.groups) > planning.LEAST_OTHERS
        found = self._posterior(self.tallies, leans)
        low, high = found.interval(confidence)
        columns = self._of_groups(self.tallies) | {
            "estimate": found.mean,
            "low": low,
            "high": high,
            "own_share": found.own_share,
        }
        notes = ("No norm: there are fewer than five groups.",) if norm and not leans else ()
        title = f"True means by {self.by}, {100 * confidence:g} % intervals"
        return self._result(title, columns, notes=notes, drawn=(self.by, "estimate", "low", "high"))

    def gaps(self, own: "Ratings") -> Result:
        """Return where self and others differ by more than half a point of five, with certainty.

        Parameters
        ----------
        own : Ratings
            Each person's ratings of themselves, under the same names.

        Returns
        -------
        Result
            Self, others' mean and true mean with its 95 % interval, over the items that self
            answered and no others, and the verdict (`gaps.Verdict`): "not sure" where self and
            others are not far enough apart to be sure, nor close enough. Only people in both.

        Raises
        ------
        ValueError
            If nobody is in both, the scales differ, or somebody rated themselves twice.

        Examples
        --------
        >>> others = {"leader": ["A"] * 8 + ["B"] * 8, "rating": [2, 3, 2, 2, 3, 2, 2, 2] + [4] * 8}
        >>> own = {"leader": ["A", "B"], "rating": [5, 4]}
        >>> rated = Ratings.from_frame(others, group="leader", rating="rating")
        >>> rated.gaps(Ratings.from_frame(own, group="leader", rating="rating"))["verdict"].tolist()
        ['blind spot', 'in step']
        """
        self._check_scale(own)
        cells, values = self._answered_by(own)
        others = self.only(np.isin(self._cells, cells)).tallies
        mine = tallies.of_values(cells // len(self.items), values, len(self.groups)).mean
        shown = np.flatnonzero(others.n > 0)
        selves, others = mine[shown], Tallies(*(part[shown] for part in others))
        posterior = self._posterior(others, len(shown) > planning.LEAST_OTHERS)
        verdicts = gaps.verdicts(selves, posterior)
        low, high = posterior.interval()
        columns = {
            self.by: self.groups[shown],
            "self": selves,
            "n": others.n.astype(int),
            "mean": others.mean,
            "estimate": posterior.mean,
            "low": low,
            "high": high,
            "verdict": np.array([_said(each) for each in verdicts], dtype=object),
        }
        drawn = (self.by, "estimate", "low", "high")
        return self._result(f"Self and others by {self.by}", columns, drawn=drawn)

    def change(self, later: "Ratings", confidence: float = 0.95) -> Result:
        """Return how the same people changed between these ratings and later ones.

        Parameters
        ----------
        later : Ratings
            Of the same people, under the same names, on the same scale.
        confidence : float
            Of all intervals.

        Returns
        -------
        Result
            Of each person in both the means then and now, over the items asked both times, their
            difference and its interval (`change`). `figures`: the mean change with its t interval
            and p, and how much true changes differ (`paired`).

        Raises
        ------
        ValueError
            If the scales differ, no item was asked both times, fewer than two people were rated
            both times, or nobody by two raters.

        Examples
        --------
        >>> then = {"leader": ["A", "A", "B", "B", "C", "C"], "rating": [3, 4, 2, 3, 4, 4]}
        >>> now = {"leader": ["A", "A", "B", "B", "C", "C"], "rating": [4, 4, 3, 4, 4, 5]}
        >>> before = Ratings.from_frame(then, group="leader", rating="rating")
        >>> before.change(Ratings.from_frame(now, group="leader", rating="rating"))
        Change of each leader, 95 % intervals
        leader   then    now  difference     low   high
        A       3.500  4.000       0.500  -0.947  1.691
        B       2.500  3.500       1.000  -0.530  1.998
        C       4.000  4.500       0.500  -1.325  1.817
        mean change 0.6667  low -0.05044  high 1.384  p 0.05719  sd of true changes 0
        Leaders who were chosen because they were rated low rise though nothing has changed
        (regression to the mean).
        """
        self._check_scale(later)
        items = np.intersect1d(self.items, later.items)
        people = np.intersect1d(self.groups, later.groups)
        if not len(items):
            raise ValueError("no item was asked both times")
        times = [each._of(people, items) for each in (self, later)]
        both = (times[0].n > 0) & (times[1].n > 0)
        people = people[both]
        times = [Tallies(*(part[both] for part in time)) for time in times]
        found = paired.paired(times[0], times[1], confidence)
        changes = [
            change.change(_time(times[0], i), _time(times[1], i), self.scale, confidence)
            for i in range(len(people))
        ]
        return self._changes(people, times, changes, found, confidence)

    def _changes(
        self,
        people: Labels,
        times: list[Tallies],
        changes: list[Change],
        found: paired.Paired,
        confidence: float,
    ) -> Result:
        columns = {
            self.by: people,
            "then": times[0].mean,
            "now": times[1].mean,
            "difference": np.array([each.difference for each in changes]),
            "low": np.array([each.low for each in changes]),
            "high": np.array([each.high for each in changes]),
        }
        figures = {
            "mean change": found.mean,
            "low": found.low,
            "high": found.high,
            "p": found.p,
            "sd of true changes": found.spread,
        }
        title = f"Change of each {self.by}, {100 * confidence:g} % intervals"
        drawn = (self.by, "difference", "low", "high")
        return self._result(title, columns, figures, (REGRESSION,), drawn)

    def _posterior(self, groups: Tallies, leans: bool) -> Posterior:
        if not leans:
            return shrinkage.alone(groups.n, groups.mean, groups.variance, self.scale)
        prior = Prior(variance=(self.scale.width / 4) ** 2, df=PRIOR_DF)
        return shrinkage.norm(groups, prior).estimate_members(groups, self.scale)

    def _check_scale(self, other: Rated) -> None:
        if other.scale != self.scale:
            raise ValueError(f"the scales differ: {self.scale} and {other.scale}")

    @cached_property
    def _cells(self) -> Integers:
        return self.group * len(self.items) + self.item

    def _answered_by(self, own: Rated) -> tuple[Integers, Floats]:
        """Return which cells (group × item) self and others both rated, and self's ratings."""
        group = _places(own.groups, self.groups)[own.group]
        alike = len(own.items) == len(self.items) == 1
        item = 0 * own.item if alike else _places(own.items, self.items)[own.item]
        cells = group * len(self.items) + item
        both = (group >= 0) & (item >= 0) & np.isin(cells, self._cells)
        if not both.any():
            raise ValueError("nobody rated themselves on what others rated them on")
        if len(np.unique(cells[both])) < both.sum():
            raise ValueError("somebody rated themselves twice")
        return cells[both], own.value[both]

    def _of(self, people: Labels, items: Labels) -> Tallies:
        """Return the tallies of these people over these items."""
        found = self.only(np.isin(self.items, items)[self.item]).tallies
        at = _places(people, self.groups)
        return Tallies(*(part[at] for part in found))


def _places(names: Labels, among: Labels) -> Integers:
    """Return where each name stands among others, -1 where it does not."""
    place = {name: i for i, name in enumerate(among.tolist())}
    return np.array([place.get(name, -1) for name in names.tolist()], dtype=np.intp)


def _said(verdict: gaps.Verdict | None) -> str:
    return NOT_SURE if verdict in (None, gaps.Verdict.TOO_FEW) else str(verdict)


def _time(groups: Tallies, i: int) -> Time:
    return Time(int(groups.n[i]), float(groups.mean[i]), float(groups.variance[i]))
