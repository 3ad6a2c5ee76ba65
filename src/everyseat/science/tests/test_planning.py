import numpy as np
import pytest

from everyseat.science import gaps, planning, shrinkage
from everyseat.science.outcomes import of_answers
from everyseat.science.posterior import Scale

FIVE = Scale(1, 5)
BOTH = pytest.mark.parametrize("answers", [planning.USUAL, planning.NEARLY_ALL_HIGH])


def left(drawn: np.ndarray, groups: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return answers as they leave, and in how many groups one may have been moved."""
    shown, hidden = drawn.copy(), np.zeros(len(drawn))
    ends = np.cumsum(groups)
    for start, end in zip(ends - groups, ends, strict=True):
        middle = np.median(drawn[:, start:end], axis=1)
        off = np.abs(drawn[:, start:end] - middle[:, None])
        agrees = (off.max(axis=1) <= 1) & (off.sum(axis=1) <= 1)
        shown[agrees, start:end] = middle[agrees, None]
        hidden += agrees
    return shown, hidden


def simulated(raters: int, answers: planning.Answers, norm: shrinkage.Norm) -> float:
    """Return how often the rule names a gap of a point, in draws of each leader's raters."""
    rng = np.random.default_rng(20261126)
    named, groups = [], planning._groups(raters, FIVE)
    for shares in answers.of_leaders(FIVE):
        true = shares @ np.arange(1, 6)
        shown, hidden = left(rng.choice(np.arange(1.0, 6.0), (4000, raters), p=shares), groups)
        wider = hidden * (1 - len(groups) / raters) / raters
        slack = np.sqrt(hidden) / raters
        posteriors = [
            norm.estimate(np.full(4000, raters), mean, shown.var(axis=1) + wider, FIVE)
            for mean in np.clip(shown.mean(axis=1) + np.outer((-1, 0, 1), slack), 1, 5)
        ]
        for own in (true - 1, true + 1):
            if 1 <= own <= 5:
                found = [gaps.gap(np.full(4000, own), others) for others in posteriors]
                sure = [each.self_below if own < true else each.self_above for each in found]
                named.append((np.min(sure, axis=0) > gaps.CERTAINTY).mean())
    return float(np.mean(named))


@BOTH
@pytest.mark.parametrize(("raters", "leaders"), [(4, 30), (12, 30), (12, 1), (20, 1)])
def test_what_is_planned_is_what_draws_find(raters, leaders, answers):
    norm = planning._norm_of(leaders - 1, raters, FIVE, answers)
    planned = planning.found(raters, leaders, answers=answers)
    assert planned == pytest.approx(simulated(raters, answers, norm), abs=0.01)


@BOTH
@pytest.mark.parametrize("leaders", [1, 30])
def test_more_raters_find_more(leaders, answers):
    found = np.array([planning.found(n, leaders, answers=answers) for n in range(4, 30)])
    assert np.all(np.diff(found) > -0.03), "one more group hides a little more"
    assert np.all(found[4:] > found[:-4])
    assert found[-1] > found[0] + 0.5


def test_wider_gaps_are_found_more_often():
    found = [planning.found(8, gap=gap) for gap in (0.25, 0.75, 1.0, 1.5, 2.0)]
    assert np.all(np.diff(found) > 0)


def test_a_gap_within_the_margin_is_hardly_ever_named():
    assert planning.found(12, 30, gap=0.4) < 0.025


def test_four_other_leaders_make_a_norm_that_finds_more():
    assert planning.found(8, 1) == planning.found(8, 4) < planning.found(8, 5)


def test_the_norm_of_earlier_rounds_counts_instead_of_this_rounds():
    norm = planning._norm_of(60, 12, FIVE, planning.USUAL)
    assert planning.found(4, 1, norm=norm) > planning.found(4, 1)


def test_the_norm_is_the_expected_one():
    """Against the average norm of simulated rounds."""
    norm = planning._norm_of(60, 12, FIVE, planning.USUAL)
    shares = planning.USUAL.of_leaders(FIVE)
    truth = shares @ np.arange(1, 6)
    within = (shares @ np.arange(1, 6) ** 2 - truth**2).mean()
    assert float(norm.spread) == pytest.approx(within, rel=0.02)
    assert norm.mean @ norm.probability == pytest.approx(truth.mean(), abs=0.01)
    assert norm.gamma @ norm.probability == pytest.approx(truth.var() / within, rel=0.2)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.9])
@pytest.mark.parametrize("leaders", [1, 20])
def test_the_raters_needed_are_the_fewest_that_suffice(share, leaders):
    needed = planning.raters_needed(share, leaders)
    assert planning.found(needed, leaders) >= share > planning.found(needed - 1, leaders)


def test_half_a_point_more_needs_far_fewer_raters():
    assert planning.raters_needed(0.7, gap=1.5) < planning.raters_needed(0.7) / 2


@pytest.mark.parametrize("scale", [Scale(1, 3), Scale(1, 4), Scale(1, 7), Scale(0, 10)])
def test_a_quarter_of_the_scale_means_about_the_same_on_any_scale(scale):
    """Coarser answers say less: three points find little more than half of what five do."""
    assert planning.found(12, 20, scale=scale) == pytest.approx(planning.found(12, 20), abs=0.22)


def test_where_the_scale_begins_changes_nothing():
    assert planning.found(6, 9, scale=Scale(0, 4)) == pytest.approx(planning.found(6, 9))


@BOTH
def test_every_outcome_is_counted_once(answers):
    for groups in ([4], [6, 6], [7, 7, 6]):
        outcomes = of_answers(answers.of_leaders(FIVE), groups)
        assert outcomes.likely.sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_a_group_that_agrees_hides_one_answer_beside_it():
    outcomes = of_answers(np.array([[0, 0, 0.5, 0.5, 0]]), [4])
    hidden = {
        (int(t), int(h)): p
        for t, h, p in zip(outcomes.total, outcomes.hidden, outcomes.likely[0], strict=True)
    }
    assert hidden == pytest.approx({(2, 0): 6 / 16, (0, 1): 5 / 16, (4, 1): 5 / 16})


@pytest.mark.parametrize("raters", [0, 101])
def test_no_raters_and_too_many_are_refused(raters):
    with pytest.raises(ValueError, match="from 1 to 100"):
        planning.found(raters)


@pytest.mark.parametrize("gap", [0, -1, 4, 7])
def test_a_gap_that_is_not_on_the_scale_is_refused(gap):
    with pytest.raises(ValueError, match="does not fit"):
        planning.found(5, gap=gap)


@pytest.mark.parametrize("share", [0, 1, 70])
def test_a_share_that_is_no_probability_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        planning.raters_needed(share)


def test_gaps_that_no_number_of_raters_finds_are_refused():
    with pytest.raises(ValueError, match="not enough"):
        planning.raters_needed(0.7, gap=0.4)


def test_shares_that_are_not_all_answers_are_refused():
    with pytest.raises(ValueError, match="add up to 1"):
        planning.Answers((0.2, 0.2, 0.2))
