"""The language of a page: what a person chose, else what their browser asks for."""

import pytest
from django.utils import translation

from everyseat.organisations import outbox
from everyseat.organisations.models import Email
from everyseat.organisations.roles import ROLES
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
WELSH = {"HTTP_ACCEPT_LANGUAGE": "cy,en;q=0.5"}


@pytest.fixture(autouse=True)
def organisation():
    make.person("Alex", "administrator")


def test_a_page_is_in_the_language_that_the_browser_asks_for(client):
    assert b'<html lang="cy">' in client.get("/", **WELSH).content
    assert b'<html lang="en-gb">' in client.get("/", HTTP_ACCEPT_LANGUAGE="fr").content


def test_every_page_offers_the_other_language_by_its_own_name(client):
    for address in ("/", "/tell/", "/receipt/"):
        page = client.get(address).content.decode()
        assert f"/language/cy/?back={address}" in page
        assert "Cymraeg" in page
        assert "/language/en-gb/" not in page


def test_a_chosen_language_is_kept_and_leads_back_to_the_page(client):
    answer = client.get("/language/cy/?back=/receipt/")
    assert answer["Location"] == "/receipt/"
    assert client.cookies["language"].value == "cy"
    assert client.cookies["language"]["httponly"]
    assert b'<html lang="cy">' in client.get("/receipt/").content
    client.get("/language/en-gb/")
    assert b'<html lang="en-gb">' in client.get("/receipt/", **WELSH).content


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "receipt", ""])
def test_the_way_back_stays_on_the_site(client, back):
    assert client.get("/language/cy/", {"back": back})["Location"] == "/"


def test_there_is_no_page_for_a_language_that_is_not_offered(client):
    answer = client.get("/language/fr/")
    assert answer.status_code == 404
    assert "language" not in answer.cookies


def test_a_givers_page_sets_no_cookie_for_a_language(client):
    answer = client.get("/receipt/", **WELSH)
    assert not answer.cookies


def test_an_email_is_in_the_language_of_the_site_whoever_causes_it(settings):
    ada = make.person("Ada")
    settings.LANGUAGE_CODE = "cy"
    with translation.override("en-gb"):
        outbox.write(ada, "role", role=ROLES["guardian"], organisation=ada.organisation)
        assert translation.get_language() == "en-gb"
    written = Email.objects.get()
    with translation.override("cy"):
        outbox.write(ada, "role", role=ROLES["guardian"], organisation=ada.organisation)
    assert Email.objects.exclude(pk=written.pk).get().text == written.text
