"""A person's true mean from a few ratings, and how sure that is.

What is believed of how people rate someone, before anyone has, is a Dirichlet process (Ferguson
1973, A Bayesian analysis of some nonparametric problems; on a scale of a few points it is a
Dirichlet distribution). Its base is a mixture: how others are rated (the norm), and every point of
the scale alike. With weights w of the norm and e of the even part, n ratings of mean ȳ and variance
s² (about ȳ, over n) leave the true mean with

    mean θ̂ = (w μ + n ȳ + e m) / N,  N = w + n + e,
    variance (w v + n s² + e v₀ + spread of μ, ȳ, m about θ̂ by these weights) / (N (N + 1)),

where μ, v are the norm's mean and variance of a rating, m, v₀ those of the even part. So a leader
whose raters disagree has a wider interval than one whose raters agree, also with a norm.

Under a Dirichlet process w = σ²/τ² would be the weight of classic shrinkage, λ = n/(n + σ²/τ²). It
is right on average and wrong for those far from the norm, who need it most. So the norm gets a
quarter of that weight, and `benchmarks/honesty.py` shows what this costs and gains.

When few people carry the norm, μ, τ² and σ² are uncertain too. So γ = τ²/σ² is not fixed at one
value: everything is averaged over its posterior, at a few nodes. The prior on γ is flat where γ is
small (Morris & Tang 2011, Estimating random effects via adjustment for density maximization: a flat
prior on the variance gives intervals that cover) and falls as a half-Cauchy on √γ does where it is
large (Gelman 2006, Prior distributions for variance parameters in hierarchical models), so that it
is proper even for one person. The prior on μ is flat, and on σ² either none, p(σ²) ∝ 1/σ², or
`Prior.df` ratings' worth of a stated variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.posterior import Posterior, Scale
from everyseat.science.reml import Profile, Sizes
from everyseat.science.tallies import Floats, Tallies

NODES = 24
"""How many values of γ stand for its posterior: more change no interval by .001 of a point."""
NORM_WEIGHT = 0.25
"""The norm's weight, as a part of what classic shrinkage gives it."""
EVEN_BESIDE_NORM = 0.2
"""The weight, in ratings, of every point alike: nobody has yet shown that one is never chosen."""
EVEN_ALONE = 0.85
"""The same where there is no norm."""
LEAST_GAMMA = 1e-6


@dataclass(frozen=True)
class Prior:
    """What is believed of σ² before any rating: `variance`, with the weight of `df` ratings."""

    variance: float = 1.0
    df: float = 0.0


@dataclass(frozen=True)
class Norm:
    """What ratings of other people say about a true mean, as a mixture over γ.

    Arrays of one entry a node: γ, its probability, the mean μ given γ, σ² given γ, and the variance
    of μ. `people` is how many people it rests on; with nobody, only σ² is believed. Of `stacked`
    norms each array has a row a norm, and `people` an entry.
    """

    gamma: Floats
    probability: Floats
    mean: Floats
    residual: Floats
    mean_variance: Floats
    people: int | Floats

    @classmethod
    def stacked(cls, norms: Sequence["Norm"]) -> "Norm":
        """Return norms as one, to `estimate` as many people, each by their own norm."""
        columns = ([getattr(norm, field.name) for norm in norms] for field in fields(cls))
        return cls(*map(np.array, columns))

    @property
    def spread(self) -> Floats:
        """Return σ², the variance of one person's ratings, averaged over γ."""
        return _weighed(self.residual, self.probability)

    def estimate(
        self, n: ArrayLike, mean: ArrayLike, variance: ArrayLike, scale: Scale
    ) -> Posterior:
        """Return the posterior of true means, given the ratings of each person.

        `n`, `mean` and `variance` have one entry a person; n may be 0 (the norm alone speaks), and
        the variance, about their mean and over n, may be nan where it is not known (the usual one
        stands in).
        """
        size, seen, within = (np.asarray(x, dtype=float)[..., None] for x in (n, mean, variance))
        seen = np.where(size > 0, seen, scale.middle)
        within = np.where(np.isnan(within), self.residual, within)
        has_norm = np.asarray(self.people)[..., None] > 0
        norm = np.where(has_norm, NORM_WEIGHT / np.maximum(self.gamma, LEAST_GAMMA), 0.0)
        even = np.where(has_norm, EVEN_BESIDE_NORM, EVEN_ALONE)
        total = norm + size + even
        centre = (norm * self.mean + size * seen + even * scale.middle) / total
        of_norm = self.residual * (1 + self.gamma) + (self.mean - centre) ** 2
        squares = (
            norm * of_norm
            + size * (within + (seen - centre) ** 2)
            + even * (scale.variance + (scale.middle - centre) ** 2)
        )
        around = squares / total / (total + 1) + (norm / total) ** 2 * self.mean_variance
        return self._posterior(centre, around, size / total, scale)

    def estimate_members(self, tallies: Tallies, scale: Scale) -> Posterior:
        """Return the posterior of true means of the very people that the norm was made from."""
        return self.estimate(tallies.n, tallies.mean, tallies.variance, scale)

    def _posterior(
        self, centres: Floats, around: Floats, own_share: Floats, scale: Scale
    ) -> Posterior:
        mean = _weighed(centres, self.probability)
        between = _weighed((centres - mean[..., None]) ** 2, self.probability)
        return Posterior(
            mean=mean,
            variance=_weighed(around, self.probability) + between,
            own_share=_weighed(own_share, self.probability),
            scale=scale,
        )


