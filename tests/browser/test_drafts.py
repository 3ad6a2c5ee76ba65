"""What somebody was writing when their session ended, or their browser, or their page was old."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessible, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

NOTE = "You listened well, and the ward noticed. Start there when we meet."
KEPT = "What you write is kept in this browser"
PUT_BACK = "We put back what you wrote on"


@pytest.fixture
def release(new_page):
    """Return a coach's page with the note of a report, and its address."""
    page = take_seat(new_page(), "coach")
    review = page.locator("a[href*='/reviews/']").first.get_attribute("href")
    page.goto(re.search("/reviews/[0-9a-f-]+/", review)[0] + "release/")
    return page


def note(page):
    return page.get_by_label("Your note to the leader")


def end_session(page):
    page.context.clear_cookies(name="session")


def kept_here(page) -> dict:
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage)"
        ".filter(([name]) => name.startsWith('everyseat-words-')))"
    )


def sign_in_with_code(page, email):
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/confirm/**")
    mailbox = page.context.new_page()
    mailbox.goto(f"/mailbox/?to={email}")
    sent = mailbox.locator("details", has_text="Your code to sign in").first
    sent.locator("summary").click()
    code = re.search(r"^\s*([A-Z0-9]+-?[A-Z0-9]+)\s*$", sent.inner_text(), re.M)
    mailbox.close()
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Sign in").click()


def test_a_session_that_ends_in_the_middle_of_a_note_loses_no_word(release):
    page = release
    address = page.url
    note(page).fill(NOTE)
    page.get_by_text(KEPT).wait_for()
    assert accessible(page) == []
    end_session(page)
    page.get_by_role("button", name="Release").last.click()
    page.get_by_role("heading", name="Nothing is saved yet. Your words are still here").wait_for()
    assert page.get_by_label("What you wrote").input_value() == NOTE
    assert accessible(page) == []
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    sign_in_with_code(other, "imran.sheikh@cityhealth.example")
    other.get_by_text(PUT_BACK).wait_for()
    assert other.url == address
    expect(note(other)).to_have_value(NOTE)
    assert accessible(other) == []


def test_a_browser_that_crashed_has_the_words_and_deletes_them_when_asked(release):
    note(release).fill(NOTE)
    release.get_by_text(KEPT).wait_for()
    again = release.context.new_page()
    release.close()
    again.goto(release.url)
    again.get_by_text(PUT_BACK).wait_for()
    expect(note(again)).to_have_value(NOTE)
    again.get_by_role("button", name="Delete what I wrote").click()
    expect(again.get_by_text(PUT_BACK)).to_have_count(0)
    expect(note(again)).to_have_value("")
    assert kept_here(again) == {}


def test_signing_out_deletes_drafts(release):
    note(release).fill(NOTE)
    release.get_by_text(KEPT).wait_for()
    assert len(kept_here(release)) == 1
    address = release.url
    release.get_by_role("button", name="Sign out").click()
    release.get_by_role("link", name="Sign in").first.wait_for()
    assert kept_here(release) == {}
    take_seat(release, "coach").goto(address)
    expect(note(release)).to_have_value("")


def test_the_next_person_at_the_same_browser_reads_nothing(release):
    note(release).fill(NOTE)
    release.get_by_text(KEPT).wait_for()
    address = release.url
    end_session(release)
    take_seat(release, "organiser")
    assert len(kept_here(release)) == 1
    assert "ward noticed" not in str(kept_here(release))
    key = "document.querySelector('[data-draft-key]')?.dataset.draftKey"
    release.goto("/briefs/new/")
    theirs = release.evaluate(key)
    end_session(release)
    take_seat(release, "coach").goto(address)
    release.get_by_text(PUT_BACK).wait_for()
    assert release.evaluate(key) not in (theirs, None)
    expect(note(release)).to_have_value(NOTE)


def fill_brief(page, title):
    page.goto("/briefs/new/")
    page.get_by_label("What is the brief about?").fill(title)
    page.locator("textarea").first.fill(f"{title}: what happened, and what will change.")
    page.get_by_label("By when should teams have met?").fill("2026-12-15")


def test_a_draft_is_deleted_when_the_server_has_saved_it(new_page):
    page = take_seat(new_page(1280), "organiser")
    fill_brief(page, "First brief")
    assert len(kept_here(page)) == 1
    page.get_by_role("button", name="Go on to the questions").click()
    page.get_by_role("heading", name="First brief").wait_for()
    page.wait_for_function(
        "!Object.keys(localStorage).some((n) => n.startsWith('everyseat-words'))"
    )
    page.goto("/briefs/new/")
    expect(page.locator("textarea").first).to_have_value("")
    assert not page.get_by_text(PUT_BACK).count()


def test_a_refused_token_costs_one_press(new_page):
    page = take_seat(new_page(), "organiser")
    fill_brief(page, "Second brief")
    token = "[...document.getElementsByName('csrfmiddlewaretoken')]"
    page.evaluate(f"{token}.forEach((field) => {{ field.value = 'x'.repeat(64) }})")
    page.get_by_role("button", name="Go on to the questions").click()
    page.get_by_text("This was sent from a page that was opened before").wait_for()
    assert accessible(page) == []
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("heading", name="Second brief").wait_for()
    page.wait_for_function(
        "!Object.keys(localStorage).some((n) => n.startsWith('everyseat-words'))"
    )


def test_what_another_tab_is_writing_is_not_deleted_by_saving_this_one(new_page):
    page = take_seat(new_page(1280), "organiser")
    fill_brief(page, "Third brief")
    other = page.context.new_page()
    fill_brief(other, "Fourth brief")
    page.get_by_role("button", name="Go on to the questions").click()
    page.get_by_role("heading", name="Third brief").wait_for()
    # the other tab had put the third back, and wrote the fourth over it
    other.get_by_label("What is the brief about?").press("End")
    other.get_by_label("What is the brief about?").type(" on")
    other.reload()
    other.get_by_text(PUT_BACK).wait_for()
    expect(other.get_by_label("What is the brief about?")).to_have_value("Fourth brief on")


def test_after_signing_in_in_another_tab_one_press_saves_the_words(new_page):
    page = take_seat(new_page(), "organiser")
    fill_brief(page, "Sixth brief")
    end_session(page)
    page.get_by_role("button", name="Go on to the questions").click()
    page.get_by_text("You were signed out before this reached us.").wait_for()
    take_seat(page.context.new_page(), "organiser")
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("heading", name="Sixth brief").wait_for()


def test_without_scripts_the_words_are_sent_again_after_signing_in(new_page):
    page = take_seat(new_page(script=False), "organiser")
    fill_brief(page, "Fifth brief")
    end_session(page)
    page.get_by_role("button", name="Go on to the questions").click()
    page.get_by_text("You were signed out before this reached us.").wait_for()
    take_seat(page.context.new_page(), "organiser")
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("This was sent from a page that was opened before").wait_for()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("heading", name="Fifth brief").wait_for()
