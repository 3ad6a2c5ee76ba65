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
