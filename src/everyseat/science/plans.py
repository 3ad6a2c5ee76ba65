"""What a round can find, as a table (`planning` has the mathematics)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from everyseat.science import planning
from everyseat.science.planning import Answers
from everyseat.science.posterior import Scale
from everyseat.science.results import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Plan(Result):
    """How many true gaps so many raters find."""

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the share of gaps found by the number of raters; see `Result.plot`."""
        from everyseat.science import plots

        return plots.shares(self.title, self["raters"], self["found"], ax)


def plan(
    raters: Sequence[int] = (4, 6, 8, 12, 20, 40),
    leaders: int = 1,
    *,
    gap: float | None = None,
    scale: Scale | tuple[float, float] = (1, 5),
    answers: Answers = planning.USUAL,
) -> Plan:
    """Return how many true gaps between self and others a round finds.

    Parameters
    ----------
    raters : list of int
        Numbers of raters per leader.
    leaders : int
        How many leaders are rated; from five on, reports lean on a norm.
    gap : float, optional
        How far self lies from the true mean. Default: a quarter of the scale, a point of five.
    scale : Scale or pair
        The ends of the scale.
    answers : Answers
        How people usually answer (`planning.USUAL` or `planning.NEARLY_ALL_HIGH`, or your own).

    Returns
    -------
    Plan
        The probability that a report names the gap, for each number of raters.

    Raises
    ------
    ValueError
        As of `planning.found`.

    Examples
    --------
    >>> plan((4, 12, 40), leaders=30)
    True gaps of 1 that reports name
    raters  found
         4  0.203
        12  0.478
        40  0.901
    One behaviour, all others together, leaning on a norm of the others.
    """
    ends = scale if isinstance(scale, Scale) else Scale(*map(float, scale))
    found = [planning.found(each, leaders, gap=gap, scale=ends, answers=answers) for each in raters]
    apart = ends.width / 4 if gap is None else gap
    norm = (
        "leaning on a norm of the others" if leaders > planning.LEAST_OTHERS else "without a norm"
    )
    return Plan(
        title=f"True gaps of {apart:g} that reports name",
        columns={"raters": np.array(raters), "found": np.array(found)},
        notes=(f"One behaviour, all others together, {norm}.",),
    )
