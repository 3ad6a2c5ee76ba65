"""Whatever a giver's page needs of a browser may be missing, blocked or old: docs/browsers.md.

The page says so, its plain form works, and what it promises is true of that form.
"""

import pytest

from tests.browser.conftest import (
    accessible,
    begin,
    choose,
    invitations,
    prepare_session,
    take_seat,
)
from tests.browser.test_asking import ask
from tests.browser.test_meeting import ask_first, code_of

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

BLOCKED = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError') } })
"""
LACKING = {
    "storage that is blocked": BLOCKED,
    "storage": BLOCKED.replace("throw new DOMException('', 'SecurityError')", "return undefined"),
    "storage of all tabs": BLOCKED.replace(", 'sessionStorage'", ""),
    "storage of a tab": BLOCKED.replace("'localStorage', ", ""),
    "room in its storage": "Storage.prototype.setItem = () => { throw new DOMException('full') }",
    "random numbers": "Crypto.prototype.getRandomValues = undefined",
    "any cryptography": "Object.defineProperty(window, 'crypto', { value: undefined })",
    "large numbers": "delete window.BigInt",
    "requests of scripts": "delete window.fetch",
    "modules": "delete HTMLScriptElement.prototype.noModule",
}
BROKEN = {
    "does not come": lambda route: route.abort(),
    "is too new": lambda route: route.fulfill(body="let a = ;", content_type="text/javascript"),
    "fails": lambda route: route.fulfill(
        body="throw new Error('a')", content_type="text/javascript"
    ),
}
PLAIN = "This browser cannot make an answering card"
KEEPS = "the server keeps which answers are yours"
UNLINKED = "Nothing that is stored here says which answers are yours."


def is_plain(page) -> None:
    """Check that an invitation says what it can't do, and promises what its plain form keeps."""
    page.get_by_text(PLAIN).wait_for()
    assert not page.get_by_role("button", name="Begin").is_visible()
    shown = page.locator("main").inner_text()
    assert KEEPS in shown
    assert UNLINKED not in shown


@pytest.fixture(scope="module")
def paths(browser, server):
    """Return the paths of the invitations."""
    context = browser.new_context(base_url=server.url)
    yield invitations(context.new_page())
    context.close()


@pytest.mark.parametrize("what", LACKING)
def test_an_invitation_without(new_page, paths, what):
    page = new_page()
    page.add_init_script(LACKING[what])
    page.goto(paths[0])
    is_plain(page)


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("script", ["draw", "able"])
def test_an_invitation_whose_script(new_page, paths, script, how):
    page = new_page()
    page.route(f"**/{script}*.js", BROKEN[how])
    page.goto(paths[0])
    is_plain(page)


def test_an_invitation_whose_script_hangs_and_then_comes(new_page, paths):
    page = new_page()
    page.clock.install()
    waiting = []
    page.route("**/draw*.js", lambda route: waiting.append(route))
    page.goto(paths[0], wait_until="commit")
    page.get_by_role("heading", level=1).wait_for()
    page.clock.fast_forward(11_000)
    is_plain(page)
    waiting[0].continue_()
    page.get_by_role("button", name="Begin").wait_for()
    assert not page.get_by_text(PLAIN).is_visible()


def test_a_store_that_fills_up_on_the_page_makes_no_card_that_would_be_lost(new_page, paths):
    page = new_page()
    asked = []
    page.on("request", lambda r: asked.append(r.url) if "/draw/" in r.url else None)
    page.goto(paths[0])
    page.get_by_role("button", name="Begin").wait_for()
    page.evaluate(f"() => {{ {LACKING['room in its storage']} }}")
    page.get_by_role("button", name="Begin").click()
    is_plain(page)
    assert asked == []


