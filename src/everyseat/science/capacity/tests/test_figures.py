"""What runs say: establishment by percentile, days of the week, the band that is short."""

import json

import numpy as np
import pytest
from scipy import special, stats

from everyseat.science.capacity import NO_VERDICT, Plan, Staff, Visit, compare, outlook

WARD = Visit("Wound care", 60, ["Band 5"], expected=38)


def of(*visits, staff=None, **values):
    return outlook(Plan(visits, staff or [Staff("Band 5", 1, hours=40)], **values))


def test_the_wte_needed_are_the_hours_of_a_percentile_over_those_of_one_wte():
    found = of(WARD, staff=[Staff("Band 5", 1, hours=37.5, leave=0.16, training=0.06)])
    hours = stats.poisson.ppf([0.5, 0.65, 0.8, 0.85, 0.95], 38)
    group = found.groups[0]
    assert list(group.hours_needed.values()) == hours.tolist()
    assert list(group.wte_needed.values()) == pytest.approx((hours / (37.5 * 0.78)).tolist())
    assert list(group.wte_needed) == [50, 65, 80, 85, 95]


def test_a_day_is_over_as_often_as_a_poisson_of_its_share():
    found = of(WARD, demand_days=[4, 1, 1, 1, 1, 1, 1], staff_days=[3, 1, 1, 2, 1, 1, 1])
    asked, there = np.array([4, 1, 1, 1, 1, 1, 1]) / 10, np.array([3, 1, 1, 2, 1, 1, 1]) / 10
    right = special.gammainc(np.floor(40 * there) + 1, 38 * asked)
    assert found.day_over == pytest.approx(right, abs=0.02)


def test_a_day_without_staff_is_over_whenever_somebody_asks():
    found = of(WARD, staff_days=[1, 1, 1, 1, 1, 0, 0])
    assert found.day_over[5:] == pytest.approx(1, abs=0.01)


def test_the_band_that_is_short_is_named_and_not_those_who_can_not_help():
    complex_care = Visit("Complex", 60, ["Band 6"], expected=20)
    found = of(WARD, complex_care, staff=[Staff("Band 5", 3), Staff("Band 6", 0.5)])
    assert found.short.bands == ("Band 6",)
    assert [group.over > 0.5 for group in found.groups] == [True, False]
    assert of(WARD, staff=[Staff("Band 5", 9)]).short is None


def test_percentiles_of_the_backlog_rise_and_a_team_that_is_too_small_falls_behind():
    found = of(Visit("Wound care", 60, ["Band 5"], expected=42))
    assert (np.diff(found.backlog_visits, axis=0) >= 0).all()
    assert found.backlog_visits[1, -1] == pytest.approx(52 * 2, abs=25)


def test_plain_data_hold_the_sentence_that_it_is_no_verdict():
    data = json.loads(json.dumps(of(WARD, weeks=3).as_dict()))
    assert data["note"] == NO_VERDICT
    assert "no national standard" in NO_VERDICT
    assert len(data["by_week"]) == 3
    assert data["probability_error"] == pytest.approx(0.005)


def test_a_change_is_measured_in_the_same_weeks():
    plan = Plan([WARD], [Staff("Band 5", 1, hours=38)])
    more = plan.changed({"staff": {"Band 5": {"hours": 40}}})
    found = {one.measure: one for one in compare(plan, more)}
    assert found["weeks_over"].difference < 0
    assert found["weeks_over"].error < found["weeks_over"].error_apart / 1.5
    assert [one.difference for one in compare(plan, plan, runs=100)] == [0, 0, 0, 0]


def test_the_error_of_a_difference_is_how_much_it_varies_from_seed_to_seed():
    plan = Plan([WARD], [Staff("Band 5", 1, hours=38)], weeks=10)
    more = plan.changed({"visits": {"Wound care": {"expected": 36}}})
    found = [compare(plan, more, 200, seed)[0] for seed in range(60)]
    spread = np.std([one.difference for one in found], ddof=1)
    assert spread == pytest.approx(np.mean([one.error for one in found]), rel=0.3)


def test_busier_visits_are_busier_in_each_single_week():
    plan = Plan([WARD], [Staff("Band 5", 1, hours=38)])
    more = plan.changed({"visits": {"Wound care": {"expected": 45}}})
    found = compare(plan, more, 500)
    assert found[1].error < found[1].error_apart


def test_the_order_of_kinds_does_not_change_what_is_asked_for():
    other = Visit("Ears", 20, ["Band 5"], expected=9)
    staff = [Staff("Band 5", 1.2)]
    found = compare(Plan([WARD, other], staff), Plan([other, WARD], staff), 200)
    assert found[2].difference == pytest.approx(0, abs=1e-9)  # hours that wait


def test_plans_over_different_weeks_are_not_compared():
    with pytest.raises(ValueError, match="same number of weeks"):
        compare(Plan([WARD], [Staff("Band 5", 1)]), Plan([WARD], [Staff("Band 5", 1)], weeks=9), 50)
