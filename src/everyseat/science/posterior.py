"""The posterior of a true mean that can't leave its scale.

A true mean is a mean over all who might have rated: a number between the ends of the scale. The
beta distribution on that range stands for what is known of it; its mean and variance are those of
the posterior (`shrinkage` says which). So an interval never runs past an end, and is lopsided near
one, as it should be: of someone whom nearly all rate 5 of 5, less is possible above than below.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from everyseat.science import checks
from everyseat.science.tallies import Floats

EDGE = 1e-9
"""How near to an end, in widths of the scale, a mean may lie: at the end itself nothing is left."""


@dataclass(frozen=True)
class Scale:
    """Whole points from `low` to `high`. ValueError if there are fewer than two."""

    low: float = 1.0
    high: float = 5.0

    def __post_init__(self) -> None:
        if not self.high > self.low:
            raise ValueError(f"a scale from {self.low} to {self.high} has no two points")

    @property
    def width(self) -> float:
        return self.high - self.low

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def variance(self) -> float:
        """Return the variance of an answer that takes every point alike: (points² − 1)/12."""
        return ((self.width + 1) ** 2 - 1) / 12


@dataclass(frozen=True)
class Posterior:
    """Posteriors of true means, one entry a person: beta distributions on the scale.

    `own_share` is how much of the estimate is the person's own ratings; the rest is what was
    believed before.
    """

    mean: Floats
    variance: Floats
    own_share: Floats
    scale: Scale

    @property
    def deviation(self) -> Floats:
        """Return the standard deviation."""
        return np.sqrt(self.variance)

    def below(self, x: ArrayLike) -> Floats:
        """Return the probability that each true mean lies below x (one x a person)."""
        at = np.clip(self._on_unit(np.asarray(x, dtype=float)), 0.0, 1.0)
        return np.asarray(special.betainc(*self._shape, at))

    def interval(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Return the central interval: the posterior holds `confidence` of each true mean in it."""
        tail = (1 - checks.probability("confidence", confidence)) / 2
        ends = (special.betaincinv(*self._shape, p) for p in (tail, 1 - tail))
        low, high = (np.asarray(self.scale.low + self.scale.width * end) for end in ends)
        return low, high

    @cached_property
    def _shape(self) -> tuple[Floats, Floats]:
        """Return both parameters of the beta distribution with this mean and variance."""
        mean = np.clip(self._on_unit(self.mean), EDGE, 1 - EDGE)
        most = mean * (1 - mean)
        variance = np.clip(self.variance / self.scale.width**2, most * EDGE, most * (1 - EDGE))
        size = most / variance - 1
        return np.asarray(mean * size), np.asarray((1 - mean) * size)

    def _on_unit(self, x: Floats) -> Floats:
        return np.asarray((x - self.scale.low) / self.scale.width)
