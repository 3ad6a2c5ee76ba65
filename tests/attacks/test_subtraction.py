"""No release, and no two together, give away a set of fewer than k raters."""

import numpy as np
import pytest

from tests.attacks.subtraction import RULES, by_integers, by_rank, ours, random_shape

SHAPES = [random_shape(np.random.default_rng(seed)) for seed in range(1500)]


def test_nobody_is_found_by_rank():
    assert [s for s in SHAPES if by_rank(s, ours(s), 4)] == []


def test_nobody_is_found_by_integer_programs():
    assert [s for s in SHAPES[:60] if by_integers(s, ours(s), 4)] == []


@pytest.mark.parametrize("name", [name for name in RULES if "small" in name])
def test_the_attackers_do_find_people_under_other_rules(name):
    """The planted weakness: what other rules let out is found, so a green run means something."""
    k, rule = RULES[name]
    by_either = [s for s in SHAPES[:60] if by_rank(s, rule(s), k) or by_integers(s, rule(s), k)]
    assert len(by_either) >= 3
