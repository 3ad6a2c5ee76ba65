"""p and p′ charts, beside published examples and the limits of qicharts2 and qcc."""

import numpy as np
import pytest

from everyseat.science import spc
from everyseat.science.spc import Cause

# Weeks of attendances at major A&E departments, and how many were seen within 4 hours: Mohammed et
# al. (2013), BMJ Quality & Safety 22, 362–368, as in qicharts2 (nhs_accidents).
SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320, 267923]
SEEN += [271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]
CAME = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529, 279618]
CAME += [283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]
# Cans of orange juice that leak, of 50 each: Montgomery (1991), pp. 152–155, as in qcc.
LEAK = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9]
LEAK += [12, 7, 13, 9, 6]


def test_p_is_as_montgomery_publishes_it():
    chart = spc.p(LEAK, [50] * 30, direction="decrease")
    assert chart.mean[0] == pytest.approx(0.2313, abs=5e-5)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.0524, 0.4102), abs=5e-5)
    outside = np.flatnonzero(chart.is_outside).tolist()
    assert outside == [14, 22]  # samples 15 and 23


def test_p_is_as_qicharts2_says():
    chart = spc.p(SEEN, CAME)
    assert chart.mean[0] == pytest.approx(0.95289971134419116, rel=1e-12)
    assert chart.lower[:2] == pytest.approx([0.95169956464601502, 0.95169174300572235], rel=1e-12)
    assert chart.upper[-1] == pytest.approx(0.95411439202011694, rel=1e-12)


def test_p_of_some_points_and_of_stretches_is_as_qicharts2_says():
    fixed, parts = spc.p(SEEN, CAME, fix_after=10), spc.p(SEEN, CAME, rebase=[10])
    assert fixed.mean[-1] == pytest.approx(0.95105964383277042, rel=1e-12)
    assert fixed.lower[-1] == pytest.approx(0.94982265955401513, rel=1e-12)
    assert parts.mean[-1] == pytest.approx(0.95481431224580271, rel=1e-12)
    assert parts.upper[-1] == pytest.approx(0.95600524337978843, rel=1e-12)


def test_p_prime_is_as_qicharts2_says():
    chart = spc.p_prime(SEEN, CAME, screen=False)
    assert chart.lower[:2] == pytest.approx([0.9401296441775141, 0.94004641862513627], rel=1e-12)
    assert chart.upper[-1] == pytest.approx(0.96582442616547814, rel=1e-12)


def test_large_denominators_leave_few_points_within_the_limits_of_p_alone():
    plain, prime = spc.p(SEEN, CAME), spc.p_prime(SEEN, CAME)
    assert plain.is_outside.sum() >= 15
    assert not prime.is_outside.any()


def test_limits_are_wider_where_fewer_were_counted_and_stay_shares():
    chart = spc.p([1, 10, 100], [10, 100, 1000])
    assert chart.upper[0] > chart.upper[1] > chart.upper[2]
    assert chart.lower[0] == 0
    assert spc.p([9, 10], [10, 10]).upper[0] == 1


def test_the_rules_are_those_of_all_charts():
    chart = spc.p([5, 4, 6] * 4 + [9] * 7, [100] * 19, fix_after=12, direction="decrease")
    assert chart.causes[-1] in {Cause.RUN_ABOVE, Cause.NEAR_UPPER}
    assert chart.variation.value == "special_cause_concern"
    assert spc.p([90], [100], target=0.95).assurance.value == "inconsistent"


@pytest.mark.parametrize("kind", [spc.p, spc.p_prime])
@pytest.mark.parametrize("count", [0, 10, 5])
def test_shares_that_are_all_the_same_are_no_special_cause(kind, count):
    chart = kind([count] * 15, [10] * 15)
    assert set(chart.causes) == {Cause.COMMON}
    assert np.isnan(chart.upper).all() == (count in {0, 10} or kind is spc.p_prime)


@pytest.mark.parametrize("kind", [spc.p, spc.p_prime])
@pytest.mark.parametrize(
    ("counts", "of", "more", "told"),
    [
        ([], [], {}, "there is none"),
        ([1], [1, 2], {}, "2 denominators do not fit 1 counts"),
        ([1, 0], [2, 0], {}, "of: point 1 is 0"),
        ([3], [2], {}, "counts: point 0 is 3 of 2"),
        ([-1], [2], {}, "which is no share"),
        ([1], [2], {"fix_after": 0}, "fix_after"),
        ([1], [2], {"rebase": [1]}, "no point 1"),
    ],
)
def test_what_is_no_share_is_refused(kind, counts, of, more, told):
    with pytest.raises(ValueError, match=told):
        kind(counts, of, **more)


def test_shares_of_few_after_shares_of_many_are_no_change_by_themselves():
    rng = np.random.default_rng(3)
    of = np.array([400] * 20 + [12] * 12)
    said = []
    for _ in range(100):
        scores = spc.z_scores(rng.binomial(of, 0.85), of, base=slice(0, 20))
        said.append(spc.verdict(scores, 20).outcome)
    assert said.count(spc.Outcome.NO_CHANGE) > 75


def test_shares_of_none_and_of_all_vary_by_nothing():
    assert spc.z_scores([0, 0, 5], [9, 9, 9], base=slice(0, 2)).tolist() == [0, 0, 0]
    assert spc.z_scores([3], [9], base=slice(0, 0)).tolist() == [0]
