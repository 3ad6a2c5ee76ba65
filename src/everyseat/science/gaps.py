"""Where how someone sees themselves and how others feel them really differ.

With the usual rule (name a gap when self and others' raw mean differ by half a point) most reports
of four raters name a gap that is not there. Ours names one only where the posterior of others' true
mean leaves little doubt: P(self − true mean > margin) > .975, or the same below. That is where the
whole 95 % interval lies beyond the margin, as a reader can see. The margin is half a point of a
five-point scale, an eighth of any scale's width.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import compress

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.posterior import Posterior, Scale
from everyseat.science.tallies import Floats

CERTAINTY = 0.975


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


def margin(scale: Scale) -> float:
    """Return how far apart two means must be to matter: half a point of five.

    Parameters
    ----------
    scale : Scale

    Returns
    -------
    float
        In points of the scale.

    Examples
    --------
    >>> margin(Scale(1, 5)), margin(Scale(0, 10))
    (0.5, 1.25)
    """
    return scale.width / 8


def strong_from(scale: Scale) -> float:
    """Return where the upper third of a scale begins.

    Parameters
    ----------
    scale : Scale

    Returns
    -------
    float

    Examples
    --------
    >>> strong_from(Scale(1, 7))
    5.0
    """
    return scale.high - scale.width / 3


def gap(self_rating: ArrayLike, others: Posterior) -> Gap:
    """Return how probable it is that self lies above, or below, the true mean by the margin.

    Parameters
    ----------
    self_rating : array of float
        One a person.
    others : Posterior
        Of the same people.

    Returns
    -------
    Gap

    Examples
    --------
    >>> from everyseat.science import shrinkage
    >>> found = gap([5.0], shrinkage.alone([12], [2.5], [0.6], Scale(1, 5)))
    >>> found.self_above.round(3).tolist()
    [1.0]
    """
    own = np.asarray(self_rating, dtype=float)
    least = margin(others.scale)
    return Gap(self_above=others.below(own - least), self_below=1 - others.below(own + least))


def verdicts(
    self_ratings: ArrayLike, others: Posterior, certainty: float = CERTAINTY
) -> list[Verdict | None]:
    """Return the verdict for each person.

    A strength is shared when both lie in the upper third of the scale, others' true mean with the
    certainty asked for; a weakness likewise in the lower half. Neither needs a gap. In step: self
    within the margin with that certainty.

    Parameters
    ----------
    self_ratings : array of float
        One a person, nan where there is none.
    others : Posterior
        Of the same people.
    certainty : float
        How probable a verdict has to be, on one side.

    Returns
    -------
    list of Verdict or None
        None where the self rating is nan.

    Examples
    --------
    >>> from everyseat.science import shrinkage
    >>> others = shrinkage.alone([12, 12], [2.5, 4.6], [0.6, 0.3], Scale(1, 5))
    >>> [str(verdict) for verdict in verdicts([5.0, 5.0], others)]
    ['blind spot', 'shared strength']
    """
    own = np.asarray(self_ratings, dtype=float)
    found, scale = gap(own, others), others.scale
    strong, weak = strong_from(scale), scale.middle
    strength = 1 - others.below(np.full_like(own, strong)) > certainty
    weakness = others.below(np.full_like(own, weak)) > certainty
    cases = {
        None: np.isnan(own),
        Verdict.BLIND_SPOT: found.self_above > certainty,
        Verdict.HIDDEN_STRENGTH: found.self_below > certainty,
        Verdict.SHARED_STRENGTH: (own >= strong) & strength,
        Verdict.SHARED_WEAKNESS: (own < weak + margin(scale)) & weakness,
        Verdict.IN_STEP: found.close > certainty,
    }
    rows = zip(*cases.values(), strict=True)
    return [next(compress(cases, row), Verdict.TOO_FEW) for row in rows]
