"""A real server with the demonstration, and a real browser."""

import html
import re
from pathlib import Path

import pytest
from conftest import chromium
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import Server

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-quic"]


def pytest_collection_modifyitems(items):
    if chromium() is None:
        left_out = pytest.mark.skip(reason="there is no Chromium")
        for item in items:
            if "browser" in item.path.parts:
                item.add_marker(left_out)


@pytest.fixture(scope="module")
def server(tmp_path_factory, demonstration):
    running = Server(demonstration(tmp_path_factory.mktemp("var")), "--demo")
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser, server: Server):
    """Return a function that opens a page in a browser of its own, phone-sized unless told."""
    contexts = []

    def make(width: int = 360, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=server.url,
            locale="en-GB",
            java_script_enabled=script,
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def take_seat(page: Page, seat: str) -> Page:
    page.goto(f"/demonstration/{seat}/")
    page.locator("main form button").click()
    return page


def add_authenticator(page: Page) -> None:
    """Give a page's browser a passkey device that says yes at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, email: str) -> Page:
    """Sign somebody in with the code in their mail."""
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/confirm/")
    mailbox = page.context.new_page()
    mailbox.goto(f"/mailbox/?to={email}")
    sent = mailbox.locator("details", has_text="Your code to sign in").first
    sent.locator("summary").click()
    code = re.search(r"^\s*([A-Z0-9]+-?[A-Z0-9]+)\s*$", sent.inner_text(), re.M)
    mailbox.close()
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Sign in").click()
    return page


def invitations(page: Page, subject: str = "How does it feel") -> list[str]:
    """Return the paths of the invitations in the demonstration's mailbox, one for each rater."""
    page.goto("/mailbox/")
    found = {}
    for email in page.locator("details").all():
        link = re.search(r"/invitation/[^\s\"<]+", email.inner_html())
        if link and subject in email.text_content():
            to = email.locator("summary").text_content().rsplit("(", 1)[1]
            found.setdefault(to, html.unescape(link[0]))
    return [found[to] for to in sorted(found)]


def begin(page: Page, link: str) -> str:
    """Draw a card with an invitation and open the answering page; return the card's link."""
    page.goto(link)
    page.locator("[data-begin]:visible, [data-cards] a:visible").first.wait_for()
    if page.locator("[data-begin]:visible").count():
        page.get_by_role("button", name="Begin").click()
    answer = page.get_by_role("link", name="Answer about").first
    card = answer.get_attribute("href")
    answer.click()
    page.get_by_text("Page 1 of").wait_for()
    return card


def prepare_session(control: Page, title: str, starter: str = "") -> str:
    """Prepare a live session, from a set of questions if one is named; return the path to join."""
    control.goto("/live/new/")
    control.get_by_label("What is the meeting?").fill(title)
    control.get_by_label("Questions to start from").select_option(starter)
    control.get_by_role("button", name="Prepare it").click()
    return f"/join/{control.locator('strong.es-code').text_content()}/"


def write_question(control: Page, kind: str, text: str, fields: dict[str, str]) -> None:
    """Fill in a question of a session that is prepared, or goes on; “Add it” is not pressed yet."""
    control.get_by_role("link", name="Add a question").click()
    control.get_by_label("Question", exact=True).fill(text)
    control.get_by_role("radio", name=kind).check()
    for label, value in fields.items():
        control.get_by_label(label).fill(value)


def press(page: Page, act: str, about: str) -> None:
    """Press the button that does something to a question, or to a word."""
    page.get_by_role("button", name=f"{act} : {about}").click()


def choose(page: Page, label: str, n: int = 0) -> None:
    page.get_by_role("radio", name=label).nth(n).check(force=True)


def accessible(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, and whether it is wider than the screen."""
    page.wait_for_load_state()  # a page that has just come may have no body yet
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({ resultTypes: ['violations'] })"
        ".then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
    )
    return found + too_wide(page)


def too_pale(page: Page) -> list[str]:
    """Return what on a page that axe has looked at is too pale to be read."""
    return page.evaluate(
        "axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })"
        ".then(r => r.violations.flatMap(v => v.nodes.map(n => n.html + n.any[0].message)))"
    )


def too_wide(page: Page) -> list[str]:
    """Return whether a page is wider than its screen."""
    width, wider = page.evaluate("[innerWidth, document.documentElement.scrollWidth - innerWidth]")
    return [f"{wider} px wider than {width}"] if wider > 0 else []
