"""Individuals charts (XmR): limits from how much a measure moves from one time to the next.

    limits = mean ± 2.66 × mean moving range

2.66 is 3 / 1.128, the bias of the range of two values of a normal distribution. Moving ranges of
3.267 times their mean or more are left out of the mean, once, as they come from special causes.

Source: Shewhart (1931), Economic control of quality of manufactured product; Wheeler (2000),
Understanding variation; NHS England, Making data count (2019). Numbers agree with those of
NHSRplotthedots 0.2.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean as exact_mean

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science import checks
from everyseat.science.spc import rules
from everyseat.science.spc.rules import Cause
from everyseat.science.tallies import Floats

LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267
FEW = 13
"""Points of a stretch below which its limits are only on trial."""


class Direction(StrEnum):
    """What is better: more, less, or neither."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        return {"increase": 1, "decrease": -1, "neutral": 0}[self.value]


class Variation(StrEnum):
    """What a point says; that of the last one is the icon of the chart."""

    COMMON = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    HIGH = "special_cause_neutral_high"
    LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is now can be relied on to meet its target."""

    PASS = "consistent_pass"
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class XmR:
    """A chart: one entry per point.

    Attributes
    ----------
    values, mean, lower, upper : array of float
        The mean and the process limits are those of the point's stretch. Limits are nan where
        nothing moves, or where there is a single point.
    stretch : array of int
        The stretch each point is in: 0, and one more after each rebase.
    is_outside, is_near : array of bool
    side : array of int
        1 above the mean, −1 below it, 0 on it.
    causes : list of Cause
    kinds : list of Variation
    target : float, optional
    direction : Direction
    """

    values: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    stretch: NDArray[np.int64]
    is_outside: NDArray[np.bool_]
    is_near: NDArray[np.bool_]
    side: NDArray[np.int64]
    causes: list[Cause]
    kinds: list[Variation]
    target: float | None
    direction: Direction

    @property
    def variation(self) -> Variation:
        """What the last point says."""
        return self.kinds[-1]

    @property
    def assurance(self) -> Assurance | None:
        """Whether the target is met whatever the process does; None without one, or a direction."""
        if self.target is None or self.direction is Direction.NEUTRAL:
            return None
        rising = self.direction is Direction.INCREASE
        if self.target > self.upper[-1]:
            return Assurance.FAIL if rising else Assurance.PASS
        if self.target < self.lower[-1]:
            return Assurance.PASS if rising else Assurance.FAIL
        return Assurance.INCONSISTENT

    @property
    def is_on_trial(self) -> NDArray[np.bool_]:
        """Which points are in a stretch of fewer than `FEW`."""
        on_trial: NDArray[np.bool_] = np.bincount(self.stretch)[self.stretch] < FEW
        return on_trial

    @property
    def is_constant(self) -> bool:
        """Whether no value of the last stretch differs from another."""
        last = self.values[self.stretch == self.stretch[-1]]
        return bool((last == last[0]).all())


def xmr(
    values: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    target: float | None = None,
    fix_after: int | None = None,
    rebase: Sequence[int] = (),
    screen: bool = True,
) -> XmR:
    """Return the individuals chart of values in order of time.

    Parameters
    ----------
    values : array of float
        At least one.
    direction : Direction
        What is better.
    target : float, optional
    fix_after : int, optional
        Limits come from the first so many points of each stretch.
    rebase : sequence of int
        Points, counted from 0, from which limits are made anew.
    screen : bool
        Leave moving ranges out that are `SCREEN` times their mean or more.

    Returns
    -------
    XmR

    Raises
    ------
    ValueError
        If there is no value, one is no number, or an option is out of range.

    Examples
    --------
    >>> chart = xmr([5, 6, 5, 6, 5, 6, 12], direction="decrease")
    >>> str(chart.causes[-1]), chart.variation.value
    ('Above UCL', 'special_cause_concern')
    """
    found = checks.numbers("values", values)
    if not len(found):
        raise ValueError("values: there is none")
    if fix_after is not None and fix_after < 1:
        raise ValueError(f"fix_after must be 1 or more, not {fix_after}")
    if wrong := [place for place in rebase if not 0 <= place < len(found)]:
        raise ValueError(f"rebase: there is no point {wrong[0]} among {len(found)}")
    better = Direction(direction)
    begins = sorted({0, *rebase})
    stretches = [_stretch(part, fix_after, screen) for part in np.split(found, begins[1:])]
    causes = [cause for one in stretches for cause in one.causes]
    mean, lower, upper, side, is_outside, is_near = (
        np.concatenate(arrays) for arrays in zip(*(one.arrays for one in stretches), strict=True)
    )
    return XmR(
        values=found,
        mean=mean,
        lower=lower,
        upper=upper,
        stretch=np.repeat(np.arange(len(stretches)), [len(one.causes) for one in stretches]),
        is_outside=is_outside,
        is_near=is_near,
        side=side,
        causes=causes,
        kinds=[_kind(cause, better) for cause in causes],
        target=target,
        direction=better,
    )


@dataclass(frozen=True)
class _Stretch:
    """Points between two changes of the limits."""

    arrays: tuple[NDArray[np.generic], ...]
    causes: list[Cause]


def _stretch(values: Floats, fix_after: int | None, screen: bool) -> _Stretch:
    mean, moves = _mean_and_moves(values[:fix_after], screen)
    lower, upper = mean - LIMIT * moves, mean + LIMIT * moves
    side = np.sign(values - mean).astype(np.int64)
    is_outside = (values > upper) | (values < lower)
    is_near = ~is_outside & ((values < mean - NEAR * moves) | (values > mean + NEAR * moves))
    lines = (np.full(len(values), line) for line in (mean, lower, upper))
    return _Stretch(
        (*lines, side, is_outside, is_near), rules.causes(values, side, is_outside, is_near)
    )


def _mean_and_moves(values: Floats, screen: bool) -> tuple[float, float]:
    """Return the mean, and the mean moving range; nan if nothing moves.

    Means are exact and then rounded once, so that a point that lies on the mean is found there.
    """
    moves = np.abs(np.diff(values)).tolist()
    mean = exact_mean(values.tolist())
    if not any(moves):
        return mean, np.nan
    every = exact_mean(moves)
    kept = [move for move in moves if move < SCREEN * every] if screen else moves
    return mean, exact_mean(kept)


def _kind(cause: Cause, direction: Direction) -> Variation:
    """Return what a cause says, given what is better."""
    if not cause.side:
        return Variation.COMMON
    if not direction.sign:
        return Variation.HIGH if cause.side > 0 else Variation.LOW
    return Variation.IMPROVEMENT if cause.side == direction.sign else Variation.CONCERN
