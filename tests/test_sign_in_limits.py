"""Nobody keeps anybody from signing in, nobody is written to who is not known here."""

import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from everyseat.organisations import actions, limits
from everyseat.organisations.models import Email, Spent
from everyseat.organisations.signing_in import browsers
from everyseat.organisations.signing_in import limits as sign_in_limits

pytestmark = pytest.mark.django_db
ASK, TYPE = "/accounts/login/code/", "/accounts/login/code/confirm/"
SAM = "sam@trust.example"


@pytest.fixture(autouse=True)
def sam(db):
    return actions.set_up(organisation="Trust", name="Sam", email=SAM)


def browser() -> Client:
    """Return a browser that has opened the sign-in page."""
    found = Client()
    found.get(ASK)
    return found


def ask(client: Client, address: str = SAM) -> bool:
    """Ask for a code; return whether the site went on to the page to type it."""
    return client.post(ASK, {"email": address}).status_code == 302


def codes() -> list[Email]:
    return [email for email in Email.objects.all() if email.to]


def newest_code() -> str:
    (email,) = codes()
    return email.text.split("\n")[2]


def known_browser() -> Client:
    """Return a browser in which Sam has signed in, and out again."""
    found = browser()
    assert ask(found)
    assert found.post(TYPE, {"code": newest_code()}).status_code == 302
    assert found.session.get("_auth_user_id")
    found.post("/accounts/logout/")
    Email.objects.all().delete()
    return found


def use_up_what_strangers_have() -> None:
    """Ask from hundreds of browsers and without cookies, as a script would."""
    for _ in range(40):
        ask(browser())
        ask(Client())


def test_who_drops_cookies_has_a_small_budget_and_a_new_browser_still_gets_a_code():
    assert [ask(Client()) for _ in range(5)] == [True, True, False, False, False]
    assert ask(browser())
    assert len(codes()) == 3


def test_one_browser_can_not_use_up_what_another_has():
    stranger = browser()
    assert [ask(stranger) for _ in range(8)].count(True) == sign_in_limits.FOR_ONE_BROWSER
    assert ask(browser())


def test_whoever_collects_cookies_does_not_lock_out_a_browser_that_has_signed_in(sam):
    own = known_browser()
    use_up_what_strangers_have()
    assert not ask(browser())
    most = sign_in_limits.FOR_NEW_BROWSERS + sign_in_limits.FOR_NO_COOKIE
    assert len(codes()) <= most
    Email.objects.all().delete()
    assert ask(own)
    assert own.post(TYPE, {"code": newest_code()}).status_code == 302
    assert own.session["_auth_user_id"] == str(sam.pk)


def test_a_limit_is_over_after_a_while():
    use_up_what_strangers_have()
    Spent.objects.update(until=timezone.now())
    assert ask(browser())


def test_who_is_limited_reads_what_to_do():
    stranger = browser()
    for _ in range(sign_in_limits.FOR_ONE_BROWSER):
        ask(stranger)
    page = stranger.post(ASK, {"email": SAM})
    assert page.status_code == 200
    assert "We have sent no code this time" in page.text
    assert "Use a browser in which you have signed in before." in page.text
    assert "ask for a code again in 15 minutes" in page.text
    assert "failed login attempts" not in page.text


def test_a_forged_cookie_is_no_browser():
    client = browser()
    client.cookies["browser"] = client.cookies["browser"].value + "x"
    assert [ask(client) for _ in range(3)] == [True, True, False]


def test_the_cookie_goes_to_the_sign_in_pages_alone_and_names_nobody(sam):
    morsel = known_browser().cookies["browser"]
    assert (morsel["path"], morsel["samesite"]) == ("/accounts/", "Lax")
    assert morsel["httponly"]
    found = browsers.signing.loads(morsel.value, salt=browsers.SALT)
    assert str(sam.pk) not in str(found)
    assert SAM not in str(found)
    for page in ("/", "/tell/", "/speak-up/", "/methods/"):
        assert "browser" not in Client().get(page).cookies


def test_one_browser_does_not_know_a_person_by_what_another_was_given(sam):
    one = browsers.Browser("one").with_person(sam)
    assert one.knows(sam)
    assert not browsers.Browser("two", one.people).knows(sam)


def test_nobody_unknown_is_written_to_and_the_pages_are_the_same():
    pages = []
    for address in (SAM, "stranger@x.example"):
        client = browser()
        answer = client.post(ASK, {"email": address})
        assert (answer.status_code, answer["Location"]) == (302, TYPE)
        said = client.get(TYPE).text.replace(address, "ADDRESS")
        wrong = client.post(TYPE, {"code": "BCDF-GHJK"}).text.replace(address, "ADDRESS")
        pages.append([text.split("<main")[1].split("csrf")[0] for text in (said, wrong)])
    assert pages[0] == pages[1]
    assert [email.to for email in codes()] == [SAM]


def test_known_and_unknown_addresses_cost_the_same_statements():
    ran = []
    for address in (SAM, "stranger@x.example"):
        client = browser()
        with CaptureQueriesContext(connection) as queries:
            ask(client, address)
        ran.append([re.sub(r"'[^']*'|_x\d+", "?", query["sql"])[:60] for query in queries])
    assert ran[0] == ran[1]
    assert sum('INSERT INTO "organisations_email"' in statement for statement in ran[0]) == 1


def test_limits_hold_for_unknown_addresses_too():
    assert [ask(Client(), "who@x.example") for _ in range(3)] == [True, True, False]


def test_nothing_that_is_stored_names_an_address_or_a_browser():
    client = browser()
    ask(client)
    ask(client, "who@x.example")
    stored = " ".join(Spent.objects.values_list("key", flat=True))
    assert "@" not in stored
    assert all(len(key) == 64 for key in stored.split())
    Spent.objects.update(until=timezone.now() - timedelta(seconds=1))
    limits.forget()
    assert not Spent.objects.exists()


def test_a_code_works_once_and_in_the_browser_that_asked():
    client, other = browser(), browser()
    ask(client)
    code = newest_code()
    assert other.post(TYPE, {"code": code})["Location"] == ASK
    session = client.session.session_key
    assert client.post(TYPE, {"code": code.lower().replace("-", "")}).status_code == 302
    assert client.session.session_key != session
    assert client.session.get("_auth_user_id")


def test_three_wrong_tries_end_a_code():
    client = browser()
    ask(client)
    code = newest_code()
    assert [client.post(TYPE, {"code": "BCDF-GHJK"}).status_code for _ in range(3)] == [
        200,
        200,
        302,
    ]
    assert "no longer works" in client.get(ASK).text
    client.post(TYPE, {"code": code})
    assert not client.session.get("_auth_user_id")


@pytest.mark.django_db(transaction=True)
def test_forty_wrong_tries_at_once_do_not_leave_the_code_alive(sam):
    client = browser()
    ask(client)
    code, held = newest_code(), client.cookies[site.SESSION_COOKIE_NAME].value
    saved = dict(client.session)
    begin, answers = threading.Barrier(40), []

    def guess(number: int) -> None:
        mine = Client()
        mine.cookies[site.SESSION_COOKIE_NAME] = held
        begin.wait()
        answers.append(mine.post(TYPE, {"code": f"WRNG-{number:04}"}).status_code)
        connection.close()

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 40
    assert answers.count(200) < sign_in_limits.TRIES
    session = client.session  # even for whoever still holds the session as it was
    session.update(saved)
    session.save()
    client.post(TYPE, {"code": code})
    assert not client.session.get("_auth_user_id")
