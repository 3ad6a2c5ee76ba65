"""The statistics of ratings, with no web and no database.

From tables of pandas, polars or arrow, with named columns:

>>> from everyseat import science as es
>>> table = {"leader": ["A", "A", "A", "B", "B", "B"], "rating": [4, 5, 4, 1, 2, 2]}
>>> ratings = es.Ratings.from_frame(table, group="leader", rating="rating")
>>> ratings.reliability()["estimate"].round(2).tolist()
[0.91, 0.97]

`Ratings` has agreement, reliability, one-way and crossed fits, true means with intervals, gaps and
change; `response_surface` takes a table of leaders, and `plan` says before a round what it can
find. `opinion` finds groups and common ground in votes on statements; `spc` tells change from
chance in a measure over time. From numbers, numbers: the modules, such as `es.agreement`, take
arrays.

>>> es.agreement.ad_mean([[0, 0, 1, 2, 1]]).round(3).tolist()
[0.5]

Nothing is loaded before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyseat.science.plans import plan
    from everyseat.science.posterior import Scale
    from everyseat.science.ratings import Ratings
    from everyseat.science.responses import response_surface
    from everyseat.science.results import Result

MODULES = (
    "agreement",
    "capacity",
    "change",
    "crossed",
    "erlang",
    "gaps",
    "kappa",
    "opinion",
    "paired",
    "planning",
    "posterior",
    "reliability",
    "reml",
    "shares",
    "shrinkage",
    "spc",
    "surface",
    "tallies",
    "themes",
    "waiting",
)
_HOMES = {
    "Ratings": "ratings",
    "Result": "results",
    "Scale": "posterior",
    "plan": "plans",
    "response_surface": "responses",
}
__all__ = ["Ratings", "Result", "Scale", "plan", "response_surface"]


def __getattr__(name: str) -> Any:
    if name in MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *MODULES])
