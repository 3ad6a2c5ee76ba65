"""Means over people tell of none of them alone. What attackers gain: attacks/test_group.py."""

import numpy as np
import pytest

from everyseat.safety import averages
from everyseat.safety.averages import told_twice


@pytest.mark.parametrize(
    ("people", "step"), [(3, 0.5), (4, 0.25), (9, 0.25), (10, 0.1), (400, 0.1)]
)
def test_the_fewer_people_the_wider_the_steps(people, step):
    assert averages.step(people) == step


@pytest.mark.parametrize(
    ("people", "step"), [(4, 0.5), (15, 0.5), (16, 0.25), (39, 0.25), (40, 0.1)]
)
def test_steps_are_wider_where_an_earlier_report_tells_of_nearly_the_same(people, step):
    assert averages.step(people, is_told_twice=True) == step


def test_steps_are_as_wide_a_part_of_every_scale():
    assert averages.step(4, width=9) == 1.0
    assert averages.step(4, width=2) == 0.25
    assert averages.step(4, width=9, is_told_twice=True) >= averages.step(4, width=9)


def test_means_are_rounded_to_the_nearest_step():
    assert [averages.rounded(x, 0.25) for x in (3.1, 3.13, -0.3)] == [3.0, 3.25, -0.25]


def test_the_mean_of_everybody_is_made_of_what_is_shown_of_groups():
    assert averages.together([3.5, 4.0], [10, 30], [0.1, 0.1]) == 3.9
    assert averages.together([3.75], [4], [0.25]) == 3.75


@pytest.mark.parametrize(
    ("people", "steps", "step"),
    [([4], [0.25], 0.25), ([30], [0.1], 0.1), ([4, 4], [0.25, 0.25], 0.25),
     ([5] * 7, [0.25] * 7, 0.1), ([20, 5], [0.1, 0.25], 0.1), ([6, 6], [0.5, 0.25], 0.5)],
)  # fmt: skip
def test_it_is_in_steps_as_wide_as_its_own_error(people, steps, step):
    assert averages.step_together(people, steps) == step


def blocks(sizes, without=()):
    people = [team for team, n in sizes.items() for _ in range(n)]
    known = [[i not in without] for i in range(len(people))]
    return averages.blocks(people, np.array(known, dtype=bool).reshape(-1, 1), 4, sizes)


def test_small_groups_are_put_together_before_anything_is_left_out():
    assert blocks({"a": 6, "b": 3, "c": 1}).of_column == ((("a",), ("b", "c")),)


def test_what_is_left_of_everybody_is_never_a_few():
    assert blocks({"a": 6, "b": 3}).of_column == ((("a", "b"),),)


def test_a_group_of_nobody_looks_like_one_of_too_few():
    assert blocks({"a": 6, "b": 4, "c": 0}).all == blocks({"a": 6, "b": 3, "c": 1}).all


def test_too_few_people_are_in_no_block():
    assert blocks({"a": 2, "b": 1}).all == ()
    assert blocks({"a": 4}, without={0}).of_column == ((),)


def test_groups_are_put_together_for_a_column_that_few_of_them_have():
    made = averages.blocks(["a"] * 4 + ["b"] * 4, [[1, 1]] * 4 + [[1, 0]] + [[1, 1]] * 3, 4)
    assert made.of_column == ((("a",), ("b",)), (("a", "b"),))


OLD = ["abcdef", "ghijkl"]


@pytest.mark.parametrize(
    ("now", "groups"),
    [
        (["abcdef", "ghijkl"], (False, False)),
        (["abcdefN", "ghijkl"], (True, False)),
        (["abcde", "ghijkl"], (True, False)),
        (["abcdefNOPQ", "ghijkl"], (False, False)),
        (["abcdefg", "hijkl"], (True, True)),
        (["abcdefghijkl"], (False,)),
    ],
    ids=["the same", "one joined", "one left", "four joined", "one moved", "put together"],
)
def test_a_group_that_few_joined_or_left_is_told_twice(now, groups):
    assert told_twice(now, [OLD], 4) == groups


def test_without_an_earlier_report_nobody_is_told_twice():
    assert told_twice(OLD, [], 4) == (False, False)


def test_every_earlier_report_counts():
    assert told_twice(OLD, [OLD, ["abcde"]], 4) == (True, False)
