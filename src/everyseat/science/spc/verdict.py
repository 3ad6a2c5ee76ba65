"""Whether a measure has changed since an action: later points against limits from before it.

The mean and the limits are frozen on the points before the action (XmR), and the rules are applied
to the later points alone: a run that began before the action does not count as after it. With many
later points a rule often holds by chance, so a signal counts only if the later points as a whole
have moved to its side, too: their mean by more than `MOVED` standard errors.

A signal after an action does not show that the action caused it.

Source: the rules are those of `everyseat.science.spc.rules`; freezing limits on a baseline is
Shewhart's use of them, see NHS England, Making data count (2019). How often a process that has not
changed is said to have changed, and how often a change is found, is measured by
benchmarks/verdict.py and stands in docs/statistics.md.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science import checks
from everyseat.science.spc.chart import FEW, Direction, Lines, Variation, judged, kind
from everyseat.science.spc.rules import RUN, Cause
from everyseat.science.spc.xmr import lines
from everyseat.science.tallies import Floats

MOVED = 2.0
"""Standard errors of the difference of two means by which a measure has moved as a whole."""


class Outcome(StrEnum):
    """What is to be said of a measure since an action."""

    TOO_FEW = "not_enough_data"
    NO_CHANGE = "no_change_seen"
    IMPROVEMENT = "improvement"
    WORSENING = "worsening"
    MIXED = "mixed"
    CHANGE = "change"
    """A change where neither more nor less is better."""


class Lack(StrEnum):
    """Why there is not enough data."""

    BEFORE = "points_before"
    AFTER = "points_after"
    VARIATION = "variation_before"
    """Every point before the action is the same, so that nothing says how much is chance."""


@dataclass(frozen=True)
class Signal:
    """A point in special cause: which one, counted from 0 among all values, and by which rule."""

    place: int
    cause: Cause


@dataclass(frozen=True)
class Verdict:
    """What is said of a measure since an action, and what it is based on.

    Attributes
    ----------
    outcome : Outcome
    lack : Lack, optional
        What is missing where there is not enough data.
    before, after : int
        Points the limits come from, and points judged against them.
    unusual_before : int
        Points before the action that are in special cause themselves: the measure was already
        changing, or unsteady. They stay in the limits.
    first : Signal, optional
        The first later point in special cause.
    better, worse : int
        Later points in special cause on either side; both 0 where neither side is better.
    higher, lower : int
        Later points in special cause that are high or rise; low or fall.
    moved : float
        By how many standard errors the mean of the later points differs from that of the points
        before; nan where there is not enough data.
    lines : Lines, optional
        The frozen mean and limits; None with no point before.
    """

    outcome: Outcome
    lack: Lack | None
    before: int
    after: int
    unusual_before: int
    first: Signal | None
    better: int
    worse: int
    higher: int
    lower: int
    moved: float
    lines: Lines | None


def verdict(
    values: ArrayLike,
    first: int,
    *,
    direction: Direction | str = Direction.INCREASE,
    rebase: Sequence[int] = (),
    screen: bool = True,
) -> Verdict:
    """Return whether values have changed since an action.

    Parameters
    ----------
    values : array of float
        In order of time.
    first : int
        The first point after the action, counted from 0; as many as there are values if it is
        later than all of them. A point on the action's very day is after it.
    direction : Direction
        What is better.
    rebase : sequence of int
        Points from which there are new limits. Limits come from the points since the last one
        before the action; those from the action on are not looked at.
    screen : bool
        Leave moving ranges out that are far too large, as in `xmr`.

    Returns
    -------
    Verdict

    Raises
    ------
    ValueError
        If a value is no number, or a place is none of theirs.

    Examples
    --------
    >>> before, after = [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 6, 5, 7], [8, 9, 8, 7, 8, 9, 8]
    >>> found = verdict(before + after, 13, direction="decrease")
    >>> found.outcome.value, found.first.place, found.worse
    ('worsening', 13, 7)
    """
    found, better = checks.numbers("values", values), Direction(direction)
    if not 0 <= first <= len(found):
        raise ValueError(f"first must be from 0 to {len(found)}, not {first}")
    if wrong := [place for place in rebase if not 0 <= place < len(found)]:
        raise ValueError(f"rebase: there is no point {wrong[0]} among {len(found)}")
    start = max((place for place in rebase if place < first), default=0)
    baseline, later = found[start:first], found[first:]
    frozen = lines(baseline, screen=screen) if len(baseline) else None
    earlier = judged(baseline, frozen).causes if frozen else []
    causes = judged(later, frozen).causes if frozen else []
    lack = _lack(len(baseline), len(later), frozen)
    sides = Counter(cause.side for cause in causes if not lack)
    kinds = Counter(kind(cause.side, better) for cause in causes if not lack)
    moved = np.nan if lack or frozen is None else _moved(baseline, later, frozen)
    return Verdict(
        outcome=Outcome.TOO_FEW if lack else _outcome(sides, moved, better),
        lack=lack,
        before=len(baseline),
        after=len(later),
        unusual_before=sum(cause.side != 0 for cause in earlier),
        first=None if lack else _first(causes, first),
        better=kinds[Variation.IMPROVEMENT],
        worse=kinds[Variation.CONCERN],
        higher=sides[1],
        lower=sides[-1],
        moved=moved,
        lines=frozen,
    )


def _lack(before: int, after: int, frozen: Lines | None) -> Lack | None:
    if before < FEW:
        return Lack.BEFORE
    if after < RUN:
        return Lack.AFTER
    no_limits = frozen is not None and bool(np.isnan(frozen.upper))
    return Lack.VARIATION if no_limits else None


def _moved(before: Floats, later: Floats, frozen: Lines) -> float:
    """Return how far the mean has moved, in standard errors; the limits are three deviations off.

    The doubt about the mean before counts as much as that about the mean after.
    """
    deviation = (frozen.upper - frozen.mean) / 3
    error = deviation * np.sqrt(1 / len(before) + 1 / len(later))
    return float((later.mean() - before.mean()) / error)


def _outcome(sides: Counter[int], moved: float, better: Direction) -> Outcome:
    """Return what signals on either side, or on both, amount to."""
    if sides[1] and sides[-1]:
        return Outcome.MIXED if better.sign else Outcome.CHANGE
    side = 1 if sides[1] and moved > MOVED else -1 if sides[-1] and moved < -MOVED else 0
    return {
        Variation.COMMON: Outcome.NO_CHANGE,
        Variation.IMPROVEMENT: Outcome.IMPROVEMENT,
        Variation.CONCERN: Outcome.WORSENING,
        Variation.HIGH: Outcome.CHANGE,
        Variation.LOW: Outcome.CHANGE,
    }[kind(side, better)]


def _first(causes: list[Cause], offset: int) -> Signal | None:
    places = (place for place, cause in enumerate(causes) if cause.side)
    place = next(places, None)
    return None if place is None else Signal(place + offset, causes[place])
