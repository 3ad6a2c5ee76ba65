"""Raising a concern in a browser: few screens, one thing on each, nothing lost between them."""

import pytest

from tests.browser.conftest import accessible
from tests.browser.test_moments import sealed, type_two
from tests.browser.test_telling import change, shown

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
    page.get_by_text("They do not investigate it themselves or decide who is right.").wait_for()
    assert page.get_by_label("No (anonymous)").is_checked()
    press("button", "Continue")
    page.get_by_role("heading", name="Check before you send it").wait_for()
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
    said = page.get_by_text("call 999").locator("visible=true")  # in the plain form, too
    assert said.count() == 0
    page.get_by_text("Is somebody in danger? Call first").locator("visible=true").click()
    assert said.count() == 1


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


def test_all_of_a_concern_is_shown_before_it_is_sent_and_each_answer_can_be_changed(
    new_page, tmp_path
):
    page = new_page()
    page.goto("/speak-up/")
    go_on = page.get_by_role("button", name="Continue")
    page.get_by_label(WHAT).fill("Half of it.")
    page.get_by_text("Add files, or say more about it").click()
    letter = tmp_path / "rota.txt"
    letter.write_text("Monday: one of us.")
    page.locator("#files").set_input_files(letter)
    page.get_by_label("Bullying or harassment").check()
    go_on.click()
    go_on.click()
    page.get_by_text("Nothing says who you are, unless your words or files do.").wait_for()
    assert shown(page) == {
        "What happened": "Half of it.",
        "What should happen now?": "Not said",
        "It is about": "Bullying or harassment",
        "Kind of work": "I would rather not say",
        "May the guardian know who you are?": "No (anonymous)",
        "Who can open it": "Gwen Price, Tunde Marsh",
        "Files": "rota.txt",
    }
    assert accessible(page) == []
    change(page, "It is about")
    page.get_by_label("Bullying or harassment").uncheck()
    go_on.click()
    assert shown(page)["It is about"] == "Not said"


def test_files_that_need_a_word_are_asked_about_where_they_were_chosen(new_page, tmp_path):
    page = new_page()
    page.goto("/speak-up/")
    page.get_by_label(WHAT).fill("With a letter.")
    page.get_by_text("Add files, or say more about it").click()
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7")
    page.locator("#files").set_input_files(letter)
    go_on = page.get_by_role("button", name="Continue")
    go_on.click()
    page.get_by_text("Tick “Send them as they are”, or remove these files.").wait_for()
    page.get_by_label("Send them as they are").check()
    go_on.click()
    page.get_by_role("heading", name="Who may know").wait_for()


@pytest.mark.parametrize("address", ["/speak-up/", "/tell/"])
def test_little_stands_before_the_first_field_and_the_rest_is_one_tap_away(new_page, address):
    page = new_page()
    page.goto(address)
    first = page.locator("textarea:visible, input:visible").first
    assert first.bounding_box()["y"] < 700
    page.get_by_text("can see that you visited this site").wait_for()
    assert not page.get_by_text("open a private window").is_visible()
    page.get_by_text("Before you write: your device").click()
    for said in ("open a private window", "Nothing is saved until", "no name, address or time"):
        page.get_by_text(said).wait_for()
