"""Where how someone sees themselves and how others feel them really differ.

With the usual rule (name a gap when self and others' raw mean differ by half a point) most reports
of four raters name a gap that is not there. Ours names one only where the posterior of others' true
mean leaves little doubt: P(|self − true mean| > 0.5) > .95, on one side.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
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


def verdicts(
    self_ratings: ArrayLike,
    others: "Posterior",
    scale: tuple[float, float],
    margin: float = MARGIN,
    certainty: float = CERTAINTY,
) -> list[Verdict | None]:
    """Return the verdict for each person, None where the self rating is nan.

    A strength is shared when both lie in the upper third of the scale, others' true mean with the
    certainty asked for; a weakness likewise in the lower half. Neither needs a gap. In step: self
    within the margin with that certainty.
    """
    own = np.asarray(self_ratings, dtype=float)
    found = gap(own, others, margin)
    low, high = scale
    strong, weak = high - (high - low) / 3, (low + high) / 2
    strength = 1 - others.below(np.full_like(own, strong)) > certainty
    weakness = others.below(np.full_like(own, weak)) > certainty
    cases = {
        None: np.isnan(own),
        Verdict.BLIND_SPOT: found.self_above > certainty,
        Verdict.HIDDEN_STRENGTH: found.self_below > certainty,
        Verdict.SHARED_STRENGTH: (own >= strong) & strength,
        Verdict.SHARED_WEAKNESS: (own < weak + margin) & weakness,
        Verdict.IN_STEP: found.close > certainty,
    }
    rows = zip(*cases.values(), strict=True)
    return [next(compress(cases, row), Verdict.TOO_FEW) for row in rows]
