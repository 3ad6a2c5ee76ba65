import numpy as np
import pytest

from everyseat.science import gaps, reml, shrinkage, tallies
from everyseat.science.change import Time, change
from everyseat.science.gaps import Verdict
from everyseat.science.posterior import Posterior, Scale
from everyseat.science.shrinkage import Prior
from everyseat.science.tallies import Tallies
from everyseat.science.tests.reference import lecturers

FIVE = Scale(1, 5)
NOBODY = shrinkage.norm(Tallies(*(np.zeros(0),) * 3), Prior(2.0, 1))


def simulated(rng: np.random.Generator, people: int, n: int, between: float = 0.3) -> Tallies:
    true = rng.normal(3.5, between**0.5, people)
    x = true[:, None] + rng.normal(size=(people, n))
    return tallies.of_values(np.repeat(np.arange(people), n), x.ravel(), people)


def one(n: int, mean: float, variance: float, norm: shrinkage.Norm | None = None):
    return (norm or NOBODY).estimate([n], [mean], [variance], FIVE)


def test_the_estimate_is_drawn_to_the_norm_by_a_quarter_of_lme4s_weight():
    _, groups = lecturers()
    posterior = shrinkage.norm(groups).estimate_members(groups, FIVE)
    fit = reml.fit(groups)
    weight = shrinkage.NORM_WEIGHT * fit.residual / fit.recipient
    even = shrinkage.EVEN_BESIDE_NORM
    drawn = weight * fit.mean + groups.n * groups.mean + even * 3
    assert posterior.mean == pytest.approx(drawn / (weight + groups.n + even), abs=0.003)


def test_the_posterior_is_that_of_a_dirichlet_distribution():
    """Against draws: the mean of a Dirichlet distribution over the points of the scale.

    A beta distribution with its mean and variance has its ends to a twentieth of a point.
    """
    counts, even = np.array([1, 0, 2, 5, 4]), shrinkage.EVEN_ALONE
    points = np.arange(1, 6)
    n, mean = counts.sum(), counts @ points / counts.sum()
    ours = one(n, mean, counts @ (points - mean) ** 2 / n)
    draws = np.random.default_rng(4).dirichlet(counts + even / 5, 400_000) @ points
    assert ours.mean[0] == pytest.approx(draws.mean(), abs=0.002)
    assert ours.deviation[0] == pytest.approx(draws.std(), abs=0.002)
    assert np.ravel(ours.interval()) == pytest.approx(np.quantile(draws, [0.025, 0.975]), abs=0.05)
    assert ours.below([3.2])[0] == pytest.approx((draws < 3.2).mean(), abs=0.01)


def test_a_norm_is_a_mixture_over_how_much_leaders_differ():
    """Against draws: γ from its nodes, a norm's weight and its mean from γ, then as above."""
    rng = np.random.default_rng(6)
    norm = shrinkage.norm(simulated(rng, people=12, n=6), Prior(1.0, 4))
    n, mean, variance = 5, 4.2, 0.6
    node = rng.choice(len(norm.gamma), 200_000, p=norm.probability)
    weight = shrinkage.NORM_WEIGHT / norm.gamma[node]
    usual = rng.normal(norm.mean[node], np.sqrt(norm.mean_variance[node]))
    even = shrinkage.EVEN_BESIDE_NORM
    total = weight + n + even
    centre = (weight * usual + n * mean + even * 3) / total
    of_norm = norm.residual[node] * (1 + norm.gamma[node]) + (norm.mean[node] - centre) ** 2
    squares = weight * of_norm + n * (variance + (mean - centre) ** 2)
    squares += even * (2 + (3 - centre) ** 2)
    ours = one(n, mean, variance, norm)
    assert ours.mean[0] == pytest.approx(centre.mean(), abs=0.003)
    deviation = np.sqrt((squares / total / (total + 1)).mean() + centre.var())
    assert ours.deviation[0] == pytest.approx(deviation, rel=0.02)


