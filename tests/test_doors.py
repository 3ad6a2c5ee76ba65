"""Every page says what the site may know of its visitors; one that does not, knows nothing."""

import re
import uuid
from importlib import import_module

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from everyseat.giving.access import Door, door
from everyseat.organisations import audit_log
from everyseat.site.parts import PARTS
from everyseat.threesixty.tests import make

GIVERS = {name for part in PARTS for name in import_module(f"everyseat.{part}.tests.access").GIVERS}
"""The pages of those who give."""
OPEN = {"organisation_css", "organisation_logo", "language", None}
OPEN |= {"demonstration", "take_seat", "mailbox"}
"""Other pages that look at nobody: colours and logos, the language, ways that lead on, and those of
the demonstration alone (test_demonstration.py)."""


def _views(patterns=None, prefix=""):
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name, prefix + str(pattern.pattern), pattern.callback


def _address(route):
    """Return an address that leads to a page, about things that are not there."""
    there = {"uuid": str(uuid.UUID(int=1)), "int": "1", "str": "x", "slug": "x", "path": "x"}
    filled = re.sub(r"<(\w+):\w+>", lambda found: there[found[1]], route)
    return "/" + re.sub(r"[\^$\\]|\(\?P<\w+>([^)]*)\)", "", filled)


def test_whoever_adds_a_page_says_who_may_know_what_of_its_visitors():
    silent = {name for name, _route, view in _views() if door(view) is Door.GIVER}
    assert silent == GIVERS | OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(GIVERS))
def test_a_givers_page_reads_no_session_and_records_nothing(client, settings, name):
    """Not even of an administrator without a second factor, whose session is old."""
    settings.SECOND_FACTOR = True
    person = make.person("Ada", "administrator")
    client.force_login(person)
    session = client.session
    session["began"] = session["seen"] = 1
    session.save()
    route = next(route for called, route, _view in _views() if called == name)
    for method in (client.get, client.post):
        page = method(_address(route))
        assert page.status_code in (200, 302, 400, 403, 404, 405), name
        assert page.get("Location", "") not in ("/accounts/2fa/", settings.LOGIN_URL)
        assert "session" not in page.cookies
    assert client.session["seen"] == 1
    assert audit_log.last() is None


def _of_directories():
    return sorted(name for name, _route, view in _views() if door(view) is Door.DIRECTORY)


@pytest.mark.django_db
def test_what_a_directory_asks_reads_no_session_and_opens_by_its_token_alone(client, settings):
    settings.SECOND_FACTOR = True
    client.force_login(make.person("Ada", "administrator"))
    routes = {name: route for name, route, _view in _views()}
    assert len(_of_directories()) > 5
    for name in _of_directories():
        for method in (client.get, client.post, client.put, client.patch, client.delete):
            page = method(_address(routes[name]))
            assert page.status_code == 401, name
            assert "session" not in page.cookies
    assert audit_log.last() is None


@pytest.mark.django_db
def test_telling_in_ones_own_name_is_not_recorded(client):
    client.force_login(make.person("Ada", "administrator"))
    client.post("/by-me/tell/", {})
    client.post("/by-me/ask-for-time/", {})
    assert audit_log.last() is None


@pytest.mark.django_db
def test_every_page_but_the_colour_stays_out_of_caches(client):
    """A page of a giver on a shared computer, a report: neither is to be found there afterwards."""
    client.force_login(make.person("Ada", "administrator"))
    for name, route, _view in _views():
        page = client.get(_address(route))
        is_colour = name == "organisation_css" and page.status_code == 200
        expected = "max-age=60" if is_colour else "no-store"
        assert expected in page["Cache-Control"], name
