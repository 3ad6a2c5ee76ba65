import numpy as np
import pytest

from everyseat.science import reliability, tallies
from everyseat.science.tests.reference import gold, needs_soldiers, soldiers

# Shrout & Fleiss (1979), table 2, with the ICCs of their table 4 and psych's to more digits.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
PUBLISHED = {
    "ICC1": (0.165741768405476, -0.132932324874751, 0.722560062328121),
    "ICC2": (0.289763779527559, 0.018786513374712, 0.761084369648953),
    "ICC3": (0.714840714840715, 0.342464765033925, 0.945858259955360),
    "ICC1k": (0.442797133679269, -0.884442155238119, 0.912415420340776),
    "ICC2k": (0.620050547598989, 0.0711368153025035, 0.927232040167722),
    "ICC3k": (0.909315542377069, 0.675674713816305, 0.985891678169062),
}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_the_six_iccs_of_shrout_and_fleiss(kind):
    found = reliability.shrout_fleiss(JUDGES)[kind]
    assert (found.icc, found.low, found.high) == pytest.approx(PUBLISHED[kind], abs=1e-9)


def test_f_tests_of_shrout_and_fleiss():
    found = reliability.shrout_fleiss(JUDGES)
    assert found["ICC1"][1:5] == pytest.approx((1.79467849223947, 5, 18, 0.16476880834464))
    assert found["ICC3"][1:5] == pytest.approx((11.0272479564033, 5, 15, 0.000134566516484337))


def test_a_table_with_a_gap_has_no_icc():
    with pytest.raises(ValueError, match="full table"):
        reliability.shrout_fleiss([[1, 2], [3, np.nan]])


def test_one_way_iccs_by_hand():
    groups = tallies.of_values([0, 0, 1, 1], [1.0, 3.0, 4.0, 6.0], 2)
    found = reliability.one_way_icc(groups)
    assert (found.between, found.within) == pytest.approx((9, 2))
    assert (found.icc1, found.icc2) == pytest.approx((7 / 11, 7 / 9))


def test_one_person_has_no_icc():
    with pytest.raises(ValueError, match="two people"):
        reliability.one_way_icc(tallies.of_values([0, 0], [1.0, 2.0], 1))


def test_alpha_leaves_out_cases_with_a_gap():
    whole = [[1, 2], [2, 3], [4, 4], [5, 4]]
    assert reliability.alpha([*whole, [np.nan, 1]]) == pytest.approx(reliability.alpha(whole))


def test_alpha_of_what_does_not_vary_is_unknown():
    assert np.isnan(reliability.alpha([[3, 3], [3, 3]]))


def test_raters_needed_is_spearman_brown_turned_round():
    needed = reliability.raters_needed(0.2, 0.7)
    assert reliability.spearman_brown(0.2, needed) >= 0.7
    assert reliability.spearman_brown(0.2, needed - 1) < 0.7
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability.raters_needed(0, 0.7)


@needs_soldiers
@pytest.mark.parametrize("variable", ["LEAD", "TSIG", "HOSTILE"])
def test_equals_r_multilevel_icc(variable):
    company, _, table = soldiers()
    groups = tallies.of_values(company, table[variable].to_numpy(), 49)
    r = gold("agreement_lq2002")["icc_aov"][f"lq2002_{variable}"]
    found = reliability.one_way_icc(groups)
    expected = (r["ICC1"], r["ICC2"], r["MSB"], r["MSW"])
    assert tuple(found) == pytest.approx(expected, abs=1e-9)


@needs_soldiers
def test_equals_r_psych_alpha_with_feldts_interval():
    _, ratings, _ = soldiers()
    r = gold("psych_lq2002")["alpha_feldt"]
    alpha = reliability.alpha(ratings)
    low, high = reliability.alpha_interval(alpha, *ratings.shape)
    expected = [r[k][0]["raw_alpha"] for k in ("alpha", "lower.ci", "upper.ci")]
    assert (alpha, low, high) == pytest.approx(expected, abs=1e-9)


def one_way(table: np.ndarray) -> tallies.Tallies:
    people, raters = table.shape
    return tallies.of_values(np.repeat(np.arange(people), raters), table.ravel(), people)


def test_limits_of_one_way_iccs_are_psychs_where_all_have_as_many_ratings():
    one, mean = reliability.one_way_intervals(one_way(np.array(JUDGES, dtype=float)))
    assert one == pytest.approx(PUBLISHED["ICC1"][1:], abs=1e-9)
    assert mean == pytest.approx(PUBLISHED["ICC1k"][1:], abs=1e-9)


@pytest.mark.parametrize("true", [0.1, 0.3, 0.6])
def test_limits_of_one_way_iccs_hold_the_truth_with_unequal_numbers(true):
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        group = np.repeat(np.arange(30), rng.choice([2, 3, 4, 8, 15], 30))
        person = rng.normal(0, true**0.5, 30)
        y = person[group] + rng.normal(0, (1 - true) ** 0.5, len(group))
        low, high = reliability.one_way_intervals(tallies.of_values(group, y, 30))[0]
        held += low <= true <= high
    assert 0.92 < held / 400 < 0.98


def test_limits_of_ratings_that_do_not_differ_within_people_are_unknown():
    groups = tallies.of_values([0, 0, 1, 1], [1.0, 1.0, 2.0, 2.0], 2)
    assert np.isnan(reliability.one_way_intervals(groups)).all()


@pytest.mark.parametrize(
    "asked",
    [
        lambda: reliability.one_way_intervals(one_way(np.array(JUDGES, dtype=float)), 95),
        lambda: reliability.shrout_fleiss(JUDGES, 95),
        lambda: reliability.alpha_interval(0.8, 30, 5, 95),
    ],
)
def test_a_percentage_is_no_confidence(asked):
    with pytest.raises(ValueError, match=r"did you mean 0\.95"):
        asked()