@pytest.mark.parametrize("mean", [1.0, 1.2, 4.9, 5.0])
@pytest.mark.parametrize("n", [1, 4, 40])
def test_no_interval_leaves_the_scale(n, mean):
    norm = shrinkage.norm(simulated(np.random.default_rng(1), people=8, n=3))
    for made in (one(n, mean, 0.0), one(n, mean, 0.0, norm)):
        low, high = np.ravel(made.interval())
        assert 1 <= low < made.mean[0] < high <= 5
        assert (made.below([0.9])[0], made.below([5.1])[0]) == (0, 1)


def test_the_interval_is_as_wide_as_ones_own_raters_disagree():
    norm = shrinkage.norm(simulated(np.random.default_rng(1), people=60, n=12))
    for by in (norm, None):
        split, agreed = (one(12, 3.0, variance, by).interval() for variance in (4.0, 0.2))
        assert split[1] - split[0] > 1.8 * (agreed[1] - agreed[0])


def test_where_the_spread_may_not_be_known_the_usual_one_stands_in():
    norm = shrinkage.norm(simulated(np.random.default_rng(1), people=60, n=12))
    unknown, usual = one(12, 3.0, np.nan, norm), one(12, 3.0, float(norm.spread), norm)
    assert np.ravel(unknown.interval()) == pytest.approx(np.ravel(usual.interval()), abs=0.002)


@pytest.mark.parametrize(
    ("spread", "usual", "of_means", "found"),
    [
        (1.0, 1.0, 0.5, 0.5),  # as usual
        (0.4, 1.0, 0.5, 0.2),
        (3.0, 1.0, 0.5, 2.5),  # two camps: what is more than usual is one and the same people's
        (0.7, 0.0, 0.0, 0.7),  # others agree wholly
        (0.9, None, 1.0, 0.6),  # nobody else: correlated by one half
    ],
)
def test_raters_means_vary_by_the_usual_part_of_what_items_do(spread, usual, of_means, found):
    assert shrinkage.spread_of_means(spread, 3, usual, of_means) == pytest.approx(found)


def test_a_person_with_no_rating_is_the_norm_itself():
    groups = simulated(np.random.default_rng(2), people=30, n=6)
    nobody = one(0, np.nan, np.nan, shrinkage.norm(groups))
    assert nobody.mean[0] == pytest.approx(groups.mean.mean(), abs=0.1)
    assert nobody.own_share[0] == 0


def test_the_more_voices_the_more_the_estimate_is_ones_own():
    norm = shrinkage.norm(simulated(np.random.default_rng(3), people=40, n=8))
    shares = norm.estimate([1, 4, 16, 64], [4.5] * 4, [0.5] * 4, FIVE).own_share
    assert (np.diff(shares) > 0).all()
    assert shares[-1] > 0.9


def test_when_nobody_else_was_rated_ones_own_mean_is_drawn_to_the_middle_alone():
    even = shrinkage.EVEN_ALONE
    assert one(9, 4.2, 0.5).mean[0] == pytest.approx((9 * 4.2 + 3 * even) / (9 + even))


def test_without_a_second_rating_or_a_prior_there_is_no_norm():
    with pytest.raises(ValueError, match="prior"):
        shrinkage.norm(tallies.of_values([0], [3.0], 1))


def test_intervals_cover_with_norms_from_few_people():
    """The benchmark honesty.py does this on real raters; here on made ones, quickly."""
    rng = np.random.default_rng(7)
    hits = []
    for _ in range(60):
        true = np.clip(rng.normal(3.3, 0.55, 50), 1.3, 4.7)
        x = 1 + rng.binomial(4, ((true - 1) / 4)[:, None], (50, 3))
        groups = tallies.of_values(np.repeat(np.arange(50), 3), x.ravel(), 50)
        low, high = shrinkage.norm(groups).estimate_members(groups, FIVE).interval()
        hits.append((true >= low) & (true <= high))
    assert 0.93 <= np.mean(hits) <= 0.985


def certain(at: float, scale: Scale = FIVE) -> Posterior:
    return Posterior(np.array([at]), np.array([0.01]), np.ones(1), scale)


