"""Pictures of results, by matplotlib (`pip install 'everyseat[plot]'`)."""

from typing import TYPE_CHECKING

import numpy as np

from everyseat.science.frames import Labels
from everyseat.science.surface import Surface
from everyseat.science.tallies import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 40
"""More rows than this are drawn without their names."""


def axes(ax: "Axes | None") -> "Axes":
    """Return these axes, or new ones. ImportError with what to do if there is no matplotlib."""
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as missing:
        raise ImportError("plot() needs matplotlib: pip install 'everyseat[plot]'") from missing
    return pyplot.subplots(layout="constrained")[1]


def intervals(
    title: str, labels: Labels, middle: Floats, low: Floats, high: Floats, ax: "Axes | None" = None
) -> "Axes":
    """Draw each row's figure and interval, in the order of the table: this is no ranking."""
    drawn = axes(ax)
    place = np.arange(len(labels))
    drawn.hlines(place, low, high, colors="0.6", linewidth=1)
    drawn.plot(middle, place, "o", color="C0", markersize=3)
    is_named = len(labels) <= NAMED
    drawn.set_yticks(
        place if is_named else [], [str(label) for label in labels] if is_named else []
    )
    drawn.invert_yaxis()
    drawn.set_title(title)
    return drawn


def surface(
    title: str, fitted: Surface, scale: tuple[float, float], ax: "Axes | None" = None
) -> "Axes":
    """Draw a surface as lines of equal outcome, with the line where self and others agree."""
    drawn = axes(ax)
    at = np.linspace(*scale, 60)
    own, others = np.meshgrid(at, at)
    lines = drawn.contour(own, others, fitted.predict(own, others), levels=12, cmap="viridis")
    drawn.clabel(lines, fontsize="small")
    drawn.plot(scale, scale, color="0.4", linewidth=1)
    drawn.plot(scale, scale[::-1], color="0.4", linewidth=1, linestyle=":")
    drawn.set(xlabel="self", ylabel="others", title=title, aspect="equal")
    return drawn


def shares(title: str, at: Labels, found: Floats, ax: "Axes | None" = None) -> "Axes":
    """Draw a share between 0 and 1 by a number of raters."""
    drawn = axes(ax)
    drawn.plot(at, found, "o-", color="C0", markersize=3)
    drawn.set(xlabel="raters", ylabel="share found", title=title, ylim=(0, 1))
    return drawn
