"""Pages of one service open for people who look after it alone."""

import pytest
from django.urls import reverse

from everyseat.improvement.actions import charting
from everyseat.improvement.tests import make, make_collecting
from everyseat.improvement.tests.access import OF_ONE

pytestmark = pytest.mark.django_db
OF_ALL = ("service_measures", "measure_new")


def of_a_measure(service, name):
    """Return what the address of a page of one measure names besides the service."""
    measure = make.measure(service, 3)
    if name == "measure_unmark":
        charting.aim(measure=measure, since=make.month(0), value=2)
        return [1, "target", measure.targets.get().pk]
    if name == "measure_value":
        return [1, measure.values.get().pk]
    return [1, "chart.csv"] if name == "measure_file" else [1]


def address(name, service):
    """Return the address of a page of a service, with one of what it shows."""
    more = []
    if name.startswith("measure") and name not in OF_ALL:
        more = of_a_measure(service, name)
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
