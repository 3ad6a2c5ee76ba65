"""A crowd that is cut has no gap, however steady the cut is; two kinds of people have one."""

import numpy as np

from everyseat.science import opinion
from everyseat.science.opinion import stability
from everyseat.science.opinion.apart import are_apart
from everyseat.science.opinion.grouping import Grouping

STATEMENTS = 60


def votes(leaning, rng):
    """Return votes of people who lean towards each statement by so much."""
    agrees = rng.random(leaning.shape) < 1 / (1 + np.exp(-leaning))
    return opinion.from_table(np.where(agrees, 1, -1))


def one_crowd(rng):
    trait = rng.normal(0, 1.6, (100, 1))
    return votes(trait * rng.normal(size=STATEMENTS), rng)


def two_kinds(rng):
    return votes(np.repeat(rng.normal(0, 2, (2, STATEMENTS)), 50, axis=0), rng)


def test_a_crowd_without_a_gap_is_steady_and_not_apart():
    rng = np.random.default_rng(3)
    found = [one_crowd(rng) for _ in range(10)]
    steady = [stability.of(cast, opinion.analyse(cast)) for cast in found]
    assert sum(one.median > 0.8 for one in steady) > 5
    assert sum(one.apart for one in steady) <= 1


def test_two_kinds_of_people_are_apart():
    rng = np.random.default_rng(3)
    for cast in (two_kinds(rng) for _ in range(4)):
        result = opinion.analyse(cast)
        assert are_apart(result.places, result.grouping)


def test_nothing_is_apart_where_nobody_is_told_apart():
    places = np.random.default_rng(3).normal(size=(9, 2))
    assert not are_apart(places, Grouping(np.zeros(9, dtype=int), np.zeros((1, 2)), 0.0))
    few = Grouping(np.array([0, 1, *[-1] * 7]), np.zeros((2, 2)), 1.0)
    assert not are_apart(places, few)
