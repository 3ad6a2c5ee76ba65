"""Rare events, beside the limits of qicharts2 0.8.1 on its own data (cabg)."""

import numpy as np
import pytest

from everyseat.science import spc

# Days, and operations, between deaths after coronary bypass operations.
DAYS = [
    16,
    20,
    5,
    13,
    1,
    26,
    46,
    12,
    12,
    5,
    19,
    4,
    3,
    15,
    14,
    9,
    8,
    15,
    21,
    6,
    3,
    1,
    56,
    117,
    1,
    33,
]
DAYS += [9, 9, 19, 12, 1, 16, 13, 18, 1, 35, 16, 5, 21, 38, 3, 25, 3, 11, 13, 20, 9, 3, 8, 21, 24]
DAYS += [38, 8, 13, 9, 1, 30, 23, 3, 7, 22, 19, 11, 31, 6, 1, 1]
CASES = [23, 39, 15, 34, 1, 49, 98, 29, 27, 13, 45, 7, 10, 27, 24, 14, 20, 38, 44, 11, 10, 3, 113]
CASES += [183, 3, 47, 18, 18, 33, 15, 2, 38, 27, 27, 1, 52, 23, 7, 26, 82, 5, 49, 5, 17, 24, 44, 26]
CASES += [2, 27, 46, 55, 97, 22, 22, 20, 4, 60, 51, 7, 21, 66, 36, 25, 72, 15, 5, 3]


def test_t_is_as_qicharts2_says():
    chart = spc.t(DAYS, screen=False)
    assert chart.mean[0] == pytest.approx(11.205060797289465, rel=1e-12)
    assert chart.upper[0] == pytest.approx(106.04183142495303, rel=1e-3)  # 2.66 is 3/1.128 rounded
    assert chart.lower[0] == pytest.approx(0.0078717922788112, abs=1e-3)
    assert spc.t(DAYS, fix_after=33).mean[0] == pytest.approx(11.444906381144426, rel=1e-12)
    assert np.flatnonzero(chart.is_outside).tolist() == [23]


def test_g_is_as_qicharts2_says():
    chart = spc.g(CASES)
    assert (chart.mean[0], chart.lower[0]) == (24, 0)
    assert chart.upper[0] == pytest.approx(128.17491023197215, rel=1e-12)
    assert np.flatnonzero(chart.is_outside).tolist() == [23]


def test_values_are_times_and_so_is_the_target():
    chart = spc.t(DAYS, target=[(10, 30)])
    assert chart.values.tolist() == DAYS
    assert chart.target == 30
    assert chart.assurance.value == "inconsistent"


def test_two_events_on_one_day_are_no_time_apart():
    chart = spc.t([0, 3, 0, 5, 2])
    assert chart.values[0] == 0
    assert chart.lower[0] == 0
    assert not chart.is_outside[0]


def test_longer_times_are_an_improvement():
    chart = spc.t([3, 5, 4, 6, 2, 5, 4, 3, 6, 4, 5, 3, 4] + [90] * 3, fix_after=13)
    assert chart.variation.value == "special_cause_improvement"


def test_equal_times_have_no_limits():
    assert np.isnan(spc.t([4] * 15).upper).all()


@pytest.mark.parametrize("kind", [spc.t, spc.g])
@pytest.mark.parametrize(
    ("values", "more", "told"),
    [
        ([], {}, "there is none"),
        ([4, -1], {}, "point 1 is -1"),
        ([4, float("nan")], {}, "are no numbers"),
        ([4], {"fix_after": 0}, "fix_after"),
        ([4], {"target": [(1, 9)]}, "no point 1"),
    ],
)
def test_what_is_no_time_is_refused(kind, values, more, told):
    with pytest.raises(ValueError, match=told):
        kind(values, **more)
