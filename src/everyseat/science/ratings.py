"""What can be asked of ratings in a table: each question is a method, each answer a table."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from scipy import special

from everyseat.science import (
    agreement,
    change,
    checks,
    crossed,
    gaps,
    paired,
    planning,
    reliability,
    reml,
    shrinkage,
    tallies,
)
from everyseat.science.change import Change, Time
from everyseat.science.frames import Integers, Labels
from everyseat.science.posterior import Posterior
from everyseat.science.rated import Rated
from everyseat.science.results import Result
from everyseat.science.shrinkage import Prior
from everyseat.science.tallies import Floats, Tallies

PRIOR_DF = 4.0
"""The weight, in ratings, of a quarter of the scale as the usual deviation: as in reports."""
NOT_SURE = "not sure"
DIAGNOSTIC = (
    "A diagnostic only: it shows whether some raters use the scale in a way of their own. "
    "Do not correct anybody's ratings by it."
)
REGRESSION = (
    "Leaders who were chosen because they were rated low rise though nothing has changed "
    "(regression to the mean)."
)


class Ratings(Rated):
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

    def agreement(self, confidence: float = 0.95) -> Result:
        """Return how far the raters of each group agree, item by item.

        Parameters
        ----------
        confidence : float
            Of the interval of rwg.

        Returns
        -------
        Result
            n, mean; AD about the mean, in points (Burke & Dunlap 2002); rwg with its interval
            (James, Demaree & Wolf 1984); a_wg (Brown & Hauenstein 2005). What too few raters can't
            say is nan.

        Raises
        ------
        ValueError
            If a rating lies between two points of the scale.

        Examples
        --------
        >>> table = {"leader": ["A", "A", "A", "B", "B", "B"], "rating": [4, 4, 5, 1, 3, 5]}
        >>> Ratings.from_frame(table, group="leader", rating="rating").agreement()
        Agreement of the raters of each leader
        leader  n   mean     ad    rwg  rwg_low  rwg_high    a_wg
        A       3  4.333  0.444  0.833    0.000     0.962   0.800
        B       3  3.000  1.333  0.000    0.000     0.686  -0.333
        """
        counts, low = self.counts, self.scale.low
        least, most = agreement.rwg_interval(counts, low, confidence)
        cells = {
            "n": counts.sum(axis=-1).astype(int),
            "mean": tallies.mean(counts, low),
            "ad": agreement.ad_mean(counts, low),
            "rwg": agreement.rwg(counts, low),
            "rwg_low": least,
            "rwg_high": most,
            "a_wg": agreement.a_wg(counts, low),
        }
        names: dict[str, Labels] = {self.by: np.repeat(self.groups, len(self.items))}
        if len(self.items) > 1:
            names["item"] = np.tile(self.items, len(self.groups))
        columns = names | {name: cell.ravel() for name, cell in cells.items()}
        return self._result(f"Agreement of the raters of each {self.by}", columns)

    def reliability(self, confidence: float = 0.95) -> Result:
        """Return how much of the ratings is about who was rated, with intervals.

        Parameters
        ----------
        confidence : float
            Of the intervals.

        Returns
        -------
        Result
            ICC(1) of one rater and ICC(2) of a mean of as many as there are on average, from the
            one-way ANOVA of raters' means over items (Bliese 2000; intervals: Thomas & Hultquist
            1978); of several items Cronbach's α (interval: Feldt 1965).

        Raises
        ------
        ValueError
            If there are fewer than two groups or no group has two raters, or it is not known which
            ratings of several items are one rater's.

        Examples
        --------
        >>> table = {"leader": ["A", "A", "A", "B", "B", "C", "C"], "rating": [4, 5, 4, 1, 2, 3, 4]}
        >>> Ratings.from_frame(table, group="leader", rating="rating").reliability()
        Reliability of ratings by leader
        measure  estimate    low   high
        ICC(1)      0.821  0.032  0.995
        ICC(2)      0.915  0.072  0.998
        groups 3  ratings 7
        """
        found = reliability.one_way_icc(self.tallies)
        limits = reliability.one_way_intervals(self.tallies, confidence)
        rows = [
            ("ICC(1)", found.icc1, *limits[0]),
            ("ICC(2)", found.icc2, *limits[1]),
            *self._alpha(confidence),
        ]
        columns = dict(
            zip(
                ("measure", "estimate", "low", "high"),
                map(np.array, zip(*rows, strict=True)),
                strict=True,
            )
        )
        n = self.tallies.n
        figures = {"groups": float((n > 0).sum()), "ratings": float(n.sum())}
        return self._result(f"Reliability of ratings by {self.by}", columns, figures)

    def _alpha(self, confidence: float) -> list[tuple[str, float, float, float]]:
        if len(self.items) < 2 or not self.has_sheets:
            return []
        raters = int(self.rater.max()) + 1
        row = np.unique(self.group * raters + self.rater, return_inverse=True)[1]
        sheets = np.full((row.max() + 1, len(self.items)), np.nan)
        sheets[row, self.item] = self.value
        complete = int((~np.isnan(sheets).any(axis=1)).sum())
        alpha = reliability.alpha(sheets)
        if np.isnan(alpha):
            return [("alpha", alpha, alpha, alpha)]
        limits = reliability.alpha_interval(alpha, complete, len(self.items), confidence)
        return [("alpha", alpha, *limits)]

    def one_way(self) -> Result:
        """Return the one-way REML fit, and each group's shrunk mean.

        Returns
        -------
        Result
            n, mean, estimate and its standard deviation given the variances, as lme4's
            `y ~ 1 + (1 | group)` has them. `figures`: the mean, the variance between groups and
            within, and −2 log L.

        Raises
        ------
        ValueError
            As of `reml.fit`.

        Examples
        --------
        >>> table = {"leader": ["A", "A", "A", "B", "B", "C", "C"], "rating": [4, 5, 4, 1, 2, 3, 4]}
        >>> Ratings.from_frame(table, group="leader", rating="rating").one_way()
        One-way fit by leader
        leader  n   mean  estimate     sd
        A       3  4.333     4.253  0.360
        B       2  1.500     1.658  0.434
        C       2  3.500     3.464  0.434
        mean 3.125  between 1.938  within 0.4165  criterion 18.61
        """
        groups = self.tallies
        fitted = reml.fit(groups)
        estimate, deviation = fitted.estimates(groups)
        columns = self._of_groups(groups) | {"estimate": estimate, "sd": deviation}
        figures = {
            "mean": fitted.mean,
            "between": fitted.recipient,
            "within": fitted.residual,
            "criterion": fitted.criterion,
        }
        return self._result(f"One-way fit by {self.by}", columns, figures)

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

    def severity(self, confidence: float = 0.95) -> Result:
        """Return how mild or severe each rater is, beside the others who rated the same people.

        Severity is a diagnostic: what is felt is the datum, and no report is corrected by it.

        Parameters
        ----------
        confidence : float
            Of the interval, given the variances.

        Returns
        -------
        Result
            Of each rater n, effect (above 0: mild), sd, low, high. `figures`: the mean, the
            variances between people rated, between raters and within, and −2 log L, as of lme4's
            `y ~ 1 + (1 | group) + (1 | rater)`.

        Raises
        ------
        ValueError
            If the ratings came without raters, or as of `crossed.fit`.

        Examples
        --------
        >>> table = {
        ...     "leader": ["A", "A", "A", "B", "B", "B", "C", "C", "C", "D", "D", "D"],
        ...     "rater": ["x", "y", "z"] * 4,
        ...     "rating": [3, 3, 4, 2, 2, 3, 4, 4, 5, 1, 2, 2],
        ... }
        >>> found = Ratings.from_frame(table, group="leader", rating="rating", rater="rater")
        >>> found.severity()["effect"].round(1).tolist()
        [-0.4, -0.2, 0.5]
        """
        checks.probability("confidence", confidence)
        if self.raters is None:
            raise ValueError("who rated is not known: give rater=")
        group, rater, value = self.sheets
        fitted = crossed.fit(group, rater, value)
        return self._severities(fitted, self.raters, np.bincount(rater), confidence)

    def _severities(
        self, fitted: crossed.Crossed, names: Labels, n: Labels, confidence: float
    ) -> Result:
        reach = float(special.ndtri(0.5 + confidence / 2)) * fitted.raters_deviation
        columns = {
            "rater": names,
            "n": n,
            "effect": fitted.raters,
            "sd": fitted.raters_deviation,
            "low": fitted.raters - reach,
            "high": fitted.raters + reach,
        }
        figures = {
            "mean": fitted.mean,
            "between": fitted.recipient,
            "raters": fitted.rater,
            "within": fitted.residual,
            "criterion": fitted.criterion,
        }
        share = fitted.rater / (fitted.recipient + fitted.rater + fitted.residual)
        notes = f"Raters' own use of the scale is {share:.0%} of the variance.", DIAGNOSTIC
        return Result(
            title="Severity of raters",
            columns=columns,
            figures=figures,
            notes=notes,
            library=self.source.library,
            drawn=("rater", "effect", "low", "high"),
        )

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

    def _result(
        self,
        title: str,
        columns: Mapping[str, Labels],
        figures: Mapping[str, float] | None = None,
        notes: tuple[str, ...] = (),
        drawn: tuple[str, ...] = (),
    ) -> Result:
        return Result(title, columns, figures or {}, notes, self.source.library, drawn)

    def _of_groups(self, groups: Tallies) -> dict[str, Labels]:
        return {self.by: self.groups, "n": groups.n.astype(int), "mean": groups.mean}

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
