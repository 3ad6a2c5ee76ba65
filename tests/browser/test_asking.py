"""A moment that its leader asked about, in a browser."""

import pytest

from tests.browser.conftest import accessible, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays


def test_those_who_were_there_read_what_was_heard_and_what_will_be_done(new_page):
    page = take_seat(new_page(), "recipient")
    page.get_by_role("link", name="has closed: see how it felt").click()
    page.get_by_role("link", name="Tell those who were there what you heard").click()
    assert accessible(page) == []
    page.get_by_label("What did you hear?").fill("Half of you felt sent away.")
    page.get_by_label("What will you do?").fill("We call you back in.")
    page.get_by_role("button", name="Show it to them").click()
    page.get_by_text("Whoever opens the same link or code reads it now.").wait_for()
    link = page.get_by_role("main").get_by_text("Last changed on").text_content()
    reader = new_page(script=False)
    reader.goto("/felt/" + link.partition("/felt/")[2].split()[0])
    assert "Half of you felt sent away." in reader.get_by_role("main").text_content()
    assert "We call you back in." in reader.get_by_role("main").text_content()
    assert accessible(page) == []
    assert reader.context.cookies() == []


def ask(page, what):
    page.goto("/moments/new/")
    page.get_by_label("What did you lead?").fill(what)
    page.get_by_label("heard").check(force=True)
    page.get_by_role("button", name="Save it, and let people answer").click()
    return "/felt/" + page.locator(".es-qr__link").text_content().partition("/felt/")[2]


def test_an_open_moment_is_renamed_and_cancelled_by_a_second_press(new_page):
    page, reader = take_seat(new_page(), "few"), new_page()
    link = ask(page, "Fridya brief")
    page.get_by_role("link", name="Change the title or day").click()
    assert accessible(page) == []
    page.get_by_label("What did you lead?").fill("Friday brief")
    page.get_by_role("button", name="Save changes").click()
    reader.goto(link)
    assert "Friday brief" in reader.get_by_role("main").text_content()
    page.get_by_role("link", name="Cancel this question").click()
    assert accessible(page) == []
    page.get_by_role("button", name="Cancel it and delete all answers").click()
    page.get_by_text("You cancelled this question.").wait_for()
    reader.get_by_label("hopeful").check(force=True)
    reader.get_by_role("button", name="Send").click()
    text = reader.get_by_role("main").text_content()
    assert "cancelled this question. All answers were deleted" in text


def test_a_tab_says_that_it_has_answered_and_no_other_tab_does(new_page):
    link = ask(take_seat(new_page(), "few"), "Monday brief")
    page = new_page()
    page.goto(link)
    said = page.get_by_text("An answer was given from this tab.")
    assert not said.is_visible()
    page.get_by_text("Answer once.").wait_for()
    page.get_by_label("frightened").check(force=True)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("the same link shows the questions again").wait_for()
    page.goto(link)
    said.wait_for()
    assert not page.get_by_label("frightened").is_checked()
    assert accessible(page) == []
    other = page.context.new_page()
    other.goto(link)
    other.get_by_text("Answer once.").wait_for()
    assert not other.get_by_text("An answer was given from this tab.").is_visible()
