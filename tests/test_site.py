"""The site as a whole: first run, headers, sign-in, background work, the demonstration."""

import pytest
from django.conf import settings as site

from everyseat.organisations import actions as organisations
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.site import first_run, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr("everyseat.site.first_run.settings.VAR", tmp_path)
    return tmp_path


def test_an_empty_site_shows_the_first_run_page_and_asks_for_its_code(client):
    assert client.get("/")["Location"] == "/first-run/"
    wrong = {"code": "x", "organisation": "T", "name": "A", "email": "a@t.example"}
    assert b"This is not the set-up code." in client.post("/first-run/", wrong).content
    assert client.post("/first-run/", wrong | {"code": first_run.code()}).status_code == 302
    assert Person.objects.get().may("manage roles")
    assert client.get("/first-run/")["Location"] == "/"


def test_the_set_up_code_is_deleted_once_it_was_used(client, var):
    data = {"code": first_run.code(), "organisation": "T", "name": "A", "email": "a@t.example"}
    assert list(var.iterdir()) == [var / "set-up-code"]
    client.post("/first-run/", data | {"code": "wrong"})
    assert list(var.iterdir()) == [var / "set-up-code"]
    client.post("/first-run/", data)
    assert list(var.iterdir()) == []


def test_the_questionnaire_we_ship_is_there_from_the_start(client):
    data = {"code": first_run.code(), "organisation": "T", "name": "A", "email": "a@t.example"}
    client.post("/first-run/", data)
    client.force_login(Person.objects.get())
    assert b"Leading from every seat" in client.get("/questionnaires/").content


@pytest.fixture
def trust():
    """An organisation with an organiser who may sign in, and a partner who may not."""
    organisations.set_up(organisation="Trust", name="Sam", email="sam@trust.example")
    return organisations.add_partner(name="Cy", email="cy@c.example", organisation="Council")


@pytest.mark.parametrize("path", ["/methods/", "/nothing/", "/organisation.css"])
def test_every_answer_carries_the_safe_headers(client, trust, path):
    answer = client.get(path)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_nobody_signs_up_by_themselves(client, trust):
    page = client.post("/accounts/signup/", {"email": "new@x.example"})
    assert page.status_code == 404
    assert not Person.objects.filter(email="new@x.example").exists()


def test_a_code_is_sent_to_those_who_may_sign_in_and_the_page_is_the_same_for_all(
    client, mailoutbox, trust
):
    known = client.post("/accounts/login/code/", {"email": "sam@trust.example"})
    for address in (trust.email, "stranger@x.example"):
        other = client.post("/accounts/login/code/", {"email": address})
        assert (other.status_code, other["Location"]) == (known.status_code, known["Location"])
    jobs.send_once()
    assert [mail.to for mail in mailoutbox] == [["sam@trust.example"]]
    assert "Your code" in mailoutbox[0].subject


def test_the_demonstrations_doors_are_shut_elsewhere(client, trust):
    assert site.DEMO is False
    for path in ("/demonstration/", "/demonstration/organiser/", "/mailbox/"):
        assert client.get(path).status_code == 404


def test_background_work_sends_what_waits(mailoutbox, trust):
    outbox.put(to=trust.email, subject="S", text="T")
    jobs.send_once()
    assert len(mailoutbox) == 1


def test_no_request_is_logged(client, trust, caplog):
    client.get("/answer/secret-token/")
    client.get("/invitation/secret-token/")
    assert "secret-token" not in caplog.text


def test_no_rate_limit_looks_at_an_address():
    from allauth.account import app_settings as account
    from allauth.mfa import app_settings as mfa

    used = ("login", "login_failed", "reauthenticate", "signup")
    limits = {name: account.RATE_LIMITS[name] for name in used} | mfa.RATE_LIMITS
    assert not [name for name, limit in limits.items() if limit and "/ip" in limit]
    assert account.RATE_LIMITS["request_login_code"] is None  # ours: see test_sign_in_limits
