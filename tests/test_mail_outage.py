"""The mail server is down, slow, picky, or kills the line: nothing is lost, nothing is sent twice.

Against a real server that speaks SMTP, and on the database that the suite runs on.
"""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from everyseat.organisations import actions, outbox
from everyseat.organisations.mail import sending
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Email, MailServer
from everyseat.site import jobs
from tests.mail_sink import OK, Sink, TurnsAway, refuse_login, time_passes

pytestmark = pytest.mark.django_db(transaction=True)
CODE = (Email.Urgency.CODE,)


@pytest.fixture
def sink(settings):
    found = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 20
    yield found
    found.stop()


def put(number: int, **options: object) -> list[str]:
    """Put e-mails to so many addresses in the queue, and return the addresses."""
    addresses = [f"p{n}@trust.example" for n in range(number)]
    for address in addresses:
        outbox.put(to=address, subject="S", text="T", **options)
    return addresses


def refused() -> list[mail_state.FailedAddress]:
    return mail_state.by_address(mail_state.failed())


def once_each(addresses: list[str]) -> dict[str, int]:
    return dict.fromkeys(addresses, 1)


def try_until_empty(step: timedelta, most: int = 100) -> None:
    for _ in range(most):
        outbox.send_waiting()
        if not Email.objects.exclude(due=None).exists():
            return
        time_passes(step)
    raise AssertionError("e-mails still wait")


def test_what_waits_while_the_server_is_down_goes_out_when_it_is_back(sink):
    addresses = put(300)
    for _ in range(20):  # the old queue gave up after eight tries, 16 seconds
        assert outbox.send_waiting() == 0
        time_passes(timedelta(minutes=30))
    assert Email.objects.exclude(due=None).count() == 300
    assert mail_state.state().trouble == "The mail server can’t be reached."
    sink.start()
    try_until_empty(timedelta(hours=1))
    assert sink.addresses == once_each(addresses)
    assert not Email.objects.exists()
    assert mail_state.state().trouble == ""
    assert mail_state.state().last_sent


def test_after_three_days_it_fails_stays_visible_and_can_be_sent_again(sink):
    put(3)
    for _ in range(71):
        outbox.send_waiting()
        sending.clear_up()
        time_passes(timedelta(hours=1))
    assert mail_state.state().waiting == 3
    time_passes(timedelta(hours=2))
    sending.clear_up()
    state = mail_state.state()
    assert (state.waiting, state.failed) == (0, 3)
    assert "For three days" in refused()[0].reason
    sink.start()
    assert outbox.again(list(mail_state.failed())) == 3
    assert outbox.send_waiting() == 3
    assert len(sink.delivered) == 3


def test_a_server_that_is_down_is_not_asked_for_every_email(sink, monkeypatch):
    put(200)
    moment = timezone.now()  # the rest is drawn by chance, and may last a millisecond
    monkeypatch.setattr(timezone, "now", lambda: moment)
    outbox.send_waiting()
    assert sending.claim(tuple(Email.Urgency)) == []
    server = MailServer.objects.get()
    assert server.failures == 1
    assert server.rest_until - server.failed_at <= timedelta(seconds=4)


def test_what_is_put_off_once_comes_later(sink):
    seen = set()

    def greylist(address: str) -> str:
        new = address not in seen
        seen.add(address)
        return "450 4.2.0 Greylisted, come back later" if new else OK

    sink.at_rcpt = greylist
    addresses = put(40)
    sink.start()
    try_until_empty(timedelta(minutes=2))
    assert sink.addresses == once_each(addresses)


def test_a_server_that_takes_thirty_a_minute_gets_all_of_them(sink):
    taken = []

    def thirty(address: str) -> str:
        if len(taken) >= 30:
            return "450 4.7.1 Too many messages, 30 a minute"
        taken.append(address)
        return OK

    sink.at_rcpt = thirty
    addresses = put(120)
    sink.start()
    for _ in range(60):
        outbox.send_waiting()
        time_passes(timedelta(minutes=1))
        taken.clear()
    assert sink.addresses == once_each(addresses)


def test_under_a_limit_a_code_goes_before_what_came_earlier(sink, settings):
    settings.MAIL_PER_MINUTE = 20
    put(50, urgency=Email.Urgency.REMINDER)
    sink.start()
    assert outbox.send_waiting() == 2
    lives = timedelta(minutes=10)
    outbox.write_code(to="sam@trust.example", subject="C", text="X", lives=lives)
    time_passes(timedelta(seconds=4))
    outbox.send_waiting()
    assert sink.delivered[2][0] == "sam@trust.example"


def test_an_address_that_is_refused_fails_at_once_and_blocks_nobody(sink):
    addresses = put(30)
    bad = {addresses[3], addresses[17]}
    sink.at_rcpt = lambda to: "550 5.1.1 No such user here" if to in bad else OK
    sink.start()
    assert outbox.send_waiting() == 28
    assert sink.connections == 1
    assert set(sink.addresses) == set(addresses) - bad
    state = mail_state.state()
    assert (state.waiting, state.failed) == (0, 2)
    assert {row.address for row in refused()} == bad
    assert "does not exist" in refused()[0].reason


def test_a_login_that_is_refused_fails_no_email_and_is_said(sink, settings, client):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", "wrong"
    admin = actions.set_up(organisation="Trust", name="Ada", email="ada@trust.example")
    put(2)
    sink.start(auth_require_tls=False, auth_required=True, authenticator=refuse_login)
    assert outbox.send_waiting() == 0
    assert mail_state.state().failed == 0
    client.force_login(admin)
    assert "does not accept our name and password" in client.get("/emails/").text


