"""Ratings in a table, checked once: what every analysis of them begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from everyseat.science import frames, tallies
from everyseat.science.frames import Frame, Integers, Labels
from everyseat.science.posterior import Scale
from everyseat.science.tallies import Floats, Tallies

Ends = Scale | tuple[float, float]
NAMELESS = "rating"
TAKEN = {"item", "n", "mean", "ad", "rwg", "rwg_low", "rwg_high", "a_wg", "estimate", "sd"}
TAKEN |= {"low", "high", "own_share", "self", "verdict", "then", "now", "difference"}
"""Columns of results: who was rated can't be a column of the same name."""


@dataclass(frozen=True, eq=False)
class Rated:
    """Ratings of people by others, from a table: made by `from_frame` or `from_counts`.

    Attributes
    ----------
    by : str
        The name of the column that says who was rated.
    groups, items, raters : array
        The names of who was rated, of what was asked, and of who rated (None where nobody says).
    group, item, rater : array of int
        Of each rating, which of them it is of.
    value : array of float
        Each rating.
    scale : Scale
        Its ends.
    source : Frame
        The table that it came in.
    """

    by: str
    groups: Labels
    items: Labels
    raters: Labels | None
    group: Integers
    item: Integers
    rater: Integers
    value: Floats
    scale: Scale
    source: Frame

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        group: str,
        items: Sequence[str] | None = None,
        rating: str | None = None,
        item: str | None = None,
        rater: str | None = None,
        scale: Ends = (1, 5),
        missing: Literal["refuse", "leave out"] = "refuse",
    ) -> Self:
        """Return the ratings of a table.

        Parameters
        ----------
        frame : pandas, polars or arrow table, or mapping of lists
            Wide, with a row per rater and a column per item, or long, with a row per rating.
        group : str
            The column that says who was rated.
        items : list of str, optional
            Of a wide table: the columns of ratings.
        rating, item : str, optional
            Of a long table: the column of ratings, and that of what was asked.
        rater : str, optional
            The column of who rated. Default: every row is a rater of its own.
        scale : Scale or pair
            The lowest and the highest point of the scale.
        missing : "refuse" or "leave out"
            What to do where a rating is missing.

        Returns
        -------
        Ratings

        Raises
        ------
        ValueError
            If a column is not there or holds no numbers, a rating is missing or not on the scale,
            somebody rated has no name, or a rater rated the same twice.

        Examples
        --------
        >>> long = {"leader": ["A", "A", "B"], "rating": [4, 5, 2]}
        >>> Rated.from_frame(long, group="leader", rating="rating")
        3 ratings in 2 groups of 'leader', on a scale from 1 to 5

        >>> wide = {"leader": ["A", "B"], "listens": [4, 2], "thanks": [5, 1]}
        >>> Rated.from_frame(wide, group="leader", items=["listens", "thanks"])
        4 ratings in 2 groups of 'leader' by 2 items, on a scale from 1 to 5
        """
        table = _read(frame, group)
        if (items is None) == (rating is None):
            raise ValueError("give either items (a wide table) or rating (a long one)")
        if items is not None:
            made = _wide(table, group, list(items), rater)
        else:
            made = _long(table, group, str(rating), item, rater)
        return cls(**made, by=group, scale=_scale(scale), source=table)._checked(missing)

    @classmethod
    def from_counts(
        cls,
        frame: Any,
        *,
        group: str,
        points: Sequence[str],
        item: str | None = None,
        scale: Ends | None = None,
    ) -> Self:
        """Return ratings of which only is known how many chose each point.

        Parameters
        ----------
        frame : table
            A row per person rated (and item), with a column per point of the scale.
        group, item : str
            The columns of who was rated and of what was asked.
        points : list of str
            The columns of counts, from the lowest point of the scale to the highest.
        scale : Scale or pair, optional
            The lowest and the highest point. Default: from 1 to how many columns there are.

        Returns
        -------
        Ratings

        Raises
        ------
        ValueError
            If a count is missing, below 0 or no whole number; the columns are not as many as the
            scale has points; or the columns look like ratings, as no cell is 0 and none lies off
            the scale.

        Examples
        --------
        >>> table = {"leader": ["A", "B"], "n1": [0, 3], "n2": [1, 1], "n3": [4, 0]}
        >>> Rated.from_counts(table, group="leader", points=["n1", "n2", "n3"])
        9 ratings in 2 groups of 'leader', on a scale from 1 to 3
        """
        table, ends = _read(frame, group), _scale(scale or (1, len(points)))
        if len(points) != round(ends.width) + 1:
            raise ValueError(f"{len(points)} columns of counts do not fit {_said(ends)}")
        counts = np.stack([table.numbers(name) for name in points], axis=1)
        _check_counts(counts, ends)
        n = counts.astype(int).ravel()
        row = np.repeat(np.repeat(np.arange(len(counts)), len(points)), n)
        columns = {
            group: table.labels(group)[row],
            NAMELESS: np.repeat(np.tile(ends.low + np.arange(len(points)), len(counts)), n),
        }
        if item is not None:
            columns[item] = table.labels(item)[row]
        spread = Frame(columns, table.library)
        made = _long(spread, group, NAMELESS, item, None)
        return cls(**made, by=group, scale=ends, source=table)._checked("refuse")

    def __repr__(self) -> str:
        items = f" by {len(self.items)} items" if len(self.items) > 1 else ""
        of = f"{len(self.value)} ratings in {len(self.groups)} groups of {self.by!r}"
        return f"{of}{items}, on {_said(self.scale)}"

    @cached_property
    def counts(self) -> Floats:
        """Return how many chose each point: (groups, items, points).

        ValueError if a rating lies between two points.
        """
        place = self.value - self.scale.low
        if np.any(place != np.round(place)):
            between = self.value[place != np.round(place)][0]
            raise ValueError(f"{between:g} lies between two points of {_said(self.scale)}")
        shape = len(self.groups), len(self.items), round(self.scale.width) + 1
        cells = (self.group * shape[1] + self.item) * shape[2] + place.astype(np.intp)
        return np.bincount(cells, minlength=int(np.prod(shape))).astype(float).reshape(shape)

    @cached_property
    def sheets(self) -> tuple[Integers, Integers, Floats]:
        """Return each rater's mean over the items: of whom, by whom, and the mean."""
        if len(self.items) == 1:
            return self.group, self.rater, self.value
        if self.raters is None and not self.has_sheets:
            raise ValueError("which ratings are one rater's is not known: give rater=")
        raters = int(self.rater.max()) + 1
        pair, index = np.unique(self.group * raters + self.rater, return_inverse=True)
        mean = tallies.of_values(index, self.value, len(pair)).mean
        return pair // raters, pair % raters, mean

    @cached_property
    def has_sheets(self) -> bool:
        """Return whether some rater answered several items."""
        return len(np.unique(self.rater)) < len(self.rater)

    @cached_property
    def tallies(self) -> Tallies:
        """Return n, mean and spread of the raters' means, of each group."""
        group, _, mean = self.sheets
        return tallies.of_values(group, mean, len(self.groups))

    def only(self, which: NDArray[np.bool_]) -> Self:
        """Return some of these ratings; groups and items stay."""
        return replace(
            self,
            group=self.group[which],
            item=self.item[which],
            rater=self.rater[which],
            value=self.value[which],
        )

    def of_item(self, index: int) -> Self:
        """Return the ratings of one item."""
        chosen = self.only(self.item == index)
        return replace(chosen, items=self.items[[index]], item=np.zeros_like(chosen.item))

    def each_item(self) -> Iterator[tuple[object, Self]]:
        """Yield the name of each item, and its ratings."""
        for index, name in enumerate(self.items):
            yield name, self.of_item(index)

    def _checked(self, missing: str) -> Self:
        unknown = np.isnan(self.value)
        if unknown.any() and missing != "leave out":
            raise ValueError(
                f"{int(unknown.sum())} of {len(self.value)} ratings are missing: "
                "missing='leave out' leaves them out"
            )
        known = self.only(~unknown)
        off = (known.value < self.scale.low) | (known.value > self.scale.high)
        if off.any():
            first = known.value[off][0]
            raise ValueError(
                f"{first:g} is not on {_said(self.scale)} ({int(off.sum())} of {len(off)} ratings)"
            )
        if not len(known.value):
            raise ValueError("there are no ratings")
        known._check_once()
        return known

    def _check_once(self) -> None:
        if self.raters is None:
            return
        cell = (self.group * len(self.items) + self.item) * len(self.raters) + self.rater
        if len(self.items) > 1 and len(np.unique(cell)) < len(cell):
            raise ValueError("a rater rated the same item of the same person twice")


