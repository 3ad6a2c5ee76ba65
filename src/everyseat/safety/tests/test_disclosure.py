"""The door: what it lets out, and what an attacker makes of it."""

from collections import defaultdict
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from everyseat.safety import disclosure
from everyseat.safety.disclosure import recoverable, release


def column(**groups: list[int]) -> tuple[list[str], np.ndarray]:
    """Return group and one-item table."""
    labels = [name for name, given in groups.items() for _ in given]
    return labels, np.array([[x] for given in groups.values() for x in given])


def test_a_group_too_small_for_one_item_is_merged_for_that_item_only():
    labels = ["a"] * 5 + ["b"] * 5 + ["c"] * 5
    table = np.tile([[0, 1]], (15, 1)) + np.arange(15)[:, None] % 3
    table[10:13, 1] = -1
    made = release(labels, table)
    assert made.items[0] == (("a",), ("b",), ("c",))
    assert sorted(made.items[1]) == [("a", "c"), ("b",)]


def test_an_item_that_fewer_than_k_rated_is_left_out():
    table = np.array([[1, 2], [2, -1], [3, 4], [0, 1], [2, -1]])
    made = release(["a"] * 5, table)
    assert made.items == ((("a",),), ())


def test_the_manager_stands_alone_and_fills_up_nobody():
    labels, table = column(manager=[1], a=[0, 1, 2])
    made = release(labels, table, named=("manager",))
    assert (made.blocks, made.named, made.raters) == ((), ("manager",), None)


def test_a_late_answer_waits_for_k_of_them():
    labels = ["a"] * 6 + ["a"] * 3
    table = np.arange(9)[:, None] % 4
    wave = [0] * 6 + [1] * 3
    assert release(labels, table, wave=wave).raters == 6
    assert release([*labels, "a"], [*table, [1]], wave=[*wave, 1]).raters == 10


def test_late_answers_of_a_small_group_are_merged_so_that_the_difference_is_k():
    labels = ["a"] * 5 + ["b"] * 5 + ["a"] * 3 + ["b"] * 2
    table = np.arange(15)[:, None] % 5
    wave = [0] * 10 + [1] * 5
    assert release(labels[:10], table[:10]).items[0] == (("a",), ("b",))
    assert release(labels, table, wave=wave).items[0] == (("a", "b"),)


@pytest.mark.parametrize("point", range(5))
def test_unanimous_and_all_but_one_next_to_them_leave_as_the_same(point):
    near = point - 1 if point else 1
    labels, table = column(a=[point] * 5)
    same = release(labels, table).table
    table[2] = near
    assert np.array_equal(release(labels, table).table, same)


def test_a_voice_that_is_further_off_is_never_blurred():
    labels, table = column(a=[4, 4, 4, 4, 1])
    assert np.array_equal(release(labels, table).table, table)


def test_what_was_not_seen_stays_not_seen():
    table = np.array([[1], [2], [-1], [3], [0], [4]])
    assert np.array_equal(release(["a"] * 6, table).table, table)


def outputs(size_a: int, size_b: int, points: int) -> dict:
    """Return, for every possible pair of groups, what leaves: the datasets by what they give."""
    seen = defaultdict(list)
    every_a = combinations_with_replacement(range(points), size_a)
    every_b = list(combinations_with_replacement(range(points), size_b))
    for a, b in product(every_a, every_b):
        labels, table = column(a=list(a), b=list(b))
        made = release(labels, table)
        counts = tuple(
            tuple(np.bincount(made.of(*block)[:, 0], minlength=points)) for block in made.items[0]
        )
        seen[made.items[0], counts].append((a, b))
    return seen


@pytest.mark.parametrize(("a", "b"), [(4, 4), (4, 5), (5, 2), (3, 3), (4, 1)])
def test_one_who_knows_the_rule_learns_nobodys_answer(a, b):
    """Over every dataset that gives a release, no group is sure to have all said one thing."""
    for datasets in outputs(a, b, points=3).values():
        for which in (0, 1):
            values = {tuple(sorted(set(pair[which]))) for pair in datasets}
            certain = len(values) == 1 and len(next(iter(values))) == 1
            assert not certain, datasets


def test_recoverable_finds_the_difference_of_two_sums():
    sizes = {"a": 5, "b": 5, "c": 2}
    assert recoverable(sizes, [["a", "b", "c"], ["a"], ["b"]], 4) == [("c",)]
    assert recoverable(sizes, [["a", "b", "c"], ["a"]], 4) == []


def test_recoverable_finds_sets_that_only_a_combination_shows():
    sizes = dict.fromkeys("abcd", 3)
    rows = [["a", "b"], ["b", "c"], ["c", "a"]]
    assert sorted(recoverable(sizes, rows, 4)) == [("a",), ("b",), ("c",)]
    assert recoverable(sizes, rows[:2], 4) == []
    assert recoverable({"a": 1, "b": 2, "c": 9}, [["a", "c"], ["b", "c"]], 4) == [("a", "b")]


def test_recoverable_finds_who_came_between_two_releases():
    assert recoverable({"first": 6, "late": 1}, [["first"], ["first", "late"]], 4) == [("late",)]
    assert recoverable({"first": 6, "late": 4}, [["first"], ["first", "late"]], 4) == []


def test_cells_of_nobody_are_nothing_to_find():
    assert recoverable({"a": 0, "b": 5}, [["a", "b"], ["b"]], 4) == []
    assert recoverable({}, [], 4) == []


def test_unanimous_means_one_point_alone():
    assert disclosure.unanimous([0, 0, 4, 0, 0])
    assert not disclosure.unanimous([0, 1, 4, 0, 0])
    assert not disclosure.unanimous([0, 0, 0, 0, 0])
