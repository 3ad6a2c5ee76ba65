"""Which groups of a report are nearly those of an earlier one, and what is then left out."""

import numpy as np
import pytest

from everyseat.safety import disclosure
from everyseat.safety.successive import Change, changes, kept, rounded

EIGHT = list("abcdefgh")


def test_the_same_people_again_are_no_change():
    assert changes({"peer": EIGHT}, {"peer": EIGHT[::-1]}, 4) == []


@pytest.mark.parametrize(
    ("now", "joined", "left"),
    [("abcdefgx", 1, 1), ("abcdefghx", 1, 0), ("abcdefg", 0, 1), ("abcdexyz", 3, 3)],
)
def test_up_to_three_who_joined_or_left_are_a_small_change(now, joined, left):
    assert changes({"peer": now}, {"peer": EIGHT}, 4) == [Change(("peer",), joined, left)]


@pytest.mark.parametrize("now", ["abcdwxyz", "abcdefghwxyz", "abcd"])
def test_four_who_joined_or_left_are_no_small_change(now):
    assert changes({"peer": now}, {"peer": EIGHT}, 4) == []


def test_one_who_joined_is_found_beside_six_who_left():
    """Those who stayed are in the earlier figures: what remains is the newcomer's."""
    assert changes({"peer": "abcdefx"}, {"peer": "abcdefghijkl"}, 4) == [Change(("peer",), 1, 6)]


def test_only_the_group_that_changed_is_named():
    now = {"peer": EIGHT, "report": "stuvx"}
    earlier = {"peer": EIGHT, "report": "stuvw"}
    assert changes(now, earlier, 4) == [Change(("report",), 1, 1)]


def test_groups_that_were_put_together_before_are_compared_together():
    now = {"peer": EIGHT, "report": "stuvwx"}
    earlier = {"peer+report": [*EIGHT, *"stuvw"]}
    assert changes(now, earlier, 4) == [Change(("report",), 1, 8)]
    moved = {"peer": "abcdefgw", "report": "stuvh"}
    assert changes(moved, earlier, 4) == []
    assert changes({"peer": EIGHT, "report": "stuv"}, earlier, 4) == [
        Change(("peer", "report"), 0, 1)
    ]


def test_groups_that_are_put_together_now_are_compared_with_those_of_before():
    now = {"peer+report": [*EIGHT, *"stuvw"]}
    assert changes(now, {"peer": EIGHT, "report": "stuvw"}, 4) == []
    assert changes(now, {"peer": EIGHT, "report": "stuvx"}, 4) == [Change(("peer+report",), 1, 1)]


def test_somebody_who_moves_from_one_group_to_another_changes_both():
    now = {"peer": "abcdefg", "report": "stuvwh"}
    found = changes(now, {"peer": EIGHT, "report": "stuvw"}, 4)
    assert found == [Change(("peer",), 0, 1), Change(("report",), 1, 0)]


def test_where_nobody_knows_who_was_asked_every_group_may_be_almost_the_same():
    found = changes({"peer": EIGHT, "report": "stuvw"}, None, 4)
    assert found == [Change(("peer",)), Change(("report",))]


def test_the_first_of_a_group_are_left_out_and_others_stay():
    group = ["peer", "report", "peer", "peer", "report"]
    assert kept(group, {"peer": 2}).tolist() == [False, True, False, True, True]
    assert kept(group, {"peer": 9}).tolist() == [False, True, False, False, True]
    assert kept(group, {}).all()


def test_means_are_rounded_to_half_points():
    assert rounded([3.2, 3.25, 3.74, 3.75, 5]).tolist() == [3.0, 3.5, 3.5, 4.0, 5.0]


def test_a_group_that_falls_below_the_threshold_is_put_with_another_or_not_shown():
    group = ["peer"] * 6 + ["report"] * 5
    table = np.arange(11)[:, None] % 5
    alone = disclosure.release(group[:6], table[:6], left_out={"peer": 3})
    assert (alone.blocks, alone.raters) == ((), None)
    together = disclosure.release(group, table, left_out={"peer": 3})
    assert together.blocks == (("peer", "report"),)
    assert len(together.table) == 8
    assert together.is_coarse(("peer", "report"))


def test_a_group_beside_one_that_changed_keeps_its_figures():
    group = ["peer"] * 8 + ["report"] * 5
    made = disclosure.release(group, np.arange(13)[:, None] % 5, left_out={"peer": 3})
    assert [(block, made.is_coarse(block)) for block in made.blocks] == [
        (("peer",), True),
        (("report",), False),
    ]
    assert made.is_coarse(made.everyone)
