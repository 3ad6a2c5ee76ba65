"""A control chart: values in order of time, lines to judge them by, and what each point says.

Every kind of chart (`xmr`, `proportions`, `rare`) gives its lines for each stretch between two
changes of the limits. What stands out is then found in one way, by `rules`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyseat.science import checks
from everyseat.science.spc import rules
from everyseat.science.spc.rules import Cause
from everyseat.science.tallies import Floats

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


class Lines(NamedTuple):
    """What a point is compared with, each a number or one number per point; nan: no limits."""

    mean: Floats | float
    lower: Floats | float
    upper: Floats | float
    near_lower: Floats | float
    """Two thirds of the way from the mean to the lower limit."""
    near_upper: Floats | float


@dataclass(frozen=True)
class Chart:
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
    targets : array of float
        The target at each point; nan where there is none.
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
    targets: Floats
    direction: Direction

    @property
    def variation(self) -> Variation:
        """What the last point says."""
        return self.kinds[-1]

    @property
    def target(self) -> float | None:
        """The newest target; None without one."""
        newest = float(self.targets[-1])
        return None if np.isnan(newest) else newest

    @property
    def assurance(self) -> Assurance | None:
        """Whether the newest target is met whatever the process does; None without one."""
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


Target = float | Sequence[tuple[int, float]]
"""One target, or several: from which point on, counted from 0, and what is aimed at."""


def build(
    values: Floats,
    lines: Callable[[slice], Lines],
    *,
    direction: Direction | str,
    target: Target | None = None,
    rebase: Sequence[int] = (),
) -> Chart:
    """Return the chart of values, with the lines of each stretch.

    Parameters
    ----------
    values : array of float
    lines : callable
        Returns the lines of the points in a slice.
    direction : Direction
    target : float or list of (int, float), optional
    rebase : sequence of int
        Points, counted from 0, from which there are new lines.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If there is no value, or an option is out of range.
    """
    if not len(values):
        raise ValueError("values: there is none")
    _check_places("rebase", rebase, len(values))
    better = Direction(direction)
    begins = sorted({0, *rebase})
    stretches = [
        judged(values[one], lines(one)) for one in map(slice, begins, [*begins[1:], len(values)])
    ]
    causes = [cause for one in stretches for cause in one.causes]
    mean, lower, upper, side, is_outside, is_near = (
        np.concatenate(arrays) for arrays in zip(*(one.arrays for one in stretches), strict=True)
    )
    return Chart(
        values=values,
        mean=mean,
        lower=lower,
        upper=upper,
        stretch=np.repeat(np.arange(len(stretches)), [len(one.causes) for one in stretches]),
        is_outside=is_outside,
        is_near=is_near,
        side=side,
        causes=causes,
        kinds=[kind(cause.side, better) for cause in causes],
        targets=steps(target, len(values)),
        direction=better,
    )


@dataclass(frozen=True)
class Judged:
    """Points between two changes of the limits."""

    arrays: tuple[NDArray[np.generic], ...]
    """Mean, lower and upper limit, side, is_outside, is_near."""
    causes: list[Cause]


def judged(values: Floats, lines: Lines) -> Judged:
    """Return what the rules say of points that are next to each other, given their lines."""
    mean, lower, upper, near_lower, near_upper = (
        np.broadcast_to(np.asarray(line, dtype=float), len(values)) for line in lines
    )
    side = np.sign(values - mean).astype(np.int64)
    is_outside = (values > upper) | (values < lower)
    is_near = ~is_outside & ((values < near_lower) | (values > near_upper))
    found = rules.causes(values, side, is_outside, is_near)
    return Judged((mean, lower, upper, side, is_outside, is_near), found)


def kind(side: int, direction: Direction) -> Variation:
    """Return what a point says that stands out on a side, given what is better."""
    if not side:
        return Variation.COMMON
    if not direction.sign:
        return Variation.HIGH if side > 0 else Variation.LOW
    return Variation.IMPROVEMENT if side == direction.sign else Variation.CONCERN


def steps(target: Target | None, points: int) -> Floats:
    """Return the target at each point."""
    given = [] if target is None else target
    given = [(0, given)] if isinstance(given, int | float) else sorted(given)
    _check_places("target", [place for place, _ in given], points)
    checks.numbers("target", [aim for _, aim in given])
    found = np.full(points, np.nan)
    for place, aim in given:
        found[place:] = aim
    return found


def _check_places(name: str, places: Sequence[int], points: int) -> None:
    if wrong := [place for place in places if not 0 <= place < points]:
        raise ValueError(f"{name}: there is no point {wrong[0]} among {points}")
