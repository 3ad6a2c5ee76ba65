"""From an empty organisation to the invitations of raters: how many screens, and how long.

What is counted: the screens of whoever organises, from their first page to “Launched”, which sends
an e-mail to each leader. A leader's and a manager's screens are counted for each of them, because
each is another person. “Invitations sent” is the end of all this: every rater has their link.

What is not: signing in and the passkey of the first day (`test_first_day`), and a coach. A round in
which a coach reads first takes two screens more, to give somebody that role.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import accessible, add_authenticator
from tests.mail_sink import Sink
from tests.serving import Server

SCREENS, MINUTES = 10, 8
OF_A_LEADER = 7
"""Three to sign in, the 360, the list, the list with everybody on it, and that it was sent."""
LEADERS = ("Lea Ash", "Kim Bell", "Noa Cole")
PEOPLE = 60
RATERS = 15

KEY_S, POINT_S, PRESS_S, THINK_S = 0.28, 1.1, 0.2, 1.35
"""Seconds of a keystroke of an average typist, of pointing, pressing and thinking before it: the
keystroke-level model (Card, Moran and Newell 1980, doi.org/10.1145/358886.358895)."""
WORDS_A_MINUTE = 238
"""How fast adults read English silently (Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047)."""


LINK = re.compile(r"/invitation/[^#\s]+")


class Inbox(Sink):
    """A mail server that keeps the text of what it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        text = message.get_body(("plain",)).get_content()
        self.texts.append((envelope.rcpt_tos[0], f"{message['Subject']}\n{text}"))
        return await super().handle_DATA(server, session, envelope)

    def wait_for(self, page: Page, address: str, what: str) -> str:
        """Return the newest e-mail to an address that has these words."""
        for _ in range(300):
            mine = [text for to, text in self.texts if to == address and what in text]
            if mine:
                return mine[-1]
            page.wait_for_timeout(100)
        raise AssertionError(f"no e-mail to {address} about {what}")


class Hands:
    """What somebody does on a page, with the time that it would take them.

    Every line is read once, on the first screen that has it. People read far fewer words: so it
    takes them less.
    """

    def __init__(self, page: Page):
        self.page, self.screens, self.read_screens, self.seconds = page, 0, 0, 0.0
        self.known: set[str] = set()
        page.on("domcontentloaded", lambda _page: self._see())

    def _see(self) -> None:
        self.screens += 1

    def read(self) -> None:
        """Read what is new on a screen, once it has come."""
        self.page.wait_for_load_state("networkidle")
        if self.read_screens == self.screens:
            return
        self.read_screens = self.screens
        lines = self.page.locator("main").inner_text().splitlines()
        new = [line for line in lines if line not in self.known]
        self.known |= set(new)
        self.seconds += len(" ".join(new).split()) / WORDS_A_MINUTE * 60

    def press(self, what: Locator) -> None:
        self.read()
        what.click()
        self.seconds += THINK_S + POINT_S + PRESS_S

    def tick(self, what: Locator) -> None:
        what.check(force=True)
        self.seconds += POINT_S + PRESS_S

    def type(self, where: Locator, text: str) -> None:
        where.fill(text)
        self.seconds += THINK_S + POINT_S + KEY_S * len(text)


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    running = Inbox()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory, empty_site, inbox):
    folder = empty_site(tmp_path_factory.mktemp("var"))
    running = Server(folder, EVERYSEAT_SMTP_URL=f"smtp://127.0.0.1:{inbox.port}")
    yield running
    running.kill()


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@trust.example"


def people() -> str:
    """Return a file as HR has it: one manager, three leaders, and whom each of them leads."""
    staff = [f"Staff {n:02}" for n in range(PEOPLE - 1 - len(LEADERS))]
    rows = [("Max Boss", "")] + [(name, address("Max Boss")) for name in LEADERS]
    rows += [(name, address(LEADERS[n % 3])) for n, name in enumerate(staff)]
    lines = [f"{name},{address(name)},{manager}" for name, manager in rows]
    return "\n".join(["Full Name,E-mail Address,Supervisor", *lines, ""])


def organiser(page: Page, server: Server) -> None:
    """Set the organisation up: whoever does so may look after people, and run rounds."""
    add_authenticator(page)
    page.goto("/")
    page.get_by_label("Set-up code").fill((server.folder / "set-up-code").read_text())
    page.get_by_label("Name of your organisation").fill("Trust")
    page.get_by_label("Your name").fill("Alex")
    page.get_by_label("Your e-mail address").fill("alex@trust.example")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Mine")
    page.wait_for_load_state()  # before its script runs, the button adds nothing
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Passkey saved.").wait_for()


