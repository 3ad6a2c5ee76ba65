"""Telling someone how it felt, one question a page: no word is lost, and none stays behind."""

import pytest

from tests.browser.conftest import accessible, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

CHIEF = "Francis Okafor"
WORDS = "He waved us out and talked on."


def write(page):
    page.goto("/tell/")
    page.get_by_label("Who did or said it?").fill(CHIEF)
    page.get_by_label("Which moment was it?").fill("Leaving the room")
    page.get_by_label("What did they do or say?").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("worthless").check(force=True)
    page.get_by_role("button", name="Continue").click()


def route(page, name):
    page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Continue").click()


def test_all_four_ways_are_taken_from_one_draft(new_page):
    page = take_seat(new_page(), "few")
    write(page)
    assert accessible(page) == []
    route(page, "tell them myself")
    page.get_by_role("heading", name=f"To tell {CHIEF}").wait_for()
    assert accessible(page) == []
    assert (
        page.get_by_role("link", name="Ask for ten minutes")
        .get_attribute("href")
        .endswith("?who=Francis%20Okafor#ask")
    )
    page.get_by_role("button", name="Change something, or choose another way").click()
    route(page, "In my name")
    page.get_by_role("heading", name="Check before you send it").wait_for()
    assert WORDS in page.get_by_role("main").text_content()
    page.go_back()
    route(page, "Through a guardian")
    page.get_by_label("Your name, for the guardian").wait_for()
    page.get_by_role("button", name="Back").click()
    route(page, "Anonymously")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Seal it and send it").wait_for()
    assert accessible(page) == []
    page.go_back()
    page.go_back()
    route(page, "In my name")
    page.get_by_role("button", name="Send it in my name").click()
    page.wait_for_url("**/by-me/*/")
    assert WORDS in page.get_by_role("main").text_content()


def test_going_back_and_forward_by_the_browser_loses_no_word(new_page):
    page = new_page()
    write(page)
    page.go_back()
    assert page.get_by_label("worthless").is_checked()
    page.go_back()
    assert page.get_by_label("What did they do or say?").input_value() == WORDS
    page.go_forward()
    page.go_forward()
    route(page, "tell them myself")
    page.get_by_role("heading", name=f"To tell {CHIEF}").wait_for()
    page.go_back()
    page.go_forward()
    assert WORDS in page.locator("[data-following]").text_content()


def test_in_my_name_says_first_that_it_needs_signing_in_and_keeps_the_words(new_page):
    page = new_page()
    page.goto("/tell/")
    assert not page.get_by_text("call 999").is_visible()
    page.get_by_text("Is somebody in danger?").click()
    page.get_by_text("call 999").wait_for()
    write(page)
    page.get_by_text("You need no account, except to give feedback in your name").wait_for()
    assert "You need to sign in." in page.locator("#route-named-hint").text_content()
    route(page, "In my name")
    page.get_by_text("in another tab. Then press Continue").wait_for()
    take_seat(page.context.new_page(), "few").close()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Check before you send it").wait_for()


def test_a_lost_connection_before_the_check_loses_no_word(new_page):
    page = new_page()
    write(page)
    page.route("**/tell/", lambda way: way.abort("connectionreset"))
    route(page, "tell them myself")
    page.get_by_text("It was not sent. What you wrote is still here").wait_for()
    page.unroute("**/tell/")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name=f"To tell {CHIEF}").wait_for()


@pytest.mark.parametrize("address", ["/tell/", "/speak-up/"])
def test_whoever_presses_back_on_a_shared_phone_finds_no_word(new_page, address):
    page = new_page()
    page.goto(address)
    field = page.locator("textarea").first
    field.fill(WORDS)
    page.goto("/methods/")
    page.go_back()
    assert page.locator("textarea").first.input_value() == ""


def test_what_a_browser_keeps_of_a_page_that_was_left_holds_no_word(new_page):
    """As when it is put into the memory of the back button, and brought back from there."""
    page = new_page()
    write(page)
    route(page, "tell them myself")
    page.get_by_role("heading", name=f"To tell {CHIEF}").wait_for()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert WORDS not in page.content()
    assert page.locator("textarea, [name=what]").count() == 0
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.get_by_label("What did they do or say?").input_value() == ""


