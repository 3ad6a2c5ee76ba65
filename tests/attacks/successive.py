"""An attacker who has two reports about one leader, and knows who left and who joined in between.

They guess one answer of somebody who joined (or, in the earlier report, of somebody who left), as
well as it can be guessed: from half of many played pairs of reports they learn which answer is the
likeliest beside what was published, and are scored on the other half. What they gain is how much
oftener they are right with both reports than with the one report alone, as it was published.

The worst for a giver is that nobody who stays changes their mind; `same` is how many do not.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.safety import successive, thresholds

POINTS, K = 5, thresholds.RATINGS
Answers = NDArray[np.int64]
"""Plays × raters, 0 to 4."""


@dataclass(frozen=True)
class Scene:
    """Two rounds: how many were asked in the first, how many left and joined after it."""

    before: int
    left: int
    joined: int
    same: float = 1.0

    @property
    def after(self) -> int:
        return self.before - self.left + self.joined

    def play(self, rng: np.random.Generator, plays: int) -> tuple[Answers, Answers]:
        """Return the answers to one item in both rounds: who left stands first, as who joined."""
        level = rng.normal(3.8, 0.6, (plays, 1))
        first, again = _answers(rng, level, self.before), _answers(rng, level, self.before)
        keeps = rng.random(first.shape) < self.same
        stayed = np.where(keeps, first, again)[:, self.left :]
        return first, np.hstack([_answers(rng, level, self.joined), stayed])


def _answers(rng: np.random.Generator, level: NDArray[np.float64], n: int) -> Answers:
    felt = np.round(level + rng.normal(0, 0.8, (len(level), n)))
    return np.clip(felt, 1, POINTS).astype(np.int64) - 1


def counts(answers: Answers) -> Answers:
    """Return how many chose each point, as the door lets it out: nearly unanimous is unanimous."""
    found = np.stack([(answers == point).sum(axis=1) for point in range(POINTS)], axis=1)
    most, total = found.argmax(axis=1), found.sum(axis=1)
    for point in range(POINTS):
        for other in {max(point - 1, 0), min(point + 1, POINTS - 1)} - {point}:
            one_off = (found[:, point] == total - 1) & (found[:, other] == 1)
            found[one_off] = 0
            found[one_off, most[one_off]] = total[one_off]
    return found


def chosen(answers: Answers, rng: np.random.Generator) -> Answers:
    """Return the answers that are left when k - 1, chosen at random, are left out."""
    order = rng.permuted(answers, axis=1)
    return order[:, successive.kept(["peer"] * order.shape[1], {"peer": K - 1})]


def mean(answers: Answers) -> NDArray[np.float64]:
    return 1 + counts(answers) @ np.arange(POINTS) / answers.shape[1]


Form = Callable[[Answers, np.random.Generator], NDArray[np.float64]]
"""What the later report shows of an item: the raters' answers as columns of numbers."""


def in_full(answers: Answers, _rng: np.random.Generator) -> NDArray[np.float64]:
    """Show everything, as if there were no earlier report: the planted weakness."""
    return counts(answers).astype(float)


def in_tenths(answers: Answers, rng: np.random.Generator) -> NDArray[np.float64]:
    """Leave some out, and show means as in every report."""
    return np.round(mean(chosen(answers, rng)) * 10)[:, None]


def in_half_points(answers: Answers, rng: np.random.Generator) -> NDArray[np.float64]:
    """Show what is shown: some are left out, and means are in half points."""
    return (successive.rounded(mean(chosen(answers, rng))) * 2)[:, None]


def halves_of_all(answers: Answers, _rng: np.random.Generator) -> NDArray[np.float64]:
    """Leave nobody out, and show means in half points."""
    return (successive.rounded(mean(answers)) * 2)[:, None]


@dataclass(frozen=True)
class Gain:
    """How often an answer is guessed from one report alone, and from both."""

    alone: float
    both: float
    noise: float

    @property
    def more(self) -> float:
        return self.both - self.alone


def attack(scene: Scene, form: Form, whose: str, plays: int, seed: int = 1) -> Gain:
    """Return what is gained about somebody who `joined`, or who `left`."""
    rng = np.random.default_rng(seed)
    first, second = scene.play(rng, plays)
    earlier, later = counts(first), form(second, rng)
    truth, alone = (second[:, 0], later) if whose == "joined" else (first[:, 0], earlier)
    both = np.hstack([earlier, later])
    if later.shape[1] == POINTS:  # pairs of all counts are too many to learn: their difference is
        both = np.hstack([later - earlier, alone.argmax(axis=1)[:, None]])
    by_one = _learned(alone, truth, np.ones((1, POINTS)))
    by_both = _learned(both, truth, by_one)
    scored = slice(plays // 2, None)
    right = [(table.argmax(axis=1) == truth)[scored] for table in (by_one, by_both)]
    noise = 1.96 * float(np.std(right[1] * 1.0 - right[0])) / len(right[0]) ** 0.5
    return Gain(float(right[0].mean()), float(right[1].mean()), noise)


def _learned(
    seen: NDArray[np.float64], truth: Answers, before: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how likely each answer is beside what was seen, learned from the first half.

    `before` is what was believed without it, which counts as two plays.
    """
    half = len(seen) // 2
    _, which = np.unique(seen @ 37.0 ** np.arange(seen.shape[1]), return_inverse=True)
    tally = np.zeros((which.max() + 1, POINTS))
    np.add.at(tally, (which[:half], truth[:half]), 1)
    found = tally[which] + 2 * before / before.sum(axis=1, keepdims=True)
    return found / found.sum(axis=1, keepdims=True)
