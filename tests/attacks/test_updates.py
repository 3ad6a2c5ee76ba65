"""Two editions of a conversation tell hardly anything of a newcomer's answers."""

from dataclasses import replace

import numpy as np
import pytest

from everyseat.conversation.pending import may_change
from everyseat.conversation.side_by_side import LEAST
from everyseat.safety import cell_keys, thresholds
from tests.attacks import updates

K = thresholds.RATINGS
RNG = np.random.default_rng(5)
STORIES = [updates.story(RNG, K) for _ in range(150)]


def test_who_holds_every_other_new_card_guesses_little_better_than_without_any_edition():
    found = np.mean([updates.guessed(told, K) for told in STORIES])
    assert max(updates.SHARES) - 0.05 < found < max(updates.SHARES) + 0.12


@pytest.mark.parametrize("own_pass", [False, True])
def test_nine_of_an_audience_who_work_together_read_little_of_the_tenth(own_pass):
    rng = np.random.default_rng(5)
    stories = [updates.story(rng, LEAST, own_pass=own_pass) for _ in range(150)]
    found = np.mean([updates.guessed(told, K, by_audience=True) for told in stories])
    assert max(updates.SHARES) + 0.03 < found < max(updates.SHARES) + 0.15


def test_helpers_who_stay_out_of_a_newcomers_cell_do_not_lay_it_bare():
    rng = np.random.default_rng(5)
    stories = [updates.story(rng, K, own_pass=True) for _ in range(150)]
    found = np.mean([updates.guessed(told, K) for told in stories])
    assert max(updates.SHARES) - 0.05 < found < max(updates.SHARES) + 0.12


def test_whoever_comes_to_a_group_alone_moves_the_cells_of_the_answers_they_did_not_give():
    """Else the one cell that moved would be theirs, and nobody had to help to read it."""
    for told in STORIES[:20]:
        alone = replace(told, own=told.own[:0])
        (_, group, _), (_, later, _) = updates.editions(alone, K)
        others = np.array([-1, 0, 1])[:, None] != told.newcomer[0]
        moved = (group != later)[others]
        assert moved.mean() > 0.7


def test_an_audience_gives_every_answer_away_if_counts_leave_as_they_are(monkeypatch):
    """The planted weakness of it."""
    monkeypatch.setattr(cell_keys, "STEPS", (0,))
    monkeypatch.setattr(cell_keys, "CHANCES", (1.0,))
    assert np.mean([updates.guessed(told, K, by_audience=True) for told in STORIES[:20]]) == 1


def test_the_attacker_does_read_every_answer_if_counts_leave_as_they_are(monkeypatch):
    """The planted weakness: without it a green run would mean nothing."""
    monkeypatch.setattr(cell_keys, "STEPS", (0,))
    monkeypatch.setattr(cell_keys, "CHANCES", (1.0,))
    assert np.mean([updates.guessed(told, K) for told in STORIES]) == 1


def test_the_same_edition_read_again_tells_nothing_more():
    first, again = (updates.editions(STORIES[0], K) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_sums_over_groups_tell_nothing_that_the_groups_do_not():
    """The newcomer's group is the only one that has changed, so both differ by the same."""
    for told in STORIES[:20]:
        (whole, group, _), (later, changed, _) = updates.editions(told, K)
        both = (whole.sum(axis=0) > 0) & (group.sum(axis=0) > 0) & (changed.sum(axis=0) > 0)
        assert np.array_equal((later - whole)[:, both], (changed - group)[:, both])


def test_many_cards_average_what_is_added_and_read_the_more_the_more_there_are():
    """The limit that docs/safety/conversations.md states."""
    rng = np.random.default_rng(5)
    once, six = updates.averaged(rng, 1), updates.averaged(rng, 6)
    assert once < 0.58
    assert 0.7 < six < 0.8


def test_with_sixty_answers_six_results_and_six_more_take_a_hundred_and_twenty_cards():
    answered, results = 60, 0
    for answered_by_now in range(60, 60 + 120):
        if may_change(answered, answered_by_now, K):
            answered, results = answered_by_now, results + 1
    assert results == 12