def _read(frame: Any, group: str) -> Frame:
    if group in TAKEN:
        raise ValueError(f"rename the column {group!r}: results have a column of that name")
    return frames.read(frame)


def _wide(table: Frame, group: str, items: list[str], rater: str | None) -> dict[str, Any]:
    values = np.stack([table.numbers(name) for name in items], axis=1)
    groups, of = frames.levels(table.labels(group))
    raters, by = frames.levels(table.labels(rater)) if rater else (None, np.arange(len(of)))
    return {
        "groups": groups,
        "items": np.array(items, dtype=object),
        "raters": raters,
        "group": np.repeat(of, len(items)),
        "item": np.tile(np.arange(len(items)), len(of)),
        "rater": np.repeat(by, len(items)),
        "value": values.ravel(),
    }


def _long(
    table: Frame, group: str, rating: str, item: str | None, rater: str | None
) -> dict[str, Any]:
    values = table.numbers(rating)
    groups, of = frames.levels(table.labels(group))
    only = np.array([rating], dtype=object), np.zeros(len(of), dtype=np.intp)
    items, asked = frames.levels(table.labels(item)) if item else only
    raters, by = frames.levels(table.labels(rater)) if rater else (None, np.arange(len(of)))
    return {
        "groups": groups,
        "items": items,
        "raters": raters,
        "group": of,
        "item": asked,
        "rater": by,
        "value": values,
    }


def _check_counts(counts: Floats, scale: Scale) -> None:
    if np.isnan(counts).any() or (counts < 0).any() or (counts != np.round(counts)).any():
        raise ValueError("counts must be whole numbers of people, 0 or more, none missing")
    on_scale = (counts >= max(scale.low, 1)) & (counts <= scale.high)
    if len(counts) > 1 and on_scale.all():
        raise ValueError("these columns look like ratings, not counts: give them to from_frame")


def _scale(ends: Ends) -> Scale:
    return ends if isinstance(ends, Scale) else Scale(*map(float, ends))


def _said(scale: Scale) -> str:
    return f"a scale from {scale.low:g} to {scale.high:g}"
