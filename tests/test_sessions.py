"""Sessions end, secrets in the database are encrypted, and static files carry the headers too."""

import time
from wsgiref.headers import Headers

import pytest
from allauth.account.signals import user_logged_in
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from everyseat.giving import at_rest
from everyseat.organisations import actions, audit_log, subject_access
from everyseat.organisations.models import Person
from everyseat.site import headers
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(client):
    person = make.person("Lee")
    client.force_login(person)
    assert client.get("/account/").status_code == 200
    return person


@pytest.fixture
def admin_client(lee):
    admin = Person.objects.get(email="admin@trust.example")
    client = Client()
    client.force_login(admin)
    return client


def _later(client, seconds, name):
    session = client.session
    session[name] = int(time.time()) - seconds
    session.save()


@pytest.mark.parametrize(("name", "seconds"), [("seen", 2 * 3600 + 1), ("began", 12 * 3600 + 1)])
def test_a_session_ends_when_it_is_idle_or_old(client, lee, name, seconds):
    _later(client, seconds, name)
    assert "login/code" in client.get("/account/")["Location"]
    assert client.get("/account/").status_code == 302


def test_a_session_in_use_goes_on(client, lee):
    _later(client, 3600, "seen")
    assert client.get("/account/").status_code == 200
    assert time.time() - client.session["seen"] < 60


def test_one_can_sign_out_everywhere(client, lee):
    assert Session.objects.count() == 1
    client.post("/account/sign-out-everywhere/")
    assert client.get("/account/").status_code == 302
    assert not [s for s in Session.objects.all() if "_auth_user_id" in s.get_decoded()]


def test_signing_in_with_a_role_is_recorded_and_without_one_is_not(client, rf, lee):
    for person in (lee, Person.objects.get(email="admin@trust.example")):
        user_logged_in.send(Person, request=rf.get("/"), user=person)
    assert [entry.what for entry in audit_log.AuditEntry.objects.all()] == ["signed_in"]


def test_a_refusal_of_somebody_with_a_role_is_recorded(client):
    client.force_login(make.person("C", "coach"))
    assert client.get("/people/").status_code == 403
    assert (audit_log.last().what, audit_log.last().status) == ("people", 403)


def test_whose_second_factors_are_removed_is_signed_out(client, lee):
    TOTP.activate(lee, "JBSWY3DPEHPK3PXP")
    assert actions.remove_second_factors(person=lee) == 1
    assert client.get("/account/").status_code == 302


def test_a_right_to_sign_in_that_comes_back_brings_no_session_back(client, lee, admin_client):
    form = {"name": lee.name, "email": lee.email, "organisation": lee.organisation_id}
    for rights in ({"sure": "yes"}, {"is_active": "on"}):
        assert admin_client.post(f"/people/{lee.pk}/", form | rights).status_code == 302
    lee.refresh_from_db()
    assert lee.is_active
    assert client.get("/account/").status_code == 302


def test_what_an_authenticator_app_knows_is_encrypted(lee):
    made = TOTP.activate(lee, "JBSWY3DPEHPK3PXP").instance
    assert "JBSWY3DPEHPK3PXP" not in str(made.data)
    assert decrypt(made.data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_another_sites_key_opens_nothing(settings):
    closed = at_rest.encrypt("x", "round key")
    with pytest.raises(at_rest.CannotOpen):
        at_rest.decrypt(closed, "second factor")
    settings.SECRET_KEY = "another"
    with pytest.raises(at_rest.CannotOpen):
        at_rest.decrypt(closed, "round key")


def test_static_files_carry_the_policy(settings):
    settings.SECURE_HSTS_SECONDS = 60
    found = Headers()
    headers.add_to_static(found, "x.js", "/static/x.js")
    assert "frame-ancestors 'none'" in found["Content-Security-Policy"]
    assert found["Strict-Transport-Security"] == "max-age=60"


def test_trace_is_refused(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    refused = client.trace("/")
    assert refused.status_code == 405
    assert refused["Strict-Transport-Security"] == "max-age=60"
    assert refused["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in refused["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/felt/%00/", "/felt/%00/sent/", "/pulse/%00/"])
def test_an_address_with_a_nul_is_not_looked_up(client, path):
    make.person("Lee")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 404
    assert not [query for query in asked.captured_queries if "moments_" in query["sql"]]


def test_what_comes_beside_a_page_writes_no_session(client, lee):
    _later(client, 3600, "seen")
    before = client.session["seen"]
    client.get("/organisation.css")
    client.get("/tell/")
    assert client.session["seen"] == before


def test_somebody_who_is_erased_is_signed_out_everywhere(client, lee):
    subject_access.erase(lee)
    assert client.get("/account/").status_code == 302
    assert not [s for s in Session.objects.all() if "_auth_user_id" in s.get_decoded()]
