"""The statistics of a whole programme of ratings: everyone's figures at once."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson

from everyseat.files.rating_sheets import Ratings
from everyseat.files.scale import Scale
from everyseat.science import reliability, reml, shrinkage, tallies
from everyseat.science.posterior import Posterior
from everyseat.science.posterior import Scale as Bounds
from everyseat.science.tallies import Floats, Tallies
from everyseat.threesixty import item_figures

PRIOR_DF = 4.0
"""Where the ratings alone can't say how much raters differ, what is believed counts as four."""
NORM_PEOPLE = 4
"""Fewer people say nothing about how people differ."""
SHEETS = 50_000
"""Sheets that are looked at together."""


class Item(NamedTuple):
    """An item as a behaviour of a value: its place among a file's items, and its texts."""

    value: str
    place: int
    text: str
    self_text: str


def prior(scale: Scale) -> shrinkage.Prior:
    """Return the prior of the variance within a person: a quarter of the scale, squared."""
    return shrinkage.Prior(variance=((scale.high - scale.low) / 4) ** 2, df=PRIOR_DF)


def sheet_means(table: np.ndarray, low: int) -> Floats:
    """Return each sheet's mean over the items seen (table: -1 not seen), nan where none was."""
    is_rated = table >= 0
    with np.errstate(invalid="ignore"):
        means: Floats = low + np.where(is_rated, table, 0).sum(axis=1) / is_rated.sum(axis=1)
    return means


def counts(table: np.ndarray, group: np.ndarray, groups: int, points: int) -> Floats:
    """Return count arrays of shape (groups, items, points)."""
    items = table.shape[1]
    cells = (group[:, None] * items + np.arange(items)) * points + table
    tallied = np.bincount(cells[table >= 0], minlength=groups * items * points)
    return tallied.astype(float).reshape(groups, items, points)


class Analysis:
    """The figures of a programme: `whole`, and every recipient's, without holding all of them.

    `framework` says which items make which value: each value then has its own figures too.
    """

    def __init__(self, ratings: Ratings, framework: Sequence[Item] = ()):
        self.ratings, self.low = ratings, ratings.scale.low
        self.table, self.group = _by_others(ratings)
        means = _in_parts(self.table, lambda part: sheet_means(part, self.low))
        rated = ~np.isnan(means)
        if not rated.all():
            self.table, self.group, means = self.table[rated], self.group[rated], means[rated]
        self.tallied = tallies.of_values(self.group, means, len(ratings.recipients))
        self.fit = _fit(self.tallied)
        self.values = _values(framework, self.table, self.group, ratings)
        self.whole = self._programme()

    def _programme(self) -> dict[str, Any]:
        icc1, icc2 = _icc(self.tallied)
        n, fit = self.tallied.n, self.fit
        whole = {
            "recipients": int((n > 0).sum()),
            "ratings": int(n.sum()),
            "mean": fit.mean if fit else _number(n @ np.nan_to_num(self.tallied.mean), n),
            "icc1": icc1,
            "icc2": icc2,
            "alpha": _plain(alpha(self.table)),
            "variance": {
                "recipient": fit.recipient if fit else None,
                "residual": fit.residual if fit else None,
            },
        }
        values = [{k: v for k, v in value.items() if k != "people"} for value in self.values]
        return whole | ({"values": values} if values else {})

    def recipients(self) -> Iterator[dict[str, Any]]:
        """Yield every recipient's figures, without those of items."""
        tallied, fit, scale = self.tallied, self.fit, self.ratings.scale
        lows, highs = _posterior(tallied, scale, fit is not None).interval()
        with np.errstate(divide="ignore", invalid="ignore"):
            estimate, deviation = fit.estimates(tallied) if fit else (tallied.mean, None)
        for i, name in enumerate(self.ratings.recipients):
            one = {
                "recipient": name,
                "n": int(tallied.n[i]),
                "mean": _plain(tallied.mean[i]),
                "estimate": _plain(estimate[i]),
                "interval": [_plain(lows[i]), _plain(highs[i])],
                "sd_of_estimate": None if deviation is None else _plain(deviation[i]),
            }
            yield one | ({"values": self._values_of(i)} if self.values else {})

    def _values_of(self, i: int) -> list[dict[str, Any]]:
        return [
            {"value": value["value"], "n": int(n[i]), "mean": _plain(means[i])}
            for value in self.values
            for n, means in [value["people"]]
        ]

    def as_json(self) -> Iterator[bytes]:
        """Yield everything as JSON, recipient by recipient: there may be millions of items."""
        ratings, recipients = self.ratings, self.recipients()
        people, points = len(ratings.recipients), ratings.scale.points
        yield b'{"programme":' + orjson.dumps(self.whole) + b',"recipients":['
        start = b""
        for counted in item_figures.by_parts(self.table, self.group, people, points):
            items = item_figures.ItemFigures(ratings.items, counted, self.low)
            for i in range(len(counted)):
                one = orjson.dumps(next(recipients))[:-1]
                yield start + one + b',"items":' + items.as_json(i) + b"}"
                start = b","
        yield b"]}"


