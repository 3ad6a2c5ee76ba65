"""Run charts: the median, and three rules that need no limits, for measures with few points.

A *shift* is six or more points in a row on one side of the median; points on it neither count nor
end the row. A *trend* is five or more points that each rise, or each fall; one that equals the last
is passed over. There are *too few* or *too many runs* where chance alone would give as few, or as
many, at most once in 40 times: a run is a row of points on one side of the median.

Source: Perla, Provost & Murray (2011), The run chart: a simple analytical tool for learning from
variation in healthcare processes, BMJ Quality & Safety 20, 46–51. Its table of how many runs are
usual is that of Swed & Eisenhart (1943), Tables for testing randomness of grouping in a sequence of
alternatives, Annals of mathematical statistics 14, 66–87; here their probabilities are computed, so
that points above and below need not be equally many. Printed tables differ from that by one run
for some numbers of points.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science import checks
from everyseat.science.spc.chart import Direction, Target, Variation, kind, steps
from everyseat.science.tallies import Floats

SHIFT = 6
TREND = 5
TAIL = 0.025
"""How probable at most, by chance alone, so few runs or so many are."""


class Runs(StrEnum):
    """Whether there are as many runs as chance gives."""

    TOO_FEW = "too_few"
    USUAL = "usual"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class RunChart:
    """A run chart: one entry per point. It has the columns of `Chart`, so that it can be drawn.

    Attributes
    ----------
    values, mean : array of float
        `mean` is the median of all values.
    lower, upper : array of float
        nan: there are no limits.
    stretch : array of int
        0: the median is the same at all points.
    side : array of int
        1 above the median, −1 below it, 0 on it.
    shift, trend : array of int
        1 where a point is part of a shift up or a trend that rises, −1 down or falls, 0 elsewhere.
    kinds : list of Variation
        By the shift, or else the trend, that a point is part of.
    targets : array of float
    direction : Direction
    runs, useful : int
        How many runs there are, among how many points that are not on the median.
    fewest, most : int
        How many runs are usual.
    """

    values: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    stretch: NDArray[np.int64]
    side: NDArray[np.int64]
    shift: NDArray[np.int64]
    trend: NDArray[np.int64]
    kinds: list[Variation]
    targets: Floats
    direction: Direction
    runs: int
    useful: int
    fewest: int
    most: int

    @property
    def count_of_runs(self) -> Runs:
        """Whether there are as many runs as chance gives."""
        if self.runs < self.fewest:
            return Runs.TOO_FEW
        return Runs.TOO_MANY if self.runs > self.most else Runs.USUAL

    @property
    def is_unusual(self) -> bool:
        """Whether any rule holds."""
        has_signal = bool(self.shift.any() or self.trend.any())
        return has_signal or self.count_of_runs is not Runs.USUAL


def run_chart(
    values: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: Target | None = None,
) -> RunChart:
    """Return the run chart of values in order of time.

    Parameters
    ----------
    values : array of float
        At least one.
    direction : Direction
        What is better.
    target : float or list of (int, float), optional
        One target, or several, each from a point on.

    Returns
    -------
    RunChart

    Raises
    ------
    ValueError
        If there is no value, one is no number, or a target is at no point.

    References
    ----------
    Perla, Provost & Murray (2011), The run chart, BMJ Quality & Safety 20, 46–51.

    Examples
    --------
    >>> chart = run_chart([4, 5, 3, 6, 5, 4, 8, 9, 8, 9, 8, 9])
    >>> chart.shift.tolist()[-6:], chart.runs, (chart.fewest, chart.most)
    ([1, 1, 1, 1, 1, 1], 2, (4, 10))
    """
    found = checks.numbers("values", values)
    if not len(found):
        raise ValueError("values: there is none")
    better, median = Direction(direction), float(np.median(found))
    side = np.sign(found - median).astype(np.int64)
    shift, trend = _shifts(side), _trends(found)
    above, below = int((side > 0).sum()), int((side < 0).sum())
    fewest, most = usual_runs(above, below)
    return RunChart(
        values=found,
        mean=np.full(len(found), median),
        lower=np.full(len(found), np.nan),
        upper=np.full(len(found), np.nan),
        stretch=np.zeros(len(found), dtype=np.int64),
        side=side,
        shift=shift,
        trend=trend,
        kinds=[kind(sign, better) for sign in np.where(shift, shift, trend).tolist()],
        targets=steps(target, len(found)),
        direction=better,
        runs=len(_rows(side[side != 0])),
        useful=above + below,
        fewest=fewest,
        most=most,
    )


def usual_runs(above: int, below: int) -> tuple[int, int]:
    """Return the fewest and the most runs that are usual of so many points on either side.

    Parameters
    ----------
    above, below : int

    Returns
    -------
    tuple of int
        Fewer than the first, or more than the second, come by chance at most once in 40 times.

    References
    ----------
    Swed & Eisenhart (1943), Annals of mathematical statistics 14, 66–87.

    Examples
    --------
    >>> usual_runs(5, 5), usual_runs(10, 10)
    ((3, 9), (7, 15))
    """
    if not above or not below:
        only = int(above + below > 0)
        return only, only
    ways = [0, 0, *(_ways(runs, above, below) for runs in range(2, above + below + 1))]
    every = comb(above + below, above)
    up_to, fewest = 0, 0
    while up_to + ways[fewest] <= TAIL * every:
        up_to += ways[fewest]
        fewest += 1
    from_on, most = 0, len(ways) - 1
    while from_on + ways[most] <= TAIL * every:
        from_on += ways[most]
        most -= 1
    return max(fewest, 2), most


def _ways(runs: int, above: int, below: int) -> int:
    """Return in how many ways points of two kinds stand in so many runs."""
    half, is_odd = divmod(runs, 2)
    if not is_odd:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    return comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(
        below - 1, half
    )


def _rows(signs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the first place of each row of equal signs, and the place after its last."""
    if not len(signs):
        return []
    begins = [0, *(np.flatnonzero(np.diff(signs)) + 1).tolist()]
    return list(zip(begins, [*begins[1:], len(signs)], strict=True))


def _shifts(side: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which points off the median are in six or more on one side of it, and on which."""
    found = np.zeros(len(side), dtype=np.int64)
    off = np.flatnonzero(side)
    for begin, end in _rows(side[off]):
        if end - begin >= SHIFT:
            found[off[begin:end]] = side[off[begin]]
    return found


def _trends(values: Floats) -> NDArray[np.int64]:
    """Return which points are in five or more that rise, or fall; equal ones are passed over."""
    found = np.zeros(len(values), dtype=np.int64)
    kept = np.flatnonzero(np.diff(values, prepend=np.nan) != 0)
    steps_up = np.sign(np.diff(values[kept])).astype(np.int64)
    for begin, end in _rows(steps_up):
        if end - begin + 1 >= TREND:
            found[kept[begin : end + 1]] = steps_up[begin]
    return found
