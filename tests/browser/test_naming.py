"""Raters are named on one page: by keyboard, with counts that follow, and without scripts."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import accessible, take_seat


def to_a_list(page: Page) -> Page:
    """Open the list of a leader who is naming raters, as the organiser."""
    take_seat(page, "organiser").goto("/rounds/3/")
    leaders = page.locator("a[href*='/leaders/']")
    for address in [link.get_attribute("href") for link in leaders.all()]:
        page.goto(address)
        name_raters = page.get_by_role("link", name="Name raters for")
        if name_raters.count():
            name_raters.click()
            page.get_by_role("heading", name="People we suggest").wait_for()
            return page
    raise AssertionError("nobody in the demonstration names raters")


def test_people_are_ticked_by_keyboard_and_it_is_said_where_the_list_would_stand(new_page):
    page = to_a_list(new_page())
    assert accessible(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    reports = page.get_by_role("group", name="People they lead")
    box = reports.get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    reports.get_by_text("1 on the list or ticked.").wait_for()
    for other in reports.get_by_role("checkbox").all()[1:4]:
        other.check()
    reports.get_by_text(re.compile(r"4 on the list or ticked\. .*shown")).wait_for()
    page.get_by_role("button", name="Save the list").first.click()
    page.get_by_text(re.compile("^Added: [45] people.$")).wait_for()
    assert "#list" in page.url
    assert accessible(page) == []


def test_enter_in_a_field_saves_the_list(new_page):
    page = to_a_list(new_page(1280))
    page.get_by_text("Somebody outside, who is not known here yet").click()
    page.get_by_label("E-mail address", exact=True).first.fill("pat@new.example")
    page.locator("[name=outside-0-name]").fill("Pat New")
    page.locator("[name=outside-0-organisation]").fill("New Place")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("^Added: [12] (person|people).$")).wait_for()
    page.get_by_text("Pat New, New Place").wait_for()


def test_without_scripts_people_are_pasted_and_removed(new_page):
    page = to_a_list(new_page(script=False))
    page.get_by_text("Paste several names or addresses at once").click()
    pasted = "Okafor, Francis <francis.okafor@cityhealth.example>; New, Di <di@new-place.example>"
    page.get_by_label("Names and e-mail addresses").fill(pasted)
    page.get_by_role("button", name="Save the list").first.click()
    page.get_by_text("We do not know 1 of the addresses you pasted.").wait_for()
    assert page.locator("[value='di@new-place.example']").is_visible()
    assert page.locator("[value='Di New']").is_visible()
    page.locator("[name=outside-0-organisation]").fill("New Place")
    page.get_by_role("button", name="Save the list").first.click()
    page.get_by_text("Di New, New Place").wait_for()
    page.get_by_role("button", name="Remove Di New").click()
    page.get_by_text("Removed: Di New.").wait_for()
