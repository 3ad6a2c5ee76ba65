"""A big conversation by invitation in a browser: from the e-mail to the first answer."""

import html
import re

import pytest

from tests.browser.conftest import take_seat
from tests.browser.test_conversation import JUST_SHOWN, answer, heading
from tests.browser.test_pages import wrong_with

QUESTION = "What should members decide?"
SEEDS = ("The name of the new clinic.", "Where it is built.")
PEOPLE = (
    "Ann Lee <ann@members.example>; bo@members.example; Cy <cy@members.example>; di@members.example"
)


@pytest.fixture(scope="module")
def links(server, browser) -> dict[str, str]:
    """Return the links in the e-mails of a conversation that was opened, by address."""
    context = browser.new_context(base_url=server.url, locale="en-GB")
    page = take_seat(context.new_page(), "organiser")
    _invite(page)
    page.goto(page.url.replace("people/", "open/"))
    assert wrong_with(page) == []
    page.get_by_role("button", name="Open the conversation").click()
    page.get_by_text("The invitations go out in the next minutes.").wait_for()
    page.get_by_role("link", name="Invite people").click()
    page.get_by_text("Invited: 4. Cards made, in steps of 4: 0.").wait_for()
    assert wrong_with(page) == []
    found = _in_the_mail(page)
    context.close()
    return found


def _invite(page) -> None:
    page.goto("/conversations/new/")
    page.get_by_label("What do you ask?").fill(QUESTION)
    page.get_by_label("The people you invite by e-mail: one card each").check()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Save, and add statements").click()
    page.get_by_label("Statements, a line each").fill("\n".join(SEEDS))
    page.get_by_role("button", name="Add them").click()
    page.goto(re.sub(r"(/conversations/[^/]+/).*", r"\1people/", page.url))
    page.get_by_label("Other people: names and e-mail addresses").fill(PEOPLE)
    page.get_by_role("button", name="Invite them").click()
    page.get_by_text("4 people are invited.").wait_for()
    assert wrong_with(page) == []


def _in_the_mail(page) -> dict[str, str]:
    for _n in range(60):  # they go out in the background
        page.goto("/mailbox/")
        sent = re.findall(
            r"(\w+@members\.example)(?s:.*?)(/conversation/invitation/[^\s\"<]+)", page.content()
        )
        if len(dict(sent)) == 4:
            return {to: html.unescape(link) for to, link in sent}
        page.wait_for_timeout(500)
    raise AssertionError("the invitations did not go out")


def make_card(page, link: str) -> str:
    """Make the card of an invitation; return the link on it."""
    page.goto(link)
    page.get_by_role("button", name="Make my card").click()
    take_part = page.get_by_role("link", name="Take part in the conversation")
    return take_part.get_attribute("href")


def test_from_the_email_to_the_first_answer(new_page, links):
    page = new_page()
    page.goto(links["ann@members.example"])
    assert wrong_with(page) == []
    card = make_card(page, links["ann@members.example"])
    assert wrong_with(page) == []
    page.get_by_role("link", name="Take part in the conversation").click()
    assert heading(page).endswith(QUESTION)
    page.get_by_role("button", name="Begin with your card").wait_for()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Begin with your card").click()
    page.get_by_role("button", name="Agree", exact=True).wait_for()
    page.wait_for_timeout(JUST_SHOWN)
    answer(page, "Agree")
    page.get_by_role("link", name="Your answers").wait_for()
    assert "#" not in page.url
    assert page.context.cookies() == []

    other = new_page(script=False)
    other.goto(card)
    assert other.get_by_role("button", name="Begin with your card").count() == 0
    other.get_by_text("I have a card already", exact=True).click()
    other.get_by_label("Your card").fill(card)
    other.get_by_role("button", name="Go on with this card").click()
    assert other.get_by_role("link", name="Your answers").is_visible()
    assert heading(other) == heading(page)
    assert other.url == page.url.partition("?")[0]


def test_a_card_begins_on_the_device_that_made_it_without_its_link(new_page, links):
    page = new_page()
    card = make_card(page, links["bo@members.example"])
    page.goto(card.partition("#")[0])
    page.get_by_role("button", name="Begin with your card").click()
    page.get_by_role("button", name="Agree", exact=True).wait_for()


def test_an_invitation_makes_no_second_card_on_another_device(new_page, links):
    card = make_card(new_page(), links["cy@members.example"])
    page = new_page()
    page.goto(links["cy@members.example"])
    page.get_by_role("button", name="Make my card").click()
    page.get_by_text("A card has already been made with this invitation").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Your card is not in this browser"
    assert wrong_with(page) == []
    assert page.get_by_role("link", name="Take part in the conversation").count() == 0
    page.get_by_label("Your card").fill(card)
    page.get_by_role("button", name="Go on with this card").click()
    page.get_by_role("button", name="Agree", exact=True).wait_for()


def test_another_key_than_that_of_the_invitation_stops_everything(new_page, links):
    page = new_page()
    link = links["di@members.example"]
    page.goto(re.sub(r"key=.....", "key=AAAAA", link))
    page.get_by_text("Please stop here.").wait_for()
    assert not page.get_by_role("button", name="Make my card").is_visible()


def test_without_a_script_the_page_says_what_to_do_and_no_card_is_made(new_page, links):
    page = new_page(script=False)
    page.goto(links["di@members.example"])
    assert page.get_by_text(
        "This browser cannot make a card that nothing links to you."
    ).is_visible()
    assert page.get_by_role("button", name="Make my card").count() == 0
