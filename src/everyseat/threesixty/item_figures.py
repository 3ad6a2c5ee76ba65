"""The figures of every recipient's items, some thousand recipients at a time.

They depend on nothing but how many chose each point. Of a dozen raters and five points there are
some thousand such counts, however many recipients: each is computed, and written, once.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import orjson

from everyseat.science import agreement, tallies
from everyseat.science.tallies import Floats

PEOPLE = 2000
"""Recipients whose counts are held together."""


class ItemFigures:
    """Figures of some recipients' items, by count arrays of shape (recipients, items, points)."""

    def __init__(self, names: list[str], counted: np.ndarray, low: int):
        distinct, self.codes = _distinct(counted)
        self.starts = [b'{"item":' + orjson.dumps(name) + b"," for name in names]
        self.ends = [orjson.dumps(row)[1:] for row in _rows(distinct, low)]

    def as_json(self, recipient: int) -> bytes:
        """Return the list of a recipient's items, as JSON."""
        codes = self.codes[recipient].tolist()
        items = [start + self.ends[code] for start, code in zip(self.starts, codes, strict=True)]
        return b"[" + b",".join(items) + b"]"


def by_parts(
    table: np.ndarray, group: np.ndarray, people: int, points: int
) -> Iterator[np.ndarray]:
    """Yield the count arrays of PEOPLE recipients at a time; `group` must rise from row to row."""
    cuts = np.searchsorted(group, np.arange(0, people + PEOPLE, PEOPLE))
    for first, (start, end) in enumerate(pairwise(cuts)):
        here = min(PEOPLE, people - first * PEOPLE)
        yield _counts(table[start:end], group[start:end] - first * PEOPLE, here, points)


def _counts(table: np.ndarray, group: np.ndarray, people: int, points: int) -> np.ndarray:
    items = table.shape[1]
    size = people * items * points
    cells = (group.astype(np.int32)[:, None] * items + np.arange(items, dtype=np.int32)) * points
    cells += table
    cells[table < 0] = size  # not seen: counted apart, and dropped
    tallied = np.bincount(cells.ravel(), minlength=size + 1)[:size]
    return tallied.reshape(people, items, points)


def _distinct(counted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct count arrays, and the place among them of each (recipient, item)."""
    *shape, points = counted.shape
    flat = counted.reshape(-1, points)
    base = int(counted.max(initial=0)) + 1
    if base**points < 1 << 62:
        _, first, places = np.unique(
            flat @ base ** np.arange(points), return_index=True, return_inverse=True
        )
        return flat[first], places.reshape(shape)
    distinct, places = np.unique(flat, axis=0, return_inverse=True)
    return distinct, places.reshape(shape)


def _rows(counted: np.ndarray, low: int) -> list[dict[str, Any]]:
    figures = {
        "n": counted.sum(axis=-1).tolist(),
        "mean": _plain(tallies.mean(counted, low)),
        "counts": counted.tolist(),
        "ad_mean": _plain(agreement.ad_mean(counted, low)),
        "ad_median": _plain(agreement.ad_median(counted, low)),
        "rwg": _plain(agreement.rwg(counted, low)),
    }
    keys = list(figures)
    return [dict(zip(keys, row, strict=True)) for row in zip(*figures.values(), strict=True)]


def _plain(array: Floats) -> list[float | None]:
    as_objects = array.astype(object)
    as_objects[np.isnan(array)] = None
    found: list[float | None] = as_objects.tolist()
    return found
