"""Who may open what: every page × every role. Each part has a table of its own pages."""

from contextlib import suppress
from importlib import import_module

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import NoReverseMatch, get_resolver, reverse

from everyseat.organisations.tests.access import OPEN, SIGNED_IN
from everyseat.site.parts import PARTS
from everyseat.threesixty.tests import access, make
from tests.browser import pages as browser

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

OURS = dict.fromkeys(["home", "safety", "methods", "accessibility", "privacy", "cookies"], OPEN)
OURS |= {"first_day": {"administrator", "organiser"}, "favicon": OPEN}
OURS |= {"audit_log": {"administrator"}}
"""The site's own pages."""
IN_THE_DEMONSTRATION_ALONE = {"demonstration", "take_seat", "mailbox"}  # see tests/test_site.py
TABLES = [
    import_module(f"everyseat.{package}.tests.access") for package in ("organisations", *PARTS)
]
PAGES = OURS | {name: who for table in TABLES for name, who in table.PAGES.items()}
POSTS = {"put_away": {"administrator", "organiser"}, "test_mail": {"administrator"}}
POSTS |= {name: who for table in TABLES for name, who in table.POSTS.items()}
OTHERWISE_TESTED = {"first_run", "language"} | IN_THE_DEMONSTRATION_ALONE
OTHERWISE_TESTED |= {name for table in TABLES for name in table.OTHERWISE_TESTED}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory):
    """A review that its coach is reading, in the database until the last test of this file."""
    keys = override_settings(LETTERBOX_FOLDER=tmp_path_factory.mktemp("letterbox"))
    with django_db_blocker.unblock(), transaction.atomic():
        with keys:
            made = _scene()
        yield made
        transaction.set_rollback(True)


def _scene():
    coach = make.person("Coach", "coach")
    review = make.collecting({"peer": 5}, coach=coach)
    make.answer_all(review, [4, 3, 2], "You left early.")
    review.round.may_be_grouped = True  # as of a round with more leaders
    review.round.save(update_fields=["may_be_grouped"])
    make.close(review.round)
    seats = {
        "administrator": make.person("An administrator", "administrator"),
        "organiser": make.person("An organiser", "organiser"),
        "coach": coach,
        "other coach": make.person("Another coach", "coach"),
        "recipient": review.recipient,
        "manager": review.recipient.manager,
        "stranger": make.person("Stranger"),
        "guardian": make.person("A guardian", "guardian"),
        "board": make.person("A board member", "board"),
    }
    return review, seats


def address(name: str, review) -> str:
    return reverse(name, args=access.arguments(review).get(name, []))


def permitted(client, name: str, review, method: str) -> bool:
    answer = getattr(client, method)(address(name, review))
    assert answer.status_code in (200, 302, 403, 404), name
    to_sign_in = answer.status_code == 302 and "/accounts/" in answer["Location"]
    return answer.status_code < 400 and not to_sign_in


@pytest.mark.parametrize(
    ("name", "method"), [(n, "get") for n in PAGES] + [(n, "post") for n in POSTS]
)
def test_a_page_opens_for_those_and_no_others(scene, client, name, method):
    review, seats = scene
    allowed = (PAGES | POSTS)[name]
    client.logout()
    assert permitted(client, name, review, method) == (allowed == OPEN)
    opened = set()
    for seat, person in seats.items():
        client.force_login(person)
        if permitted(client, name, review, method):
            opened.add(seat)
    expected = set(seats) if allowed in (OPEN, SIGNED_IN) else allowed
    assert opened == expected


def test_every_page_of_ours_stands_in_the_table():
    names = set()
    for pattern in get_resolver().url_patterns:
        found = getattr(pattern, "url_patterns", [pattern])
        module = getattr(pattern, "urlconf_name", None)
        if str(pattern.pattern) == "accounts/":
            continue  # the sign-in library's pages: see tests/test_sign_in_pages.py
        if module is None or "everyseat" in getattr(module, "__name__", ""):
            names |= {p.name for p in found if p.name}
    assert names - OTHERWISE_TESTED == set(PAGES) | set(POSTS)


NO_PAGES = {
    "organisation_css",
    "guardian_list",
    "find_people",
    "favicon",
    "people_sample",
    "people_sample_workbook",
}
NO_PAGES |= {"guardian_closed"}
"""A style, and what a script reads."""


def test_every_page_is_looked_at_in_a_browser():
    """For accessibility and width; those of a review, a round or a questionnaire by one of each."""
    looked_at = {address for addresses in browser.PAGES.values() for address in addresses}
    wanted = set()
    for name in PAGES.keys() - NO_PAGES:
        with suppress(NoReverseMatch):
            wanted.add(reverse(name))
    assert len(wanted) > 25
    assert wanted - looked_at == set()


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_never_done_by_a_link(scene, client, name):
    review, seats = scene
    client.force_login(seats["organiser"])
    assert client.get(address(name, review)).status_code in (403, 404, 405)
