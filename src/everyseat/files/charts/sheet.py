"""What is to be drawn: a chart, its days, and what is asked of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from everyseat.files.charts.axes import Numbers
from everyseat.files.charts.marks import Words

NARROW = 600
"""Below this width lines are named under the chart, not beside it."""
Numeric = NDArray[np.float64]


class Charted(Protocol):
    """What is drawn: `everyseat.science.spc` makes such charts."""

    @property
    def values(self) -> Numeric: ...
    @property
    def mean(self) -> Numeric: ...
    @property
    def lower(self) -> Numeric: ...
    @property
    def upper(self) -> Numeric: ...
    @property
    def targets(self) -> Numeric: ...
    @property
    def stretch(self) -> NDArray[np.int64]: ...
    @property
    def kinds(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Action:
    """Something that was done on a day, and in a few words what."""

    day: date
    words: str


@dataclass(frozen=True)
class Sheet:
    """A chart, its days, and what is asked of the drawing; see `control.svg`."""

    chart: Charted
    dates: Sequence[date]
    title: str
    description: str
    width: int
    numbers: Numbers
    actions: Sequence[Action]
    words: Words
    key: str
    alone: bool

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW

    @property
    def size(self) -> int:
        """How large letters are."""
        return 12 if self.is_narrow else 14
