"""Response surfaces: an outcome of leaders by how they see themselves and how others see them.

A difference score (self minus others) takes for granted that only the difference matters.
Polynomial regression lets the data say it: an outcome Z of leaders is

    Z = b0 + b1 S + b2 O + b3 S² + b4 SO + b5 O² + e,

with S (self) and O (others) counted from the middle of their scale. Along the line of congruence,
S = O, the surface has the slope a1 = b1 + b2 and the curvature a2 = b3 + b4 + b5; along the line of
incongruence, S = −O, the slope a3 = b1 − b2 and the curvature a4 = b3 − b4 + b5. Where agreement
itself matters a4 is negative, and a5 = b3 − b5 is about 0.

References
----------
Edwards (2002), Alternatives to difference scores: polynomial regression analysis and response
surface methodology.
Shanock, Baran, Gentry, Pattison & Heggestad (2010), Polynomial regression with response surface
analysis: a powerful approach for examining moderation and overcoming limitations of difference
scores. Journal of Business and Psychology 25, 543-554.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from everyseat.science import checks
from everyseat.science.tallies import Floats

TERMS = ("b0", "b1", "b2", "b3", "b4", "b5")
ALONG = {
    "a1": (0, 1, 1, 0, 0, 0),
    "a2": (0, 0, 0, 1, 1, 1),
    "a3": (0, 1, -1, 0, 0, 0),
    "a4": (0, 0, 0, 1, -1, 1),
    "a5": (0, 0, 0, 1, 0, -1),
}


class Term(NamedTuple):
    """An estimate with its standard error, t test and interval."""

    estimate: float
    error: float
    t: float
    p: float
    low: float
    high: float


class Point(NamedTuple):
    """A place on the surface: self and others, on their own scale."""

    own: float
    others: float


class Line(NamedTuple):
    """A line others = intercept + slope · self, both counted from the centre."""

    intercept: float
    slope: float


@dataclass(frozen=True)
class Surface:
    """A fitted surface.

    Attributes
    ----------
    coefficients : array of 6
        b0 … b5.
    covariance : array of 6 × 6
        Of the coefficients.
    n, df : int
        How many leaders, and n − 6.
    r_squared : float
        The share of the outcome's variance that the surface explains.
    f, p : float
        The F test that nothing but b0 differs from 0, with 5 and n − 6 degrees of freedom.
    centre : float
        What S and O are counted from.
    """

    coefficients: Floats
    covariance: Floats
    n: int
    df: int
    r_squared: float
    f: float
    p: float
    centre: float

    def terms(self, confidence: float = 0.95) -> dict[str, Term]:
        """Return b0 … b5 and a1 … a5, each with its t test."""
        checks.probability("confidence", confidence)
        weights = dict(zip(TERMS, np.eye(6), strict=True)) | {
            name: np.array(row, dtype=float) for name, row in ALONG.items()
        }
        return {name: self._term(row, confidence) for name, row in weights.items()}

    def _term(self, weights: Floats, confidence: float) -> Term:
        estimate = float(weights @ self.coefficients)
        error = math.sqrt(weights @ self.covariance @ weights)
        t = estimate / error
        p = 2 * float(special.stdtr(self.df, -abs(t)))
        reach = float(special.stdtrit(self.df, 0.5 + confidence / 2)) * error
        return Term(estimate, error, t, p, estimate - reach, estimate + reach)

    def predict(self, own: ArrayLike, others: ArrayLike) -> Floats:
        """Return the outcome expected of leaders with these ratings, on their own scale."""
        s, o = (np.asarray(x, dtype=float) - self.centre for x in (own, others))
        return np.asarray(np.stack(list(_columns(s, o)), axis=-1) @ self.coefficients)

    @property
    def stationary(self) -> Point:
        """Return where the surface is flat; nan where it is nowhere."""
        _, b1, b2, b3, b4, b5 = self.coefficients
        below = 4 * b3 * b5 - b4**2
        if abs(below) < 1e-12:
            return Point(math.nan, math.nan)
        own, others = (b2 * b4 - 2 * b1 * b5) / below, (b1 * b4 - 2 * b2 * b3) / below
        return Point(float(own + self.centre), float(others + self.centre))

    @property
    def principal_axes(self) -> tuple[Line, Line]:
        """Return the first and the second principal axis (Edwards 2002); nan without b4.

        Along the first a dome falls, or a bowl rises, least (a dome) or most (a bowl). Where
        agreement matters the first axis of a dome is the line others = self.
        """
        _, _, _, b3, b4, b5 = self.coefficients
        at = self.stationary
        if b4 == 0 or math.isnan(at.own):
            return Line(math.nan, math.nan), Line(math.nan, math.nan)
        root = math.hypot(b3 - b5, b4)
        slopes = ((b5 - b3 + root) / b4, (b5 - b3 - root) / b4)
        own, others = at.own - self.centre, at.others - self.centre
        first, second = (Line(float(others - slope * own), float(slope)) for slope in slopes)
        return first, second


def fit(own: ArrayLike, others: ArrayLike, outcome: ArrayLike, centre: float = 3.0) -> Surface:
    """Return the response surface of an outcome over self and others.

    Parameters
    ----------
    own, others, outcome : array of float
        One entry per leader: the self rating, the mean of others' ratings, and what may follow.
    centre : float
        The middle of the scale of both ratings: 3 of a scale from 1 to 5.

    Returns
    -------
    Surface

    Raises
    ------
    ValueError
        If the arrays differ in length, an entry is no number, there are fewer than seven leaders,
        or the ratings do not vary enough to tell six coefficients apart.

    Examples
    --------
    An outcome that is best where both agree, and better where both are high:

    >>> rng = np.random.default_rng(1)
    >>> own, others = rng.uniform(1, 5, (2, 200))
    >>> outcome = others - (own - others) ** 2 + rng.normal(size=200)
    >>> terms = fit(own, others, outcome).terms()
    >>> [round(terms[name].estimate, 1) for name in ("a1", "a2", "a3", "a4")]
    [0.9, 0.0, -1.0, -3.9]
    """
    s = checks.numbers("self", own) - centre
    o = checks.numbers("others", others) - centre
    z = checks.numbers("outcome", outcome)
    if not len(s) == len(o) == len(z):
        raise ValueError("self, others and outcome must have one entry per leader")
    if len(z) < 7:
        raise ValueError("a surface of six coefficients needs at least seven leaders")
    columns = np.stack(list(_columns(s, o)), axis=1)
    if np.linalg.matrix_rank(columns) < 6:
        raise ValueError("self and others do not vary enough to tell six coefficients apart")
    return _least_squares(columns, z, centre)


def _columns(s: Floats, o: Floats) -> Iterator[Floats]:
    yield from (np.ones_like(s), s, o, s * s, s * o, o * o)


def _least_squares(columns: Floats, z: Floats, centre: float) -> Surface:
    q, r = np.linalg.qr(columns)
    coefficients = np.linalg.solve(r, q.T @ z)
    residual = z - columns @ coefficients
    df = len(z) - 6
    unexplained, total = float(residual @ residual), float(((z - z.mean()) ** 2).sum())
    if total == 0:
        raise ValueError("the outcome is the same for all leaders")
    back = np.linalg.solve(r, np.eye(6))
    f = (total - unexplained) / 5 / (unexplained / df)
    return Surface(
        coefficients=coefficients,
        covariance=back @ back.T * unexplained / df,
        n=len(z),
        df=df,
        r_squared=1 - unexplained / total,
        f=f,
        p=float(special.fdtrc(5, df, f)),
        centre=centre,
    )
