"""Ratings as they are computed with, however they were read: sheets of small integers."""

from dataclasses import dataclass, field

import numpy as np

from everyseat.files.roles import SELF
from everyseat.files.scale import Scale
from everyseat.files.understood import Understood


@dataclass(frozen=True)
class Ratings:
    """Sheets: who was rated, as what, and one small integer an item.

    `recipient` and `relationship` index `recipients` and `relationships`, one entry a sheet;
    `table` is sheets × items, -1 where not seen. `left_out` counts the rows left out as bad.
    `texts` is what each item asks, as far as the file says it; `understood` how it was read.
    """

    scale: Scale
    recipients: list[str]
    relationships: list[str]
    items: list[str]
    recipient: np.ndarray
    relationship: np.ndarray
    table: np.ndarray
    left_out: int = 0
    texts: list[str] = field(default_factory=list)
    understood: Understood | None = None

    @property
    def by_others(self) -> np.ndarray:
        """Which sheets are not self assessments."""
        own = [name.strip().lower() == SELF for name in self.relationships]
        others: np.ndarray = ~np.array(own, dtype=bool)[self.relationship]
        return others
