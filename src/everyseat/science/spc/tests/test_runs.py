"""Run charts: shifts, trends, and how many runs are usual."""

from itertools import combinations, groupby

import pytest

from everyseat.science import spc
from everyseat.science.spc import Runs, Variation
from everyseat.science.spc.runs import usual_runs


def test_the_median_is_the_line_and_there_are_no_limits():
    chart = spc.run_chart([4, 9, 5, 6, 100])
    assert set(chart.mean) == {6}
    assert set(map(str, chart.upper)) == {"nan"}
    assert not chart.is_unusual


def test_six_on_one_side_are_a_shift_and_five_are_none():
    five, six = ([1, 9, 2, 8, 1, *[7, 6] * 2, 7, *last, 1, 2, 3, 1, 1, 2] for last in ([], [6]))
    assert spc.run_chart(six).shift.tolist()[5:11] == [1] * 6
    assert not spc.run_chart(five).shift.any()


def test_points_on_the_median_neither_count_nor_end_a_shift():
    chart = spc.run_chart([5, 6, 7, 5, 6, 7, 6, 7, 4, 3, 4, 3, 5, 4, 3])
    assert chart.mean[0] == 5
    assert chart.shift.tolist() == [0, 1, 1, 0, 1, 1, 1, 1, -1, -1, -1, -1, 0, -1, -1]
    assert (chart.useful, chart.runs) == (12, 2)


def test_five_that_rise_are_a_trend_and_four_are_none():
    rising = [5, 3, 4, 5, 6, 7, 2]
    assert spc.run_chart(rising).trend.tolist() == [0, 1, 1, 1, 1, 1, 0]
    assert spc.run_chart([-v for v in rising]).trend.tolist() == [0, -1, -1, -1, -1, -1, 0]
    assert not spc.run_chart([5, 3, 4, 5, 6, 2]).trend.any()


def test_an_equal_point_is_passed_over_in_a_trend():
    assert spc.run_chart([1, 2, 2, 3, 4, 5, 1]).trend.tolist() == [1, 1, 0, 1, 1, 1, 0]
    assert not spc.run_chart([1, 2, 2, 2, 3, 4, 1]).trend.any()


def test_what_is_better_makes_a_shift_an_improvement_or_a_concern():
    values = [1, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8]
    last = [
        spc.run_chart(values, direction=d).kinds[-1] for d in ("increase", "decrease", "neutral")
    ]
    assert last == [Variation.IMPROVEMENT, Variation.CONCERN, Variation.HIGH]


def test_a_shift_is_named_before_a_trend():
    falling_above = [1, 2, 1, 2, 1, 2, 1, 30, 25, 20, 15, 10, 9, 20]
    chart = spc.run_chart(falling_above)
    assert chart.trend[9] == -1
    assert chart.kinds[9] is Variation.IMPROVEMENT


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ([1, 2, 1, 2, 1, 7, 8, 7, 8, 7], Runs.TOO_FEW),
        ([1, 9] * 6, Runs.TOO_MANY),
        ([1, 9, 8, 1, 9, 1, 2, 9, 8, 1], Runs.USUAL),
        ([5, 5, 5], Runs.USUAL),
    ],
)
def test_runs_are_too_few_usual_or_too_many(values, runs):
    assert spc.run_chart(values).count_of_runs is runs


@pytest.mark.parametrize(
    ("above", "below", "usual"),
    # Swed & Eisenhart (1943), at .025 in each tail: what is significant begins one beyond
    [(5, 5, (3, 9)), (6, 6, (4, 10)), (8, 8, (5, 13)), (10, 10, (7, 15)), (20, 20, (15, 27))],
)
def test_how_many_runs_are_usual_is_as_published(above, below, usual):
    assert usual_runs(above, below) == usual


def test_how_many_runs_are_usual_is_as_counting_every_order_says():
    above, below = 6, 4
    counts = []
    for places in combinations(range(above + below), above):
        signs = [place in places for place in range(above + below)]
        counts.append(len(list(groupby(signs))))
    fewest, most = usual_runs(above, below)
    every = len(counts)
    assert sum(n < fewest for n in counts) <= 0.025 * every < sum(n <= fewest for n in counts)
    assert sum(n > most for n in counts) <= 0.025 * every < sum(n >= most for n in counts)


@pytest.mark.parametrize(
    ("values", "more", "told"),
    [
        ([], {}, "there is none"),
        ([1, float("inf")], {}, "are no numbers"),
        ([1], {"target": [(1, 2)]}, "target: there is no point 1"),
        ([1], {"direction": "up"}, "up"),
    ],
)
def test_what_makes_no_run_chart_is_refused(values, more, told):
    with pytest.raises(ValueError, match=told):
        spc.run_chart(values, **more)
