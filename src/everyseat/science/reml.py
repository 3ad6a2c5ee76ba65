"""One-way random effects by restricted maximum likelihood (REML).

The model: a rating of person j is μ + u_j + e, with var(u) = τ² and var(e) = σ². With γ = τ²/σ² and
w_j = n_j / (1 + n_j γ), the best μ given γ is Σ w_j ȳ_j / Σ w_j, the best σ² is S(γ) / (N − 1),
S(γ) = Σ within-sums of squares + Σ w_j (ȳ_j − μ)², and what is left is a function of γ alone: the
profile likelihood (Patterson & Thompson 1971; Searle, Casella & McCulloch 1992, ch. 6). It needs
only each person's n, mean and sum of squares, and people with the same n are added up, so that its
cost does not grow with the number of ratings.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from everyseat.science.tallies import Floats, Tallies, sums


@dataclass(frozen=True)
class Sizes:
    """Everything about the groups that the likelihood needs, added up by group size.

    `n`, `groups`, `total`, `squares`: per distinct size, the size, how many groups have it, the sum
    of their means and of the squares of their means, both about `centre`.
    """

    n: Floats
    groups: Floats
    total: Floats
    squares: Floats
    centre: float
    within: float

    @classmethod
    def of(cls, tallies: Tallies) -> "Sizes":
        kept = tallies.n > 0
        n, mean, within = tallies.n[kept], tallies.mean[kept], tallies.within[kept]
        centre = float(n @ mean / n.sum()) if len(n) else 0.0
        sizes, index = np.unique(n, return_inverse=True)
        off = mean - centre
        return cls(
            n=sizes,
            groups=np.bincount(index, minlength=len(sizes)).astype(float),
            total=sums(index, off, len(sizes)),
            squares=sums(index, off**2, len(sizes)),
            centre=centre,
            within=float(within.sum()),
        )

    @cached_property
    def ratings(self) -> float:
        return float(self.n @ self.groups)

    def profile(self, gamma: Floats) -> "Profile":
        """Return what the likelihood is made of at each γ (shape (g,))."""
        spread = 1 + gamma[:, None] * self.n
        w = self.n / spread
        weight = w @ self.groups
        mean = (w @ self.total) / weight
        between = w @ self.squares - weight * mean**2
        return Profile(
            mean=self.centre + mean,
            weight=weight,
            squares=self.within + np.maximum(between, 0.0),
            log_determinant=np.log(spread) @ self.groups + np.log(weight),
        )


@dataclass(frozen=True)
class Profile:
    """At each γ: the best mean, Σ w_j, S(γ), and log |V| + log |XᵀV⁻¹X| for σ² = 1."""

    mean: Floats
    weight: Floats
    squares: Floats
    log_determinant: Floats


@dataclass(frozen=True)
class Fit:
    """A REML fit: μ, τ² (between people), σ² (within), and the criterion −2 log L."""

    mean: float
    recipient: float
    residual: float
    criterion: float
    mean_variance: float

    def estimates(self, tallies: Tallies) -> tuple[Floats, Floats]:
        """Return each person's shrunk mean, and its standard deviation given the variances.

        θ̂ = μ + λ(ȳ − μ), λ = τ²/(τ² + σ²/n); the deviation is that of lme4's `ranef`: √(λσ²/n).
        """
        noise = self.residual / tallies.n
        with np.errstate(invalid="ignore"):
            share = np.where(self.recipient > 0, self.recipient / (self.recipient + noise), 0.0)
        return self.mean + share * (tallies.mean - self.mean), np.sqrt(share * noise)


def fit(tallies: Tallies) -> Fit:
    """Return the REML fit of one-way tallies.

    Parameters
    ----------
    tallies : Tallies
        Of each person rated; empty groups are left out.

    Returns
    -------
    Fit
        Equal to lme4's `y ~ 1 + (1 | person)`.

    Raises
    ------
    ValueError
        If there are fewer than two people, no person has two ratings, or nothing varies.

    Examples
    --------
    >>> from everyseat.science import tallies
    >>> found = fit(tallies.of_values([0, 0, 1, 1, 2, 2], [3, 4, 5, 5, 1, 2], 3))
    >>> round(found.mean, 2), round(found.recipient, 2), round(found.residual, 2)
    (3.33, 2.92, 0.33)
    """
    sizes = Sizes.of(tallies)
    ratings, people = sizes.ratings, float(sizes.groups.sum())
    if people < 2 or ratings <= people:
        raise ValueError("a REML fit needs at least two people, one of them with two ratings")
    df = ratings - 1
    if sizes.profile(np.zeros(1)).squares[0] <= 0:
        raise ValueError("all ratings are the same: there is no variance to split")

    gamma = _best_ratio(sizes)
    at = sizes.profile(np.array([gamma]))
    residual = float(at.squares[0]) / df
    return Fit(
        mean=float(at.mean[0]),
        recipient=gamma * residual,
        residual=residual,
        criterion=float(at.log_determinant[0]) + df * (1 + math.log(2 * math.pi * residual)),
        mean_variance=residual / float(at.weight[0]),
    )


def _best_ratio(sizes: Sizes) -> float:
    """Return the γ of the smallest criterion: a scan over its logarithm, then ever closer.

    Near a minimum the criterion is flat to rounding, so what is closed in on is the root of its
    slope: each round keeps the part of the bracket in which the slope turns from falling to rising.
    """
    df = sizes.ratings - 1

    def criterion(gamma: Floats) -> Floats:
        at = sizes.profile(gamma)
        return at.log_determinant + df * np.log(np.maximum(at.squares, 1e-300))

    grid = np.exp(np.linspace(-14.0, 10.0, 97))
    best = int(np.argmin(criterion(grid)))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    for _ in range(9):
        inner = np.linspace(low, high, 65)
        rising = _slope(sizes, inner) > 0
        first = int(np.argmax(rising)) if rising.any() else len(inner) - 1
        low, high = inner[max(first - 1, 0)], inner[first]
    gamma = (low + high) / 2
    at_gamma, at_zero = criterion(np.array([gamma, 0.0]))
    return float(gamma) if at_gamma < at_zero else 0.0


def _slope(sizes: Sizes, gamma: Floats) -> Floats:
    """Return the derivative of the criterion at each γ."""
    at = sizes.profile(gamma)
    w = sizes.n / (1 + gamma[:, None] * sizes.n)
    mean = (at.mean - sizes.centre)[:, None]
    off = sizes.squares - 2 * mean * sizes.total + mean**2 * sizes.groups
    of_squares = (w**2 * off).sum(axis=1) / np.maximum(at.squares, 1e-300)
    of_weight = (w**2 @ sizes.groups) / at.weight
    return np.asarray(w @ sizes.groups - of_weight - (sizes.ratings - 1) * of_squares)
