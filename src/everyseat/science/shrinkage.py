"""A person's true mean from a few ratings, and how sure that is.

θ̂ = μ + λ(ȳ − μ), λ = τ²/(τ² + σ²/n). When few people carry μ, τ² and σ², those are uncertain too,
and intervals that ignore it are too narrow. So γ = τ²/σ² is not fixed at one value: everything is
averaged over its posterior. Given γ all is exact (σ² has a scaled inverse χ² distribution, a true
mean a t distribution); over γ we add up a few nodes.

The prior on γ is flat where γ is small (Morris & Tang 2011, Estimating random effects via
adjustment for density maximization: a flat prior on the variance gives intervals that cover) and
falls as a half-Cauchy on √γ does where it is large (Gelman 2006, Prior distributions for variance
parameters in hierarchical models), so that it is proper even for one person. The prior on μ is
flat, and on σ² either none, p(σ²) ∝ 1/σ², or `Prior.df` ratings' worth of a stated variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from everyseat.science.reml import Profile, Sizes
from everyseat.science.tallies import Floats, Tallies

TINY = 1e-150
NODES = 24
"""How many values of γ stand for its posterior: more change no interval by .001 of a point."""


@dataclass(frozen=True)
class Prior:
    """What is believed of σ² before any rating: `variance`, with the weight of `df` ratings."""

    variance: float = 1.0
    df: float = 0.0


@dataclass(frozen=True)
class Norm:
    """What ratings of other people say about a true mean, as a mixture over γ.

    Arrays of one entry a node: γ, its probability, the mean μ given γ, σ² given γ, and the variance
    of μ. `df` are the degrees of freedom of σ²; `people` how many people it rests on. Of `stacked`
    norms each array has a row a norm, and `df` and `people` an entry.
    """

    gamma: Floats
    probability: Floats
    mean: Floats
    residual: Floats
    mean_variance: Floats
    df: float | Floats
    people: int | Floats

    @classmethod
    def stacked(cls, norms: Sequence["Norm"]) -> "Norm":
        """Return norms as one, to `estimate` as many people, each by their own norm."""
        columns = ([getattr(norm, field.name) for norm in norms] for field in fields(cls))
        return cls(*map(np.array, columns))

    def estimate(self, n: ArrayLike, mean: ArrayLike) -> "Posterior":
        """Return the posterior of true means of people who are not in the norm themselves.

        `n` and `mean` have one entry a person; n may be 0 (the norm alone speaks).
        """
        size = np.asarray(n, dtype=float)[..., None]
        seen = np.where(size[..., 0] > 0, mean, 0.0)[..., None]
        spread = self.gamma * self.residual + self.mean_variance
        total = size * spread + self.residual
        return self._posterior(size * spread / total, seen, spread * self.residual / total)

    def estimate_members(self, tallies: Tallies) -> "Posterior":
        """Return the posterior of true means of the very people that the norm was made from."""
        noise = self.residual / tallies.n[:, None]
        between = self.gamma * self.residual
        share = between / (between + noise)
        variance = share * noise + (1 - share) ** 2 * self.mean_variance
        return self._posterior(share, tallies.mean[:, None], variance)

    def _posterior(self, share: Floats, seen: Floats, variance: Floats) -> "Posterior":
        return Posterior(
            centres=self.mean + share * (seen - self.mean),
            deviations=np.sqrt(variance),
            probability=self.probability,
            df=self.df,
            own_share=_weighed(share, self.probability),
        )


@dataclass(frozen=True)
class Posterior:
    """The posterior of true means: a mixture of t distributions, one row a person.

    `own_share` is the average λ: how much of the estimate is the person's own ratings; the rest is
    the norm's.
    """

    centres: Floats
    deviations: Floats
    probability: Floats
    df: float | Floats
    own_share: Floats

    @property
    def mean(self) -> Floats:
        return _weighed(self.centres, self.probability)

    @property
    def deviation(self) -> Floats:
        """Return the standard deviation of the mixture."""
        df = np.asarray(self.df, dtype=float)[..., None]
        tail = np.where(df > 2, df / np.maximum(df - 2, TINY), 1.0)
        second = _weighed(self.centres**2 + tail * self.deviations**2, self.probability)
        return np.asarray(np.sqrt(np.maximum(second - self.mean**2, 0.0)))

    def below(self, x: ArrayLike) -> Floats:
        """Return the probability that each true mean lies below x (one x a person)."""
        return self._cdf(np.asarray(x, dtype=float)[..., None])[..., 0]

    def _cdf(self, x: Floats) -> Floats:
        """Return the cdf at several points for each person: x has shape (people, points)."""
        # A deviation of nought is a step at its centre; the tiniest number in its place keeps the
        # step, and the division whole.
        deviations = np.maximum(self.deviations, TINY)[..., None, :]
        z = (x[..., None] - self.centres[..., None, :]) / deviations
        df = np.broadcast_to(np.asarray(self.df)[..., None, None], z.shape)
        return _weighed(_t_cdf(z, df), self.probability[..., None, :])

    def interval(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Return the central interval: the posterior holds `confidence` of each true mean in it.

        Both ends are found by halving, to about a ten-thousandth of the interval.
        """
        tails = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
        reach = special.stdtrit(self.df, tails[1])[..., None] * self.deviations
        low = np.repeat((self.centres - reach).min(axis=-1)[..., None], 2, axis=-1)
        high = np.repeat((self.centres + reach).max(axis=-1)[..., None], 2, axis=-1)
        for _ in range(16):
            middle = (low + high) / 2
            under = self._cdf(middle) < tails
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        ends = (low + high) / 2
        return ends[..., 0], ends[..., 1]


