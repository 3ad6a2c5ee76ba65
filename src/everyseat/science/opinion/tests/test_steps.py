"""The steps that a result is made of, beside simple computations of the same."""

import numpy as np
import pytest
from scipy import optimize

from everyseat.science import opinion
from everyseat.science.opinion import (
    bridging,
    common_ground,
    divisions,
    flags,
    kmeans,
    routing,
    slate,
)
from everyseat.science.opinion.tests.made import two_minds
from everyseat.science.opinion.votes import Counts


def test_silhouettes_are_those_of_their_definition():
    rng = np.random.default_rng(1)
    points, labels = rng.normal(size=(30, 2)), rng.integers(0, 3, 30)
    expected = []
    for i, label in enumerate(labels):
        apart = np.hypot(*(points - points[i]).T)
        own = (labels == label) & (np.arange(30) != i)
        others = [apart[labels == other].mean() for other in range(3) if other != label]
        a, b = apart[own].mean(), min(others)
        expected.append((b - a) / max(a, b))
    assert kmeans.silhouettes(points, labels) == pytest.approx(expected)


def test_weights_are_people_at_the_same_place():
    rng = np.random.default_rng(2)
    points, labels = rng.normal(size=(12, 2)), np.arange(12) % 3
    times = rng.integers(1, 5, 12)
    one_by_one = kmeans.silhouettes(np.repeat(points, times, axis=0), np.repeat(labels, times))
    weighted = kmeans.silhouettes(points, labels, times)
    assert np.repeat(weighted, times) == pytest.approx(one_by_one)


def test_k_means_comes_to_rest_at_the_means_of_the_nearest():
    rng = np.random.default_rng(3)
    points = np.concatenate([rng.normal(c, 1, (50, 2)) for c in (-4, 0, 4)])
    weights = rng.integers(1, 4, 150).astype(float)
    starts = kmeans.starts(points, weights, 3, 6, rng)
    together = kmeans.best_of(points, weights, starts)
    alone = [kmeans.lloyd(points, weights, start) for start in starts]
    least = min(found.inertia for found in alone)
    assert together[0].inertia == pytest.approx(least, rel=0.01)
    for found in alone:
        for group in range(3):
            inside = found.labels == group
            mean = np.average(points[inside], axis=0, weights=weights[inside])
            assert found.centres[group] == pytest.approx(mean)


def test_a_group_that_loses_everybody_keeps_its_centre():
    points = np.array([[0.0, 0], [1, 0]])
    found = kmeans.lloyd(points, np.ones(2), np.array([[0.5, 0], [9, 9]]))
    assert found.labels.tolist() == [0, 0]
    assert found.centres[1].tolist() == [9, 9]


def test_bridging_is_the_best_fit_there_is():
    votes = two_minds(16, 6, seen=0.8)
    row, statement, vote = votes.rows(), votes.statement(), votes.vote()

    def loss(x):
        general, person, liked = x[0], x[1:33].reshape(2, 16), x[33:].reshape(2, 6)
        fitted = general + person[0][row] + liked[0][statement]
        fitted = fitted + person[1][row] * liked[1][statement]
        drawn = 0.15 * (general**2 + (person[0] ** 2).sum() + (liked[0] ** 2).sum())
        return (
            ((vote - fitted) ** 2).sum()
            + drawn
            + 0.03 * ((person[1] ** 2).sum() + (liked[1] ** 2).sum())
        )

    found = bridging.fit(votes)
    ours = np.concatenate(
        [[found.general], found.people, found.people_side, found.statements, found.statement_side]
    )
    best = optimize.minimize(loss, ours, method="L-BFGS-B", options={"maxiter": 5_000})
    assert loss(ours) == pytest.approx(best.fun, rel=1e-4)
    assert found.statements.argmax() == 0


def test_bridging_from_some_of_the_people(monkeypatch):
    votes = two_minds(200, 12)
    monkeypatch.setattr(bridging, "VOTES", 600)
    found = bridging.fit(votes)
    assert found.statements.argmax() == 0
    assert 50 < (found.people != 0).sum() < 150
    with pytest.raises(ValueError, match="nobody"):
        bridging.fit(opinion.from_table([[np.nan]]))


def test_a_slate_passes_no_large_group_over():
    votes = two_minds(100, 20)
    found = opinion.analyse(votes)
    chosen = slate.chosen(votes, found.grouping.labels, found.by_group, np.arange(20) == 0, size=2)
    share = found.by_group.agree[:, chosen] / found.by_group.seen[:, chosen]
    assert (share.max(axis=1) > 0.8).all()
    assert 0 not in chosen


def test_a_slate_of_more_statements_than_there_are():
    votes = two_minds(40, 4, seen=1.0)
    found = opinion.analyse(votes)
    out = np.zeros(4, dtype=bool)
    chosen = slate.chosen(votes, found.grouping.labels, found.by_group, out, size=9)
    assert sorted(chosen) == [0, 1, 2, 3]


def test_consensus_over_groups_compares_two_groups_with_five():
    two, five = (Counts(*(np.full((g, 1), n) for n in (8, 1, 10))) for g in (2, 5))
    assert common_ground.across_groups(two) == pytest.approx(common_ground.across_groups(five))
    product = common_ground.across_groups(five, as_polis=True)
    assert product == pytest.approx(common_ground.across_groups(five) ** 5)


