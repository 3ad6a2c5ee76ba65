"""Measures and their values: what may be changed, and what is refused."""

import pytest

from everyseat.files.values import Reading
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import charting
from everyseat.improvement.actions import measures as actions
from everyseat.improvement.models import Issue, Measure
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


def fields(measure, **changed):
    names = ("name", "definition", "kind", "direction", "feed", "theme", "chart", "unit")
    return {name: getattr(measure, name) for name in names} | changed


def test_measures_are_numbered_and_a_number_is_not_given_twice(service):
    first, second = make.measure(service), make.measure(service, name="Calls")
    assert (first.number, second.number) == (1, 2)
    actions.delete(measure=first)
    assert make.measure(service, name="Falls").number == 3


def test_a_measure_of_a_theme_needs_one_and_is_a_proportion(service):
    with pytest.raises(Invalid, match="Choose the theme"):
        make.measure(service, feed="theme")
    theme = service.framework.themes.first()
    assert make.measure(service, feed="theme", theme=theme).chart == "proportion"
    made = make.measure(service, name="Ratings", feed="rating", theme=theme)
    assert (made.chart, made.theme) == ("proportion", None)


def test_how_a_measure_is_counted_stays_once_it_has_values(service):
    measure = make.measure(service, 3)
    with pytest.raises(Invalid, match="counted this way"):
        actions.correct(measure=measure, values=fields(measure, chart="rare"))
    actions.correct(measure=measure, values=fields(measure, name="Days", direction="neutral"))
    measure.refresh_from_db()
    assert (measure.name, measure.direction, measure.chart) == ("Days", "neutral", "xmr")


def test_values_are_added_replaced_and_left(service):
    measure = make.measure(service, 3, 4)
    readings = [Reading(make.month(1), 9.0, None), Reading(make.month(2), 5.0, None)]
    actions.take(measure=measure, readings=readings)
    assert list(measure.values.values_list("value", flat=True)) == [3.0, 9.0, 5.0]


def test_a_note_survives_a_value_that_is_sent_again(service):
    measure = make.measure(service)
    actions.add_value(measure=measure, reading=Reading(make.month(0), 3.0, None), note="A strike")
    actions.take(measure=measure, readings=[Reading(make.month(0), 4.0, None)])
    assert [(one.value, one.note) for one in measure.values.all()] == [(4.0, "A strike")]


def test_one_value_replaces_no_other_unseen(service):
    measure = make.measure(service, 3, 4)
    with pytest.raises(Invalid, match="value of this day already"):
        actions.add_value(measure=measure, reading=Reading(make.month(0), 8.0, None), note="")
    with pytest.raises(Invalid, match="another value of this day"):
        actions.correct_value(
            value=measure.values.get(on=make.month(1)),
            reading=Reading(make.month(0), 8.0, None),
            note="",
        )
    assert list(measure.values.values_list("value", flat=True)) == [3.0, 4.0]


def test_nobody_types_what_is_counted_from_comments(service):
    measure = make.measure(service, feed="rating")
    with pytest.raises(NotNow, match="counted from comments"):
        actions.take(measure=measure, readings=[Reading(make.month(0), 3.0, 9)])


def test_a_measure_that_is_published_is_not_deleted(service):
    shown, judged = make.measure(service), make.measure(service, name="Calls")
    actions.show_to_everybody(measure=shown, is_public=True)
    Issue.objects.create(
        service=service, number=1, said="Nobody calls.", measure=judged, published_on=make.today()
    )
    for measure in (shown, judged):
        with pytest.raises(NotNow, match="so it stays"):
            actions.delete(measure=measure)
    assert Measure.objects.count() == 2


def test_new_limits_have_a_reason_a_name_and_a_day_that_has_come(service, lena):
    measure = make.measure(service, 3, 4)
    how = {"measure": measure, "reason": "A second nurse", "by": lena}
    charting.rebase(since=make.month(1), today=make.month(5), **how)
    with pytest.raises(Invalid, match="already"):
        charting.rebase(since=make.month(1), today=make.month(5), **how)
    made = measure.rebases.get()
    assert (made.reason, made.by, made.made_on) == ("A second nurse", lena, make.month(5))


def test_a_target_of_a_day_is_replaced_and_marks_are_removed(service):
    measure = make.measure(service, 3)
    for value in (2, 1):
        charting.aim(measure=measure, since=make.month(0), value=value)
    assert measure.targets.get().value == 1
    charting.remove(mark=measure.targets.get())
    assert not measure.targets.exists()
