"""The audit log's page says in a sentence what was done, and finds what somebody looks for."""

import re
from html import unescape

import pytest
from django.urls import get_resolver
from django.utils import translation

from everyseat.giving.access import Door, door
from everyseat.organisations import actions, audit_log, audited
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.site import audit_page
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return actions.set_up(organisation="Trust", name="Maya Shah", email="maya@trust.example")


@pytest.fixture
def lee(maya):
    return Person.objects.create(name="Lee", email="lee@trust.example", organisation=host())


def sentences(client, query: str = "") -> list[str]:
    """Return the page's sentences, without what reading it adds."""
    page = client.get(f"/audit-log/{query}").content.decode()
    cells = re.findall(r'<th[^>]*scope="row">(.*?)</th>', page, re.DOTALL)
    texts = [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]
    texts = [text.removeprefix("What was done ").replace(" .", ".") for text in texts]
    return [text for text in texts if "read the audit log" not in text]


def test_a_role_that_was_given_and_taken_is_said_with_who_and_whom(client, maya, lee):
    client.force_login(maya)
    values = {"name": "Lee", "email": lee.email, "organisation": host().pk, "is_active": "on"}
    client.post(f"/people/{lee.pk}/", values | {"roles": ["guardian"]})
    assert sentences(client) == ["Maya Shah gave Lee the role Guardian."]
    assert f'href="/people/{lee.pk}/"' in client.get("/audit-log/").content.decode()
    actions.save_person(person=lee, values={"is_active": False}, roles=set(), by=maya)
    assert sentences(client)[:2] == [
        "Maya Shah stopped Lee from signing in.",
        "Maya Shah took the role Guardian from Lee.",
    ]


def test_details_that_changed_beside_a_role_are_said(client, maya, lee):
    client.force_login(maya)
    values = {"name": "Lee Ash", "email": lee.email, "organisation": host().pk, "is_active": "on"}
    client.post(f"/people/{lee.pk}/", values | {"roles": ["coach"]})
    assert sentences(client)[0] == "Maya Shah saved the details of Lee Ash."


def test_a_question_that_was_only_looked_at_leaves_no_trace(client, maya, lee):
    actions.set_roles(person=lee, roles={"coach"})
    client.force_login(maya)
    values = {"name": "Lee", "email": lee.email, "organisation": host().pk, "is_active": "on"}
    asked = client.post(f"/people/{lee.pk}/", values | {"roles": []})
    assert "Nothing has changed yet." in asked.content.decode()
    assert sentences(client) == []


def test_how_many_people_were_imported_is_said(client, maya):
    audit_log.record(maya, "people_import_save", "", 302)
    audit_log.record(maya, "people_import_save", "26 4", 302)
    client.force_login(maya)
    assert sentences(client) == [
        "Maya Shah imported people from a file: 26 added, 4 changed.",
        "Maya Shah imported people from a file: how many was not kept.",
    ]


def test_nothing_is_said_of_rights_where_none_has_changed(client, maya, lee):
    actions.save_person(person=lee, values={"name": "Lee Ash"}, roles=set(), by=maya)
    assert audit_log.last() is None


def test_a_report_is_named_by_its_leader_and_round(client, maya):
    review = make.collecting({"peer": 5})
    audit_log.record(maya, "report", str(review.pk), 200)
    client.force_login(maya)
    text = f"Maya Shah opened the report of {review.recipient.name} ({review.round.name})."
    assert sentences(client) == [text]
    assert sentences(client, f"?person={review.recipient.email}") == [text]


def test_what_was_deleted_or_is_not_known_is_said_to_be_so(client, maya):
    audit_log.record(maya, "report", "6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a", 200)
    audit_log.record(maya, "round", "no number", 200)
    audit_log.record(maya, "cycle_launch", "7", 302)
    audit_log.record(maya, "page_of_once", "7", 302)
    client.force_login(maya)
    assert sentences(client) == [
        "Maya Shah used the page “page_of_once” (7).",
        "Maya Shah launched the round (deleted since).",
        "Maya Shah added leaders to the round (deleted since).",
        "Maya Shah opened the report of (deleted since) ((deleted since)).",
    ]