def leave_and_come_back(page):
    page.goto("/methods/")
    page.goto("/tell/")


def test_a_draft_is_kept_in_its_tab_where_its_writer_chooses_so_and_shown_when_asked_for(new_page):
    page = new_page()
    write(page)
    page.get_by_label("Keep what I write in this tab").check()
    page.get_by_text("Your words are kept in this tab.").wait_for()
    kept = page.evaluate("JSON.stringify([sessionStorage, localStorage, history.state])")
    assert WORDS not in kept  # it is encrypted: a disk that holds it opens nothing
    leave_and_come_back(page)
    page.get_by_role("heading", name="A draft is kept in this tab").wait_for()
    assert accessible(page) == []
    assert WORDS not in page.content()
    assert not page.get_by_label("Who did or said it?").is_visible()
    page.get_by_role("button", name="Go on writing").click()
    page.get_by_role("radio", name="Anonymously").wait_for()  # where its writer stopped
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("worthless").is_checked()
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("What did they do or say?").input_value() == WORDS
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("upset").check(force=True)  # what is written from now on is kept, too
    leave_and_come_back(page)
    page.get_by_role("button", name="Go on writing").click()
    assert page.get_by_label("upset").is_checked()


def test_a_kept_draft_is_gone_once_it_was_deleted_or_sent(new_page):
    page = new_page()
    for end in ("Delete this draft", "Seal it and send it"):
        write(page)
        page.get_by_label("Keep what I write in this tab").check()
        if end == "Seal it and send it":
            route(page, "Anonymously")
            page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name=end).click()
        if end == "Seal it and send it":
            page.locator("[data-now=arrived]").wait_for()
            page.get_by_role("button", name="I am on a shared computer").click()
            page.get_by_role("button", name="Forget them now").click()
        leave_and_come_back(page)
        assert page.get_by_label("What did they do or say?").input_value() == ""
        assert page.evaluate("[JSON.stringify(sessionStorage), window.name]") == ["{}", ""]


def test_another_tab_finds_no_draft(new_page):
    page = new_page()
    write(page)
    page.get_by_label("Keep what I write in this tab").check()
    other = page.context.new_page()
    other.goto("/tell/")
    assert other.get_by_label("What did they do or say?").input_value() == ""
    assert not other.get_by_role("heading", name="A draft is kept").is_visible()


def test_a_word_too_many_is_said_at_once(new_page):
    page = new_page()
    write(page)
    page.go_back()
    said = page.get_by_text("Choose at most 3 words. Take one away")
    for word in ("angry", "upset"):
        page.get_by_label(word, exact=True).check(force=True)
    assert not said.is_visible()
    page.get_by_label("hurt", exact=True).check(force=True)
    assert said.is_visible()
    assert accessible(page) == []
    page.get_by_label("angry", exact=True).uncheck(force=True)
    assert not said.is_visible()


BACK = """new Promise((done) => {
    addEventListener('popstate', done, { once: true })
    history.back()
})"""
"""Go back, and wait until the page has heard of it."""


def test_going_back_from_a_receipt_shows_no_empty_form_beside_it(new_page):
    page = new_page()
    write(page)
    route(page, "Anonymously")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Seal it and send it").click()
    page.locator("[data-now=arrived] [data-receipt-words] li").first.wait_for()
    for _ in range(2):
        page.evaluate(BACK)
        assert page.locator("[data-receipt-words] li").first.is_visible()
        assert not page.get_by_role("button", name="Seal it and send it").is_visible()


def shown(page) -> dict[str, str]:
    """Return what stands in the list of what is sent: what was answered to each question."""
    rows = page.locator(".es-answer:visible").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}


def change(page, name):
    page.get_by_role("button", name=f"Change ({name})").click()