def test_on_a_locked_down_computer_somebody_answers_by_a_kept_link(browser, server, paths):
    """It keeps nothing, takes no cookies, and saves no files."""
    context = browser.new_context(
        base_url=server.url, accept_downloads=False, viewport={"width": 360, "height": 800}
    )
    context.add_init_script(BLOCKED)
    page = context.new_page()
    page.goto(paths[0])
    is_plain(page)
    assert accessible(page) == []
    page.get_by_label("Yes, the server may keep which answers are mine").check(force=True)
    page.get_by_role("button", name="Answer by a link that this server keeps").click()
    page.get_by_text("Page 1 of").wait_for()
    assert KEEPS in page.locator(".es-who").inner_text()
    choose(page, "Often")
    page.get_by_text("This browser keeps nothing. Send your answers").wait_for()
    while page.get_by_role("button", name="Continue").is_visible():
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    assert context.cookies() == []
    page.goto(paths[0])
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    context.close()


@pytest.mark.parametrize(("what", "n"), [("storage that is blocked", 1), ("storage of a tab", 2)])
def test_a_card_that_was_made_elsewhere_answers_without_storage(new_page, paths, what, n):
    card = begin(new_page(), paths[n])
    page = new_page()
    page.add_init_script(LACKING[what])
    page.goto(card)
    page.get_by_text("Page 1 of").wait_for()
    assert not page.get_by_label("The code on your answering card").is_visible()
    assert UNLINKED in page.locator(".es-who").inner_text()
    page.reload()
    page.get_by_text("Page 1 of").wait_for()
    assert not page.get_by_label("The code on your answering card").is_visible()
    choose(page, "Often")
    while page.get_by_role("button", name="Continue").is_visible():
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()


@pytest.mark.parametrize("what", ["random numbers", "large numbers", "modules"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/tell/", "It is too old to seal your words, or runs no scripts"),
        ("/speak-up/", "This browser is too old for this page, or runs no scripts"),
        ("/receipt/", "This browser is too old for this page, or runs no scripts"),
    ],
)
def test_what_is_sealed_asks_for_another_browser(new_page, what, address, said):
    page = new_page()
    page.add_init_script(LACKING[what])
    page.goto(address)
    assert page.get_by_text(said).is_visible()
    assert not page.get_by_label("Your receipt").is_visible()
    assert page.locator("input[data-sealed]:enabled").count() == 0


def test_what_needs_no_seal_is_still_sent(new_page):
    page = take_seat(new_page(), "recipient")
    page.add_init_script(LACKING["random numbers"])
    page.goto("/tell/")
    page.get_by_label("Who").first.fill("Priya")
    page.get_by_role("radio", name="In my name").check(force=True)
    page.get_by_role("button", name="Continue").click()
    assert page.locator(".nhsuk-error-summary").is_visible()  # the server has read the form


OLDER = {
    "connections that last": "delete window.EventSource",
    "signals with a time": "delete AbortSignal.timeout",
    "storage that is blocked": BLOCKED,
}


@pytest.mark.parametrize("what", OLDER)
def test_a_live_session_is_answered_without(new_page, what):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, f"Without {what}", "hall")
    phone = new_page()
    phone.add_init_script(OLDER[what])
    wrong = []
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(f"/join/{code_of(control)}/")
    phone.get_by_text("This page moves on by itself.").wait_for()
    ask_first(control, "Are you a leader?")
    phone.get_by_role("button", name="Green").click()
    phone.get_by_text("You answered: Green").wait_for()
    said = phone.get_by_text("please answer each question once")
    assert said.is_visible() == (what == "storage that is blocked")
    assert wrong == []


@pytest.mark.parametrize("what", [None, "storage that is blocked"])
def test_how_often_a_browser_counts_is_said_as_it_is(new_page, what):
    link = ask(take_seat(new_page(), "few"), f"Brief {what}")
    page = new_page()
    if what:
        page.add_init_script(OLDER[what])
    page.goto(link)
    assert page.get_by_text("only your last answer counts").is_visible() == (what is None)
    assert page.get_by_text("a second answer would count too").is_visible() == (what is not None)
