"""What the chart of a measure says, and that it is the science's."""

from datetime import timedelta

import pytest

from everyseat.files.values import Reading
from everyseat.improvement.actions import charting, measures
from everyseat.improvement.models import Issue
from everyseat.improvement.present import charts
from everyseat.improvement.present.computed import computed
from everyseat.improvement.tests import make
from everyseat.organisations.months import same_day
from everyseat.science import spc

pytestmark = pytest.mark.django_db
USUAL = (10, 12, 11, 9, 10, 12, 9, 11, 10, 12, 11, 9, 10)


def test_nothing_is_drawn_without_a_value(service):
    shown = charts.of(make.measure(service))
    assert (shown.said, shown.wide) == (["There are no values yet."], "")


def test_a_chart_has_the_limits_of_the_science(service):
    measure = make.measure(service, *USUAL)
    found = computed(measure)
    expected = spc.xmr(USUAL, direction="decrease")
    assert found.chart.upper.tolist() == expected.upper.tolist()
    assert charts.of(measure).headline == "It goes up and down as usual. Nothing shows a change."


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ("decrease", "It has got better, by more than chance would explain."),
        ("increase", "It has got worse, by more than chance would explain."),
        ("neutral", "It has gone down, by more than chance would explain."),
    ],
)
def test_a_signal_is_said_by_what_is_better(service, direction, said):
    measure = make.measure(service, *USUAL, *[8, 9] * 4, direction=direction)
    headline = charts.of(measure).headline
    assert headline.startswith(said)
    assert "The last 8 values, since " in headline
    assert "are all below the mean" in headline


def test_a_signal_that_is_over_is_said_to_be(service):
    measure = make.measure(service, 30, *USUAL, *USUAL)
    headline = charts.of(measure).headline
    assert headline.startswith("It goes up and down as usual. Nothing shows a change.")
    assert "Values last stood out as worse on " in headline


def test_fewer_than_thirteen_values_make_a_run_chart_without_limits_or_icons(service):
    shown = charts.of(make.measure(service, *USUAL[:12]))
    assert shown.headline == "Nothing shows yet that this measure has changed."
    assert "There are 12 values. From 13 on" in shown.said[1]
    assert not shown.icons
    assert {line.limits for line in shown.table} == {"–"}


def test_equal_values_say_that_nothing_varies(service):
    shown = charts.of(make.measure(service, *[4] * 14))
    assert shown.headline == "Every value is the same, so there is no variation to judge by."


def test_a_proportion_is_judged_by_its_denominators(service):
    values = [(n, 100 + 10 * (n % 4)) for n in USUAL]
    measure = make.measure(service, *values, chart="proportion")
    found = computed(measure)
    expected = spc.p_prime([n for n, _ in values], [all_ for _, all_ in values])
    assert found.chart.upper.tolist() == expected.upper.tolist()
    assert charts.of(measure).table[-1].value == "8.3% (10 of 120)"


def test_a_target_is_judged_from_its_day_on(service):
    measure = make.measure(service, *USUAL)
    charting.aim(measure=measure, since=make.month(0), value=3)
    assert "will nearly always be missed" in charts.of(measure).said[1]
    charting.aim(measure=measure, since=make.month(5), value=30)
    assert "the target of 30 will nearly always be met" in charts.of(measure).said[1]
    assert len(charts.of(measure).icons) == 2
    assert charts.row(measure).target == "30"


def test_a_target_of_the_future_is_not_drawn_yet(service):
    measure = make.measure(service, *USUAL)
    charting.aim(measure=measure, since=make.month(80), value=3)
    assert charts.row(measure).target == ""


def test_a_proportion_has_its_target_in_per_cent(service):
    measure = make.measure(service, *[(n, 100) for n in USUAL], chart="proportion")
    charting.aim(measure=measure, since=make.month(0), value=12)
    assert computed(measure).target == pytest.approx(0.12)
    assert charts.row(measure).target == "12%"


def test_days_between_rare_events_are_counted_and_two_on_a_day_are_none_apart(service):
    values = [1, 2, *[1] * 12]
    measure = make.measure(service, *values, chart="rare", direction="decrease")
    found = computed(measure)
    assert found.chart.values.tolist()[:3] == [31.0, 0.0, 28.0]
    assert len(found.days) == 14
    assert charts.of(measure).table[0].value == "31 days"


def test_limits_are_made_again_from_the_day_that_somebody_says(service, lena):
    measure = make.measure(service, *USUAL, *[5, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 6, 5])
    how = {"reason": "Windows", "by": lena, "today": make.today()}
    charting.rebase(measure=measure, since=make.month(13), **how)
    shown = charts.of(measure)
    assert shown.headline == "It goes up and down as usual. Nothing shows a change."
    assert computed(measure).chart.stretch.tolist() == [0] * 13 + [1] * 13


