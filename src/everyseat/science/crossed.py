"""Two crossed random effects by restricted maximum likelihood: recipients and their raters.

The model: a rating of person g by rater s is μ + u_g + v_s + e, with var(u) = τ_g², var(v) = τ_s²
and var(e) = σ². v_s is how mild or severe a rater is. It is a diagnostic: it says whether a few
raters use the scale in a way of their own. No report is corrected by it, as what is felt is the
datum.

With γ = τ²/σ² of each factor, everything follows from Henderson's mixed model equations, scaled as
lme4 does (Bates, Mächler, Bolker & Walker 2015),

    C = [ I + γ_s n_s          √(γ_s γ_g) N ]
        [ √(γ_s γ_g) Nᵀ        I + γ_g n_g  ],

where N counts how often s rated g. The block of the raters is diagonal, so what is left for the
recipients is its Schur complement, one dense matrix with a row per recipient, and only that is
factorised. −2 log L = log |C| + log 1ᵀH⁻¹1 + (N − 1)(1 + log 2πσ̂²). Its gradient is exact (it
needs the diagonal of C⁻¹ only), and the steps are those of average information (Gilmour, Thompson &
Cullis 1995) in log γ.

References
----------
Henderson (1975), Best linear unbiased estimation and prediction under a selection model.
Gilmour, Thompson & Cullis (1995), Average information REML. Biometrics 51, 1440-1450.
Bates, Mächler, Bolker & Walker (2015), Fitting linear mixed-effects models using lme4.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.henderson import Design, Integers, best
from everyseat.science.tallies import Floats


@dataclass(frozen=True)
class Crossed:
    """A fit of two crossed factors.

    Attributes
    ----------
    mean, mean_variance : float
        μ, and the variance of its estimate.
    recipient, rater, residual : float
        τ_g², τ_s² and σ².
    criterion : float
        −2 log of the restricted likelihood.
    recipients, recipients_deviation : array
        Each recipient's predicted u_g, and its standard deviation given the variances (the
        `condVar` of lme4's `ranef`).
    raters, raters_deviation : array
        The same of each rater: v_s. Above 0 is mild, below is severe.
    """

    mean: float
    mean_variance: float
    recipient: float
    rater: float
    residual: float
    criterion: float
    recipients: Floats
    recipients_deviation: Floats
    raters: Floats
    raters_deviation: Floats


def fit(recipient: ArrayLike, rater: ArrayLike, values: ArrayLike) -> Crossed:
    """Return the REML fit of ratings by two crossed factors.

    Parameters
    ----------
    recipient, rater : array of int
        Whom each rating is of, and by: indices from 0, none left out.
    values : array of float
        The ratings.

    Returns
    -------
    Crossed

    Raises
    ------
    ValueError
        If arrays differ in length, a rating is no number, either factor has fewer than two levels
        or as many as there are ratings, or nothing varies.

    Notes
    -----
    Memory: a dense matrix with a row and a column for each level of the smaller factor. Threads of
    the dense algebra gain little here, and lose much where other programs need the cores: there set
    `OPENBLAS_NUM_THREADS=1` before Python starts.

    Examples
    --------
    Three raters of four people, the last of them milder by most of a point.

    >>> people, raters = np.repeat(np.arange(4), 3), np.tile(np.arange(3), 4)
    >>> found = fit(people, raters, [3, 3, 4, 2, 2, 3, 4, 4, 5, 1, 2, 2])
    >>> found.raters.round(1).tolist()
    [-0.4, -0.2, 0.5]
    """
    group, by = np.asarray(recipient, dtype=np.intp), np.asarray(rater, dtype=np.intp)
    y = np.asarray(values, dtype=float)
    _check(group, by, y)
    if by.max() >= group.max():
        return _fitted(Design.of(by, group, y))
    turned = _fitted(Design.of(group, by, y))
    return Crossed(
        mean=turned.mean,
        mean_variance=turned.mean_variance,
        recipient=turned.rater,
        rater=turned.recipient,
        residual=turned.residual,
        criterion=turned.criterion,
        recipients=turned.raters,
        recipients_deviation=turned.raters_deviation,
        raters=turned.recipients,
        raters_deviation=turned.recipients_deviation,
    )


def _check(group: Integers, by: Integers, y: Floats) -> None:
    if not (group.shape == by.shape == y.shape and y.ndim == 1 and len(y)):
        raise ValueError("recipients, raters and ratings must be lists of one length")
    if not np.isfinite(y.sum()):
        raise ValueError("every rating must be a number: leave out those that are missing")
    for name, index in (("recipients", group), ("raters", by)):
        levels = int(index.max()) + 1
        if index.min() < 0 or np.bincount(index).min() == 0:
            raise ValueError(f"{name} must be numbered from 0, without a gap")
        if levels < 2 or levels == len(y):
            raise ValueError(f"{name}: needs at least two, one of them with two ratings")
    if y.min() == y.max():
        raise ValueError("all ratings are the same: there is no variance to split")


def _fitted(design: Design) -> Crossed:
    state = best(design)
    deviations = [
        np.sqrt(gamma * state.residual * inverse)
        for gamma, inverse in zip(state.gamma, state.inverse, strict=True)
    ]
    raters, recipients = (r * e[:, 0] for r, e in zip(state.root, state.effects, strict=True))
    return Crossed(
        mean=float(design.centre + state.mean),
        mean_variance=float(state.residual / state.weight),
        recipient=float(state.gamma[1] * state.residual),
        rater=float(state.gamma[0] * state.residual),
        residual=float(state.residual),
        criterion=state.criterion,
        recipients=recipients,
        recipients_deviation=deviations[1],
        raters=raters,
        raters_deviation=deviations[0],
    )
