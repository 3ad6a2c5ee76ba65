"""A form that arrives too late: after its session has ended, or with a token that is not valid."""

import re
import time
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from everyseat.giving.typed import TOKEN
from everyseat.moments.models import Moment
from everyseat.organisations.models import Email
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
PAGE = "/moments/new/"
SENTENCE = "That everybody dares to say no."
FORM = {
    "what": "Board",
    "held_on": "2026-11-24",
    "meant": ["heard"],
    "sentence": SENTENCE,
    "days": "0",
}
HERE = {"Sec-Fetch-Site": "same-origin", "Referer": f"http://testserver{PAGE}?from=home"}


@pytest.fixture
def ada():
    return make.person("Ada")


@pytest.fixture
def browser(client):
    """Return a browser whose forms are checked."""
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/code/")
    return client


def token(page) -> str:
    return re.search(rf'name="{TOKEN}" value="([^"]+)"', page.text)[1]


def fields(page) -> dict:
    """Return what the page's form would send."""
    form = page.text[page.text.index("<form") :]
    hidden = re.findall(r'<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form)
    words = re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', form)
    return {name: unescape(value) for name, value in hidden + words} | {TOKEN: token(page)}


def end_session(client):
    Session.objects.all().delete()


def idle(client):
    session = client.session
    session["seen"] = int(time.time()) - 3 * 3600
    session.save()


def nothing_is_stored(client) -> bool:
    sessions = str([session.get_decoded() for session in Session.objects.all()])
    return SENTENCE not in sessions + str(client.cookies) and not Moment.objects.exists()


@pytest.mark.parametrize("end", [end_session, idle])
def test_words_that_arrive_signed_out_are_shown_and_sent_again_after_signing_in(browser, ada, end):
    browser.force_login(ada)
    sent = FORM | {TOKEN: token(browser.get(PAGE))}
    end(browser)
    page = browser.post(PAGE, sent, headers=HERE)
    assert page.status_code == 401
    assert "Nothing is saved yet" in page.text
    assert (
        f'href="/accounts/login/code/?next={PAGE.replace("/", "%2F")}%3Ffrom%3Dhome"' in page.text
    )
    assert fields(page).keys() == sent.keys()
    assert nothing_is_stored(browser)
    browser.force_login(ada)
    assert browser.post(PAGE, fields(page), headers=HERE).status_code == 302
    assert Moment.objects.get().sentence == SENTENCE


def test_a_form_that_was_sent_again_is_checked_again(browser, ada):
    page = browser.post(PAGE, FORM, headers=HERE)
    browser.force_login(ada)
    refused = browser.post(PAGE, fields(page) | {TOKEN: "x" * 32}, headers=HERE)
    assert (refused.status_code, Moment.objects.count()) == (403, 0)


def test_a_refused_token_loses_no_word_and_the_next_press_saves_it(browser, ada):
    browser.force_login(ada)
    page = browser.post(PAGE, FORM | {TOKEN: "x" * 32}, headers=HERE)
    assert page.status_code == 403
    assert "Your words are still here" in page.text
    assert "Sign in" not in page.text
    assert nothing_is_stored(browser)
    assert browser.post(PAGE, fields(page), headers=HERE).status_code == 302
    assert Moment.objects.get().sentence == SENTENCE


def test_what_is_kept_and_not_shown_is_said_to_be_kept(browser, ada):
    said = "The rest of the form, such as what you ticked, is kept too"
    assert said in " ".join(browser.post(PAGE, FORM, headers=HERE).text.split())
    words = {"sentence": SENTENCE, "draft": "a" * 22, "seen": "1"}
    assert said not in " ".join(browser.post(PAGE, words, headers=HERE).text.split())


def test_a_second_press_says_why_it_is_needed(browser, ada):
    first = " ".join(browser.post(PAGE, FORM, headers=HERE).text.split())
    assert "We may ask you again then, to be sure that it is you." in first
    browser.force_login(ada)
    second = " ".join(browser.post(PAGE, FORM | {TOKEN: "x" * 32}, headers=HERE).text.split())
    assert "To be sure that it is you who sends it, we ask again: press" in second
    assert "too old" not in second


@pytest.mark.parametrize("is_in", [True, False])
@pytest.mark.parametrize(
    "from_where",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_another_sites_form_is_never_shown_filled_in(browser, ada, from_where, is_in):
    if is_in:
        browser.force_login(ada)
    page = browser.post(PAGE, FORM, headers=from_where)
    assert page.status_code in (302, 403)
    assert SENTENCE not in page.text
    assert not Moment.objects.exists()


def test_an_older_browser_is_believed_by_the_origin_that_it_names(browser, ada):
    page = browser.post(PAGE, FORM, headers={"Origin": "http://testserver"})
    assert page.status_code == 401
    assert SENTENCE in page.text


def test_a_button_pressed_signed_out_leads_to_sign_in_and_back_to_its_page(client, ada):
    address = reverse("account")
    headers = HERE | {"Referer": f"http://testserver{address}"}
    answer = client.post("/account/sign-out-everywhere/", headers=headers)
    assert answer["Location"] == f"/accounts/login/code/?next={address}"
    assert "You were signed out, so nothing was changed" in client.get(answer["Location"]).text


def test_nobody_is_led_to_another_site_after_signing_in(client, ada):
    headers = HERE | {"Referer": "https://evil.example/moments/"}
    answer = client.post("/account/sign-out-everywhere/", headers=headers)
    assert answer["Location"] == "/accounts/login/code/?next=/account/sign-out-everywhere/"


def test_a_button_with_an_old_token_changes_nothing_and_says_so(browser, ada):
    browser.force_login(ada)
    page = browser.post("/account/sign-out-everywhere/", {TOKEN: "x" * 32}, headers=HERE)
    assert page.status_code == 403
    assert "Nothing was changed" in page.text
    assert f'href="{PAGE}?from=home"' in page.text
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize("is_in", [True, False])
def test_a_script_is_told_in_a_sentence(browser, ada, is_in):
    if is_in:
        browser.force_login(ada)
    answer = browser.post(PAGE, FORM, headers=HERE | {"Accept": "*/*"})
    assert answer.status_code == (403 if is_in else 401)
    assert "nothing was saved" in answer.json()["problem"]


def test_whoever_signs_in_again_is_where_they_were(client, ada):
    client.force_login(ada)
    client.get("/account/")
    idle(client)
    to_sign_in = client.get("/moments/?page=2")["Location"]
    asked = client.get(to_sign_in)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', asked.text))
    sent = client.post("/accounts/login/code/", hidden | {"email": ada.email})
    code = re.search(r"^\s*([A-Z0-9]+-?[A-Z0-9]+)\s*$", Email.objects.last().text, re.M)[1]
    arrived = client.post(sent["Location"], {"code": code})
    assert arrived["Location"] == "/moments/?page=2"


def test_a_file_that_was_chosen_is_said_to_be_lost(client, ada, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,email\n")
    with table.open() as file:
        page = client.post(
            "/questionnaires/import/", {"name": "Our own one", "file": file}, headers=HERE
        )
    assert page.status_code == 401
    assert "choose it again" in " ".join(page.text.split())
