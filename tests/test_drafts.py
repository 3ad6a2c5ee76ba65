"""Drafts of long forms: whose they are, when they are deleted, and that no long form lacks one."""

import re
from html import unescape

import pytest
from django.test import Client

from everyseat.giving import drafts
from everyseat.moments.models import Moment
from everyseat.threesixty.tests import make
from tests import long_forms
from tests.test_unsent import FORM, HERE, PAGE, SENTENCE

pytestmark = pytest.mark.django_db
ATTRIBUTE = (
    '(?:value="(?P<name>[^"]+)" data-draft-of="(?P<owner>[^"]+)" data-draft-key="(?P<key>[^"]+)")'
)


@pytest.fixture
def ada(client):
    person = make.person("Ada")
    client.force_login(person)
    return person


def mark(client, page=PAGE) -> dict:
    found = re.search(ATTRIBUTE, " ".join(client.get(page).text.split()))
    return found.groupdict()


def saved(client) -> list[str]:
    found = re.search(r'name="saved-drafts" content="([^"]*)"', client.get("/").text)
    return found[1].split() if found else []


def test_a_forms_draft_is_of_one_person_and_one_form(client, ada):
    mine = mark(client)
    assert mark(client) == mine
    other = Client()
    other.force_login(make.person("Bea"))
    theirs = mark(other)
    assert all(mine[part] != theirs[part] for part in mine)
    assert str(ada.pk) not in str(mine)
    assert drafts.name(ada.pk, "a") != drafts.name(ada.pk, "b")


def test_a_visitors_page_has_neither_a_key_nor_a_draft(client, ada):
    assert "data-draft" in client.get(PAGE).text
    for page in ("/", "/speak-up/", "/tell/", "/accounts/login/code/"):
        assert "data-draft-of" not in Client().get(page).text


def test_the_next_page_says_once_that_a_form_was_saved(client, ada):
    sent = FORM | {"draft": mark(client)["name"] + ".1-2"}
    assert client.post(PAGE, sent).status_code == 302
    assert saved(client) == [sent["draft"]]
    assert saved(client) == []


def test_a_form_that_was_not_taken_is_not_said_to_be_saved(client, ada):
    sent = FORM | {"draft": mark(client)["name"]}
    assert client.post(PAGE, sent | {"what": ""}).status_code == 200
    assert saved(client) == []
    client.logout()
    assert client.post(PAGE, sent, headers=HERE).status_code == 401
    client.force_login(ada)
    assert saved(client) == []


def test_what_comes_before_a_page_and_leads_elsewhere_has_saved_nothing(client, settings, ada):
    settings.SECOND_FACTOR = True
    admin = make.person("Adi", "administrator")
    client.force_login(admin)
    answer = client.post(PAGE, FORM | {"draft": drafts.name(admin.pk, PAGE)})
    assert answer["Location"] == "/accounts/2fa/"
    assert drafts.SESSION not in client.session


@pytest.mark.parametrize("given", ["<b>", "x" * 22 + ".a b", "", "x" * 23])
def test_only_the_name_of_a_form_is_repeated(client, ada, given):
    client.post(PAGE, FORM | {"draft": given})
    assert Moment.objects.count() == 1
    assert saved(client) == []


def test_a_form_that_is_refused_by_a_message_keeps_its_words(client, ada):
    client.post(PAGE, FORM)
    moment = Moment.objects.get()
    page = f"/moments/{moment.pk}/reply/"
    answer = client.post(page, {"heard": SENTENCE, "draft": drafts.name(ada.pk, page)})
    assert answer.status_code == 409
    assert "You can reply once this has closed." in answer.text
    assert SENTENCE in unescape(answer.text)
    assert saved(client) == []


def test_a_form_whose_subject_is_gone_keeps_its_words(client, ada):
    sent = {"heard": SENTENCE, "draft": drafts.name(ada.pk, "x")}
    answer = client.post("/moments/00000000-0000-0000-0000-000000000001/reply/", sent)
    assert answer.status_code == 404
    assert SENTENCE in unescape(answer.text)


def test_a_form_without_words_is_answered_as_ever(client, ada):
    answer = client.post("/moments/00000000-0000-0000-0000-000000000001/reply/", {"heard": "x y"})
    assert answer.status_code == 404
    assert "Your words" not in answer.text


def test_a_long_form_without_a_draft_is_found():
    """Every page that any test opens is looked at: see `conftest.py`."""
    frame = '<form method="post" data-signs-out="x"></form>'
    form = '<form method="post" {}>{}<textarea name="t"></textarea></form>'
    kept = '<input name="draft" data-draft-of="x">'
    assert long_forms.without_draft(frame + form.format("", "")) == ['<form method="post" >']
    assert long_forms.without_draft(frame + form.format("", kept)) == []
    assert long_forms.without_draft(frame + form.format("data-tell", "")) == []
    assert long_forms.without_draft(form.format("", "")) == []