def sign_in(page: Page, inbox: Inbox, name: str) -> None:
    page.goto("/accounts/login/code/")
    page.get_by_label("Your e-mail address").fill(address(name))
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/confirm/")
    text = inbox.wait_for(page, address(name), "Your code to sign in")
    page.get_by_label("Code").fill(re.search(r"^\s*([A-Z0-9]+-[A-Z0-9]+)\s*$", text, re.M)[1])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Home").wait_for()


def test_from_an_empty_organisation_to_the_invitations_of_raters(new_page, server, inbox, tmp_path):
    page = new_page(1280)
    organiser(page, server)
    hands = Hands(page)
    page.goto("/")
    import_people(hands, tmp_path)
    launch_a_round(hands)
    assert hands.screens <= SCREENS
    assert hands.seconds / 60 <= MINUTES
    for name in LEADERS:
        leader = Hands(new_page(1280))
        sign_in(leader.page, inbox, name)
        name_raters(leader, inbox, name)
        assert leader.screens <= OF_A_LEADER
    manager = Hands(new_page(1280))
    sign_in(manager.page, inbox, "Max Boss")
    approve(manager)
    every_rater_has_one_link_for_each_leader(page, inbox)


def import_people(hands: Hands, tmp_path) -> None:
    page = hands.page
    file = tmp_path / "people.csv"
    file.write_text(people())
    hands.press(page.get_by_role("link", name="Add people").first)
    page.get_by_label("CSV or XLSX file").set_input_files(file)
    hands.press(page.get_by_role("button", name="Check the file"))
    hands.press(page.get_by_role("button", name=f"Import {PEOPLE} people"))
    page.get_by_text(f"{PEOPLE} people added").wait_for()


def launch_a_round(hands: Hands) -> None:
    page = hands.page
    hands.press(page.get_by_role("link", name="Home"))
    hands.press(page.get_by_role("link", name="Prepare a first 360 round"))
    hands.type(page.get_by_label("Name", exact=True), "Team leaders, spring")
    page.get_by_label("Questionnaire").select_option(index=1)
    hands.seconds += THINK_S + 2 * (POINT_S + PRESS_S)
    page.get_by_label("A coach reads each report").uncheck(force=True)
    hands.seconds += POINT_S + PRESS_S
    hands.press(page.get_by_role("button", name="Save, and choose the leaders"))
    hands.press(page.get_by_text("Paste many people instead"))
    hands.type(page.get_by_label("Names and e-mail addresses"), "; ".join(map(address, LEADERS)))
    hands.press(page.get_by_role("button", name="Add", exact=True))
    hands.press(page.get_by_role("link", name="Check, and launch"))
    hands.press(page.get_by_role("button", name="Launch, and write to 3 leaders"))
    page.get_by_text("Launched. We are sending an e-mail to each leader.").wait_for()


def name_raters(hands: Hands, inbox: Inbox, name: str) -> None:
    """A leader opens the link in their e-mail, ticks fifteen people, and sends the list."""
    text = inbox.wait_for(hands.page, address(name), "please name your raters")
    hands.page.goto(re.search(r"http://localhost:\d+/reviews/\S+", text)[0])
    hands.press(hands.page.get_by_role("link", name="The people who rate you"))
    suggested = hands.page.locator("input[name=tick]")
    ticked = suggested.evaluate_all("all => all.filter(one => one.checked).length")
    for one in suggested.all():
        if ticked < RATERS and not one.is_checked():
            hands.tick(one)
            ticked += 1
    hands.press(hands.page.get_by_role("button", name="Save the list").first)
    hands.press(hands.page.get_by_role("button", name="Send for approval"))
    hands.page.get_by_text("Your list has been sent for approval.").wait_for()


def approve(hands: Hands) -> None:
    for name in LEADERS:
        link = hands.page.get_by_role("link", name=f"Approve the raters of {name}")
        hands.press(link)
        hands.press(hands.page.get_by_role("button", name="Approve and invite"))
        hands.page.get_by_text("raters invited.").wait_for()
    assert accessible(hands.page) == []


def every_rater_has_one_link_for_each_leader(page: Page, inbox: Inbox) -> None:
    for _ in range(300):
        links = [link for _to, text in inbox.texts for link in LINK.findall(text)]
        if len(links) >= RATERS * len(LEADERS):
            break
        page.wait_for_timeout(100)
    assert len(links) == len(set(links)) == RATERS * len(LEADERS)
