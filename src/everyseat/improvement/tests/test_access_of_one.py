"""Pages of one service open for people who look after it alone."""

import pytest
from django.urls import reverse

from everyseat.improvement.actions import charting
from everyseat.improvement.tests import make, make_collecting
from everyseat.improvement.tests.access import (
    OF_A_CYCLE,
    OF_A_FRAMEWORK,
    OF_A_STEP,
    OF_AN_ISSUE,
    OF_ONE,
    OF_ONE_COMMENT,
    SENT,
)

pytestmark = pytest.mark.django_db
OF_ALL = ("service_measures", "measure_new", "capacity_new", "capacity_compare")
OF_A_ROW = {
    *("staff", "visit", "visit_up", "counts"),
    *("version", "begin", "approve", "withdraw"),
}
"""Pages of a row, or of a version, of a plan."""


def of_a_measure(service, name):
    """Return what the address of a page of one measure names besides the service."""
    measure = make.measure(service, 3)
    if name == "measure_unmark":
        charting.aim(measure=measure, since=make.month(0), value=2)
        return [1, "target", measure.targets.get().pk]
    if name == "measure_value":
        return [1, measure.values.get().pk]
    return [1, "chart.csv"] if name == "measure_file" else [1]


def of_an_issue(service, name):
    """Return what the address of a page of one issue names besides the service."""
    if name in OF_A_STEP:
        issue = make.postponed(service)
        return [issue.number, issue.steps.get(is_back=True).pk]
    if name == "issue_postpone":
        return [make.postponed(service).number]
    issue = make.issue(service)
    return [1, make.cycle(issue).number] if name in OF_A_CYCLE else [1]


def of_a_plan(service, name):
    """Return what the address of a page of one plan names besides the service."""
    make.plan(service)
    if name == "capacity_file":
        return [1, 1, "plan.toml"]
    if name == "capacity_table":
        return [1, "phone"]
    return [1, 1] if name.removeprefix("capacity_") in OF_A_ROW else [1]


def address(name, service):
    """Return the address of a page of a service, with one of what it shows."""
    more = []
    if name.startswith("measure") and name not in OF_ALL:
        more = of_a_measure(service, name)
    elif name in OF_AN_ISSUE | OF_A_CYCLE | OF_A_STEP:
        more = of_an_issue(service, name)
    elif name.startswith("capacity") and name not in OF_ALL:
        more = of_a_plan(service, name)
    elif name == "comments_theme":
        more = [1]
    elif name.startswith("service_reply"):
        more = [make_collecting.wanted(service).pk]
    return reverse(name, args=[service.pk, *more])


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_page_of_a_service_opens_for_people_who_look_after_it(client, service, name, sam, lena):
    page = address(name, service)
    assert "/accounts/" in client.get(page)["Location"]
    for role in ("administrator", "guardian", "board", "facilitator", "coach", "local-organiser"):
        client.force_login(make.person(role, role))
        assert client.get(page).status_code == 403, role
        assert client.post(page).status_code == 403, role
    for person in (sam, lena):
        client.force_login(person)
        assert client.get(page).status_code in (200, 302), person


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_lead_of_one_service_does_not_open_pages_of_another(client, sam, name):
    other = make.service("Dentists")
    make.service("Podiatry", lead=(lead := make.person("Lead")))
    client.force_login(lead)
    assert client.get(address(name, other)).status_code == 403


def of_a_comment(name, service, sam):
    """Return the address of a page about one comment, its batch, or its sample."""
    if name.startswith("sample"):
        made = service.samples.first() or make.sample(service, sam)
        return reverse(name, args=[service.pk, made.pk])
    comment = service.comments.first() or make.comments(service, "Kind")[0]
    key = comment.batch_id if name == "comments_batch_delete" else comment.pk
    return reverse(name, args=[service.pk, *([] if name == "comments_import_columns" else [key])])


@pytest.mark.parametrize("name", sorted(OF_ONE_COMMENT | SENT))
def test_a_page_of_a_comment_opens_for_people_who_look_after_its_service(
    client, service, name, sam, lena
):
    page = of_a_comment(name, service, sam)
    send = client.post if name in SENT else client.get
    assert send(page).status_code in (302, 405)
    for role in ("administrator", "guardian", "board", "facilitator", "coach", "local-organiser"):
        client.force_login(make.person(role, role))
        assert send(page).status_code == 403, role
    for person in (sam, lena):
        client.force_login(person)
        assert send(page).status_code in (200, 302), person
    if name in SENT:
        assert client.get(page).status_code == 405


@pytest.mark.parametrize("name", sorted(OF_A_FRAMEWORK))
def test_a_list_of_themes_opens_for_people_who_look_after_all_services(
    client, service, name, sam, lena
):
    keys = [service.framework_id, *([1] if name == "theme_edit" else [])]
    page = reverse(name, args=keys)
    client.force_login(lena)
    assert client.get(page).status_code == 403
    client.force_login(sam)
    assert client.get(page).status_code == 200