def test_what_was_refused_or_changed_nothing_is_not_said_as_done(client, maya, lee):
    client.force_login(maya)
    client.post("/people/new/", {"name": ""})
    client.post("/people/import/save/", {"checked": "forged"})
    client.get("/reviews/6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a/report/")
    said = sentences(client)
    assert said[0].startswith("Tried, but refused: Maya Shah opened the report of")
    assert "Tried, but nothing was changed: Maya Shah added a person." in said


def test_a_name_is_text_and_never_markup(client, maya, lee):
    Person.objects.filter(pk=lee.pk).update(name="<b>Lee</b> 100%s")
    audit_log.record(maya, "person", str(lee.pk), 302)
    client.force_login(maya)
    page = client.get("/audit-log/").content.decode()
    assert "&lt;b&gt;Lee&lt;/b&gt; 100%s" in page
    assert "<b>Lee" not in page


def test_entries_are_found_by_person_kind_and_day(client, maya, lee):
    actions.set_roles(person=lee, roles={"organiser"})
    audit_log.record(lee, "people_import_save", "", 302)
    audit_log.record(maya, "person", str(lee.pk), 302)
    audit_log.record(maya, "gave_role", f"{lee.pk} organiser", 200)
    audit_log.record(maya, "emails", "", 302)
    client.force_login(maya)
    assert len(sentences(client)) == 4
    assert len(sentences(client, "?person=Lee")) == 3
    assert sentences(client, "?kind=site") == [
        "Maya Shah sent failed e-mails again, or deleted them."
    ]
    assert sentences(client, "?until=2020-01-01") == []
    assert len(sentences(client, "?since=2020-01-01&person=lee@trust.example")) == 3
    assert "No entry is like this." in client.get("/audit-log/?until=2020-01-01").content.decode()


def test_a_search_that_can_not_be_read_says_so_and_shows_everything(client, maya):
    audit_log.record(maya, "emails", "", 302)
    client.force_login(maya)
    assert "Nobody here is called" in client.get("/audit-log/?person=Nobody").content.decode()
    assert len(sentences(client, "?since=yesterday")) == 1


def test_the_log_has_pages_that_keep_the_search(client, maya):
    for _n in range(audit_page.ON_A_PAGE + 1):
        audit_log.record(maya, "emails", "", 302)
    client.force_login(maya)
    page = client.get("/audit-log/?kind=site").content.decode()
    assert "kind=site&amp;page=2" in page
    assert len(sentences(client, "?kind=site&page=2")) >= 1


def test_the_number_of_queries_does_not_grow_with_the_entries(
    client, maya, lee, django_assert_max_num_queries
):
    for _n in range(40):
        audit_log.record(maya, "person", str(lee.pk), 302)
    client.force_login(maya)
    with django_assert_max_num_queries(30):
        client.get("/audit-log/")


NOT_BY_THE_TRACE = (Door.GIVER, Door.DIRECTORY, Door.OWN_NAME, Door.ANYBODY)


def _recorded() -> set[str]:
    """Return the names of all pages that may stand in the log."""
    names, waiting = set(), list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        if hasattr(pattern, "url_patterns"):
            waiting += pattern.url_patterns
        elif door(pattern.callback) not in NOT_BY_THE_TRACE:
            names.add(pattern.name)
    return names


NOT_USED = ("account_", "mfa_", "socialaccount_", "openid", "saml", "first_run", "organisation_css")
"""Of signing in, only what the log may hold is said: see `organisations.audited`."""


def test_every_page_that_may_stand_in_the_log_has_its_sentence():
    names = {n for n in _recorded() if n and not n.startswith(NOT_USED)}
    assert names - {"find_people"} - audit_page.deeds().keys() == set()


@pytest.mark.parametrize(("name", "deed"), audit_page.deeds().items())
def test_every_sentence_begins_with_who_and_is_of_a_kind_one_can_choose(name, deed):
    assert str(deed.text).startswith("%(who)s ")
    assert deed.kind in audited.KINDS
    assert ("%(whom)s" in str(deed.text)) == bool(deed.subject)


def test_a_sentence_is_made_in_the_language_of_its_reader(client, maya, lee):
    audit_log.record(maya, "audit_log", "", 200)
    with translation.override("cy"):
        assert audit_page._rows([audit_log.last()])[0].sentence
