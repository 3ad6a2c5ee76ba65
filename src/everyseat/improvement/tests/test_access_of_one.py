"""Pages of one service open for people who look after it alone."""

import pytest
from django.urls import reverse

from everyseat.improvement.tests import make
from everyseat.improvement.tests.access import OF_ONE

pytestmark = pytest.mark.django_db
MORE: dict[str, list[object]] = {}


def address(name, service):
    return reverse(name, args=[service.pk, *MORE.get(name, [])])


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
