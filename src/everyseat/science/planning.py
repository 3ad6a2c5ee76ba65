"""What a round can find, before anybody has answered.

A report names a gap between how leaders see themselves and how others feel them only where the
whole 95 % interval lies beyond half a point of five (`gaps`). With few raters it seldom does, also
where the gap is real. These functions say how often, and how many raters it takes.

Nothing is drawn at random (`outcomes`), and the posterior and the rule are the report's own.

What it assumes: raters answer independently of each other, each by their own view, and everybody
invited answers; a leader's raters spread over the scale as `Answers` says; leaders differ as it
says, and are averaged over; self lies exactly the gap above or below the true mean, each as often
as there is room for it on the scale; answers leave in up to three groups of at least six, in each
of which a lonely answer beside agreement is hidden. It is for one behaviour and all others
together. A value of several behaviours is measured more closely and its gaps are found more often;
one group of raters has fewer raters, and one answer in ten left out counts as a tenth fewer.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special

from everyseat.science import gaps, shrinkage
from everyseat.science.outcomes import Outcomes, of_answers
from everyseat.science.posterior import Scale
from everyseat.science.shrinkage import Norm
from everyseat.science.tallies import Floats, Tallies

FIVE = Scale(1, 5)
LEADERS = 15
"""How many leaders, from the least to the most highly rated, stand for all of them."""
MOST_RATERS = 100
LEAST_OTHERS = 4
"""With fewer other leaders a report has no norm."""
GROUP = 6
"""How many raters a relationship group has at least, where there are so many."""
MOST_GROUPS = 3
LONG = 6.5
"""A scale wider than this has one group: many points take time, and hardly ever agree."""


@dataclass(frozen=True)
class Answers:
    """How people usually answer about leaders.

    Parameters
    ----------
    shares : tuple of float
        The share of all answers at each part of the scale, from the lowest: five fifths, say. On a
        scale of more or fewer points they are stretched to fit.
    leaders_differ : float
        The standard deviation between leaders, as a part of that between the raters of one.
    """

    shares: tuple[float, ...] = (0.04, 0.11, 0.25, 0.38, 0.22)
    leaders_differ: float = 0.45

    def __post_init__(self) -> None:
        if len(self.shares) < 3 or min(self.shares) <= 0 or abs(sum(self.shares) - 1) > 1e-6:
            raise ValueError(f"shares of at least three parts must add up to 1, not {self.shares}")

    def of_leaders(self, scale: Scale) -> Floats:
        """Return the share of a leader's raters at each point, for leaders from low to high.

        A rater's view is normal about the leader's, and cut into points of the scale.
        """
        points = round(scale.width) + 1
        known = special.ndtri(np.cumsum(self.shares)[:-1]) * np.hypot(1, self.leaders_differ)
        cuts = _stretched(known, points)
        leader = special.ndtri((np.arange(LEADERS) + 0.5) / LEADERS) * self.leaders_differ
        below = special.ndtr(cuts - leader[:, None])
        ends = np.zeros((LEADERS, 1)), np.ones((LEADERS, 1))
        return np.diff(np.concatenate([ends[0], below, ends[1]], axis=1), axis=1)


USUAL = Answers()
"""Most answers in the upper middle, as with questionnaires on leadership that have norms."""
NEARLY_ALL_HIGH = Answers((0.01, 0.02, 0.04, 0.13, 0.80))
"""Four of five answers at the top of the scale."""


def found(
    raters: int,
    leaders: int = 1,
    *,
    gap: float | None = None,
    scale: Scale = FIVE,
    answers: Answers = USUAL,
    norm: Norm | None = None,
) -> float:
    """Return the probability that a report names a true gap.

    Parameters
    ----------
    raters : int
        How many people answer about each leader.
    leaders : int
        How many leaders are rated in the round. From five on, each report leans on the norm of the
        others.
    gap : float, optional
        How far self lies from the true mean, in points of the scale. Default: a quarter of the
        scale's width, which is one point of five.
    scale : Scale
        The scale of the answers.
    answers : Answers
        How people usually answer: `USUAL` or `NEARLY_ALL_HIGH`, or your own.
    norm : Norm, optional
        The norm of earlier rounds, instead of the one that this round will have.

    Returns
    -------
    float
        A probability. It rises with the raters (but for a little where there are enough for one
        more group), the leaders and the gap.

    Raises
    ------
    ValueError
        If there are no raters or leaders, more than 100 raters, or the gap is not on the scale.

    Notes
    -----
    Twelve raters take some 15 ms the first time, and nothing the next. The module says what is
    assumed. `benchmarks/planning.py` compares with whole reports of simulated rounds.

    Examples
    --------
    >>> [round(found(raters, leaders=20), 2) for raters in (4, 8, 12, 20)]
    [0.2, 0.37, 0.48, 0.66]
    """
    apart = scale.width / 4 if gap is None else gap
    if not 0 < apart < scale.width:
        raise ValueError(f"a gap of {gap} does not fit on a scale from {scale.low} to {scale.high}")
    if not 1 <= raters <= MOST_RATERS:
        raise ValueError(f"raters must be from 1 to {MOST_RATERS}, not {raters}")
    if leaders < 1:
        raise ValueError("a round needs at least one leader")
    if norm is not None:
        return _found(raters, apart, scale, answers, norm)
    return _found_in_round(raters, min(leaders, 200), apart, scale, answers)


def raters_needed(
    share: float = 0.7,
    leaders: int = 1,
    *,
    gap: float | None = None,
    scale: Scale = FIVE,
    answers: Answers = USUAL,
    norm: Norm | None = None,
) -> int:
    """Return how many raters per leader it takes to find this share of true gaps.

    Parameters
    ----------
    share : float
        The probability wanted, above 0 and below 1.
    leaders, gap, scale, answers, norm
        As of `found`.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the share is no probability, or 100 raters do not suffice.

    Examples
    --------
    >>> raters_needed(0.7, leaders=20)
    23
    >>> raters_needed(0.7, leaders=20, gap=1.5)
    5
    """
    if not 0 < share < 1:
        raise ValueError(f"the share of gaps to find must lie between 0 and 1, not {share}")

    def enough(raters: int) -> bool:
        at = found(raters, leaders, gap=gap, scale=scale, answers=answers, norm=norm)
        return at >= share

    high = 2
    while not enough(high):
        if high == MOST_RATERS:
            raise ValueError(
                f"{MOST_RATERS} raters are not enough to find {share:.0%} of such gaps"
            )
        high = min(2 * high, MOST_RATERS)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


@lru_cache(maxsize=512)
def _found_in_round(
    raters: int, leaders: int, apart: float, scale: Scale, answers: Answers
) -> float:
    norm = _norm_of(leaders - 1, raters, scale, answers)
    return _found(raters, apart, scale, answers, norm)


def _norm_of(others: int, raters: int, scale: Scale, answers: Answers) -> Norm:
    """Return the norm that so many other leaders usually make, each rated by so many.

    Their means lie where normal ones of the expected variance would; their raters differ as
    expected.
    """
    if others < LEAST_OTHERS or raters < 2:
        return shrinkage.norm(Tallies(*(np.zeros(0),) * 3), shrinkage.Prior(scale.variance, 1.0))
    shares = answers.of_leaders(scale)
    points = scale.low + np.arange(shares.shape[1])
    truth = shares @ points
    within = float((shares @ points**2 - truth**2).mean())
    place = special.ndtri((np.arange(others) + 0.5) / others)
    deviation = np.sqrt(truth.var() + within / raters)
    return shrinkage.norm(
        Tallies(
            n=np.full(others, float(raters)),
            mean=truth.mean() + deviation * place / place.std(ddof=1),
            within=np.full(others, (raters - 1) * within),
        )
    )


def _groups(raters: int, scale: Scale) -> list[int]:
    """Return groups of about equal size, of at least six raters: as relationships usually are.

    On scales of many points one group has to do: hardly any agrees there.
    """
    groups = min(max(raters // GROUP, 1), MOST_GROUPS) if scale.width < LONG else 1
    return [len(part) for part in np.array_split(np.arange(raters), groups)]


def _found(raters: int, apart: float, scale: Scale, answers: Answers, norm: Norm) -> float:
    """Return the share of gaps that are named, over leaders, and over self above and below."""
    shares = answers.of_leaders(scale)
    truth = shares @ (scale.low + np.arange(shares.shape[1]))
    groups = _groups(raters, scale)
    outcomes = of_answers(shares, groups)
    low, high = _limits(outcomes, raters, len(groups), scale, norm)
    beyond = gaps.margin(scale)
    named = []
    for at, likely in zip(truth, outcomes.likely, strict=True):
        if at + apart <= scale.high:
            named.append(likely @ (high < at + apart - beyond))
        if at - apart >= scale.low:
            named.append(likely @ (low > at - apart + beyond))
    return float(np.mean(named)) if named else 0.0


def _limits(
    outcomes: Outcomes, raters: int, groups: int, scale: Scale, norm: Norm
) -> tuple[Floats, Floats]:
    """Return the interval of each outcome, over every mean that may hide behind it."""
    middle = scale.low + round(scale.width) // 2
    off = outcomes.total / raters
    spread = outcomes.squares / raters - off**2
    spread = spread + outcomes.hidden * (1 - groups / raters) / raters
    slack = np.sqrt(outcomes.hidden) / raters
    low, high = _interval(raters, middle + off, spread, scale, norm)
    some = outcomes.hidden > 0
    for end in (-slack[some], slack[some]):
        mean = np.clip(middle + off[some] + end, scale.low, scale.high)
        least, most = _interval(raters, mean, spread[some], scale, norm)
        low[some], high[some] = np.minimum(low[some], least), np.maximum(high[some], most)
    return low, high


def _interval(
    raters: int, mean: Floats, spread: Floats, scale: Scale, norm: Norm
) -> tuple[Floats, Floats]:
    posterior = norm.estimate(np.full_like(mean, raters), mean, spread, scale)
    return posterior.interval(2 * gaps.CERTAINTY - 1)


def _stretched(cuts: Floats, points: int) -> Floats:
    """Return the cuts between so many points, along a line through those known."""
    known = np.arange(1, len(cuts) + 1) / (len(cuts) + 1)
    wanted = np.arange(1, points) / points
    inside = np.interp(wanted, known, cuts)
    step = 1 / (known[1] - known[0])
    under = cuts[0] + (wanted - known[0]) * (cuts[1] - cuts[0]) * step
    over = cuts[-1] + (wanted - known[-1]) * (cuts[-1] - cuts[-2]) * step
    return np.where(wanted < known[0], under, np.where(wanted > known[-1], over, inside))
