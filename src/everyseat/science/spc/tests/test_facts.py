"""What a chart says, as facts for sentences."""

import pytest

from everyseat.science import spc
from everyseat.science.spc import Rule, Variation

USUAL = [4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5]


def latest(values, **options):
    return spc.latest(spc.xmr([*USUAL, *values], fix_after=12, **options))


def test_nothing_unusual_is_no_signal():
    assert latest([]) is None


def test_a_run_is_counted_from_its_first_point_also_through_other_causes():
    found = latest([5.5, 6, 5.5, 30, 6, 5.5, 6, 5.5])
    assert (found.rule, found.side, found.points, found.first) == (Rule.RUN, 1, 8, 12)
    assert found.is_current


def test_a_trend_is_counted_by_its_steps():
    found = latest([3.1, 3.4, 4, 4.6, 5.2, 5.8, 6.4, 7])
    assert (found.rule, found.side) == (Rule.TREND, 1)
    assert (found.first, found.last, found.points) == (12, 19, 8)


def test_points_outside_are_counted_as_far_as_they_follow_each_other():
    found = latest([20, 5, 20, 21])
    assert (found.rule, found.points, found.first) == (Rule.OUTSIDE, 2, 14)


def test_near_a_limit_are_two_or_three_of_three():
    found = latest([4.9, 8, 6, 8.1], direction="decrease")
    assert (found.rule, found.side, found.kind) == (Rule.NEAR, 1, Variation.CONCERN)
    assert (found.points, found.first, found.last) == (2, 13, 15)


def test_an_earlier_signal_is_not_current():
    found = latest([-20, 5])
    assert (found.side, found.first, found.last) == (-1, 12, 12)
    assert not found.is_current


def test_a_signal_does_not_reach_into_the_stretch_before():
    values = [*USUAL, 8, 8.5, 8, 8.5, *[8, 8.5] * 6, 30]
    chart = spc.xmr(values, rebase=[16])
    assert spc.latest(chart).first >= 16


@pytest.mark.parametrize("side", [1, -1])
def test_each_cause_is_told_the_other_way_round_as_well(side):
    for rule, tail in {
        Rule.OUTSIDE: [30],
        Rule.TREND: [3.1, 3.4, 4, 4.6, 5.2, 5.8, 6.4],
        Rule.RUN: [5.5] * 7,
        Rule.NEAR: [8, 5.5, 8],
    }.items():
        values = [5 + side * (value - 5) for value in [*USUAL, *tail]]
        found = spc.latest(spc.xmr(values, fix_after=12))
        assert (found.rule, found.side) == (rule, side)
