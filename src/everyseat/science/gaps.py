"""Where how someone sees themselves and how others feel them really differ.

With the usual rule (name a gap when self and others' raw mean differ by half a point) most reports
of four raters name a gap that is not there. Ours names one only where the posterior of others' true
mean leaves little doubt: P(|self − true mean| > 0.5) > .95, on one side.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.tallies import Floats

if TYPE_CHECKING:
    from everyseat.science.shrinkage import Posterior

MARGIN = 0.5
CERTAINTY = 0.95


class Verdict(StrEnum):
    """What can be said of a person's self rating beside others' true mean."""

    BLIND_SPOT = "blind spot"
    HIDDEN_STRENGTH = "hidden strength"
    SHARED_STRENGTH = "shared strength"
    SHARED_WEAKNESS = "shared weakness"
    IN_STEP = "in step"
    TOO_FEW = "too few voices to tell"


@dataclass(frozen=True)
class Gap:
    """The probabilities behind a verdict, each an array of one entry a person."""

    self_above: Floats
    self_below: Floats

    @property
    def close(self) -> Floats:
        """Return the probability that self lies within the margin of the true mean."""
        return 1 - self.self_above - self.self_below


def gap(self_rating: ArrayLike, others: "Posterior", margin: float = MARGIN) -> Gap:
    """Return how probable it is that self lies above, or below, the true mean by the margin."""
    own = np.asarray(self_rating, dtype=float)
    return Gap(self_above=others.below(own - margin), self_below=1 - others.below(own + margin))


def verdict(
    self_rating: float,
    others: "Posterior",
    scale: tuple[float, float],
    margin: float = MARGIN,
    certainty: float = CERTAINTY,
) -> Verdict:
    """Return the verdict for one person (`others` of one row).

    A strength is shared when both lie in the upper third of the scale, others' true mean with the
    certainty asked for; a weakness likewise in the lower half. Neither needs a gap. In step: self
    within the margin with that certainty.
    """
    found = gap([self_rating], others, margin)
    if found.self_above[0] > certainty:
        return Verdict.BLIND_SPOT
    if found.self_below[0] > certainty:
        return Verdict.HIDDEN_STRENGTH
    low, high = scale
    strong, weak = high - (high - low) / 3, (low + high) / 2
    if self_rating >= strong and 1 - others.below([strong])[0] > certainty:
        return Verdict.SHARED_STRENGTH
    if self_rating < weak + margin and others.below([weak])[0] > certainty:
        return Verdict.SHARED_WEAKNESS
    return Verdict.IN_STEP if found.close[0] > certainty else Verdict.TOO_FEW
