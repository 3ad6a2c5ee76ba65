"""Whether a mean moved between two times, when nobody can be followed from one to the other.

Reference: Jacobson & Truax (1991), Clinical significance: a statistical approach to defining
meaningful change. Theirs is the reliable change index of one score; here each score is a mean of
raters, so its error variance is σ²/n, and raters of the two times are unpaired.
"""

import math
from dataclasses import dataclass

from scipy import special


@dataclass(frozen=True)
class Change:
    """A difference (later minus earlier) with its interval, in points of the scale."""

    difference: float
    low: float
    high: float

    @property
    def reliable(self) -> bool:
        """Return whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


def reliable_change(
    before: tuple[float, float],
    after: tuple[float, float],
    residual: float,
    df: float,
    confidence: float = 0.95,
) -> Change:
    """Return the change between two (n, mean) pairs.

    Standard error √{σ²(1/n₁ + 1/n₂)} with the pooled within-variance `residual`, which rests on
    `df` degrees of freedom. ValueError if either n is not positive.
    """
    (n_before, mean_before), (n_after, mean_after) = before, after
    if n_before <= 0 or n_after <= 0:
        raise ValueError("both times need at least one rating")
    error = math.sqrt(residual * (1 / n_before + 1 / n_after))
    reach = float(special.stdtrit(df, (1 + confidence) / 2)) * error
    difference = mean_after - mean_before
    return Change(difference, difference - reach, difference + reach)
