import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyseat.science import opinion
from everyseat.science.opinion.live import Live
from everyseat.science.opinion.tables import Tables
from everyseat.science.opinion.votes import UNSEEN

PEOPLE, STATEMENTS = 6, 5
one = st.tuples(
    st.integers(0, PEOPLE - 1), st.integers(0, STATEMENTS - 1), st.sampled_from([-1, 0, 1, UNSEEN])
)
logs = st.lists(one, max_size=60)


def table_of(log):
    """Return what stands after each vote has replaced the one before: the rule, spelt out."""
    found = np.full((PEOPLE, STATEMENTS), UNSEEN)
    for person, statement, vote in log:
        found[person, statement] = vote
    return found


def columns(log):
    return np.array(log, dtype=int).reshape(-1, 3).T


def same(one: Live, other: Live) -> bool:
    votes = np.array_equal(one.votes.code, other.votes.code)
    starts = np.array_equal(one.votes.start, other.votes.start)
    return votes and starts and all(map(np.array_equal, one.tables.each, other.tables.each))


@given(logs)
def test_the_last_vote_counts(log):
    cast = [vote for vote in log if vote[2] != UNSEEN]
    votes = opinion.from_log(*columns(cast), PEOPLE, STATEMENTS)
    assert np.array_equal(votes.table(), table_of(cast))


@given(logs, logs)
def test_what_comes_in_gives_exactly_what_all_votes_made_anew_would(before, then):
    begun = Live.of(opinion.from_table(table_of(before)))
    updated = begun.updated(*columns(then)) if then else begun
    assert same(updated, Live.of(opinion.from_table(table_of(before + then))))


@given(logs, logs)
def test_people_and_statements_may_come_later(before, then):
    few = [(person % 3, statement % 2, vote) for person, statement, vote in before]
    begun = Live.of(opinion.from_table(table_of(few)[:3, :2]))
    updated = begun.updated(*columns(then), people=PEOPLE, statements=STATEMENTS)
    assert same(updated, Live.of(opinion.from_table(table_of(few + then))))


@given(logs)
def test_tables_give_the_products_of_all_differences(log):
    table = table_of(log)
    votes = opinion.from_table(table)
    counts = votes.counts()
    centre = (counts.agree - counts.disagree) / np.maximum(counts.seen, 1)
    differences = np.where(table == UNSEEN, 0, table - centre)
    gram = Tables.of(votes).gram(centre)
    assert gram == pytest.approx(differences.T @ differences, abs=1e-12)


@given(logs)
def test_tables_count_as_votes_do(log):
    votes = opinion.from_table(table_of(log))
    ours, theirs = Tables.of(votes).counts(), votes.counts()
    for name in ("agree", "disagree", "seen"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name))


def test_a_snapshot_gives_the_same_again():
    live = Live.of(opinion.from_table([[1, -1, 0], [UNSEEN, 1, 1]]))
    assert same(Live.unpacked(live.packed()), live)


@pytest.mark.parametrize("content", [b"", b"PK not a snapshot"])
def test_a_damaged_snapshot_is_said(content):
    with pytest.raises((ValueError, OSError, EOFError)):
        Live.unpacked(content)


@given(logs)
def test_counts_of_groups_add_up(log):
    votes = opinion.from_table(table_of(log))
    groups = votes.counts_by(np.arange(PEOPLE) % 3 - 1, 2)
    kept = table_of(log)[np.arange(PEOPLE) % 3 > 0]
    assert np.array_equal(groups.whole.agree, (kept == 1).sum(axis=0))
    assert np.array_equal(groups.whole.passed, (kept == 0).sum(axis=0))


def test_some_people_and_statements_alone():
    votes = opinion.from_table([[1, UNSEEN, 0], [-1, 1, UNSEEN], [UNSEEN, UNSEEN, 1]])
    assert votes.of([2, 0]).table().tolist() == [[UNSEEN, UNSEEN, 1], [1, UNSEEN, 0]]
    assert votes.on([2, 1]).table().tolist() == [[0, UNSEEN], [UNSEEN, 1], [1, UNSEEN]]


def test_more_votes_than_are_looked_up_together(monkeypatch):
    table = np.random.default_rng(3).integers(-1, 3, (50, 30))
    votes = opinion.from_table(table)
    by_code = np.random.default_rng(4).normal(size=(90, 2))
    sums, counts = votes.sums(by_code), votes.counts()
    monkeypatch.setattr("everyseat.science.opinion.votes.AT_ONCE", 7)
    assert np.allclose(votes.sums(by_code), sums, atol=1e-12)
    assert np.array_equal(votes.counts().agree, counts.agree)


@pytest.mark.parametrize(
    ("person", "statement", "vote", "said"),
    [
        ([0], [0], [3], "a vote is 1"),
        ([0], [5], [1], "numbered from 0"),
        ([-1], [0], [1], "numbered from 0"),
        ([0, 0], [0], [1], "2 people, 1 statements"),
    ],
)
def test_what_is_no_vote_is_said(person, statement, vote, said):
    with pytest.raises(ValueError, match=said):
        opinion.from_log(person, statement, vote, people=1, statements=1)


def test_a_table_of_another_shape_is_said():
    with pytest.raises(ValueError, match="a row per person"):
        opinion.from_table([1, 0])
