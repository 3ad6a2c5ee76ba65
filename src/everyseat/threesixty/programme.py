"""The statistics of a whole programme of ratings: everyone's figures at once."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from everyseat.files.ratings import Ratings, Scale
from everyseat.science import agreement, reliability, reml, shrinkage, tallies
from everyseat.science.posterior import Posterior
from everyseat.science.posterior import Scale as Bounds
from everyseat.science.tallies import Floats, Tallies

PRIOR_DF = 4.0
"""Where the ratings alone can't say how much raters differ, what is believed counts as four."""
NORM_PEOPLE = 4
"""Fewer people say nothing about how people differ."""


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


def analyse(ratings: Ratings, framework: Sequence[Item] = ()) -> dict[str, Any]:
    """Return the programme's and every recipient's figures, ready for JSON.

    `framework` says which items make which value: each value then has its own figures too.
    """
    by_others = ratings.by_others
    table, group = ratings.table[by_others], ratings.recipient[by_others]
    low, people = ratings.scale.low, len(ratings.recipients)
    means = sheet_means(table, low)
    has_ratings = ~np.isnan(means)
    table, group, means = table[has_ratings], group[has_ratings], means[has_ratings]
    tallied = tallies.of_values(group, means, people)
    found = {
        "programme": _programme(tallied, table, low),
        "recipients": _recipients(
            ratings, tallied, counts(table, group, people, ratings.scale.points)
        ),
    }
    return _with_values(found, ratings, table, group, framework) if framework else found


def _with_values(
    found: dict[str, Any],
    ratings: Ratings,
    table: np.ndarray,
    group: np.ndarray,
    framework: Sequence[Item],
) -> dict[str, Any]:
    """Add each value's items, mean and alpha, and every recipient's mean of it."""
    low, people = ratings.scale.low, len(ratings.recipients)
    whole = found["programme"]["values"] = []
    for recipient in found["recipients"]:
        recipient["values"] = []
    for name in dict.fromkeys(item.value for item in framework):
        places = [item.place for item in framework if item.value == name]
        own = table[:, places]
        means = sheet_means(own, low)
        rated = ~np.isnan(means)
        tallied = tallies.of_values(group[rated], means[rated], people)
        alpha = reliability.alpha(np.where(own < 0, np.nan, own + low))
        mean = _number(tallied.n @ np.nan_to_num(tallied.mean), tallied.n)
        items = [ratings.items[place] for place in places]
        whole.append({"value": name, "items": items, "mean": mean, "alpha": _plain(alpha)})
        for recipient, n, own_mean in zip(
            found["recipients"], tallied.n.tolist(), tallied.mean.tolist(), strict=True
        ):
            recipient["values"].append({"value": name, "n": int(n), "mean": _plain(own_mean)})
    return found


def _programme(tallied: Tallies, table: np.ndarray, low: int) -> dict[str, Any]:
    icc1, icc2 = _icc(tallied)
    fit = _fit(tallied)
    return {
        "recipients": int((tallied.n > 0).sum()),
        "ratings": int(tallied.n.sum()),
        "mean": fit.mean if fit else _number(tallied.n @ np.nan_to_num(tallied.mean), tallied.n),
        "icc1": icc1,
        "icc2": icc2,
        "alpha": _plain(reliability.alpha(np.where(table < 0, np.nan, table + low))),
        "variance": {
            "recipient": fit.recipient if fit else None,
            "residual": fit.residual if fit else None,
        },
    }


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


def _recipients(ratings: Ratings, tallied: Tallies, counted: Floats) -> list[dict[str, Any]]:
    fit = _fit(tallied)
    lows, highs = _posterior(tallied, ratings.scale, fit is not None).interval()
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, deviation = fit.estimates(tallied) if fit else (tallied.mean, None)
    items = _items(ratings.items, counted, ratings.scale.low)
    return [
        {
            "recipient": name,
            "n": int(tallied.n[i]),
            "mean": _plain(tallied.mean[i]),
            "estimate": _plain(estimate[i]),
            "interval": [_plain(lows[i]), _plain(highs[i])],
            "sd_of_estimate": None if deviation is None else _plain(deviation[i]),
            "items": next(items),
        }
        for i, name in enumerate(ratings.recipients)
    ]


def _posterior(tallied: Tallies, scale: Scale, is_fitted: bool) -> Posterior:
    bounds = Bounds(scale.low, scale.high)
    if (tallied.n > 0).sum() < NORM_PEOPLE:
        return shrinkage.alone(tallied.n, tallied.mean, tallied.variance, bounds)
    norm = shrinkage.norm(tallied, None if is_fitted else prior(scale))
    return norm.estimate_members(tallied, bounds)


def _items(names: list[str], counted: Floats, low: int) -> Iterator[list[dict[str, Any]]]:
    """Yield, recipient by recipient, every item's figures."""
    figures = {
        "n": counted.sum(axis=-1).astype(int).tolist(),
        "mean": _plain_lists(tallies.mean(counted, low)),
        "counts": counted.astype(int).tolist(),
        "ad_mean": _plain_lists(agreement.ad_mean(counted, low)),
        "ad_median": _plain_lists(agreement.ad_median(counted, low)),
        "rwg": _plain_lists(agreement.rwg(counted, low)),
    }
    keys = ("item", *figures)
    for columns in zip(*figures.values(), strict=True):
        rows = zip(names, *columns, strict=True)
        yield [dict(zip(keys, row, strict=True)) for row in rows]


def _plain_lists(array: Floats) -> list[list[float | None]]:
    as_objects = array.astype(object)
    as_objects[np.isnan(array)] = None
    lists: list[list[float | None]] = as_objects.tolist()
    return lists


def _plain(x: float) -> float | None:
    return None if math.isnan(x) else float(x)
