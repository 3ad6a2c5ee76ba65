import numpy as np
import pytest

from everyseat.science import agreement, planning, tallies
from everyseat.science.posterior import Scale
from everyseat.science.tests.reference import ITEMS, gold, needs_soldiers, soldiers_counts


def of_ratings(*ratings: int) -> list[int]:
    return np.bincount(np.array(ratings) - 1, minlength=5).tolist()


def test_average_deviation_about_mean_and_median():
    counts = of_ratings(1, 1, 2, 5)
    assert agreement.ad_mean(counts) == pytest.approx((1.25 + 1.25 + 0.25 + 2.75) / 4)
    assert agreement.ad_median(counts) == pytest.approx((0.5 + 0.5 + 0.5 + 3.5) / 4)


def test_median_of_an_even_number_lies_between_the_two_middle_ratings():
    assert agreement.median(of_ratings(1, 2, 5, 5)) == 3.5
    assert agreement.median(of_ratings(2, 2, 5)) == 2
    assert agreement.median(of_ratings(5, 5)) == 5


def test_rwg_is_one_when_all_agree_and_zero_when_they_split():
    assert agreement.rwg(of_ratings(4, 4, 4)) == 1
    assert agreement.rwg(of_ratings(1, 1, 5, 5)) == 0


def test_one_rater_or_none_has_no_rwg():
    assert np.isnan(agreement.rwg([of_ratings(3), [0] * 5])).all()


def test_a_wg_of_all_at_the_end_of_the_scale_is_one():
    assert agreement.a_wg(of_ratings(5, 5, 5)) == 1


def test_other_scales_start_where_they_say():
    counts = [1, 0, 0, 0, 0, 0, 1]
    assert tallies.mean(counts, low=0) == 3
    assert agreement.ad_mean(counts, low=0) == 3


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="zero or more"):
        agreement.rwg([1, -1, 0, 0, 0])


def test_shares_and_mean_ratings_are_no_counts():
    for wrong in ([0.25, 0.25, 0.5, 0, 0], [3.5, 4.25, 2.0, 4.0, 1.0]):
        with pytest.raises(ValueError, match="whole numbers"):
            agreement.ad_mean(wrong)


def test_a_missing_count_is_refused():
    with pytest.raises(ValueError, match="zero or more"):
        agreement.rwg([1, np.nan, 0, 0, 0])


@needs_soldiers
def test_equals_r_multilevel_on_every_company():
    counts, r = soldiers_counts(), gold("agreement_lq2002")
    for i, item in enumerate(ITEMS):
        expected = [row["rwg"] for row in r["rwg_item"][item]]
        assert agreement.rwg(counts[:, i]) == pytest.approx(expected, abs=1e-9)
    for ours, key, column in (
        (agreement.rwg_j(counts), "rwgj", "rwg.j"),
        (agreement.r_star_wg_j(counts), "rwgj_lindell", "rwg.lindell"),
        (agreement.ad_mean(counts).mean(axis=1), "ad_mean_items", "AD.M"),
        (agreement.ad_median(counts).mean(axis=1), "ad_median_items", "AD.M"),
        (agreement.ad_median(counts[:, 0]), "ad_median_item1", "AD.M"),
        (agreement.a_wg_j(counts), "awg_items", "a.wg"),
        (agreement.a_wg(counts[:, 0]), "awg_item1", "a.wg"),
    ):
        assert ours == pytest.approx([row[column] for row in r[key]], abs=1e-9), key


@pytest.mark.parametrize("answers", [planning.USUAL, planning.NEARLY_ALL_HIGH])
@pytest.mark.parametrize("raters", [4, 10, 20])
def test_intervals_of_rwg_hold_the_truth(raters, answers):
    shares, points = answers.of_leaders(Scale(1, 5)), np.arange(1, 6)
    true = 1 - np.minimum((shares @ points**2 - (shares @ points) ** 2) / 2, 1)
    rng = np.random.default_rng(8)
    counts = np.array([rng.multinomial(raters, row, size=150) for row in shares])
    low, high = agreement.rwg_interval(counts)
    held = (low <= true[:, None]) & (true[:, None] <= high)
    assert held.mean() > 0.93
    assert held.mean(axis=1).min() > (0.75 if raters == 4 else 0.85)


def test_an_interval_of_rwg_holds_rwg_and_narrows_with_raters():
    few, many = (agreement.rwg_interval([0, 0, n, 3 * n, n]) for n in (1, 20))
    assert few[0] < many[0] < agreement.rwg([0, 0, 20, 60, 20]) < many[1] < few[1]
    low, high = agreement.rwg_interval(of_ratings(4, 4, 4, 4))
    assert low < 1
    assert high == 1


def test_one_rater_has_no_interval_of_rwg():
    assert np.isnan(agreement.rwg_interval([of_ratings(3)])).all()


def test_an_interval_of_rwg_does_not_depend_on_what_else_is_asked():
    rows = [[3, 0, 0, 0, 1], [0, 1, 4, 2, 0], [0, 0, 0, 9, 1]]
    together = np.stack(agreement.rwg_interval([rows, rows[::-1]]), axis=-1)
    alone = [agreement.rwg_interval(row) for row in rows]
    assert together.tolist() == pytest.approx(np.array([alone, alone[::-1]]))


def test_a_percentage_is_no_confidence():
    with pytest.raises(ValueError, match=r"did you mean 0\.95"):
        agreement.rwg_interval([0, 1, 4, 2, 0], confidence=95)