def counts_of(*seen):
    n = np.array(seen)
    return Counts(n // 2, n // 4, n)


def test_seeds_come_first_until_five_have_voted_on_each():
    seeds, live = np.array([True, True, False]), np.ones(3, dtype=bool)
    few = routing.chances(counts_of([5, 2, 0]), np.zeros(3), seeds, live)
    assert few.tolist() == [0, 1, 0]
    enough = routing.chances(counts_of([5, 5, 0]), np.zeros(3), seeds, live)
    assert enough.sum() == pytest.approx(1)
    assert enough[2] > enough[0] > 0


def test_every_live_statement_keeps_a_chance_and_no_other_has_one():
    live = np.array([True, True, False])
    found = routing.chances(counts_of([1000, 0, 0]), np.zeros(3), ~live, live)
    assert found[0] >= routing.LEAST / 2
    assert found[2] == 0
    assert not routing.chances(counts_of([0, 0]), np.zeros(2), ~live[:2], ~live[:2]).any()


def test_what_one_group_has_hardly_voted_on_is_asked_more_often():
    seeds, live = np.zeros(2, dtype=bool), np.ones(2, dtype=bool)
    agree = np.array([[8, 14], [8, 2]])
    groups = Counts(agree, np.zeros_like(agree), agree)
    found = routing.chances(groups, np.zeros(2), seeds, live)
    assert found[1] > 1.5 * found[0]


def test_statements_are_drawn_by_their_chance_and_never_twice():
    rng = np.random.default_rng(1)
    chance, unseen = np.array([0.7, 0.1, 0.2, 0.0]), np.array([False, True, True, True])
    drawn = [routing.drawn(chance, unseen, rng) for _ in range(3_000)]
    assert set(drawn) == {1, 2}
    assert drawn.count(2) / 3_000 == pytest.approx(2 / 3, abs=0.03)
    assert routing.drawn(chance, np.zeros(4, dtype=bool), rng) is None


def test_whoever_answers_all_in_the_same_way_is_named_from_ten_votes_on():
    table = np.full((4, 12), 1)
    table[1, 0] = -1
    table[2, :3] = 2
    assert flags.same(opinion.from_table(table)).tolist() == [0, 3]


def test_whoever_sends_votes_later_all_at_once_is_not_too_fast():
    person = np.repeat([0, 1, 2], 12)
    words = np.full(36, 20)
    seconds = np.concatenate([np.arange(12) * 1.0, np.zeros(12), np.arange(12) * 9.0])
    assert flags.fast(person, seconds, words).tolist() == [0]
    shuffled = np.random.default_rng(1).permutation(36)
    again = flags.fast(person[shuffled], seconds[shuffled], words)
    assert again.tolist() == [0]


def of_two(agree, seen):
    return Counts(*(np.array(x) for x in (agree, np.subtract(seen, agree), seen)))


def test_what_two_groups_surely_see_differently_divides_them():
    groups = of_two([[18, 12, 18, 9], [2, 9, 16, 1]], [[20, 20, 20, 9], [20, 20, 20, 9]])
    found = divisions.between_groups(groups, np.zeros(4, dtype=bool))
    assert [one.statement for one in found] == [0]  # 1 not surely, 2 both agree, 3 too few
    assert (found[0].most, found[0].least) == (0, 1)
    assert 0 < found[0].low < 0.8 < found[0].high
    assert divisions.between_groups(groups, np.ones(4, dtype=bool)) == []


def test_more_groups_need_a_wider_difference():
    two = of_two([[15], [7]], [[20], [20]])
    five = of_two([[15], [7], [11], [11], [11]], [[20]] * 5)
    none = np.zeros(1, dtype=bool)
    assert divisions.between_groups(two, none)
    assert divisions.between_groups(five, none) == []


def test_one_group_is_not_divided():
    none = np.zeros(1, dtype=bool)
    assert divisions.between_groups(of_two([[15]], [[20]]), none) == []


def test_a_statement_of_which_nothing_can_be_said_says_why():
    counts = Counts(np.array([4, 20, 40, 52]), np.array([4, 10, 38, 8]), np.array([9, 60, 80, 60]))
    none = np.zeros(4, dtype=bool)
    found = divisions.undecided(counts, none, none)
    assert [(one.statement, one.reason, one.seen) for one in found] == [
        (0, "few", 9),
        (1, "pass", 60),
        (2, "even", 80),
    ]
    assert divisions.undecided(counts, none, np.ones(4, dtype=bool)) == []


def test_a_majority_that_a_few_more_could_undo_is_undecided():
    counts, none = Counts(np.array([40]), np.array([20]), np.array([60])), np.zeros(1, dtype=bool)
    assert divisions.undecided(counts, none, none) == []
    (one,) = divisions.undecided(counts, none, none, off=3)
    assert one.reason == "even"


def test_a_group_too_small_to_tell_does_not_stand_in_the_way_of_common_ground():
    seen = np.array([[60, 60], [50, 50], [0, 0]])
    agree = np.array([[55, 30], [45, 20], [0, 0]])
    groups = Counts(agree, seen - agree, seen)
    none = np.zeros(2, dtype=bool)
    found = common_ground.of_all_groups(groups.whole, groups, none)
    assert [one.statement for one in found] == [0]
    unknown = Counts(*(np.zeros((2, 2), dtype=int) for _ in range(3)))
    assert common_ground.of_all_groups(groups.whole, unknown, none) == []


def test_a_group_that_can_tell_has_a_say_where_it_has_not_voted():
    seen = np.array([[60, 60], [0, 20]])
    groups = Counts(seen, 0 * seen, seen)
    found = common_ground.of_all_groups(groups.whole, groups, np.zeros(2, dtype=bool))
    assert [one.statement for one in found] == [1]
