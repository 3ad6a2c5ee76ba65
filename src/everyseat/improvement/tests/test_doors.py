"""The public page of a service: who may read it, and what is not there."""

import pytest
from django.urls import reverse

from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


def read(client, service):
    return client.get(reverse("service_page", args=[service.code]))


def test_anybody_reads_the_page_of_a_public_service_and_no_cookie_is_set(client, sam):
    response = read(client, make.public(about="We visit people at home."))
    assert "We visit people at home." in response.text
    assert not response.cookies


def test_nobody_reads_the_page_of_a_service_that_is_not_public(client, service, sam):
    client.force_login(sam)
    assert read(client, service).status_code == 404


def test_a_code_that_is_none_is_told_apart_from_nothing(client, sam):
    for code in ("aaaaaaaa", "x", "aaaa_aaa"):
        response = client.get(reverse("service_page", args=[code]))
        assert response.status_code == 404
        assert "There is no service here" in response.text