def test_all_that_is_sealed_is_shown_in_one_look_before_it_is_sent_and_nowhere_after(new_page):
    page = new_page()
    write(page)
    route(page, "Through a guardian")
    page.get_by_label("Your name, for the guardian").fill("Bronwen")
    page.get_by_role("checkbox", name="Tunde Marsh").uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Check before you send it").wait_for()
    page.get_by_text("The guardian you choose will read your words and your name.").last.wait_for()
    assert shown(page) == {
        "About": CHIEF,
        "The moment": "Leaving the room",
        "What was done or said": WORDS,
        "How it felt": "worthless",
        "What would help": "Not said",
        "Who should know, and how": "Through a guardian, who will know my name",
        "Your name": "Bronwen",
        "Who can open it": "Gwen Price",
        "Files": "None",
        "To be passed on": "Ask me first, in the dialogue",
    }
    assert accessible(page) == []
    page.get_by_role("button", name="Seal it and send it").click()
    page.locator("[data-now=arrived]").wait_for()
    assert WORDS not in page.content()


def test_a_changed_answer_leads_back_to_the_check_and_not_past_what_is_missing_then(new_page):
    page = new_page()
    write(page)
    route(page, "Anonymously")
    page.get_by_role("button", name="Continue").click()
    change(page, "What was done or said")
    assert page.evaluate("document.activeElement.id") == "id_what"
    page.get_by_label("What did they do or say?").fill("He smiled.")
    page.get_by_role("button", name="Continue").click()
    assert shown(page)["What was done or said"] == "He smiled."
    assert "Your name" not in shown(page)
    change(page, "Who should know, and how")
    route(page, "Through a guardian")
    page.get_by_text("so that the guardian knows you, or choose").wait_for()
    page.get_by_label("Your name, for the guardian").fill("Bronwen")
    page.get_by_role("button", name="Continue").click()
    assert shown(page)["Your name"] == "Bronwen"


def test_nothing_is_shown_as_ready_that_no_guardian_can_open(new_page):
    page = new_page()
    write(page)
    route(page, "Anonymously")
    for name in ("Gwen Price", "Tunde Marsh"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Choose at least one guardian.").wait_for()
    assert not page.get_by_role("button", name="Seal it and send it").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_what_is_sent_in_a_name_is_checked_and_each_answer_can_be_changed(new_page, script):
    page = take_seat(new_page(script=script), "few")
    if script:
        write(page)
        route(page, "In my name")
    else:
        page.goto("/tell/")
        page.get_by_label("Who did or said it?").fill(CHIEF)
        page.get_by_label("Which moment was it?").fill("Leaving the room")
        page.get_by_label("What did they do or say?").fill(WORDS)
        page.get_by_label("worthless").check(force=True)
        route(page, "In my name")
    page.get_by_role("heading", name="Check before you send it").wait_for()
    answers = shown(page)
    assert (answers["What was done or said"], answers["How it felt"]) == (WORDS, "worthless")
    assert answers["Who should know, and how"] == "In my name"
    change(page, "What was done or said")
    field = page.get_by_label("What did they do or say?")
    assert field.input_value() == WORDS
    field.fill("He smiled.")
    page.get_by_role("button", name="Continue").click()
    if script:
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Check before you send it").wait_for()
    assert shown(page)["What was done or said"] == "He smiled."


def test_what_somebody_will_say_themselves_can_be_copied(new_page):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page)
    route(page, "tell them myself")
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied. Paste it somewhere safe").wait_for()
    assert accessible(page) == []
    copied = page.evaluate("navigator.clipboard.readText()")
    assert WORDS in copied
    assert "How it felt to me: worthless" in copied


def test_where_no_script_runs_there_is_no_button_to_copy(new_page):
    page = new_page(script=False)
    page.goto("/tell/")
    page.get_by_label("Who did or said it?").fill(CHIEF)
    page.get_by_label("Which moment was it?").fill("Leaving the room")
    page.get_by_label("What did they do or say?").fill(WORDS)
    page.get_by_label("worthless").check(force=True)
    route(page, "tell them myself")
    page.get_by_role("heading", name=f"To tell {CHIEF}").wait_for()
    assert not page.locator("[data-copies]").is_visible()


def test_a_word_that_is_too_long_is_not_cut_and_keeps_somebody_on_its_page(new_page):
    page = new_page()
    page.goto("/speak-up/")
    long = "It happened again. " * 1100
    what = page.locator("#what")
    what.fill(long)
    page.get_by_text("Please shorten it.").wait_for()
    page.get_by_role("button", name="Continue").click()
    assert what.is_visible()
    assert what.input_value() == long
    what.fill("It happened again.")
    page.get_by_role("button", name="Continue").click()
    what.wait_for(state="hidden")