def _by_others(ratings: Ratings) -> tuple[np.ndarray, np.ndarray]:
    """Return the sheets of all but self, and their recipients, in the order of recipients."""
    table, group, others = ratings.table, ratings.recipient, ratings.by_others
    if not others.all():
        table, group = table[others], group[others]
    if (np.diff(group) < 0).any():
        order = np.argsort(group, kind="stable")
        table, group = table[order], group[order]
    return table, group


def _in_parts(table: np.ndarray, what: Callable[[np.ndarray], Floats]) -> Floats:
    """Return what is computed of each sheet, some thousand sheets at a time."""
    parts = [what(table[i : i + SHEETS]) for i in range(0, max(1, len(table)), SHEETS)]
    return np.concatenate(parts)


def alpha(table: np.ndarray) -> float:
    """Return Cronbach's alpha of sheets × items (-1 not seen), from sums of whole numbers.

    As `reliability.alpha`, without a copy of the table as decimals.
    """
    n = 0
    items = table.shape[1]
    sums, squares = np.zeros(items + 1, dtype=np.int64), np.zeros(items + 1, dtype=np.int64)
    for i in range(0, len(table), SHEETS):
        part = table[i : i + SHEETS]
        part = part[(part >= 0).all(axis=1)].astype(np.int64)
        every = np.column_stack([part, part.sum(axis=1)])
        n += len(part)
        sums += every.sum(axis=0)
        squares += (every * every).sum(axis=0)
    *spread, total = (n * int(q) - int(s) ** 2 for s, q in zip(sums, squares, strict=True))
    if n < 2 or items < 2 or not total:
        return math.nan
    return float(items / (items - 1) * (1 - sum(spread) / total))


def _values(
    framework: Sequence[Item], table: np.ndarray, group: np.ndarray, ratings: Ratings
) -> list[dict[str, Any]]:
    """Return each value's items, mean and alpha, and its n and mean for all people."""
    found = []
    for name in dict.fromkeys(item.value for item in framework):
        places = [item.place for item in framework if item.value == name]
        own = table[:, places]
        means = sheet_means(own, ratings.scale.low)
        rated = ~np.isnan(means)
        tallied = tallies.of_values(group[rated], means[rated], len(ratings.recipients))
        found.append(
            {
                "value": name,
                "items": [ratings.items[place] for place in places],
                "mean": _number(tallied.n @ np.nan_to_num(tallied.mean), tallied.n),
                "alpha": _plain(alpha(own)),
                "people": (tallied.n, tallied.mean),
            }
        )
    return found


def _number(total: Floats, n: Floats) -> float | None:
    return float(total / n.sum()) if n.sum() else None


def _icc(tallied: Tallies) -> tuple[float | None, float | None]:
    try:
        icc = reliability.one_way_icc(tallied)
    except ValueError:
        return None, None
    return _plain(icc.icc1), _plain(icc.icc2)


def _fit(tallied: Tallies) -> reml.Fit | None:
    try:
        return reml.fit(tallied)
    except ValueError:
        return None


def _posterior(tallied: Tallies, scale: Scale, is_fitted: bool) -> Posterior:
    bounds = Bounds(scale.low, scale.high)
    if (tallied.n > 0).sum() < NORM_PEOPLE:
        return shrinkage.alone(tallied.n, tallied.mean, tallied.variance, bounds)
    norm = shrinkage.norm(tallied, None if is_fitted else prior(scale))
    return norm.estimate_members(tallied, bounds)


def _plain(x: float) -> float | None:
    return None if math.isnan(x) else float(x)
