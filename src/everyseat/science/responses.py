"""Response surfaces of a table of leaders (`surface` has the mathematics)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from everyseat.science import frames, surface
from everyseat.science.posterior import Scale
from everyseat.science.results import Result
from everyseat.science.surface import Surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEANINGS = {
    "b0": "intercept",
    "b1": "self",
    "b2": "others",
    "b3": "self²",
    "b4": "self × others",
    "b5": "others²",
    "a1": "slope along self = others",
    "a2": "curvature along self = others",
    "a3": "slope along self = −others",
    "a4": "curvature along self = −others",
    "a5": "b3 − b5",
}


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class ResponseSurface(Result):
    """The table of a fitted surface; `surface` predicts, and has its axes and flat point."""

    surface: Surface
    ends: tuple[float, float]

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw lines of equal outcome over self and others; see `Result.plot`."""
        from everyseat.science import plots

        return plots.surface(self.title, self.surface, self.ends, ax)


def response_surface(
    frame: Any,
    *,
    own: str,
    others: str,
    outcome: str,
    scale: Scale | tuple[float, float] = (1, 5),
    confidence: float = 0.95,
) -> ResponseSurface:
    """Return the response surface of an outcome over how leaders and others rate them.

    Parameters
    ----------
    frame : pandas, polars or arrow table, or mapping of lists
        A row per leader.
    own, others, outcome : str
        The columns of the self rating, of others' mean rating, and of what may follow from them.
    scale : Scale or pair
        The ends of the scale of both ratings; they are counted from its middle.
    confidence : float
        Of the intervals.

    Returns
    -------
    ResponseSurface
        b0 … b5 and a1 … a5, each with its standard error, t, p and interval. `figures`: n, R² and
        the F test of all terms together.

    Raises
    ------
    ValueError
        If a column is not there, an entry is missing or not on the scale, there are fewer than
        seven leaders, or they do not vary enough.

    References
    ----------
    Edwards (2002); Shanock, Baran, Gentry, Pattison & Heggestad (2010).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> table = dict(zip(("own", "felt"), rng.uniform(1, 5, (2, 200))))
    >>> table["trust"] = table["felt"] - (table["own"] - table["felt"]) ** 2 + rng.normal(size=200)
    >>> found = response_surface(table, own="own", others="felt", outcome="trust")
    >>> found["estimate"].round(1)[6:10].tolist()
    [0.9, 0.0, -1.0, -3.9]
    """
    table = frames.read(frame)
    ends = scale if isinstance(scale, Scale) else Scale(*map(float, scale))
    ratings = {name: table.numbers(name) for name in (own, others)}
    for name, values in ratings.items():
        off = values[(values < ends.low) | (values > ends.high)]
        if len(off):
            raise ValueError(
                f"column {name!r}: {off[0]:g} is not on a scale from {ends.low:g} to {ends.high:g}"
            )
    fitted = surface.fit(ratings[own], ratings[others], table.numbers(outcome), ends.middle)
    terms = fitted.terms(confidence)
    columns = {
        "term": np.array(list(terms), dtype=object),
        "meaning": np.array([MEANINGS[name] for name in terms], dtype=object),
    }
    for place, name in enumerate(("estimate", "se", "t", "p", "low", "high")):
        columns[name] = np.array([term[place] for term in terms.values()])
    figures = {"n": float(fitted.n), "R²": fitted.r_squared, "F": fitted.f, "p": fitted.p}
    return ResponseSurface(
        title=f"{outcome} by self and others",
        columns=columns,
        figures=figures,
        library=table.library,
        surface=fitted,
        ends=(ends.low, ends.high),
    )
