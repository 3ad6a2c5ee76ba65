"""Individuals charts: limits, and the four rules, where they meet and where they just fail."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from everyseat.science import spc
from everyseat.science.spc import Assurance, Cause, Variation

GOLD = Path(__file__).parents[6] / "shared/data/improvement/xmr_gold.json"


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    chart = spc.xmr([3, 4, 5, 3, 4])
    assert chart.mean == pytest.approx(np.full(5, 3.8))
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.475, 7.125))
    assert chart.is_on_trial.all()


def test_a_moving_range_that_is_far_too_large_is_left_out_unless_asked_for():
    values = [1, 2] * 8 + [30] + [1, 2] * 4
    screened, whole = (spc.xmr(values, screen=screen) for screen in (True, False))
    assert screened.upper[0] < whole.upper[0]
    assert screened.causes[16] is Cause.ABOVE_LIMIT


def test_seven_on_one_side_of_the_mean_and_not_six():
    low, high = [4, 6] * 3, [7, 9, 7, 9, 7, 9, 7]
    chart = spc.xmr([*low, *high, 5])
    assert set(chart.causes[6:13]) == {Cause.RUN_ABOVE}
    assert {*chart.causes[:6], chart.causes[13]} == {Cause.COMMON}


def test_a_trend_of_seven_is_named_by_its_direction_and_before_a_run():
    values = [5, 9, 4, 8, 5, 9, 4, 5, 6, 7, 8, 9, 10, 4, 8, 5]
    chart = spc.xmr(values)
    assert set(chart.causes[6:13]) == {Cause.RISING}
    assert set(spc.xmr([-v for v in values]).causes[6:13]) == {Cause.FALLING}
    assert Cause.RISING not in spc.xmr(values[7:13]).causes  # six points


def test_what_is_better_makes_a_cause_an_improvement_or_a_concern():
    values = [5, 6, 5, 6, 5, 6, 12]
    kinds = [spc.xmr(values, direction=d).variation for d in ("increase", "decrease", "neutral")]
    assert kinds == [Variation.IMPROVEMENT, Variation.CONCERN, Variation.HIGH]


@pytest.mark.parametrize(
    ("target", "direction", "assurance"),
    [
        (20, "increase", Assurance.FAIL),
        (20, "decrease", Assurance.PASS),
        (1, "increase", Assurance.PASS),
        (1, "decrease", Assurance.FAIL),
        (5, "increase", Assurance.INCONSISTENT),
        (5, "neutral", None),
        (None, "increase", None),
    ],
)
def test_a_target_outside_the_limits_is_met_or_missed_whatever_happens(
    target, direction, assurance
):
    assert spc.xmr([5, 6, 5, 6, 5, 6], target=target, direction=direction).assurance == assurance


def test_targets_begin_at_a_point_and_the_newest_is_judged():
    chart = spc.xmr([5, 6, 5, 6, 5, 6], target=[(4, 1), (2, 20)])
    assert chart.targets.tolist() == pytest.approx([math.nan] * 2 + [20] * 2 + [1] * 2, nan_ok=True)
    assert (chart.target, chart.assurance) == (1, Assurance.PASS)
    assert spc.xmr([5, 6]).target is None


def test_limits_can_come_from_the_first_points_and_begin_anew():
    values = [5, 6, 5, 6, 20, 21, 20, 21]
    fixed = spc.xmr(values, fix_after=4)
    assert fixed.mean[-1] == 5.5
    assert fixed.causes[-1] is Cause.ABOVE_LIMIT
    anew = spc.xmr(values, rebase=[4])
    assert anew.mean.tolist() == [5.5] * 4 + [20.5] * 4
    assert anew.stretch.tolist() == [0] * 4 + [1] * 4
    assert set(anew.causes) == {Cause.COMMON}


def test_where_nothing_moves_there_are_no_limits_and_no_cause():
    chart = spc.xmr([5.0] * 15)
    assert chart.is_constant
    assert np.isnan(chart.lower).all()
    assert set(chart.causes) == {Cause.COMMON}
    assert spc.xmr([1.0]).variation is Variation.COMMON


def test_a_value_on_the_mean_is_found_there_whatever_its_digits():
    assert spc.xmr([0.1, 0.2, 0.3]).side.tolist() == [-1, 0, 1]


@pytest.mark.parametrize(
    ("values", "more", "told"),
    [
        ([], {}, "there is none"),
        ([1, float("nan")], {}, "are no numbers"),
        ([1, 2], {"fix_after": 0}, "fix_after"),
        ([1, 2], {"rebase": [2]}, "no point 2"),
        ([1, 2], {"direction": "up"}, "up"),
        ([1, 2], {"target": [(2, 5)]}, "target: there is no point 2"),
        ([1, 2], {"target": float("nan")}, "target: 1 of 1"),
    ],
)
def test_what_makes_no_chart_is_refused(values, more, told):
    with pytest.raises(ValueError, match=told):
        spc.xmr(values, **more)


def cases():
    return json.loads(GOLD.read_text()).items() if GOLD.exists() else []


@pytest.mark.skipif(not GOLD.exists(), reason="the reference results are not here")
@pytest.mark.parametrize(("name", "gold"), cases())
def test_it_is_as_the_reference_says(name, gold):
    """NHSRplotthedots 0.2.2, run on real and made series."""
    rebase = gold["rebase"] or []
    chart = spc.xmr(
        gold["y"],
        direction=gold["improvement_direction"],
        target=gold["target"],
        fix_after=gold["fix_after_n_points"],
        rebase=[gold["x"].index(day) for day in ([rebase] if isinstance(rebase, str) else rebase)],
        screen=gold["screen_outliers"],
    )
    for ours, theirs in ((chart.mean, "mean"), (chart.lower, "lpl"), (chart.upper, "upl")):
        known = [math.nan if n is None else n for n in gold[theirs]]
        assert ours == pytest.approx(known, rel=1e-9, nan_ok=True)
    assert chart.causes == gold["special_cause_type"]
    assert chart.kinds == gold["point_type"]
    assert chart.side.tolist() == gold["relative_to_mean"]
    assert chart.is_on_trial.tolist() == [bool(n) for n in gold["short_group_warning"]]
    assert (chart.variation, chart.assurance) == (gold["variation_icon"], gold["assurance_type"])
