"""Two editions of a conversation tell hardly anything of a newcomer's answers."""

import numpy as np

from everyseat.conversation.side_by_side import LEAST
from everyseat.safety import cell_keys, thresholds
from tests.attacks import updates

K = thresholds.RATINGS
RNG = np.random.default_rng(5)
STORIES = [updates.story(RNG, K) for _ in range(150)]


def test_who_holds_every_other_new_card_guesses_little_better_than_without_any_edition():
    found = np.mean([updates.guessed(told, K) for told in STORIES])
    assert max(updates.SHARES) - 0.05 < found < max(updates.SHARES) + 0.12


def test_nine_of_an_audience_who_work_together_read_little_of_the_tenth():
    rng = np.random.default_rng(5)
    stories = [updates.story(rng, LEAST) for _ in range(150)]
    found = np.mean([updates.guessed(told, K, by_audience=True) for told in stories])
    assert max(updates.SHARES) + 0.05 < found < max(updates.SHARES) + 0.15


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
