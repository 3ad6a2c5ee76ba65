"""Choosing a person: a combobox by keyboard, and a field that is typed in without scripts."""

from tests.browser.conftest import accessible, take_seat


def edit(page, name: str):
    take_seat(page, "administrator").goto(f"/people/?search={name}")
    page.get_by_role("link", name=name).click()


def test_a_manager_is_found_by_a_few_letters_and_chosen_by_keyboard(new_page):
    page = new_page(1280)
    problems = []
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    edit(page, "Sam Whitfield")
    field = page.get_by_label("Manager")
    field.fill("")
    field.press_sequentially("franc oka")
    option = page.get_by_role("option", name="Francis Okafor").first
    option.wait_for()
    assert accessible(page) == []
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field.input_value().startswith("Francis Okafor")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved: ").wait_for()
    assert problems == []


def test_without_scripts_a_name_is_typed(new_page):
    page = new_page(script=False)
    edit(page, "Sam Whitfield")
    page.get_by_label("Manager").fill("Francis Okafor")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("Saved: ").is_visible()
    edit(page, "Sam Whitfield")
    page.get_by_label("Manager").fill("Nobody Such")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("Nobody here is called “Nobody Such”.").first.is_visible()
    assert page.get_by_label("Manager").input_value() == "Nobody Such"
