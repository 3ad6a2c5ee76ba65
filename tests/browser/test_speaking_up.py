"""Raising a concern in a browser: few screens, one thing on each, nothing lost between them."""

import pytest

from tests.browser.conftest import accessible
from tests.browser.test_moments import sealed, type_two

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

WHAT = "What happened, or is happening?"


def test_from_the_first_page_to_a_confirmed_receipt_it_takes_five_screens(new_page):
    page = new_page()
    page.goto("/")
    screens = []

    def press(role, name):
        page.get_by_role(role, name=name, exact=True).click()
        screens.append(name)

    press("link", "Raise a concern")
    assert accessible(page) == []
    page.get_by_label(WHAT).fill("There is one of us for two teams at night.")
    press("button", "Continue")
    page.get_by_role("heading", name="Who may know").wait_for()
    assert page.get_by_label("No (anonymous)").is_checked()
    press("button", "Continue")
    page.get_by_role("heading", name="Before you send it").wait_for()
    press("button", "Seal it and send it")
    sealed(page)
    press("button", "I have kept them")
    type_two(page)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("You have them.").wait_for()
    assert len(screens) <= 5
    assert page.context.cookies() == []


def test_danger_is_one_tap_away_and_not_in_the_way(new_page):
    page = new_page()
    page.goto("/speak-up/")
    assert not page.get_by_text("call 999").is_visible()
    page.get_by_text("Is somebody in danger? Call first").click()
    assert page.get_by_text("call 999").is_visible()


def test_no_step_is_left_with_something_missing_and_none_loses_a_word(new_page):
    page = new_page()
    page.goto("/speak-up/")
    go_on = page.get_by_role("button", name="Continue")
    go_on.click()
    page.get_by_text("Write something first.").wait_for()
    page.get_by_label(WHAT).fill("Half of it.")
    go_on.click()
    page.get_by_label("Yes, the guardians I choose below and nobody else").check()
    go_on.click()
    page.get_by_text("or choose to stay anonymous").wait_for()
    page.get_by_label("No (anonymous)").check()
    for name in ("Gwen Price", "Tunde Marsh"):
        page.get_by_role("checkbox", name=name).uncheck()
    go_on.click()
    page.get_by_text("Choose at least one guardian.").wait_for()
    page.go_back()
    assert page.get_by_label(WHAT).input_value() == "Half of it."
    go_on.click()
    assert not page.get_by_role("checkbox", name="Gwen Price").is_checked()
