"""What ratings in a table say of the raters: do they agree, and how much is about who was rated."""

from collections.abc import Mapping

import numpy as np
from scipy import special

from everyseat.science import agreement, checks, crossed, reliability, reml, tallies
from everyseat.science.frames import Labels
from everyseat.science.rated import Rated
from everyseat.science.results import Result
from everyseat.science.tallies import Tallies

DIAGNOSTIC = (
    "A diagnostic only: it shows whether some raters use the scale in a way of their own. "
    "Do not correct anybody's ratings by it."
)


class Raters(Rated):
    """Ratings, and what is asked of those who gave them; `Ratings` has the rest."""

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
        >>> Raters.from_frame(table, group="leader", rating="rating").agreement()
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
        >>> Raters.from_frame(table, group="leader", rating="rating").reliability()
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
        >>> Raters.from_frame(table, group="leader", rating="rating").one_way()
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
        >>> found = Raters.from_frame(table, group="leader", rating="rating", rater="rater")
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