def alone(n: ArrayLike, mean: ArrayLike, variance: ArrayLike, scale: Scale) -> Posterior:
    """Return the posterior of true means by each person's own ratings: nothing else is known.

    Parameters
    ----------
    n, mean, variance : array of float
        Of each person's ratings: how many, their mean, and their variance about it, over n.
    scale : Scale
        Of the ratings.

    Returns
    -------
    Posterior

    Examples
    --------
    >>> low, high = alone([4], [4.5], [0.25], Scale(1, 5)).interval()
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([3.35], [4.83])
    """
    nobody = Tallies(*(np.zeros(0),) * 3)
    return norm(nobody, Prior(scale.variance, 1.0)).estimate(n, mean, variance, scale)


def spread_of_means(
    spread: ArrayLike, columns: int, usual: float | None, usual_of_means: float
) -> Floats:
    """Return the variance of raters' means over several items, from that of the items alone.

    What one rater said of one item and of another is known of nobody here: which answers are one
    person's would tell more than the items do. `spread` is the mean of the items' variances. Others
    say what is usual: `usual` such a mean has, `usual_of_means` the raters' means. Up to the usual
    spread, means vary by the usual part of it; what is more is taken to come from the same people
    on every item, so that raters in two camps are not taken for raters who agree. Where nothing is
    usual (None), two answers of a rater are taken to correlate by one half.
    """
    seen = np.asarray(spread, dtype=float)
    if usual is None:
        return seen * (columns + 1) / (2 * columns)
    part = min(usual_of_means / usual, 1.0) if usual > 0 else 1.0
    return np.asarray(part * np.minimum(seen, usual) + np.maximum(seen - usual, 0.0))


def _weighed(values: Floats, probability: Floats) -> Floats:
    """Return the mean over the nodes, which lie along the last axis."""
    return np.asarray((values * probability).sum(axis=-1))


def norm(tallies: Tallies, prior: Prior | None = None) -> Norm:
    """Return the norm that one-way tallies carry.

    Parameters
    ----------
    tallies : Tallies
        Of each of the other people.
    prior : Prior, optional
        What is believed of σ² before any rating.

    Returns
    -------
    Norm

    Raises
    ------
    ValueError
        If neither says anything about σ² (nobody has two ratings).

    Examples
    --------
    >>> from everyseat.science import tallies
    >>> rng = np.random.default_rng(1)
    >>> true = np.repeat(rng.normal(3.5, 0.5, 60), 10)
    >>> others = tallies.of_values(np.repeat(np.arange(60), 10), rng.normal(true, 1.0), 60)
    >>> found = norm(others).estimate([4], [5.0], [0.0], Scale(1, 5))
    >>> found.mean.round(2).tolist(), found.own_share.round(2).tolist()
    ([4.56], [0.73])
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
    return Norm(gamma, probability, at.mean, residual, residual / at.weight, people)


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
    """Return the norm when nobody else was rated: one node, and of it only σ² is believed."""
    if prior.df <= 0:
        raise ValueError("no ratings and no prior: nothing to estimate from")
    first = np.eye(1, NODES)[0]
    one = np.ones(NODES)
    return Norm(one, first, 0 * one, prior.variance * one, 0 * one, 0)
