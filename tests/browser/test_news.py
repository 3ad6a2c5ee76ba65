"""What a page has to say first has the focus: a screen reader says nothing else by itself."""

from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import take_seat


def _write(page: Page, closes: date, opens: date | None = None) -> None:
    page.get_by_label("What do you ask?").fill("What should change?")
    page.get_by_label("Last day").fill(closes.isoformat())
    page.get_by_label("Opens on").fill(opens.isoformat() if opens else "")
    page.get_by_role("button", name="Save, and add statements").click()


def test_a_second_mistake_is_said_where_the_first_was_corrected(new_page):
    page = take_seat(new_page(), "organiser")
    page.goto("/conversations/new/")
    today = timezone.localdate()
    _write(page, closes=today - timedelta(days=1))
    page.locator(".nhsuk-error-summary").get_by_role("link").first.click()
    assert page.url.endswith("#id_closes_on")
    _write(page, closes=today + timedelta(days=9), opens=today - timedelta(days=1))
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Opens on")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")


def test_what_was_done_is_said(new_page):
    page = take_seat(new_page(), "organiser")
    page.goto("/conversations/new/")
    _write(page, closes=timezone.localdate() + timedelta(days=9))
    page.goto(page.url.replace("seeds/", "edit/"))
    page.get_by_label("What do you ask?").fill("What should we change?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    expect(page.locator("[data-says-first]")).to_be_focused()