def test_changes_made_for_issues_stand_on_the_chart_beside_what_was_typed(service):
    measure = make.measure(service, *USUAL)
    charting.annotate(measure=measure, on=make.month(2), text="A new telephone system")
    charting.annotate(measure=measure, on=make.month(90), text="Not yet")
    Issue.objects.create(
        service=service,
        number=1,
        said="Nobody says when.",
        what="A message the evening before",
        state="made",
        by=make.month(6),
        made_on=make.month(6),
        measure=measure,
    )
    words = [one.words for one in charts.of(measure).actions]
    assert words == ["A new telephone system", "A message the evening before"]


def test_what_a_drawing_shows_is_said_to_people_who_do_not_see_it(service):
    shown = charts.of(make.measure(service, *USUAL, name="Days <b>"))
    assert "Days &lt;b&gt;</title>" in shown.wide
    assert "Nothing shows a change.</desc>" in shown.wide
    assert "<b>" not in shown.wide


def test_ratings_of_months_that_are_over_are_counted(service):
    measure = make.measure(service, feed="rating", direction="increase")
    this, last = make.today().replace(day=1), same_day(make.today().replace(day=1), -1)
    make.comments(service, *(f"Kind {n}" for n in range(6)), on=last, rating=1)
    make.comments(service, "Late", "Cold", on=last, rating=5)
    make.comments(service, "Fine", on=this, rating=1)
    assert computed(measure).chart.values.tolist() == [0.75]
    assert charts.of(measure).table[0].value == "75% (6 of 8)"


def test_everybody_sees_no_month_of_few_ratings(service):
    measure = make.measure(service, feed="rating")
    last = same_day(make.today().replace(day=1), -1)
    make.comments(service, *"abcd", on=last, rating=1)
    assert computed(measure) is not None
    assert computed(measure, for_everybody=True) is None


def test_comments_about_a_theme_are_counted_of_those_that_were_coded(service, sam):
    theme = service.framework.themes.first()
    measure = make.measure(service, feed="theme", theme=theme)
    last = same_day(make.today().replace(day=1), -1)
    about, other, _uncoded = make.comments(service, "Late", "Cold", "Fine", on=last)
    make.coded(about, [theme.number], "concern", sam)
    make.coded(other, [], "neither", sam)
    assert charts.of(measure).table[0].value == "50% (1 of 2)"


def test_everybody_sees_only_the_changes_of_published_issues(service):
    measure = make.measure(service, *USUAL)
    issue = Issue.objects.create(
        service=service,
        number=1,
        said="Nobody says when.",
        what="A message",
        state="made",
        by=make.month(6),
        made_on=make.month(6),
        measure=measure,
    )
    assert not charts.of(measure, for_everybody=True).actions
    make.published(issue)
    assert len(charts.of(measure, for_everybody=True).actions) == 1


def test_one_value_after_new_limits_says_nothing_yet(service, lena):
    measure = make.measure(service, *USUAL, 5)
    how = {"reason": "Windows", "by": lena, "today": make.today()}
    charting.rebase(measure=measure, since=make.month(13), **how)
    assert charts.of(measure).headline.startswith("There is only one value since ")


def test_new_limits_say_what_the_mean_was_before(service, lena):
    measure = make.measure(service, *[10, 12] * 7, *[4, 6] * 7)
    how = {"reason": "Windows", "by": lena, "today": make.today()}
    charting.rebase(measure=measure, since=make.month(14), **how)
    assert "The mean is 5 since then, and was 11." in charts.of(measure).said[1]


def test_longer_between_is_better_where_less_of_something_rare_is(service):
    days = [make.month(0) + timedelta(n) for n in (*range(0, 84, 6), 150, 220, 300, 390, 480, 580)]
    measure = make.measure(service, chart="rare", direction="decrease")
    readings = [Reading(day, 1.0, None) for day in days]
    measures.take(measure=measure, readings=readings)
    assert "got better" in charts.of(measure).headline


def test_a_target_is_not_judged_while_a_measure_is_changing(service):
    measure = make.measure(service, *USUAL, *[8, 9] * 4)
    charting.aim(measure=measure, since=make.month(0), value=3)
    assert charts.of(measure).said[1].startswith("It is changing, so whether the target of 3")


def test_nearly_all_is_not_all(service):
    values = [(2499 - n % 2, 2500) for n in range(14)]
    measure = make.measure(service, *values, chart="proportion")
    assert charts.of(measure).table[-1].value == "over 99.9% (2499 of 2500)"
