"""Robust empirical-Bayes intervals, a peer for `honesty`. Not run by itself.

Armstrong, Kolesár & Plagborg-Møller 2022, Robust Empirical Bayes Confidence Intervals, Econometrica
90, 2567-2602: the shrunk estimate with a critical value that holds, on average over leaders, for
every distribution of true means with the variance that was estimated.
"""

from functools import cache

import numpy as np
from scipy import optimize, special

from everyseat.science.tallies import Floats

LEVEL = 0.05


def interval(
    mean: Floats, n: Floats, centre: float, between: float, within: float
) -> tuple[Floats, Floats]:
    """Return the intervals of people with n ratings each, all alike, whose variances are known."""
    error = within / n[0]
    if between <= 0:
        reach = np.full_like(mean, 1.96 * np.sqrt(error))
        return mean - reach, mean + reach
    weight = between / (between + error)
    reach = critical(round(error / between, 6)) * weight * np.sqrt(error)
    shrunk = centre + weight * (mean - centre)
    return shrunk - reach, shrunk + reach


@cache
def critical(bias: float) -> float:
    """Return the critical value where the squared bias, in squared errors, has this mean."""
    least = float(np.sqrt(special.ndtri(1 - LEVEL / 2) ** 2))
    return float(optimize.brentq(lambda x: missed(bias, x) - LEVEL, least, 50.0 + bias))


def missed(bias: float, reach: float) -> float:
    """Return the worst non-coverage of all distributions of the bias with this mean square.

    The least concave function above that of a fixed bias: a line from nought to where it touches.
    """
    nought = _of(0.0, reach)
    squares = np.linspace(1e-6, max((reach + 3) ** 2, bias * 1.01 + 1), 4000)
    slopes = (_of(squares, reach) - nought) / squares
    touch = squares[slopes.argmax()]
    return float(_of(bias, reach) if bias >= touch else nought + bias * slopes.max())


def _of(squared: Floats | float, reach: float) -> Floats:
    """Return the non-coverage of an interval whose bias is known."""
    off = np.sqrt(squared)
    return np.asarray(special.ndtr(-reach - off) + special.ndtr(-reach + off))
