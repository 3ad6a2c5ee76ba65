import numpy as np
import pytest
from scipy import integrate, stats

from everyseat.science import gaps, reml, shrinkage, tallies
from everyseat.science.change import reliable_change
from everyseat.science.gaps import Verdict
from everyseat.science.shrinkage import Prior
from everyseat.science.tallies import Tallies
from everyseat.science.tests.reference import lecturers


def simulated(rng: np.random.Generator, people: int, n: int, between: float = 0.3) -> Tallies:
    true = rng.normal(3.5, between**0.5, people)
    x = true[:, None] + rng.normal(size=(people, n))
    return tallies.of_values(np.repeat(np.arange(people), n), x.ravel(), people)


def test_with_many_people_it_is_lme4s_shrunk_mean():
    _, groups = lecturers()
    posterior = shrinkage.norm(groups).estimate_members(groups)
    estimates, deviations = reml.fit(groups).estimates(groups)
    assert posterior.mean == pytest.approx(estimates, abs=0.003)
    assert posterior.deviation == pytest.approx(deviations, rel=0.03)


def test_with_few_people_intervals_are_wider_than_the_plug_in():
    groups = simulated(np.random.default_rng(1), people=8, n=3)
    low, high = shrinkage.norm(groups).estimate_members(groups).interval()
    deviations = reml.fit(groups).estimates(groups)[1]
    assert ((high - low) > 2 * 1.96 * deviations).all()


def test_the_posterior_is_the_integral_it_claims_to_be():
    """Against brute force: prior × likelihood of a person's mean, integrated over θ, γ and σ²."""
    groups = simulated(np.random.default_rng(5), people=6, n=4)
    norm = shrinkage.norm(groups, Prior(1.0, 4))
    n, seen = 5, 4.4
    ours = norm.estimate([n], [seen])

    def density(theta: float) -> float:
        total = 0.0
        parts = zip(norm.gamma, norm.probability, norm.mean, norm.residual, strict=True)
        for i, (gamma, p, mean, residual) in enumerate(parts):
            spread = gamma * residual + norm.mean_variance[i]
            share = spread / (spread + residual / n)
            centre, scale = mean + share * (seen - mean), np.sqrt(share * residual / n)
            total += p * stats.t.pdf(theta, norm.df, centre, scale)
        return total

    below, _ = integrate.quad(density, -5, 4.0)
    assert ours.below([4.0])[0] == pytest.approx(below, abs=1e-6)


def test_a_person_with_no_rating_is_the_norm_itself():
    groups = simulated(np.random.default_rng(2), people=30, n=6)
    nobody = shrinkage.norm(groups).estimate([0], [np.nan])
    assert nobody.mean[0] == pytest.approx(groups.mean.mean(), abs=0.01)
    assert nobody.own_share[0] == 0


def test_the_more_voices_the_more_the_estimate_is_ones_own():
    norm = shrinkage.norm(simulated(np.random.default_rng(3), people=40, n=8))
    shares = norm.estimate([1, 4, 16, 64], [4.5] * 4).own_share
    assert (np.diff(shares) > 0).all()
    assert shares[-1] > 0.9


def test_when_nobody_else_was_rated_ones_own_mean_stands():
    alone = shrinkage.norm(Tallies(*(np.zeros(0),) * 3), Prior(1.0, 4)).estimate([9], [4.2])
    assert alone.mean[0] == pytest.approx(4.2)
    low, high = alone.interval()
    assert high[0] - low[0] == pytest.approx(2 * stats.t.ppf(0.975, 4) / 3, rel=1e-3)


def test_without_a_second_rating_or_a_prior_there_is_no_norm():
    with pytest.raises(ValueError, match="prior"):
        shrinkage.norm(tallies.of_values([0], [3.0], 1))


def test_intervals_cover_with_norms_from_few_people():
    """The benchmark honesty.py does this on real raters; here on made ones, quickly."""
    rng = np.random.default_rng(7)
    hits = []
    for _ in range(60):
        true = rng.normal(3.5, 0.3**0.5, 50)
        x = true[:, None] + rng.normal(size=(50, 3))
        groups = tallies.of_values(np.repeat(np.arange(50), 3), x.ravel(), 50)
        low, high = shrinkage.norm(groups).estimate_members(groups).interval()
        hits.append((true >= low) & (true <= high))
    assert 0.93 <= np.mean(hits) <= 0.97


def certain(at: float) -> shrinkage.Posterior:
    one = np.ones((1, 1))
    return shrinkage.Posterior(at * one, 0.1 * one, np.ones(1), 1000.0, np.ones(1))


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
    assert gaps.verdicts([own], certain(others), (1, 5)) == [verdict]


def test_a_gap_of_few_voices_is_not_named():
    norm = shrinkage.norm(simulated(np.random.default_rng(8), people=40, n=8))
    few, many = norm.estimate([3], [3.2]), norm.estimate([60], [3.2])
    assert gaps.verdicts([4.2], few, (1, 5)) == [Verdict.TOO_FEW]
    assert gaps.verdicts([4.2], many, (1, 5)) == [Verdict.BLIND_SPOT]


def test_stacked_norms_say_of_each_person_what_their_own_norm_says():
    rng = np.random.default_rng(5)
    norms = [shrinkage.norm(simulated(rng, people=n, n=6)) for n in (12, 400)]
    norms.append(shrinkage.norm(tallies.of_values([], [], 0), shrinkage.Prior(1.0, 4.0)))
    together = shrinkage.Norm.stacked(norms).estimate([3, 0, 5], [3.2, np.nan, 4.0])
    for i, (n, mean) in enumerate([(3, 3.2), (0, np.nan), (5, 4.0)]):
        alone = norms[i].estimate([n], [mean])
        assert together.mean[i] == pytest.approx(alone.mean[0])
        assert together.deviation[i] == pytest.approx(alone.deviation[0])
        assert together.own_share[i] == pytest.approx(alone.own_share[0])
        assert np.transpose(together.interval())[i] == pytest.approx(np.ravel(alone.interval()))


def test_nobody_is_judged_who_did_not_rate_themselves():
    norm = shrinkage.norm(simulated(np.random.default_rng(8), people=40, n=8))
    others = norm.estimate([60, 60], [3.2, 3.2])
    assert gaps.verdicts([np.nan, 4.2], others, (1, 5)) == [None, Verdict.BLIND_SPOT]


def test_change_is_the_unpaired_t_interval():
    found = reliable_change((10, 3.0), (12, 3.8), residual=0.8, df=20)
    reach = stats.t.ppf(0.975, 20) * np.sqrt(0.8 * (1 / 10 + 1 / 12))
    assert (found.low, found.high) == pytest.approx((0.8 - reach, 0.8 + reach))
    assert found.reliable == (found.low > 0)
    assert not reliable_change((4, 3.0), (4, 3.5), residual=0.8, df=20).reliable
    with pytest.raises(ValueError, match="at least one"):
        reliable_change((0, 3.0), (4, 3.5), residual=0.8, df=20)
