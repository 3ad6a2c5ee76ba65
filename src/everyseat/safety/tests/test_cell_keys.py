import numpy as np
import pytest

from everyseat.safety import cell_keys

SECRET = b"k" * 32
MANY = np.arange(20_000)


def test_the_same_people_always_give_the_same_number():
    keys = cell_keys.record_keys(SECRET, MANY)
    cell = MANY % 40
    first = cell_keys.cell_keys(keys, cell, 40)
    order = np.random.default_rng(1).permutation(len(MANY))
    again = cell_keys.cell_keys(keys[order], cell[order], 40)
    counts = np.full(40, 500)
    assert np.array_equal(cell_keys.perturbed(counts, first), cell_keys.perturbed(counts, again))


def test_a_persons_key_does_not_depend_on_who_else_there_is():
    assert np.array_equal(
        cell_keys.record_keys(SECRET, [7, 19_000]), cell_keys.record_keys(SECRET, MANY)[[7, 19_000]]
    )
    assert cell_keys.record_keys(SECRET, []).tolist() == []
    other = cell_keys.record_keys(b"other", MANY)
    assert (other == cell_keys.record_keys(SECRET, MANY)).mean() < 0.01


def test_steps_are_as_probable_as_they_say_and_mean_nothing():
    keys = cell_keys.record_keys(SECRET, np.arange(200_000))
    steps = cell_keys.perturbed(np.full(len(keys), 100), keys) - 100
    for step, chance in zip(cell_keys.STEPS, cell_keys.CHANCES, strict=True):
        assert (steps == step).mean() == pytest.approx(chance, abs=0.005)
    assert steps.mean() == pytest.approx(0, abs=0.01)


def test_one_person_more_gives_a_number_of_its_own():
    keys = cell_keys.record_keys(SECRET, MANY)
    before = cell_keys.cell_keys(keys, np.arange(len(keys)) % 2_000, 2_000)
    after = (before + keys[:2_000]) % cell_keys.KEYS
    counts = np.full(2_000, 10)
    moved = cell_keys.perturbed(counts, after) - cell_keys.perturbed(counts, before)
    assert np.corrcoef(moved[:-1], moved[1:])[0, 1] == pytest.approx(0, abs=0.08)
    assert moved.std() == pytest.approx(np.sqrt(2 * 2.1), rel=0.1)


def test_nobody_is_nobody_and_no_count_is_negative():
    keys = cell_keys.record_keys(SECRET, np.arange(1_000))
    assert not cell_keys.perturbed(np.zeros(1_000), keys).any()
    assert cell_keys.perturbed(np.ones(1_000), keys).min() == 0
