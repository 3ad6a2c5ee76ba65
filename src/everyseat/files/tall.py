"""Millions of ratings in a long Parquet file: read into sheets some million rows at a time.

Only for files of nothing but the columns of a long file, in which each rater's rows stand together
and nothing is wrong. All others are read whole, and what is wrong with them is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from everyseat.files import ratings
from everyseat.files.layout import Columns
from everyseat.files.problems import FileError
from everyseat.files.ratings import Ratings, Said, Scale
from everyseat.files.tables import Table

MANY = 2_000_000
"""Rows from which on this is worth it, and rows read together."""
MOST_ITEMS = 500
ABSENT = -100


class _Other(Exception):
    """The file is not of this kind."""


def read(path: Path, names: Columns, scale: Scale | None, said: Said) -> Ratings | None:
    """Return the ratings of a large long Parquet file, None if it is of another kind."""
    if names.items or names.not_items or names.shape == "wide" or not _is_parquet(path):
        return None
    try:
        table = _Sheets(path, names).table()
        wide = replace(names, shape="wide", item=Columns.item, rating=Columns.rating)
        found = ratings.of_table(table, wide, scale, said=said)
    except (_Other, FileError, OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    if found.understood is None:
        return None
    not_seen = {text: n for text, n in found.understood.not_seen.items() if text}
    return replace(found, understood=replace(found.understood, shape="long", not_seen=not_seen))


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False


@dataclass
class _Sheets:
    """The sheets of a file, part by part."""

    path: Path
    names: Columns
    items: dict[str, int] = field(default_factory=dict)
    parts: list[np.ndarray] = field(default_factory=list)
    keys: list[pl.DataFrame] = field(default_factory=list)

    def table(self) -> Table:
        """Return a wide table of the sheets, one row each."""
        for rows in self._rows():
            self._add(rows)
        keys = pl.concat(self.keys)
        if keys.is_duplicated().any():
            raise _Other  # a rater's rows stand in several places
        width = len(self.items)
        table = np.full((keys.height, width), ABSENT, dtype=np.int8)
        at = 0
        for part in self.parts:
            table[at : at + len(part), : part.shape[1]] = part
            at += len(part)
        self.parts.clear()
        columns = [
            pl.Series(name, np.ascontiguousarray(table[:, i])) for i, name in enumerate(self.items)
        ]
        values = pl.DataFrame(columns).with_columns(
            pl.when(pl.all() != ABSENT).then(pl.all()).name.keep()
        )
        data = pl.concat([keys, values], how="horizontal")
        return Table(self.path.name, data, np.arange(1, keys.height + 1))

    def _rows(self) -> Iterator[pl.DataFrame]:
        """Yield the rows, some million at a time."""
        file = pl.scan_parquet(self.path)
        schema = file.collect_schema()
        roles = ("recipient", "relationship", "rater", "item", "rating")
        own = {role: getattr(self.names, role) for role in roles}
        own = {role: name for role, name in own.items() if name in schema}
        if set(own.values()) != set(schema) or not {"recipient", "rater", "item", "rating"} <= set(
            own
        ):
            raise _Other
        height = int(file.select(pl.len()).collect().item())
        if height < MANY or not schema[own["rating"]].is_integer():
            raise _Other
        for name in own.values():
            kind = schema[name]
            if kind not in (pl.String, pl.Categorical) and not kind.is_integer():
                raise _Other
        chosen = file.select(own.values())
        for start in range(0, height, MANY):
            yield chosen.slice(start, MANY).collect()

    def _add(self, rows: pl.DataFrame) -> None:
        """Add the sheets of some rows. The last sheet of the part before may go on in them."""
        if any(rows.null_count().row(0)):
            raise _Other
        key_names = [c for c in rows.columns if c not in (self.names.item, self.names.rating)]
        keys = rows.select(key_names)
        starts = _starts(keys)
        goes_on = bool(self.keys) and keys.row(0) == self.keys[-1].row(-1)
        sheet = np.repeat(np.arange(len(starts)), np.diff(starts, append=rows.height))
        items = rows[self.names.item]
        places = self._places(items.cast(pl.Categorical) if items.dtype == pl.String else items)
        filled = np.full((len(starts), len(self.items)), ABSENT, dtype=np.int8)
        values = rows[self.names.rating]
        low, high = int(values.min() or 0), int(values.max() or 0)  # type: ignore[arg-type]  # a column of numbers
        if low < 0 or high > 100:
            raise _Other
        filled[sheet, places] = values.to_numpy()
        if np.count_nonzero(filled != ABSENT) != rows.height:
            raise _Other  # an item twice
        if goes_on:
            self._go_on(filled[0])
            filled, starts = filled[1:], starts[1:]
        if not len(starts):
            return
        self.parts.append(filled)
        self.keys.append(keys[starts].with_columns(pl.col(pl.String).cast(pl.Categorical)))

    def _places(self, items: pl.Series) -> np.ndarray:
        """Return the place of each row's item among all items so far."""
        distinct = items.unique(maintain_order=True)
        codes = distinct.to_physical().to_numpy()
        if len(codes) > MOST_ITEMS or codes.min() < 0 or codes.max() > 1 << 24:
            raise _Other
        names = [str(name).strip() for name in distinct.to_list()]
        if len(set(names)) < len(names):
            raise _Other
        place = np.zeros(int(codes.max()) + 1, dtype=np.int32)
        for code, name in zip(codes, names, strict=True):
            place[code] = self.items.setdefault(name, len(self.items))
        found: np.ndarray = place[items.to_physical().to_numpy()]
        return found

    def _go_on(self, more: np.ndarray) -> None:
        """Add the rest of the last sheet of the part before."""
        last = self.parts[-1]
        if last.shape[1] < len(more):
            last = np.pad(last, ((0, 0), (0, len(more) - last.shape[1])), constant_values=ABSENT)
            self.parts[-1] = last
        if ((last[-1] != ABSENT) & (more != ABSENT)).any():
            raise _Other
        last[-1] = np.where(more == ABSENT, last[-1], more)


def _starts(keys: pl.DataFrame) -> np.ndarray:
    """Return the rows at which another sheet begins. No text is looked up, only compared."""
    begins = keys.select(pl.any_horizontal(pl.all() != pl.all().shift()).fill_null(True))
    return np.flatnonzero(begins.to_series().to_numpy())
