"""The report in a browser: it is short, and everything of its first screen comes first."""

import re

import pytest

from tests.browser.conftest import take_seat

LONGEST = 6_000


@pytest.fixture
def report(new_page):
    def opened(width: int):
        page = take_seat(new_page(width), "recipient")
        page.goto("/")
        page.goto(re.search(r"/reviews/[0-9a-f-]+/report/", page.content())[0])
        return page

    return opened


def test_the_report_of_43_raters_is_short_before_anything_is_opened(report):
    page = report(1280)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= LONGEST
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_headline_picture_and_cards_come_before_everything_else(report, width):
    page = report(width)
    order = ["h1", ".es-rows >> nth=0", ".es-card >> nth=0", ".es-who-answered", ".es-heat"]
    tops = [page.locator(part).bounding_box()["y"] for part in order]
    assert tops == sorted(tops)


def test_a_value_of_the_picture_leads_to_its_block(report):
    page = report(360)
    page.locator(".es-rows a").first.click()
    assert page.evaluate("document.querySelector(':target').textContent.trim()") == (
        page.locator(".es-rows a").first.inner_text()
    )


def test_what_to_do_leads_into_the_plan(report):
    page = report(1280)
    page.get_by_role("link", name="Put this in your plan").click()
    page.wait_for_load_state()
    chosen = page.get_by_label("What in the report is this about?")
    assert chosen.input_value() == "notices-the-room"
