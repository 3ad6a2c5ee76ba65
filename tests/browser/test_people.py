"""Choosing a person: a combobox by keyboard, and a field that is typed in without scripts."""

from datetime import timedelta

from django.utils import timezone

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


def to_draft(page):
    """Open a new round, which is still being prepared."""
    take_seat(page, "organiser").goto("/rounds/new/")
    page.get_by_label("Name", exact=True).fill("Next year")
    page.get_by_label("Questionnaire").select_option(index=1)
    for label, days in (("to name", 10), ("to approve", 20), ("to answer", 30)):
        day = timezone.localdate() + timedelta(days)
        page.get_by_label(f"Last day {label}").fill(day.isoformat())
    page.get_by_role("button", name="Save").click()
    return page


def test_several_people_are_chosen_one_field_after_another(new_page):
    page = to_draft(new_page(1280))
    page.get_by_label("Person 2").wait_for(state="hidden")  # the page's script hides it
    page.get_by_label("Person 1").press_sequentially("franc oka")
    page.get_by_role("option", name="Francis Okafor").first.click()
    page.get_by_role("button", name="Add another person").click()
    second = page.get_by_label("Person 2")
    assert second.evaluate("field => field === document.activeElement")
    second.press_sequentially("sam whit")
    page.get_by_role("option", name="Sam Whitfield").first.click()
    assert accessible(page) == []
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_text("Leaders added: 2.").is_visible()


def test_without_scripts_several_names_are_typed(new_page):
    page = to_draft(new_page(script=False))
    page.get_by_label("Person 1").fill("Priya Nair")
    page.get_by_label("Person 2").fill("Nobody Such")
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_text("Nobody here is called “Nobody Such”.").first.is_visible()
    assert page.get_by_label("Person 1").input_value() == "Priya Nair"
