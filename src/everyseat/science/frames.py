"""Tables in and out, of whichever library somebody works with.

pandas, polars and arrow are read by narwhals, which calls the library of the table itself, so that
none of them is needed here. A mapping of lists is a table too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyseat.science.tallies import Floats

Labels = NDArray[Any]
Integers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Frame:
    """A table as numpy arrays by column name, and the library it came from (None: a mapping)."""

    columns: Mapping[str, Labels]
    library: ModuleType | None = None

    def column(self, name: str) -> Labels:
        """Return a column. ValueError if the table has none of this name."""
        if name not in self.columns:
            has = ", ".join(map(str, self.columns))
            raise ValueError(f"there is no column {name!r}: the table has {has}")
        return self.columns[name]

    def labels(self, name: str) -> Labels:
        """Return a column of names. ValueError if some are missing."""
        values = self.column(name)
        missing = _is_missing(values)
        if missing.any():
            raise ValueError(f"column {name!r}: {_rows(missing)} no value")
        return values

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers, nan where missing. ValueError if it holds anything else."""
        values = self.column(name)
        if values.dtype.kind in "iuf":
            return values.astype(float)
        missing = _is_missing(values)
        kinds = {type(value) for value in values[~missing]}
        if any(issubclass(kind, bool | np.bool_ | str) for kind in kinds):
            raise ValueError(f"column {name!r} holds {_shown(values[~missing])}, not numbers")
        return np.where(missing, np.nan, values).astype(float)


def read(table: Any) -> Frame:
    """Return a table of any library that narwhals knows, or a mapping of lists.

    TypeError if it is neither. ValueError if the columns of a mapping differ in length.
    """
    if isinstance(table, Frame):
        return table
    if isinstance(table, Mapping):
        columns = {name: np.asarray(values) for name, values in table.items()}
        if len({len(values) for values in columns.values()}) > 1:
            raise ValueError("the columns of a table must be of one length")
        return Frame(columns)
    import narwhals as nw  # a tenth of a second, which only a table needs

    frame = nw.from_native(table)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    columns = {name: frame[name].to_numpy() for name in frame.columns}
    return Frame(columns, nw.get_native_namespace(frame))


def make(columns: Mapping[str, Sequence[Any] | Labels], library: ModuleType | str | None) -> Any:
    """Return a table of a library, given by itself or its name; a mapping of lists for None."""
    given = {name: np.asarray(values).tolist() for name, values in columns.items()}
    if library is None:
        return given
    import narwhals as nw

    name = library if isinstance(library, str) else library.__name__
    return nw.from_dict(given, backend=name).to_native()  # type: ignore[arg-type]  # a name


def levels(labels: Labels) -> tuple[Labels, Integers]:
    """Return the distinct labels in order, and which of them each one is."""
    try:
        names, index = np.unique(labels, return_inverse=True)
    except TypeError:  # names of several kinds have no order but that of their letters
        names, index = np.unique([str(label) for label in labels], return_inverse=True)
    return names, index.astype(np.intp)


def _is_missing(values: Labels) -> NDArray[np.bool_]:
    if values.dtype.kind == "f":
        return np.isnan(values)
    if values.dtype.kind in "mM":
        return np.isnat(values)
    if values.dtype.kind != "O":
        return np.zeros(len(values), dtype=bool)
    return np.array([_is_nothing(value) for value in values], dtype=bool)


def _is_nothing(value: object) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and np.isnan(value)


def _rows(which: NDArray[np.bool_]) -> str:
    found = np.flatnonzero(which)
    first = f"row {found[0]}"
    return f"{first} has" if len(found) == 1 else f"{first} and {len(found) - 1} more have"


def _shown(values: Labels) -> str:
    return ", ".join(repr(value) for value in dict.fromkeys(values[:3].tolist()))