def _t_cdf(z: Floats, df: Floats) -> Floats:
    """Return the t distribution's cdf; beyond 1,000 df the normal differs by under .0003."""
    under = np.empty_like(z)
    normal = df > 1000
    under[normal] = special.ndtr(z[normal])
    under[~normal] = special.stdtr(df[~normal], z[~normal])
    return under


def _weighed(values: Floats, probability: Floats) -> Floats:
    """Return the mean over the nodes, which lie along the last axis."""
    return np.asarray(np.matmul(values[..., None, :], probability[..., None])[..., 0, 0])


def norm(tallies: Tallies, prior: Prior | None = None) -> Norm:
    """Return the norm that one-way tallies carry.

    ValueError if neither they nor the prior say anything about σ² (nobody has two ratings).
    """
    believed = prior or Prior()
    sizes = Sizes.of(tallies)
    if sizes.ratings == 0:
        return _from_prior_alone(believed)
    df = sizes.ratings - 1 + believed.df
    if sizes.within + believed.df <= 0 and df < 1:
        raise ValueError("nobody has two ratings: give a prior for the variance")
    lowest = believed.variance * 1e-9
    gamma, probability = _nodes(sizes, believed, df, lowest)
    at = sizes.profile(gamma)
    residual = np.maximum(_squares(at, believed), lowest) / df
    people = int(sizes.groups.sum())
    return Norm(gamma, probability, at.mean, residual, residual / at.weight, df, people)


def _squares(at: Profile, prior: Prior) -> Floats:
    return at.squares + prior.df * prior.variance


def _log_posterior(sizes: Sizes, prior: Prior, df: float, lowest: float, u: Floats) -> Floats:
    """Return the log posterior density at u, where √γ = tan(πu/2): the prior in u is a sine."""
    at = sizes.profile(np.tan(np.pi * u / 2) ** 2)
    squares = np.maximum(_squares(at, prior), lowest)
    likelihood = -0.5 * (at.log_determinant + df * np.log(squares))
    return np.asarray(likelihood + np.log(np.sin(np.pi * u / 2)))


def _nodes(sizes: Sizes, prior: Prior, df: float, lowest: float) -> tuple[Floats, Floats]:
    """Return γ and its probability at NODES points that span its posterior.

    A grid over all of (0, 1) is narrowed to where the density is not negligible, twice: with many
    people that is a small part.
    """
    low, high = 0.0, 1.0
    for _ in range(3):
        u = low + (high - low) * (np.arange(80) + 0.5) / 80
        density = _log_posterior(sizes, prior, df, lowest, u)
        kept = np.flatnonzero(density > density.max() - 12)
        step = (high - low) / 80
        low, high = max(u[kept[0]] - step, 0.0), min(u[kept[-1]] + step, 1.0)
    u = low + (high - low) * (np.arange(NODES) + 0.5) / NODES
    density = _log_posterior(sizes, prior, df, lowest, u)
    probability = np.exp(density - density.max())
    return np.tan(np.pi * u / 2) ** 2, probability / probability.sum()


def _from_prior_alone(prior: Prior) -> Norm:
    """Return the norm when nobody else was rated: μ unknown, so a person's own ratings decide."""
    if prior.df <= 0:
        raise ValueError("no ratings and no prior: nothing to estimate from")
    one = np.ones(NODES)
    first = np.eye(1, NODES)[0]  # all nodes are alike: one of them stands for all
    return Norm(one, first, 0 * one, prior.variance * one, 1e12 * one, prior.df, 0)
