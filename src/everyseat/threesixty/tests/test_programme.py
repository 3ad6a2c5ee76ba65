"""A programme's figures are the science's, whatever the number of people at a time."""

import json

import numpy as np
import pytest

from everyseat.files.ratings import Ratings, Scale
from everyseat.science import agreement, reliability, tallies
from everyseat.threesixty import item_figures, programme


def ratings(people: int = 7, raters: int = 5, items: int = 4, points: int = 5) -> Ratings:
    rng = np.random.default_rng(3)
    n = people * raters
    return Ratings(
        Scale(1, points),
        [f"p{i}" for i in range(people)],
        ["self", "peer"],
        [f"Q{i}" for i in range(items)],
        rng.permutation(np.repeat(np.arange(people), raters)),
        rng.integers(0, 2, n),
        rng.integers(-1, points, (n, items)).astype(np.int8),
    )


def analysed(given: Ratings) -> dict:
    return json.loads(b"".join(programme.Analysis(given).as_json()))


@pytest.mark.parametrize(("people", "at_a_time"), [(7, 2000), (7, 3), (6, 3), (1, 1)])
def test_every_item_has_the_figures_of_its_own_counts(people, at_a_time, monkeypatch):
    monkeypatch.setattr(item_figures, "PEOPLE", at_a_time)
    given = ratings(people)
    found = analysed(given)
    assert [one["recipient"] for one in found["recipients"]] == given.recipients
    for i, one in enumerate(found["recipients"]):
        own = given.table[(given.recipient == i) & given.by_others]
        for j, item in enumerate(one["items"]):
            counts = np.bincount(own[own[:, j] >= 0, j], minlength=5)
            assert item["counts"] == counts.tolist()
            assert item["n"] == counts.sum()
            for name, of in (("ad_mean", agreement.ad_mean), ("rwg", agreement.rwg)):
                expected = of(counts)
                assert item[name] == (None if np.isnan(expected) else pytest.approx(expected))


@pytest.mark.parametrize("points", [2, 11, 21])
def test_counts_are_told_apart_on_any_scale(points):
    counted = np.random.default_rng(1).integers(0, 900, (4, 3, points))
    counted[3] = counted[0]
    distinct, places = item_figures._distinct(counted)
    assert np.array_equal(distinct[places], counted)


@pytest.mark.parametrize("at_a_time", [50_000, 4])
def test_alpha_is_that_of_the_science(at_a_time, monkeypatch):
    monkeypatch.setattr(programme, "SHEETS", at_a_time)
    table = ratings(9).table
    expected = reliability.alpha(np.where(table < 0, np.nan, table + 1.0))
    assert programme.alpha(table) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("table", [np.full((3, 2), 4), np.full((3, 2), -1), np.zeros((5, 1))])
def test_alpha_of_what_does_not_vary_is_not_known(table):
    assert np.isnan(programme.alpha(table.astype(np.int8)))


def test_people_whom_nobody_rated_have_no_figures():
    given = ratings(3)
    given.table[given.recipient == 1] = -1
    one = analysed(given)["recipients"][1]
    assert (one["n"], one["mean"], one["items"][0]["counts"]) == (0, None, [0] * 5)


def test_means_are_of_others_alone():
    given = ratings()
    found = analysed(given)
    means = programme.sheet_means(given.table[given.by_others], 1)
    rated = ~np.isnan(means)
    tallied = tallies.of_values(given.recipient[given.by_others][rated], means[rated], 7)
    assert [one["mean"] for one in found["recipients"]] == pytest.approx(tallied.mean.tolist())
