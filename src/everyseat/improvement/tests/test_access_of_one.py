"""Pages of one service open for people who look after it alone."""

import pytest
from django.urls import reverse

from everyseat.improvement.actions import charting
from everyseat.improvement.models import Target, Value
from everyseat.improvement.tests import make
from everyseat.improvement.tests.access import OF_ONE

pytestmark = pytest.mark.django_db
OF_ALL = ("service_measures", "measure_new")
MORE: dict[str, list[object]] = {
    name: [1] for name in OF_ONE if name.startswith("measure") and name not in OF_ALL
}
MORE |= {"measure_file": [1, "chart.csv"], "measure_unmark": [1, "target"]}
KEYS = {"measure_unmark": Target, "measure_value": Value}
"""Pages of one row, by its key."""


def address(name, service):
    keys = [KEYS[name].objects.get(measure__service=service).pk] if name in KEYS else []
    return reverse(name, args=[service.pk, *MORE.get(name, []), *keys])


def with_everything(service):
    """Give a service one of each thing that has a page."""
    charting.aim(measure=make.measure(service, 3), since=make.month(0), value=2)
from everyseat.improvement.tests import make, make_collecting
from everyseat.improvement.tests.access import OF_ONE

pytestmark = pytest.mark.django_db
MORE = {"service_reply": "reply", "service_reply_decline": "reply"}
"""What an address names besides the service."""


def address(name, service):
    more = {"reply": lambda: make_collecting.wanted(service).pk}
    return reverse(name, args=[service.pk, *([more[MORE[name]]()] if name in MORE else [])])


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_page_of_a_service_opens_for_people_who_look_after_it(client, service, name, sam, lena):
    with_everything(service)
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
    with_everything(other)
    make.service("Podiatry", lead=(lead := make.person("Lead")))
    client.force_login(lead)
    assert client.get(address(name, other)).status_code == 403
