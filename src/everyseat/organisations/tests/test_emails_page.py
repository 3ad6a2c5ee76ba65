"""The page about e-mail: who sees what, what it never shows, sending again, deleting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.organisations import actions, outbox, trouble
from everyseat.organisations.mail import sending, views
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Email, MailServer, Person
from everyseat.organisations.queries import host

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actions.set_up(organisation="Trust", name="Ada", email="ada@trust.example")


@pytest.fixture
def organiser(admin):
    person = Person.objects.create(name="O", email="o@trust.example", organisation=host())
    actions.set_roles(person=person, roles={"organiser"})
    return person


def fail(to: str, about: str = "", reason: str = "no_such_address") -> None:
    before = set(Email.objects.values_list("pk", flat=True))
    outbox.put(to=to, subject="A secret subject", text="A secret text", about=about)
    failed = Email.objects.exclude(pk__in=before)
    failed.update(due=None, failed_at=timezone.now(), reason=reason)


def test_an_administrator_sees_every_failed_address_and_why_and_not_what_was_said(client, admin):
    fail("lee@trust.example")
    fail("lee@trust.example", about="round 1")
    outbox.put(to="ann@trust.example", subject="A secret subject", text="A secret text")
    MailServer.objects.create(pk=1, last_sent=timezone.now())
    client.force_login(admin)
    page = client.get("/emails/").text
    assert "lee@trust.example" in page
    assert "ann@trust.example" not in page
    assert "The mail server says that this address does not exist." in page
    assert "secret" not in page
    assert "/emails/" in client.get("/organisation/").text
    assert "2 e-mails, last tried on" in page
    state = mail_state.state()
    assert (state.waiting, state.failed) == (1, 2)


def test_an_organiser_sees_those_of_rounds_alone_and_each_round_its_own(client, organiser):
    fail("in-one@trust.example", about="round 1")
    fail("in-eleven@trust.example", about="round 11")
    fail("elsewhere@trust.example")
    client.force_login(organiser)
    page = client.get("/emails/").text
    assert "in-one@" in page
    assert "in-eleven@" in page
    assert "elsewhere@" not in page
    assert [email.to for email in mail_state.failed("round 1")] == ["in-one@trust.example"]


def test_every_failed_e_mail_is_on_one_of_the_pages(client, admin, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    client.force_login(admin)
    for name in ("ann", "bo", "cy"):
        fail(f"{name}@trust.example")
    first, second = client.get("/emails/").text, client.get("/emails/?page=2").text
    assert "Page 2 of 2" in first
    on_pages = [[n for n in ("ann", "bo", "cy") if f"{n}@" in page] for page in (first, second)]
    assert sorted(on_pages[0] + on_pages[1]) == ["ann", "bo", "cy"]
    Email.objects.filter(pk=mail_state.failed().first().pk).delete()
    assert "Page" not in client.get("/emails/").text.split("<main")[1]


def test_an_organiser_sends_again_what_is_of_rounds_and_deletes_nothing(client, organiser):
    fail("lee@trust.example", about="round 1")
    fail("lee@trust.example")
    client.force_login(organiser)
    client.post("/emails/", {"do": "again", "address": "lee@trust.example"})
    assert (Email.objects.exclude(due=None).count(), mail_state.failed().count()) == (1, 1)
    fail("ann@trust.example", about="round 1")
    form = {"do": "delete", "address": "ann@trust.example"}
    assert client.post("/emails/", form).status_code == 403
    assert Email.objects.count() == 3


def test_an_administrator_sends_all_again_or_deletes_those_of_one_address(client, admin):
    client.force_login(admin)
    fail("lee@trust.example")
    fail("ann@trust.example")
    client.post("/emails/", {"do": "delete", "address": "lee@trust.example"})
    assert [email.to for email in mail_state.failed()] == ["ann@trust.example"]
    assert client.post("/emails/", {"do": "delete"}).status_code == 403
    client.post("/emails/", {"do": "again"})
    assert mail_state.state().waiting == 1
    assert Email.objects.get().attempts == 0


def test_nobody_else_sees_it(client, admin):
    client.force_login(Person.objects.create(name="L", email="l@x.example", organisation=host()))
    assert client.get("/emails/").status_code == 403


def test_who_signs_in_is_not_counted(admin):
    lives = timedelta(minutes=10)
    outbox.write_code(to=admin.email, subject="C", text="X", lives=lives)
    assert mail_state.state().waiting == 0


def test_a_code_whose_address_is_refused_is_deleted(admin, settings):
    lives = timedelta(minutes=10)
    outbox.write_code(to="not an address\n", subject="C", text="X", lives=lives)
    outbox.send_waiting()
    assert not Email.objects.exists()


def test_a_corrected_address_gets_what_failed(client, admin):
    lee = Person.objects.create(name="Lee", email="l@trust.example", organisation=host())
    fail("l@trust.example")
    client.force_login(admin)
    form = {"name": "Lee", "email": "lee@trust.example", "organisation": lee.organisation_id}
    client.post(f"/people/{lee.pk}/", form | {"is_active": "on"})
    to = sorted(email.to for email in Email.objects.exclude(due=None))
    assert to == ["l@trust.example", "lee@trust.example"]  # the old one is told, the new one served
    assert not mail_state.failed().exists()


def test_what_failed_is_deleted_after_thirty_days(admin):
    fail("lee@trust.example")
    Email.objects.update(failed_at=timezone.now() - sending.KEEP_FAILED + timedelta(minutes=1))
    sending.clear_up()
    assert Email.objects.exists()
    Email.objects.update(failed_at=timezone.now() - sending.KEEP_FAILED)
    sending.clear_up()
    assert not Email.objects.exists()


def test_an_administrator_reads_on_the_first_page_that_e_mail_fails(client, admin):
    client.force_login(admin)
    assert "Some e-mail has failed" not in client.get("/").text
    since = timezone.now() - mail_state.WORRYING - timedelta(seconds=1)
    MailServer.objects.create(pk=1, trouble="away", trouble_since=since)
    assert "Some e-mails have failed, or no e-mail can be sent now." in client.get("/").text
    MailServer.objects.all().delete()
    fail("lee@trust.example")
    assert "mail" in [found.key for found in trouble.now()]


def test_no_e_mail_is_sent_about_e_mail(admin, mailoutbox, monkeypatch):
    fail("lee@trust.example")
    monkeypatch.setattr(trouble, "_looked_at", -1e9)
    trouble.tell()
    assert not mailoutbox