@pytest.mark.parametrize(
    ("own", "others", "verdict"),
    [
        (4.5, 2.5, Verdict.BLIND_SPOT),
        (2.5, 4.5, Verdict.HIDDEN_STRENGTH),
        (4.5, 4.4, Verdict.SHARED_STRENGTH),
        (2.0, 2.1, Verdict.SHARED_WEAKNESS),
        (3.4, 3.4, Verdict.IN_STEP),
        (3.9, 3.4, Verdict.TOO_FEW),
    ],
)
def test_each_verdict_has_its_place(own, others, verdict):
    assert gaps.verdicts([own], certain(others)) == [verdict]


def test_half_a_point_of_five_is_more_on_a_longer_scale():
    long, short = Scale(0, 10), Scale(1, 3)
    assert gaps.verdicts([6.2], certain(5.2, long)) == [Verdict.IN_STEP]
    assert gaps.verdicts([7.0], certain(5.2, long)) == [Verdict.BLIND_SPOT]
    assert gaps.verdicts([2.5], certain(2.0, short)) == [Verdict.BLIND_SPOT]


def test_a_gap_of_few_voices_is_not_named():
    norm = shrinkage.norm(simulated(np.random.default_rng(8), people=40, n=8))
    few, many = one(3, 3.2, 0.9, norm), one(60, 3.2, 0.9, norm)
    assert gaps.verdicts([4.2], few) == [Verdict.TOO_FEW]
    assert gaps.verdicts([4.2], many) == [Verdict.BLIND_SPOT]


def test_stacked_norms_say_of_each_person_what_their_own_norm_says():
    rng = np.random.default_rng(5)
    norms = [shrinkage.norm(simulated(rng, people=n, n=6)) for n in (12, 400)]
    norms.append(shrinkage.norm(tallies.of_values([], [], 0), shrinkage.Prior(1.0, 4.0)))
    people = [(3, 3.2, 0.5), (0, np.nan, np.nan), (5, 4.0, 1.2)]
    together = shrinkage.Norm.stacked(norms).estimate(*zip(*people, strict=True), FIVE)
    for i, person in enumerate(people):
        alone = one(*person, norms[i])
        assert together.mean[i] == pytest.approx(alone.mean[0])
        assert together.deviation[i] == pytest.approx(alone.deviation[0])
        assert together.own_share[i] == pytest.approx(alone.own_share[0])
        assert np.transpose(together.interval())[i] == pytest.approx(np.ravel(alone.interval()))


def test_nobody_is_judged_who_did_not_rate_themselves():
    norm = shrinkage.norm(simulated(np.random.default_rng(8), people=40, n=8))
    others = norm.estimate([60, 60], [3.2, 3.2], [0.9, 0.9], FIVE)
    assert gaps.verdicts([np.nan, 4.2], others) == [None, Verdict.BLIND_SPOT]


def test_change_has_the_doubt_of_both_times():
    found = change(Time(10, 3.0, 0.8), Time(12, 3.8, 0.8), FIVE)
    low1, high1 = np.ravel(one(10, 3.0, 0.8).interval())
    low2, high2 = np.ravel(one(12, 3.8, 0.8).interval())
    assert found.difference == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - np.hypot(3.8 - low2, high1 - 3.0))
    assert found.high == pytest.approx(0.8 + np.hypot(high2 - 3.8, 3.0 - low1))


def test_a_change_is_reliable_where_it_can_hardly_be_none():
    assert change(Time(40, 3.0, 0.8), Time(40, 3.8, 0.8), FIVE).reliable
    assert not change(Time(4, 3.0, 0.8), Time(4, 3.5, 0.8), FIVE).reliable
    assert not change(Time(40, 5.0, 0.0), Time(40, 5.0, 0.0), FIVE).reliable


def test_no_change_lies_beyond_the_scale():
    found = change(Time(4, 1.0, 0.0), Time(4, 5.0, 0.0), FIVE)
    assert -4 <= found.low < found.high <= 4
    assert found.reliable


def test_a_change_needs_raters_at_both_times():
    with pytest.raises(ValueError, match="at least one"):
        change(Time(0, 3.0, 0.0), Time(4, 3.5, 0.5), FIVE)


def test_a_scale_has_two_points_at_least():
    with pytest.raises(ValueError, match="two points"):
        Scale(3, 3)