@pytest.mark.parametrize("greeting", [b"554 5.7.1 Go away", b"421 Too busy"])
def test_a_server_that_turns_everybody_away_fails_no_email(sink, settings, greeting):
    server = TurnsAway(greeting)
    settings.EMAIL_PORT = server.port
    put(2)
    assert outbox.send_waiting() == 0
    server.stop()
    state = mail_state.state()
    assert (state.waiting, state.failed) == (2, 0)
    assert state.trouble


def test_a_sender_that_is_refused_fails_no_email(sink):
    async def refuse(server, session, envelope, address, options):
        return "550 5.7.1 Sender not allowed"

    sink.handle_MAIL = refuse
    put(2)
    sink.start()
    assert outbox.send_waiting() == 0
    state = mail_state.state()
    assert (state.waiting, state.failed) == (2, 0)
    assert "sender’s address" in state.trouble


def test_a_line_that_breaks_after_some_emails_costs_none(sink):
    """A server may end a connection after a number of e-mails; the rest goes over a new one."""
    addresses = put(25)

    async def hang_up(server, session, envelope, address, options):
        session.taken = getattr(session, "taken", 0) + 1
        if session.taken > 10:
            return "421 4.7.0 Enough for one connection"
        envelope.mail_from = address
        return OK

    sink.handle_MAIL = hang_up
    sink.start()
    try_until_empty(timedelta(minutes=2))
    assert sink.addresses == once_each(addresses)


WORKER = """
import django
django.setup()
from everyseat.organisations import outbox
outbox.send_waiting()
"""


def _environment(settings) -> dict[str, str]:
    """Return the environment in which another process uses the database of this test."""
    held = connection.settings_dict
    url = f"sqlite:///{held['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{held['USER']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "everyseat.site.settings",
        "DATABASE_URL": url,
        "EVERYSEAT_SECRET_KEY": settings.SECRET_KEY,
        "EVERYSEAT_SMTP_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(sink, settings):
    addresses = put(12)
    reached, killed = threading.Event(), threading.Event()

    def stop_at_the_sixth(address: str) -> str:
        if len(sink.delivered) == 5:
            reached.set()
            killed.wait(20)
        return OK

    sink.at_data = stop_at_the_sixth
    sink.start()
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=_environment(settings))
    assert reached.wait(20)
    worker.kill()
    worker.wait()
    killed.set()
    assert Email.objects.count() == 7
    assert outbox.send_waiting() == 0  # they are the dead worker's until its lease runs out
    time_passes(sending.LEASE)
    assert outbox.send_waiting() == 7
    assert set(sink.addresses) == set(addresses)
    twice = [address for address, n in sink.addresses.items() if n > 1]
    assert len(twice) <= 1  # the one that was under way: SMTP can't tell whether it was taken
    assert len({key for to, key in sink.delivered if to in twice}) == len(twice)


def test_a_code_goes_out_while_a_long_batch_hangs_and_nothing_is_locked(sink):
    put(20)
    reached, go_on = threading.Event(), threading.Event()

    def hang(address: str) -> str:
        if address != "sam@trust.example":
            reached.set()
            go_on.wait(20)
        return OK

    sink.at_data = hang
    sink.start()
    batch = threading.Thread(target=lambda: (jobs.send_once(), connection.close()))
    batch.start()
    assert reached.wait(20)
    outbox.write_code(to="sam@trust.example", subject="Code", text="X", lives=timedelta(minutes=10))
    assert outbox.send_waiting(CODE) == 1
    assert sink.addresses == {"sam@trust.example": 1}
    go_on.set()
    batch.join()
    assert len(sink.delivered) == 21


def test_two_workers_send_each_email_once(sink):
    addresses = put(60)
    sink.start()
    work = [
        threading.Thread(target=lambda: (outbox.send_waiting(), connection.close()))
        for _ in range(4)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    try_until_empty(timedelta(minutes=1))
    assert sink.addresses == once_each(addresses)


def test_a_sign_in_while_the_server_is_down_is_honest_and_tells_nobody_apart(sink, client):
    actions.set_up(organisation="Trust", name="Sam", email="sam@trust.example")
    put(1)
    outbox.send_waiting()
    pages = []
    for address in ("sam@trust.example", "who@trust.example"):
        client.get("/accounts/login/code/")
        answer = client.post("/accounts/login/code/", {"email": address}, follow=True)
        assert answer.status_code == 200
        client.cookies.clear()
        pages.append(answer.text.replace(address, "ADDRESS").split("<main")[1].split("csrf")[0])
    assert pages[0] == pages[1]
    assert "Our e-mail is not going out at the moment." in pages[0]
    assert "We keep trying." in pages[0]
    sink.start()
    time_passes(timedelta(seconds=30))
    assert outbox.send_waiting(CODE) == 1
    assert sink.addresses == {"sam@trust.example": 1}


def test_a_code_that_is_too_late_is_never_sent_nor_shown(sink):
    lives = timedelta(minutes=10)
    outbox.write_code(to="sam@trust.example", subject="C", text="X", lives=lives)
    outbox.send_waiting()
    time_passes(lives)
    sink.start()
    assert outbox.send_waiting() == 0
    sending.clear_up()
    assert not Email.objects.exists()
    assert not sink.delivered


def test_a_clock_that_ran_ahead_holds_nothing_up(sink, settings):
    settings.MAIL_PER_MINUTE = 60
    put(1)
    outbox.send_waiting()
    time_passes(-timedelta(days=400))
    sending.clear_up()
    sink.start()
    assert outbox.send_waiting() == 1
    assert MailServer.objects.get().last_sent <= timezone.now()
