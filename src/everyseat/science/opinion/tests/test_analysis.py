import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyseat.science import opinion
from everyseat.science.opinion import analysis, grouping, plain, projection, stability
from everyseat.science.opinion.live import Live
from everyseat.science.opinion.tables import Tables
from everyseat.science.opinion.tests.made import two_minds

METHODS = ("everyseat", "polis")


@pytest.mark.parametrize("method", METHODS)
def test_two_minds_are_two_groups_and_what_both_agree_on_is_common_ground(method):
    votes = two_minds()
    found = opinion.analyse(votes, method=method)
    assert sorted(found.grouping.sizes.tolist()) == [20, 20]
    assert len(set(found.grouping.labels[:20])) == 1
    agreed = [(one.statement, one.agrees) for one in found.common_ground]
    assert agreed[0] == (0, True)
    if method == "everyseat":
        assert agreed == [(0, True)]
        assert found.across_groups.argmax() == 0


def test_each_group_is_told_by_what_it_thinks_and_the_other_does_not():
    found = opinion.analyse(two_minds())
    one, other = found.representative
    assert {s.statement for s in one} & {s.statement for s in other}
    assert 0 not in {s.statement for s in (*one, *other)}
    assert [s.agrees for s in one] == sorted((s.agrees for s in one), reverse=True)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_nothing_depends_on_the_order_of_people_and_votes(seed):
    votes = two_minds(60, 12, seed=seed % 7)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(votes.code))
    log = (votes.rows()[order], votes.statement()[order], votes.vote()[order])
    shuffled = opinion.from_log(*log, votes.people, votes.statements)
    first, again = (plain.as_dict(v, opinion.analyse(v), members=True) for v in (votes, shuffled))
    assert first == again


def test_people_in_another_order_are_in_the_same_groups():
    votes = two_minds(80, 15)
    order = np.random.default_rng(5).permutation(votes.people)
    found, other = opinion.analyse(votes), opinion.analyse(votes.of(order))
    labels = found.grouping.labels[order]
    assert grouping.adjusted_rand(labels, other.grouping.labels) == 1
    assert other.across_groups == pytest.approx(found.across_groups)


def test_the_map_is_the_same_from_tables_as_from_votes():
    votes = two_minds(300, 40)
    kept = np.arange(40) != 3
    ours = projection.axes(votes, votes.counts(), kept, Tables.of(votes))
    theirs = projection.axes(votes, votes.counts(), kept)
    assert ours.components == pytest.approx(theirs.components, abs=1e-9)
    assert ours.explained == pytest.approx(theirs.explained)


