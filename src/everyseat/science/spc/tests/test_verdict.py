"""The verdict on an action: when there is one, what it is, and what it is based on."""

import math

import pytest

from everyseat.science import spc
from everyseat.science.spc import Cause, Lack, Outcome

BEFORE = [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 6, 5, 7]
USUAL = [5, 6, 7, 5, 6, 7, 6]
HIGH = [8, 9, 8, 7, 8, 9, 8]


def outcome(values, first, **options):
    return spc.verdict(values, first, **options).outcome


def test_what_stays_as_it_was_is_no_change_seen():
    found = spc.verdict(BEFORE + USUAL, 13)
    assert (found.outcome, found.first, found.lack) == (Outcome.NO_CHANGE, None, None)
    assert (found.before, found.after, found.higher, found.lower) == (13, 7, 0, 0)


def test_what_is_better_makes_a_change_an_improvement_or_a_worsening():
    found = [outcome(BEFORE + HIGH, 13, direction=d) for d in ("increase", "decrease", "neutral")]
    assert found == [Outcome.IMPROVEMENT, Outcome.WORSENING, Outcome.CHANGE]


def test_where_neither_side_is_better_points_are_counted_by_side_alone():
    found = spc.verdict(BEFORE + HIGH, 13, direction="neutral")
    assert (found.better, found.worse, found.higher, found.lower) == (0, 0, 7, 0)


def test_causes_on_both_sides_are_mixed_and_the_first_is_named():
    found = spc.verdict([*BEFORE, 6, 0, 6, 12, 6, 5, 6], 13)
    assert (found.outcome, found.better, found.worse) == (Outcome.MIXED, 1, 1)
    assert (found.first.place, found.first.cause) == (14, Cause.BELOW_LIMIT)


@pytest.mark.parametrize(
    ("values", "first", "lack"),
    [
        (BEFORE[1:] + HIGH, 12, Lack.BEFORE),
        (BEFORE + HIGH[1:], 13, Lack.AFTER),
        (BEFORE, 13, Lack.AFTER),  # the action is later than every value
        (BEFORE, 0, Lack.BEFORE),
        ([5] * 13 + HIGH, 13, Lack.VARIATION),
        ([], 0, Lack.BEFORE),
    ],
)
def test_with_too_little_there_is_no_verdict_and_what_is_missing_is_named(values, first, lack):
    found = spc.verdict(values, first)
    assert (found.outcome, found.lack, found.first) == (Outcome.TOO_FEW, lack, None)
    assert (found.better, found.worse, found.higher, found.lower) == (0, 0, 0, 0)


def test_limits_come_from_before_the_action_alone():
    few, many = (spc.verdict(BEFORE + HIGH * times, 13) for times in (1, 4))
    assert few.lines == many.lines
    assert few.lines.mean == spc.xmr(BEFORE).mean[0]


def test_a_run_that_began_before_the_action_does_not_count_as_after_it():
    slightly = [6, 6.5, 6, 6.5, 6]
    values = [*BEFORE, *slightly, 6.5, 6.5, 5, 6.5, 6, 6.5, 5.5]
    assert spc.verdict(values, len(values) - 7).outcome is Outcome.NO_CHANGE
    whole = spc.xmr(values, fix_after=18)
    assert whole.causes[18].side == 1  # seen together, the run reaches past the action


def test_points_in_special_cause_before_stay_in_the_limits_and_are_counted():
    rising = [*BEFORE, 11]
    found = spc.verdict(rising + USUAL, 14)
    assert found.unusual_before == 1
    assert found.lines.mean == pytest.approx(sum(rising) / 14)
    assert spc.verdict(BEFORE + USUAL, 13).unusual_before == 0


def test_limits_come_from_the_last_stretch_before_the_action():
    earlier = [50, 52, 51]
    found = spc.verdict([*earlier, *BEFORE, *USUAL], 16, rebase=[3])
    assert (found.before, found.outcome) == (13, Outcome.NO_CHANGE)
    assert outcome([*earlier, *BEFORE, *USUAL], 16, rebase=[5]) is Outcome.TOO_FEW


def test_new_limits_from_the_action_on_do_not_hide_a_change():
    assert outcome(BEFORE + HIGH, 13, rebase=[13, 15]) is Outcome.IMPROVEMENT


def test_far_too_large_moves_are_left_out_unless_asked_for():
    values = [*BEFORE, 40, *BEFORE, *HIGH]
    screened, whole = (spc.verdict(values, 27, screen=screen) for screen in (True, False))
    assert screened.lines.upper < whole.lines.upper


@pytest.mark.parametrize(
    ("values", "first", "more", "told"),
    [
        ([1, 2], 3, {}, "from 0 to 2"),
        ([1, 2], -1, {}, "from 0 to 2"),
        ([1, float("nan")], 1, {}, "are no numbers"),
        ([1, 2], 1, {"rebase": [2]}, "no point 2"),
        ([1, 2], 1, {"direction": "up"}, "up"),
    ],
)
def test_what_gives_no_verdict_is_refused(values, first, more, told):
    with pytest.raises(ValueError, match=told):
        spc.verdict(values, first, **more)


def test_one_point_far_out_is_no_change_where_the_rest_is_as_before():
    found = spc.verdict([*BEFORE, 6, 5, 6, 13, 5, 6, 5, 6, 7, 6, 5, 6], 13)
    assert (found.higher, found.lower) == (1, 0)
    assert found.outcome is Outcome.NO_CHANGE
    assert 0 < found.moved < 2


def test_a_measure_moves_by_the_doubt_about_both_means():
    before, later = [4.0, 6.0] * 8, [7.0, 9.0] * 5
    found = spc.verdict([*before, *later], 16)
    deviation = 2.66 * 2 / 3
    assert found.moved == pytest.approx(3 / (deviation * (1 / 16 + 1 / 10) ** 0.5))


def test_what_is_not_enough_has_not_moved():
    assert math.isnan(spc.verdict([1, 2, 3], 2).moved)
