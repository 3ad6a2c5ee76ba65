"""What a measure says of a change is computed from its values and the day of the change."""

from datetime import timedelta

import pytest

from everyseat.improvement import verdict_said
from everyseat.improvement.models import Issue, Rebase, Value
from everyseat.improvement.queries import verdicts
from everyseat.improvement.tests import make
from everyseat.science.spc import Outcome

pytestmark = pytest.mark.django_db
STEADY = [40, 43, 38, 41, 44, 39, 42, 40, 37, 43, 41, 39, 42]
LOWER = [22, 25, 20, 23, 21, 24, 22]
CAUTION = "A signal after a change does not show that the change caused it."


def judged(service, before, after, days=49, **about):
    """Return an issue changed seven weeks ago, by weekly values from before it and since."""
    issue = make.changed(service, days=days)
    values = [*before, *after]
    last = make.today() - timedelta(days) + timedelta(7 * (len(after) - 1))
    issue.measure = make.measured(service, *values, last=last, **about)
    issue.save(update_fields=["measure"])
    return issue


def sentences(issue):
    """Return what pages say of an issue's change; [] where there is no verdict."""
    verdict = verdicts.of(issue)
    return verdict_said.said(verdict, str(issue.measure)) if verdict else []


@pytest.mark.parametrize(
    ("before", "after", "direction", "outcome", "said"),
    [
        (STEADY, LOWER, "decrease", Outcome.IMPROVEMENT, "Improvement: “Calls” has been better"),
        (STEADY, LOWER, "increase", Outcome.WORSENING, "Worsening: “Calls” has been worse"),
        (STEADY, LOWER, "neutral", Outcome.CHANGE, "“Calls” has changed since then"),
        (STEADY, STEADY[:7], "decrease", Outcome.NO_CHANGE, "No change seen in “Calls”"),
        (STEADY, [*[60] * 4, *[20] * 4], "decrease", Outcome.MIXED, "Mixed: since then “Calls”"),
        (STEADY[1:], LOWER, "decrease", Outcome.TOO_FEW, "“Calls” lacks 1 value from before"),
        (STEADY[3:], LOWER, "decrease", Outcome.TOO_FEW, "“Calls” lacks 3 values from before"),
        (STEADY, LOWER[:6], "decrease", Outcome.TOO_FEW, "“Calls” needs 1 more value after"),
        (STEADY, LOWER[:2], "decrease", Outcome.TOO_FEW, "“Calls” needs 5 more values after"),
        ([40] * 13, LOWER, "decrease", Outcome.TOO_FEW, "from before the change is the same"),
    ],
)
def test_a_verdict_is_said_in_a_sentence_always_with_its_caution(
    service, before, after, direction, outcome, said
):
    issue = judged(service, before, after, direction=direction)
    assert verdicts.of(issue).outcome == outcome
    lines = sentences(issue)
    assert said in lines[0]
    assert lines[-1] == CAUTION


def test_what_was_unsteady_before_is_said(service):
    lines = sentences(judged(service, [*[20] * 8, *STEADY], LOWER))
    assert lines[1] == "It was already unsteady before the change."


def test_without_a_day_a_measure_or_a_value_there_is_none(service):
    planned = make.planned(service)
    planned.measure = make.measured(service, *STEADY)
    assert verdicts.of(planned) is None
    assert verdicts.of(make.changed(service)) is None
    empty = make.changed(service)
    empty.measure = make.measured(service, name="Falls")
    assert sentences(empty) == []


def test_a_value_of_the_very_day_counts_as_after_the_change(service):
    found = verdicts.of(judged(service, STEADY, LOWER))
    assert (found.before, found.after) == (13, 7)


def test_it_follows_the_day_of_the_change(service):
    issue = judged(service, STEADY, LOWER)
    issue.made_on += timedelta(7)
    assert verdicts.of(issue).after == 6


def test_of_a_proportion_the_share_is_judged_and_not_the_count(service):
    issue = judged(service, STEADY, STEADY[:7], chart="proportion")
    day = issue.made_on
    Value.objects.filter(measure=issue.measure, on__lt=day).update(denominator=50)
    Value.objects.filter(measure=issue.measure, on__gte=day).update(denominator=100)
    found = verdicts.of(issue)
    assert found.outcome == Outcome.IMPROVEMENT
    assert found.lines.mean == pytest.approx(0)  # deviations from the share before


def test_of_what_is_rare_the_time_between_is_judged(service):
    issue = make.changed(service, days=200)
    issue.measure = make.measured(service, chart="rare", direction="decrease")
    day, gaps = issue.made_on - timedelta(100), [7, 9, 6, 8, 7, 9, 6, 8, 7, 9, 6, 8, 7]
    days = [day]
    for gap in [*gaps, *[25] * 8]:
        days.append(days[-1] + timedelta(gap))
    rows = [Value(measure=issue.measure, on=one, value=1) for one in days]
    Value.objects.bulk_create(rows)
    issue.made_on = days[13] + timedelta(1)
    found = verdicts.of(issue)
    assert found.outcome == Outcome.IMPROVEMENT
    assert (found.before, found.after) == (13, 7)  # one time began before the change, ended after


def test_limits_come_from_the_values_since_the_last_rebase(service):
    issue = judged(service, [*[80] * 9, *STEADY], LOWER)
    since = issue.made_on - timedelta(7 * 13)
    Rebase.objects.create(
        measure=issue.measure, since=since, reason="New phones.", made_on=make.today()
    )
    assert verdicts.of(issue).before == 13


def test_nothing_of_a_verdict_is_stored():
    names = {field.name for field in Issue._meta.get_fields()}
    assert not {name for name in names if "verdict" in name or "outcome" in name}