def test_the_map_is_the_same_step_by_step_as_all_at_once(monkeypatch):
    votes = two_minds(200, 60)
    kept = np.ones(60, dtype=bool)
    at_once = projection.axes(votes, votes.counts(), kept)
    monkeypatch.setattr(projection, "DENSE", 10)
    by_steps = projection.axes(votes, votes.counts(), kept)
    assert by_steps.components == pytest.approx(at_once.components, abs=1e-9)
    assert by_steps.explained == pytest.approx(at_once.explained, rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_a_statement_left_out_moves_nobody_and_stands_for_nobody(method):
    votes = two_minds()
    out = np.arange(20) == 1
    found = opinion.analyse(votes, analysis.Conversation.of(votes, left_out=out), method)
    without = opinion.analyse(votes.on(np.flatnonzero(~out)), method=method)
    assert found.axes.components[:, 1].tolist() == [0, 0]
    both = (found.grouping.labels >= 0) & (without.grouping.labels >= 0)
    assert both.sum() >= 39
    assert np.array_equal(found.grouping.labels[both], without.grouping.labels[both])
    assert 1 not in {one.statement for group in found.representative for one in group}
    assert 1 not in {one.statement for one in found.common_ground}


def test_a_statement_that_is_not_about_the_question_is_asked_all_the_same():
    votes = two_minds()
    about = analysis.Conversation.of(votes, meta=np.arange(20) == 2)
    found = opinion.analyse(votes, about)
    assert found.priorities[2] == 49
    assert found.axes.components[:, 2].tolist() == [0, 0]


def test_no_group_is_smaller_than_it_may_be():
    table = np.vstack([two_minds(60, 20).table(), np.tile([[1] * 10 + [-1] * 10], (3, 1))])
    votes = opinion.from_table(table)
    assert opinion.analyse(votes, smallest=8).grouping.sizes.min() >= 8
    assert opinion.analyse(votes, smallest=60).grouping.sizes.tolist() == [63]


def test_people_stay_in_the_conversation_and_groups_keep_their_numbers():
    votes = two_minds()
    first = opinion.analyse(votes)
    turned = analysis.Before(1 - first.grouping.labels, first.shown)
    again = opinion.analyse(votes, before=turned)
    assert np.array_equal(again.grouping.labels, turned.labels)
    few = Live.of(votes).updated([40, 40], [0, 1], [1, 1], people=41).votes
    was = analysis.Before(np.append(first.grouping.labels, 0), first.shown)
    assert opinion.analyse(few, before=was).grouping.labels[40] >= 0
    assert opinion.analyse(few).grouping.labels[40] == -1


def test_groups_stay_as_many_until_another_number_has_been_the_best_four_times():
    votes = two_minds()
    labels = opinion.analyse(votes).grouping.labels
    before = analysis.Before(labels, grouping.Steady(3))
    for expected in (3, 3, 3, 2):
        found = opinion.analyse(votes, before=before)
        assert found.grouping.groups == expected
        before = analysis.Before(found.grouping.labels, found.shown)


def test_another_number_of_groups_is_shown_after_four_times():
    shown = grouping.Steady(2)
    for best, expected in [(3, 2), (3, 2), (3, 2), (3, 3), (2, 3), (3, 3), (2, 3)]:
        shown = shown.after(best)
        assert shown.shown == expected


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "table",
    [
        [[1]],
        [[1, 1], [1, 1]],
        [[0] * 8] * 8,
        [[1, np.nan], [np.nan, -1]],
        [[1] * 10] * 20,
        [[np.nan] * 3] * 4 + [[1, 0, -1]],
        np.eye(12).tolist(),
    ],
    ids=["one vote", "all agree", "all pass", "apart", "many agree", "one voter", "diagonal"],
)
def test_hardly_any_votes_give_a_result_and_no_warning(table, method):
    votes = opinion.from_table(table)
    found = opinion.analyse(votes, method=method)
    said = plain.as_dict(votes, found, steady=stability.of(votes, found, refits=3))
    assert sum(group["size"] for group in said["groups"]) == said["grouped"] > 0
    assert all(np.isfinite(list(said["priorities"].values())))
    assert 0 <= said["explained_variance"] <= 1 + 1e-9


def test_no_vote_and_no_such_method_are_said():
    with pytest.raises(ValueError, match="nobody has voted"):
        opinion.analyse(opinion.from_table([[np.nan]]))
    with pytest.raises(ValueError, match="not pca"):
        opinion.analyse(two_minds(), method="pca")


def test_real_groups_are_steadier_than_none():
    real, none = (
        two_minds(100, 30),
        opinion.from_table(np.random.default_rng(2).integers(-1, 2, (100, 30))),
    )
    steady, unsteady = (stability.of(v, opinion.analyse(v)) for v in (real, none))
    assert steady.median > 0.95
    assert unsteady.median < 0.5
    assert unsteady.least <= unsteady.median
    with pytest.raises(ValueError, match="refits"):
        stability.of(real, opinion.analyse(real), refits=0)


def test_of_many_people_some_are_drawn(monkeypatch):
    votes = two_minds(200, 20)
    monkeypatch.setattr(stability, "PEOPLE", 50)
    assert stability.of(votes, opinion.analyse(votes), refits=5).median > 0.9


def test_many_people_are_grouped_as_few_are(monkeypatch):
    votes = two_minds(200, 20)
    one_by_one = opinion.analyse(votes).grouping.labels
    monkeypatch.setattr(grouping, "EXACT", 50)
    assert grouping.adjusted_rand(opinion.analyse(votes).grouping.labels + 1, one_by_one + 1) == 1


def test_plain_data_have_names():
    votes = two_minds(20, 8, seen=1.0)
    names = plain.Names([f"s{i}" for i in range(8)], [f"p{i}" for i in range(20)])
    found = opinion.analyse(votes)
    said = plain.as_dict(votes, found, names, stability.of(votes, found, refits=4), members=True)
    assert (said["participants"], said["statements"], said["votes"]) == (20, 8, 160)
    assert sorted(p for group in said["groups"] for p in group["members"]) == sorted(names.people)
    assert set(said["group_aware_consensus"]) == set(names.statements)
    assert said["groups"][0]["representative"][0]["side"] in ("agree", "disagree")
    assert said["stability"]["refits"] == 4
    assert "members" not in plain.as_dict(votes, found)["groups"][0]
