"""What is asked of powerful roles: a second factor, and a log that can't be changed."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction

from everyseat.organisations import actions, audit_log, roles
from everyseat.organisations.models import AuditEntry, Person
from everyseat.organisations.queries import host

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def administrator():
    return actions.set_up(organisation="Trust", name="Ada", email="ada@trust.example")


def test_a_role_needs_a_second_factor(client, settings, administrator):
    settings.SECOND_FACTOR = True
    client.force_login(administrator)
    assert client.get("/people/").url == "/accounts/2fa/"
    assert client.get("/rounds/").url == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={})
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_role_needs_one(client, settings, administrator, role):
    settings.SECOND_FACTOR = True
    person = Person.objects.create(name="Lee", email="lee@trust.example", organisation=host())
    actions.set_roles(person=person, roles={role})
    client.force_login(person)
    assert client.get("/account/").url == "/accounts/2fa/"


def test_recovery_codes_alone_are_no_second_factor(client, settings, administrator):
    settings.SECOND_FACTOR = True
    client.force_login(administrator)
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=administrator, type=kind, data={})
    assert client.get("/people/").status_code == 302


def test_people_without_a_role_need_none(client, settings, administrator):
    settings.SECOND_FACTOR = True
    person = Person.objects.create(name="Lee", email="lee@trust.example", organisation=host())
    client.force_login(person)
    assert client.get("/account/").status_code == 200


def test_what_a_role_changes_is_logged_without_what_the_form_says(client, administrator):
    client.force_login(administrator)
    client.post("/people/new/", {"name": "Secret Name", "email": "s@trust.example"})
    entry = audit_log.last()
    assert (entry.who, entry.what) == (str(administrator.pk), "person_new")
    assert "administrator" in entry.role
    assert "Secret" not in "".join(str(value) for value in vars(entry).values())


def test_reading_a_page_is_not_logged_but_a_report_is(client, administrator):
    client.force_login(administrator)
    client.get("/people/")
    assert audit_log.last() is None
    client.get("/reviews/6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a/report/")
    assert (audit_log.last().what, audit_log.last().status) == ("report", 404)


def test_what_somebody_with_a_role_does_as_a_giver_is_not_logged(client, administrator):
    client.force_login(administrator)
    client.post("/answer/6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a/peer/", {})
    client.post("/invitation/x/keep/")
    assert audit_log.last() is None


def test_people_without_a_role_leave_no_trace(client, administrator):
    person = Person.objects.create(name="Lee", email="lee@trust.example", organisation=host())
    client.force_login(person)
    client.post("/accounts/logout/")
    assert AuditEntry.objects.count() == 0


def test_the_chain_holds_and_its_end_can_be_noted(administrator):
    for n in range(3):
        audit_log.record(administrator, "round_launch", str(n), 302)
    noted = audit_log.last().digest
    assert audit_log.problems([noted]) == []
    assert "was cut" in audit_log.problems(["0123"])[0]


def test_the_database_refuses_to_change_or_delete_an_audit_entry(administrator):
    entry = audit_log.record(administrator, "round_launch", "1", 302)
    for change in (
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(what="nothing"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert audit_log.problems([]) == []


def test_the_administrator_reads_the_log(client, administrator):
    audit_log.record(administrator, "round_launch", "7", 302)
    client.force_login(administrator)
    page = client.get("/audit-log/").content.decode()
    assert "Ada launched the round" in page
