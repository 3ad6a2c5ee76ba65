"""Weeks ahead: what is done, waits, and is handed on."""

import numpy as np
import pytest
from scipy import special

from everyseat.science.capacity import Plan, Staff, Visit, simulate


def plan(*visits, hours=40.0, weeks=12):
    return Plan(visits, [Staff("Band 5", 1, hours=hours)], weeks=weeks)


def visit(name="Wound care", **values):
    return Visit(name, 60, ["Band 5"], **{"expected": 38, **values})


def test_a_loop_in_plain_python_finds_the_same_backlog():
    urgent, later = visit(backlog=3, deferred=0.5), visit("Ears", expected=5, deferred=0.8)
    found = simulate(plan(urgent, later), runs=200)
    for run in range(200):
        waits, handed_on = [3.0, 0.0], 0.0
        for week in range(12):
            left, room = [0.0, 0.0], 40.0
            for kind in (0, 1):
                wanted = waits[kind] + found.visits[kind, week, run]
                left[kind] = max(wanted - room, 0)
                room = max(room - wanted, 0)
            waits = [left[0] * 0.5, left[1] * 0.8]
            handed_on += sum(left) - sum(waits)
            assert found.waiting_visits[week, run] == pytest.approx(sum(waits))
            assert found.is_over[week, run] == (sum(left) > 1e-9)
        assert found.handed_on[run] == pytest.approx(handed_on)


def test_how_often_a_poisson_week_is_over_is_what_its_distribution_says():
    found = simulate(plan(visit(deferred=0.0)))
    beyond = special.gammainc(41, 38)  # P(more than 40)
    assert found.is_new_over.mean() == pytest.approx(beyond, abs=0.005)
    assert (found.is_over == found.is_new_over).all()
    assert (found.waiting_visits == 0).all()


def test_every_visit_is_done_waits_or_is_handed_on():
    found = simulate(plan(visit(backlog=30, deferred=1.0), hours=30), runs=50)
    asked = found.visits[0].sum(axis=0) + 30
    # 30 hours are too few in nearly every week: all of them are worked
    full = (found.waiting_hours > 0).all(axis=0)
    assert full.mean() > 0.9
    assert (asked - found.waiting_visits[-1])[full] == pytest.approx(30 * 12)
    assert (found.handed_on == 0).all()


def test_hours_of_a_band_do_not_help_work_that_it_may_not_do():
    complex_care = Visit("Complex", 60, ["Band 6"], expected=20)
    staff = [Staff("Band 5", 10), Staff("Band 6", 0.2)]
    found = simulate(Plan([visit(), complex_care], staff, weeks=4), runs=50)
    assert found.is_new_over.mean() > 0.98
    assert found.waiting_hours[0].mean() == pytest.approx(20 - 7.5, abs=1.5)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"bands": ["Band 9"]}, "no staff of Band 9"),
        ({"bands": []}, "no band"),
        ({"minutes": 0}, "above 0"),
        ({"travel": -1}, "below 0"),
        ({"deferred": 1.2}, "share from 0 to 1"),
        ({"expected": None}, "needs the expected visits"),
        ({"expected": 0}, "more than 0 visits"),
        ({"dispersion": 0.5}, "below 1"),
    ],
)
def test_visits_that_can_not_be_are_refused(change, told):
    values = {"name": "Ears", "minutes": 30, "bands": ["Band 5"], "expected": 9, **change}
    with pytest.raises(ValueError, match=told):
        plan(Visit(**values))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"visits": [visit(), visit()]}, "Wound care comes twice"),
        ({"staff": []}, "1 to 8 bands, not 0"),
        ({"weeks": 0}, "at least one week"),
        ({"demand_days": [1] * 6}, "seven numbers"),
        ({"staff_days": [0] * 7}, "seven numbers"),
    ],
)
def test_plans_that_can_not_be_are_refused(values, told):
    whole = {"visits": [visit()], "staff": [Staff("Band 5", 1)], **values}
    with pytest.raises(ValueError, match=told):
        Plan(**whole)


@pytest.mark.parametrize("values", [{"wte": -1}, {"hours": 0}, {"leave": 0.6, "other": 0.5}])
def test_staff_that_can_not_be_are_refused(values):
    with pytest.raises(ValueError, match="Band 5"):
        Staff("Band 5", **{"wte": 1, **values})


def test_one_run_is_refused_and_so_is_a_change_of_what_is_not_there():
    with pytest.raises(ValueError, match="two runs"):
        simulate(plan(visit()), runs=1)
    with pytest.raises(ValueError, match="has no Band 7, Ears"):
        plan(visit()).changed({"staff": {"Band 7": {}}, "visits": {"Ears": {}}})


def test_a_plan_that_is_too_large_for_so_many_runs_says_how_many_it_takes():
    with pytest.raises(ValueError, match="too large for 10,000 runs: take at most 3,000"):
        simulate(plan(visit(), weeks=10_000))


def test_all_is_finite_where_nobody_is_there():
    found = simulate(Plan([visit()], [Staff("Band 5", 0)]), runs=10)
    assert np.isfinite(found.waiting_hours).all()
    assert found.is_over.all()
