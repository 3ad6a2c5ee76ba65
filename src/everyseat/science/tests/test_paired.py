import numpy as np
import pytest
from scipy import stats

from everyseat.science import tallies
from everyseat.science.paired import paired


def times(seed: int, leaders: int = 40, spread: float = 0.5):
    """Return tallies of leaders then and now, of 4 to 9 raters each, and their true changes."""
    rng = np.random.default_rng(seed)
    true, moved = rng.normal(3.5, 0.6, leaders), rng.normal(0.3, spread, leaders)
    both = []
    for at in (true, true + moved):
        n = rng.integers(4, 10, leaders)
        group = np.repeat(np.arange(leaders), n)
        both.append(tallies.of_values(group, rng.normal(at[group], 1.0), leaders))
    return (*both, moved)


def test_the_mean_change_is_that_of_students_paired_test():
    before, after, _ = times(1)
    found = paired(before, after)
    peer = stats.ttest_rel(after.mean, before.mean)
    limits = peer.confidence_interval()
    assert (found.t, found.p) == pytest.approx((peer.statistic, peer.pvalue))
    assert (found.low, found.high) == pytest.approx((limits.low, limits.high))


def test_the_spread_of_true_changes_is_without_raters_error():
    spreads = [paired(*times(seed, 300)[:2]).spread for seed in range(8)]
    assert np.mean(spreads) == pytest.approx(0.5, abs=0.04)


def test_where_all_change_alike_nearly_all_spread_is_error():
    reliabilities = [paired(*times(seed, 300, spread=0.0)[:2]).reliability for seed in range(8)]
    assert np.mean(reliabilities) < 0.1


def test_only_leaders_of_both_times_count():
    before = tallies.of_values([0, 0, 1, 1, 2, 2], [1.0, 2, 3, 4, 5, 6], 4)
    after = tallies.of_values([0, 0, 1, 1, 3, 3], [2.0, 3, 4, 6, 1, 1], 4)
    found = paired(before, after)
    assert found.leaders == 2
    assert found.mean == pytest.approx(1.25)


def test_other_leaders_at_the_other_time_are_refused():
    before, after, _ = times(1)
    with pytest.raises(ValueError, match="the same leaders"):
        paired(before, tallies.Tallies(*(part[:-1] for part in after)))


def test_one_leader_has_no_mean_change():
    one = tallies.of_values([0, 0], [1.0, 2.0], 1)
    with pytest.raises(ValueError, match="at least two leaders"):
        paired(one, one)


def test_single_raters_leave_their_error_unknown():
    before = tallies.of_values([0, 1], [1.0, 2.0], 2)
    with pytest.raises(ValueError, match="error is not known"):
        paired(before, before)


def test_a_percentage_is_no_confidence():
    before, after, _ = times(1)
    with pytest.raises(ValueError, match=r"did you mean 0\.9\?"):
        paired(before, after, 90)
