"""What an analysis returns: a table that prints itself, converts to a frame, and draws itself."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from everyseat.science import frames
from everyseat.science.frames import Labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 20
"""How many rows are printed at most."""


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """A table of figures with a title, and what has to be said with it.

    Attributes
    ----------
    title : str
        What it is of.
    columns : mapping of str to array
        The figures; also as `result["name"]`.
    figures : mapping of str to float
        Figures of the whole, such as variances.
    notes : tuple of str
        What a reader has to know.
    """

    title: str
    columns: Mapping[str, Labels]
    figures: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    library: ModuleType | None = None
    drawn: tuple[str, ...] = ()
    """Columns of a picture: label, middle, low, high."""

    def __getitem__(self, name: str) -> Labels:
        return self.columns[name]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __str__(self) -> str:
        parts = [self.title, _printed(self.columns)]
        if len(self) > SHOWN:
            parts.append(f"… and {len(self) - SHOWN} more rows: to_frame() has all")
        if self.figures:
            parts.append("  ".join(f"{name} {value:.4g}" for name, value in self.figures.items()))
        return "\n".join([*parts, *(textwrap.fill(note, 88) for note in self.notes)])

    __repr__ = __str__

    def to_frame(self, library: str | None = None) -> Any:
        """Return the table as a frame.

        Parameters
        ----------
        library : str, optional
            "pandas", "polars" or "pyarrow". Default: that of the table that the ratings came in (a
            mapping of lists if they came in one).
        """
        return frames.make(self.columns, library or self.library)

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the table, on these axes or on new ones, and return them.

        Raises
        ------
        ImportError
            If matplotlib is not installed: it comes with `pip install 'everyseat[plot]'`.
        TypeError
            If it is a table without a picture.
        """
        if not self.drawn:
            raise TypeError(f"{self.title}: there is no picture of this table")
        from everyseat.science import plots

        labels, middle, low, high = (self.columns[name] for name in self.drawn)
        return plots.intervals(self.title, labels, middle, low, high, ax)


def _printed(columns: Mapping[str, Labels]) -> str:
    cells = [[name, *map(_cell, values[:SHOWN].tolist())] for name, values in columns.items()]
    texts = [values.dtype.kind not in "iuf" for values in map(np.asarray, columns.values())]
    padded = [
        [
            cell.ljust(max(map(len, column))) if is_text else cell.rjust(max(map(len, column)))
            for cell in column
        ]
        for column, is_text in zip(cells, texts, strict=True)
    ]
    return "\n".join("  ".join(row).rstrip() for row in zip(*padded, strict=True))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if np.isnan(value) else f"{value:.3f}"
    return "–" if value is None else str(value)
