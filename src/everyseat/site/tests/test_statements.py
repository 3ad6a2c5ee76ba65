"""The statements that every page leads to, and what browsers ask for unasked."""

import pytest
from django.contrib.staticfiles import finders
from tests.markup import markup

from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
STATEMENTS = ["/accessibility/", "/privacy/", "/cookies/", "/who-sees-what/"]


@pytest.fixture(autouse=True)
def administrator():
    return make.person("Alex", "administrator")


@pytest.mark.parametrize("page", ["/", "/receipt/", "/accounts/login/code/", "/no-such-page/"])
def test_every_page_leads_to_the_statements(client, page):
    footer = markup(client.get(page)).split("<footer")[1]
    for statement in STATEMENTS:
        assert f'"{statement}"' in footer


@pytest.mark.parametrize("page", STATEMENTS)
def test_a_statement_sets_no_cookie(client, page):
    assert client.get(page).status_code == 200
    assert not client.cookies


def test_cookies_are_said_as_they_are_set(client, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_IDLE = 3600 * 7, 3600 * 3
    page = markup(client.get("/cookies/"))
    assert "at most 7 hours, and 3 hours without a click" in page
    assert "400 days" in page


def test_the_privacy_notice_says_how_long_and_whom_to_ask(client, administrator):
    organisation = administrator.organisation
    organisation.keep_answers, organisation.keep_reports = 13, 37
    organisation.save()
    page = markup(client.get("/privacy/"))
    assert "What you write about a service is kept for some months" in page
    assert "13 months after it closed" in page
    assert "kept for 37 months" in page
    assert "Alex" in page


def test_a_page_that_is_not_there_says_what_may_have_happened_and_leads_on(client):
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    for link in ("/", "/join/", "/receipt/"):
        assert f'href="{link}"' in markup(page)


def test_an_icon_is_there_for_browsers_that_ask_for_it(client):
    assert client.get("/favicon.ico")["Location"].endswith("/favicon.ico")
    assert finders.find("site/favicon.ico")
