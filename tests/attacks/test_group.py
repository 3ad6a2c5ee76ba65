"""A group report, with every single report and the one before, tells of no few people."""

import numpy as np
import pytest

from everyseat.safety import thresholds
from tests.attacks import group
from tests.attacks.group import as_shown, from_two_rounds, in_full, knowing_all_but_one

K = thresholds.RATINGS
RNG = np.random.default_rng(8)
STAFFS = [group.random_staff(RNG) for _ in range(800)]
YEARS = [(staff, group.moved_on(staff, RNG)) for staff in STAFFS]
SHEETS = [group.random_sheets(RNG) for _ in range(150)]
PLAYS = 200_000


def test_no_few_leaders_follow_from_a_group_report():
    assert [s for s in STAFFS if group.by_rank(group.ours(s))] == []


@pytest.mark.parametrize("rule", [group.every_team, group.large_teams])
def test_the_attacker_does_find_leaders_under_other_rules(rule):
    """The planted weakness: each team by itself, or small teams counted in the total alone."""
    assert sum(bool(group.by_rank(rule(staff))) for staff in STAFFS) > 100


def test_no_few_leaders_follow_from_two_group_reports_as_fine_as_the_first():
    """Even where nobody who stays is felt in the least otherwise."""
    assert [
        years for years in YEARS if group.by_rank(group.ours(years[0]), group.second(*years))
    ] == []


def test_the_attacker_does_find_those_who_joined_or_left_where_both_are_as_fine():
    found = [years for years in YEARS if group.by_rank(*map(group.ours, years))]
    assert len(found) > 100


def test_much_is_still_shown_of_a_second_round():
    """A rule that always widens the steps would be safe, and of no use."""
    shown = [len(group.second(*years)) for years in YEARS]
    assert sum(n > 0 for n in shown) > len(YEARS) / 10


def test_no_few_raters_follow_from_single_reports_and_the_group_report_together():
    assert [s for s in SHEETS if group.raters_by_rank(s, group.with_single_reports(s))] == []


def test_the_attacker_does_find_raters_where_the_group_report_counts_every_answer():
    """The planted weakness: made of the answers, it says what single reports had left out."""
    found = [
        s for s in SHEETS if group.raters_by_rank(s, group.with_single_reports(s, counts_all=True))
    ]
    assert len(found) > 10


@pytest.mark.parametrize("leaders", [4, 5, 9, 10, 20])
def test_whoever_knows_all_but_one_does_not_know_the_last(leaders):
    assert knowing_all_but_one([leaders], as_shown, PLAYS).more < 0.21
    assert knowing_all_but_one([leaders], in_full, PLAYS).more > 0.4


@pytest.mark.parametrize("sizes", [[4, 4], [4, 6], [5, 5], [5, 12], [10, 10]], ids=str)
def test_the_mean_of_all_leaders_adds_nothing_to_that_of_a_block(sizes):
    alone = knowing_all_but_one(sizes[:1], as_shown, PLAYS).more
    assert knowing_all_but_one(sizes, as_shown, PLAYS).more == pytest.approx(alone, abs=0.005)


@pytest.mark.parametrize("sizes", [[4, 4], [4, 6], [5, 5], [5, 12], [10, 10]], ids=str)
def test_it_does_where_it_is_rounded_by_itself(sizes):
    """The planted weakness: two means of the last one's figure, in steps that cross."""
    alone = knowing_all_but_one(sizes[:1], as_shown, PLAYS).more
    planted = knowing_all_but_one(sizes, as_shown, PLAYS, group.of_all_figures).more
    assert planted > alone + 0.02


TWO = [(4, 1, 0), (6, 1, 1), (8, 1, 0), (15, 1, 1), (14, 3, 3), (39, 1, 1), (4, 0, 1), (9, 0, 1)]


@pytest.mark.parametrize("two", TWO, ids=str)
def test_two_rounds_hardly_tell_of_somebody_who_joined_or_left(two):
    assert from_two_rounds(*two, as_shown, 0, PLAYS).more < 0.06
    assert from_two_rounds(*two, as_shown, 0.15, PLAYS).more < 0.065


@pytest.mark.parametrize("two", [(4, 1, 0), (8, 1, 0), (4, 0, 1)], ids=str)
def test_two_rounds_do_tell_of_them_where_means_are_shown_in_full(two):
    assert from_two_rounds(*two, in_full, 0, PLAYS).more > 0.4
