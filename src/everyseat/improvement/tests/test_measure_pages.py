"""Pages on which measures are added, filled, charted and shown to everybody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from everyseat.improvement.actions import measures as actions
from everyseat.improvement.actions import services
from everyseat.improvement.models import Measure
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
NEW = {"name": "Calls", "kind": "outcome", "direction": "decrease", "feed": "typed", "chart": "xmr"}


@pytest.fixture
def lead(client, service, lena):
    client.force_login(lena)
    return client


def page(name, service, *more):
    return reverse(name, args=[service.pk, *more])


def values(measure):
    return list(measure.values.values_list("value", "denominator"))


def test_a_measure_is_added_and_its_page_asks_for_values(lead, service):
    response = lead.post(page("measure_new", service), NEW)
    assert response["Location"] == page("measure", service, 1)
    assert "There are no values yet." in lead.get(response["Location"]).text


def test_two_measures_of_a_service_do_not_have_one_name(lead, service):
    make.measure(service, name="calls")
    assert "Another measure has this name." in lead.post(page("measure_new", service), NEW).text


def test_a_theme_that_is_missing_is_said_beside_its_field(lead, service):
    response = lead.post(page("measure_new", service), NEW | {"feed": "theme"})
    assert "Choose the theme that is counted." in response.text
    assert not Measure.objects.exists()


def test_a_value_is_added_corrected_and_removed(lead, service):
    measure = make.measure(service, (3, 9), chart="proportion")
    add = page("measure_values", service, 1)
    response = lead.post(add, {"on": "2023-02-01", "value": "10", "out_of": "9"})
    assert "more than the number that it is out of" in response.text
    lead.post(add, {"on": "2023-02-01", "value": "4", "out_of": "9", "note": "Snow"})
    assert values(measure) == [(3.0, 9), (4.0, 9)]
    one = page("measure_value", service, 1, measure.values.last().pk)
    assert "Snow" in lead.get(one).text
    lead.post(one, {"on": "2023-03-01", "value": "5", "out_of": "9"})
    assert values(measure) == [(3.0, 9), (5.0, 9)]
    lead.post(one, {"remove": "yes"})
    assert values(measure) == [(3.0, 9)]


def test_a_year_that_is_a_slip_of_the_finger_is_refused(lead, service):
    measure = make.measure(service)
    response = lead.post(page("measure_values", service, 1), {"on": "0204-02-01", "value": "1"})
    assert "Check the year of this day." in response.text
    assert not values(measure)


def test_many_values_are_saved_after_a_check_that_says_what_changes(lead, service):
    measure = make.measure(service, 3, 4)
    where = page("measure_import", service, 1)
    sent = {"pasted": "2023-01-01\t3\n2023-02-01\t7\n2023-03-01\t8"}
    check = lead.post(where, sent)
    assert "1 new value is added." in check.text
    assert "1 Feb 2023: 4 becomes 7" in check.text.replace("Wed ", "").replace("February", "Feb")
    assert values(measure) == [(3.0, None), (4.0, None)]
    carried, seal = check.context["carried"], check.context["check"].seal
    lead.post(where, carried | {"seal": seal})
    assert values(measure) == [(3.0, None), (7.0, None), (8.0, None)]


def test_values_that_are_there_already_are_not_asked_about_again(lead, service):
    make.measure(service, 3)
    check = lead.post(page("measure_import", service, 1), {"pasted": "2023-01-01\t3"})
    assert "All of these values are there already." in check.text


def test_a_file_with_a_mistake_saves_nothing_and_names_the_line(lead, service):
    measure = make.measure(service)
    file = SimpleUploadedFile("calls.csv", b"week,calls\n2023-01-02,4\n2023-01-09,soon\n")
    response = lead.post(page("measure_import", service, 1), {"file": file})
    assert "Nothing was saved." in response.text
    assert "line 3: “soon” is no number" in response.text
    assert not values(measure)


def test_a_file_is_checked_and_then_saved(lead, service):
    measure = make.measure(service)
    file = SimpleUploadedFile("calls.csv", b"week,calls\n2023-01-02,4\n2023-01-09,1234.5\n")
    where = page("measure_import", service, 1)
    check = lead.post(where, {"file": file})
    lead.post(where, check.context["carried"] | {"seal": check.context["check"].seal})
    assert values(measure) == [(4.0, None), (1234.5, None)]


def test_who_made_new_limits_and_why_stands_beside_the_chart(lead, service):
    make.measure(service, 3, 4)
    sent = {"since": "2023-02-01", "reason": "A second nurse", "sure": "2023-02-01"}
    lead.post(page("measure_rebase", service, 1), sent)
    text = lead.get(page("measure", service, 1)).text
    assert "A second nurse" in text
    assert "Lena" in text


def test_new_limits_without_a_reason_are_refused(lead, service):
    measure = make.measure(service, 3, 4)
    lead.post(page("measure_rebase", service, 1), {"since": "2023-02-01", "reason": ""})
    assert not measure.rebases.exists()


def test_a_chart_leaves_as_a_drawing_and_as_its_table(lead, service):
    make.measure(service, *range(14), name="Calls")
    drawing = lead.get(page("measure_file", service, 1, "chart.svg"))
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")
    picture = lead.get(page("measure_file", service, 1, "chart.png"))
    assert picture.content.startswith(b"\x89PNG")
    table = lead.get(page("measure_file", service, 1, "chart.csv"))
    assert 'filename="calls.csv"' in table["Content-Disposition"]
    rows = table.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("date,value,numerator,denominator,mean,lpl,upl,target")
    assert len(rows) == 15
    assert lead.get(page("measure_file", service, 1, "chart.exe")).status_code == 404


def test_a_measure_without_values_has_no_files(lead, service):
    make.measure(service)
    assert lead.get(page("measure_file", service, 1, "chart.svg")).status_code == 404


def test_a_chart_is_shown_to_everybody_and_hidden_again(lead, service):
    measure = make.measure(service, 3)
    for said, becomes in (("yes", True), ("no", False)):
        lead.post(page("measure_public", service, 1), {"public": said})
        measure.refresh_from_db()
        assert measure.is_public is becomes


def test_opening_an_address_changes_nothing(lead, service):
    measure = make.measure(service, 3)
    lead.get(page("measure_public", service, 1), {"public": "yes"})
    measure.refresh_from_db()
    assert measure.is_public is False


def test_the_summary_has_a_line_for_each_measure_and_can_show_icons_only(lead, service):
    make.measure(service, *range(14), name="Calls")
    make.measure(service, name="Falls")
    text = lead.get(page("service_measures", service)).text
    assert "13, " in text
    assert "There are no values yet." in text
    icons = lead.get(page("service_measures", service), {"show": "icons"}).text
    assert "13, " not in icons
    assert "es-spc-icon" in icons


def test_everybody_sees_a_public_chart_and_no_other(client, service, sam):
    services.publish(service=service, today=make.today())
    shown, hidden = make.measure(service, 3), make.measure(service, 4, name="Falls")
    actions.show_to_everybody(measure=shown, is_public=True)
    text = client.get(reverse("service_page", args=[service.code])).text
    assert shown.name in text
    assert hidden.name not in text


def test_a_chart_of_a_theme_is_shown_to_nobody_else(lead, service):
    measure = make.measure(service, feed="theme", theme=service.framework.themes.first())
    response = lead.post(page("measure_public", service, 1), {"public": "yes"}, follow=True)
    assert "Few comments are about one theme in a month" in response.text
    measure.refresh_from_db()
    assert measure.is_public is False


def test_a_day_that_has_not_come_is_refused_everywhere_but_for_a_target(lead, service):
    measure = make.measure(service, 3)
    day = str(make.today() + timedelta(1))
    for name, sent in (
        ("measure_values", {"on": day, "value": "4"}),
        ("measure_event", {"on": day, "text": "A strike"}),
        ("measure_rebase", {"since": day, "reason": "A strike"}),
    ):
        assert "This day has not come yet." in lead.post(page(name, service, 1), sent).text
    response = lead.post(page("measure_import", service, 1), {"pasted": f"{day}\t4"})
    assert "Check the year of " in response.text
    assert measure.values.count() == 1
    lead.post(page("measure_target", service, 1), {"since": day, "value": "2"})
    assert measure.targets.exists()


def test_a_value_far_from_all_others_is_asked_about_once(lead, service):
    measure = make.measure(service, 3, 4, 3, 5, 4)
    sent = {"on": "2023-07-01", "value": "9999"}
    response = lead.post(page("measure_values", service, 1), sent)
    assert "This is far from all other values, which lie between 3" in response.text
    assert measure.values.count() == 5
    lead.post(page("measure_values", service, 1), sent | {"sure": response.context["doubt"]})
    assert measure.values.count() == 6


def test_being_sure_of_one_value_is_not_being_sure_of_another(lead, service):
    measure = make.measure(service, 3, 4, 3, 5, 4)
    sent = {"on": "2023-07-01", "value": "99999", "sure": "9999.0"}
    lead.post(page("measure_values", service, 1), sent)
    assert measure.values.count() == 5


def test_new_limits_from_few_values_are_asked_about_once(lead, service):
    measure = make.measure(service, *range(20))
    sent = {"since": "2024-06-01", "reason": "A second nurse"}
    response = lead.post(page("measure_rebase", service, 1), sent)
    assert "Only 3 values are from this day on, and limits need 13." in response.text
    assert not measure.rebases.exists()
    lead.post(page("measure_rebase", service, 1), sent | {"sure": response.context["doubt"]})
    assert measure.rebases.exists()


def test_one_picture_after_another_is_drawn(lead, service):
    make.measure(service, *range(14))
    for _ in range(3):
        assert lead.get(page("measure_file", service, 1, "chart.png")).status_code == 200


@pytest.mark.parametrize("pasted", ["2023-02-01\t1e308", "2023-02-01\t-1e300"])
def test_a_number_that_no_chart_can_hold_is_refused(lead, service, pasted):
    measure = make.measure(service, 3)
    response = lead.post(page("measure_import", service, 1), {"pasted": pasted})
    assert "is too large" in response.text
    lead.post(page("measure_values", service, 1), {"on": "2023-02-01", "value": "1e308"})
    assert measure.values.count() == 1


def test_a_day_has_no_more_rare_events_than_can_be_charted(lead, service):
    measure = make.measure(service, chart="rare")
    response = lead.post(page("measure_import", service, 1), {"pasted": "2023-02-01\t300000"})
    assert "no number of rare events, from 1 to 50" in response.text
    lead.post(page("measure_values", service, 1), {"on": "2023-02-01", "value": "300000"})
    assert not measure.values.exists()


def test_the_target_of_a_share_is_a_share(lead, service):
    measure = make.measure(service, (3, 9), chart="proportion")
    lead.post(page("measure_target", service, 1), {"since": "2023-02-01", "value": "850"})
    assert not measure.targets.exists()


def test_a_public_chart_that_becomes_one_of_a_theme_is_hidden(lead, service):
    measure = make.measure(service, feed="rating", name="Calls")
    actions.show_to_everybody(measure=measure, is_public=True)
    theme = service.framework.themes.first()
    lead.post(page("measure_edit", service, 1), NEW | {"feed": "theme", "theme": theme.pk})
    measure.refresh_from_db()
    assert (measure.feed, measure.is_public) == ("theme", False)


def test_a_name_that_everybody_would_read_at_once_is_asked_about(lead, service):
    measure = make.measure(service, 3)
    actions.show_to_everybody(measure=measure, is_public=True)
    sent = {"on": "2023-01-01", "text": "Sister Pugh left, ring 01752 123456"}
    response = lead.post(page("measure_event", service, 1), sent)
    assert "Everybody will read it, and it seems to hold" in response.text
    assert not measure.annotations.exists()
    lead.post(page("measure_event", service, 1), sent | {"checked": response.context["waits"].seal})
    assert measure.annotations.exists()


def test_what_only_those_who_look_after_it_read_is_not_asked_about(lead, service):
    measure = make.measure(service, 3)
    sent = {"on": "2023-01-01", "text": "Sister Pugh left, ring 01752 123456"}
    lead.post(page("measure_event", service, 1), sent)
    assert measure.annotations.exists()
