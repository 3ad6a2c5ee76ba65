"""Who was rated, by whom, as what: names in a column, as codes."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from everyseat.files import roles
from everyseat.files.layout import Columns
from everyseat.files.problems import FileError
from everyseat.files.tables import Table
from everyseat.files.texts import folded

NONE = "none"
"""What is said for a self-assessment where there is none."""
FEW = 40
"""A column with more values than this says nobody's relationship."""


@dataclass(frozen=True)
class Names:
    """Names in order of appearance, and each row's code; `column` is "" where there is none."""

    names: list[str]
    codes: np.ndarray
    column: str = ""

    @property
    def empty(self) -> np.ndarray:
        """Which rows have no name, in a column that has some."""
        place = self.names.index("") if self.column and "" in self.names else -1
        found: np.ndarray = self.codes == place
        return found


def factor(series: pl.Series) -> tuple[list[str], np.ndarray]:
    """Return a column's distinct texts in order of appearance, and each row's code."""
    if series.dtype == pl.Categorical:
        return _of_categories(series)
    text = series.cast(pl.String, strict=False).fill_null("")
    names = text.unique(maintain_order=True)
    return names.to_list(), text.cast(pl.Enum(names)).to_physical().to_numpy()


def _of_categories(series: pl.Series) -> tuple[list[str], np.ndarray]:
    """Return them without reading a text twice: a category is a number already."""
    distinct = series.unique(maintain_order=True)
    top = int(cast(int, distinct.to_physical().max() or 0)) + 1
    own = distinct.to_physical().fill_null(top).to_numpy()
    place = np.zeros(top + 1, dtype=np.uint32)
    place[own] = np.arange(len(own))
    names = distinct.cast(pl.String).fill_null("").to_list()
    codes = place[series.to_physical().fill_null(top).to_numpy()]
    return merged(names, codes, [*names]) if names.count("") > 1 else (names, codes)


def merged(names: list[str], codes: np.ndarray, new: list[str]) -> tuple[list[str], np.ndarray]:
    """Return names given anew, those that are the same now as one, with the rows' codes."""
    if len(set(new)) == len(names):
        return new, codes
    place = {name: i for i, name in enumerate(dict.fromkeys(new))}
    return list(place), np.array([place[name] for name in new], dtype=np.int32)[codes]


def names_of(table: Table, column: str | None, default: str = "") -> Names:
    """Return the names in a column, stripped; the default for every row without a column."""
    if column is None:
        return Names([default], np.zeros(table.data.height, dtype=np.int64))
    series = table.data[column]
    if series.dtype.is_nested():
        raise FileError(table.name, f"column {column} holds lists or structures, not names")
    names, codes = factor(series)
    if (
        series.dtype == pl.Binary
        and (series.cast(pl.String, strict=False).is_null() & ~series.is_null()).any()
    ):
        raise FileError(table.name, f"column {column} holds bytes that are no text")
    stripped = [name.strip() for name in names]
    same = stripped == names  # of millions of raters, nobody is looked up
    return Names(*((names, codes) if same else merged(names, codes, stripped)), column)


def raters_of(table: Table, column: str | None) -> Names | None:
    """Return the raters in a column; without their names where these are numbers, as in Parquet."""
    if column is None:
        return None
    series = table.data[column]
    if (
        series.dtype.is_integer()
        and not series.null_count()
        and int(cast(int, series.min() or 0)) >= 0
    ):
        return Names([], series.to_numpy(), column)
    return names_of(table, column)


def relationships(table: Table, names: Columns) -> Names:
    """Return everybody's relationship: self, manager, peer or report however spelled, or as it is.

    FileError where something may be a self-assessment and is not known as one.
    """
    column = table.column(names.relationship) if names.relationship else None
    if column is None:
        return names_of(table, None, "rater")
    found = names_of(table, column)
    if found.names == [""]:
        return names_of(table, None, "rater")
    _check_selves(table, found.names, names)
    first: dict[str, str] = {}
    spelled = [_role(name, names) or first.setdefault(folded(name), name) for name in found.names]
    return Names(*merged(found.names, found.codes, spelled), column)


def _role(name: str, columns: Columns) -> str:
    for role, said in ((roles.SELF, columns.selves), (roles.MANAGER, columns.managers)):
        if folded(name) in map(folded, said):
            return role
    return roles.role(name)


def _check_selves(table: Table, found: list[str], columns: Columns) -> None:
    if NONE in columns.selves:
        return
    for said in (*columns.selves, *columns.managers):
        if folded(said) not in map(folded, found):
            have = ", ".join(map(repr, found[:12]))
            raise FileError(table.name, f"no relationship is {said!r}. It has: {have}")
    if any(_role(name, columns) == roles.SELF for name in found):
        return
    unsure = [name for name in found if roles.may_be_self(name) and not _role(name, columns)]
    if unsure:
        raise FileError(
            table.name,
            f"the relationship {unsure[0]!r} may be people's own",
            f"Say which one is: --self {unsure[0]!r}, or --self none",
        )


def check_relationship(table: Table, names: Columns) -> None:
    """FileError if no column of that name says who rated as what, and another one seems to."""
    if not names.relationship or table.column(names.relationship):
        return
    if names.relationship != Columns.relationship:
        have = ", ".join(map(repr, table.data.columns[:12]))
        raise FileError(table.name, f"there is no column {names.relationship!r}. It has: {have}")
    for column in _others(table, names):
        series = table.data[column]
        if series.dtype in (pl.String, pl.Categorical, pl.Enum):
            values = series.unique().cast(pl.String).drop_nulls()
            if len(values) <= FEW and roles.is_relationship(set(values.to_list())):
                raise FileError(
                    table.name,
                    f"column {column!r} seems to say who rated as what",
                    f"Say so: --relationship {column!r}; or that none does: --relationship none",
                )


def _others(table: Table, names: Columns) -> list[str]:
    named = {table.column(name) for name in (names.recipient, names.rater, names.item)}
    return [column for column in table.data.columns if column not in named]


def own_names(who: Names, rater: Names, relation: Names) -> np.ndarray:
    """Return which rows have the recipient's own name as the rater's, but are no self-assessment.

    Numbers are no names: number 7 of the raters may be somebody else than number 7 of the rated.
    """
    place = {name.lower(): i for i, name in enumerate(who.names) if name and not name.isdigit()}
    if not rater.names or not place:
        return np.zeros(len(who.codes), dtype=bool)
    lower = pl.Series(rater.names, dtype=pl.String).str.to_lowercase()
    same = np.full(len(lower), -1, dtype=np.int32)
    for i in np.flatnonzero(lower.is_in(list(place)).to_numpy()):
        same[i] = place[lower[int(i)]]
    is_self = np.array([name == roles.SELF for name in relation.names], dtype=bool)
    found: np.ndarray = (same[rater.codes] == who.codes) & ~is_self[relation.codes]
    return found
