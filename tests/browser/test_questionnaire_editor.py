"""The questionnaire editor: by keyboard, by mouse and without scripts, with undo and a preview."""

import re

from tests.browser.conftest import accessible, take_seat, too_wide


def begin(page):
    """Open the editor on a draft that begins with the pulse of nine statements."""
    take_seat(page, "organiser").goto("/questionnaires/new/")
    page.get_by_label("Name", exact=True).fill("Pulse")
    page.get_by_label("A short pulse: 9 statements").check()
    page.get_by_role("button", name="Create and edit").click()
    page.get_by_role("heading", name="Edit Pulse, version 1").wait_for()
    return page


def fold(page, n):
    return page.locator("[data-values] [data-fold]").nth(n)


def opened(page):
    """Open every value of a page."""
    for value in page.locator("[data-values] [data-fold]").all():
        if value.get_attribute("open") is None:
            value.locator("> summary").click()
    return page


def statements(page):
    fields = page.locator('[data-item="statement"] textarea[name$="-text"]:visible')
    return [
        field.input_value() for field in fields.all() if "turned" not in field.get_attribute("id")
    ]


def drag_up(page):
    """Drag the second statement above the first. A browser drags after the second move."""
    cards = page.locator('[data-item="statement"]')
    cards.nth(0).evaluate("card => card.scrollIntoView()")
    cards.nth(1).locator("[data-handle]").hover()
    page.mouse.down()
    for y in (12, 6):
        cards.nth(0).hover(position={"x": 200, "y": y}, force=True)
    page.mouse.up()


def test_statements_are_moved_removed_put_back_added_and_saved(new_page):
    page = opened(begin(new_page(1280)))
    page.get_by_role("button", name="Put the leader's name here").first.wait_for()
    first, second, third = statements(page)[:3]
    card = page.locator('[data-item="statement"]').nth(0)
    card.get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Moved. It is now number 2 of 9.").wait_for()
    assert statements(page)[:3] == [second, first, third]
    assert accessible(page) == []
    page.locator('[data-item="statement"]').nth(2).get_by_role("button", name="Remove").click()
    page.get_by_text("Removed. Press “Put back” to undo this.").wait_for()
    assert third not in statements(page)
    page.get_by_role("button", name="Put back").click()
    assert third in statements(page)
    drag_up(page)
    page.get_by_text("Moved. It is now number 1 of 9.").wait_for()
    assert statements(page)[:3] == [first, second, third]
    page.get_by_role("button", name="Add a statement").first.click()
    page.keyboard.type("When I ask, ")
    value = page.locator('[data-item="value"]').first
    value.get_by_role("button", name="Put the leader's name here").last.click()
    page.keyboard.type(" answers.")
    page.get_by_role("button", name="Save and preview").first.click()
    page.get_by_text("When I ask, Alex Morgan answers.").wait_for()
    page.get_by_role("link", name="Edit the questionnaire").click()
    opened(page)
    added = "When I ask, {name} answers."
    assert statements(page)[:4] == [first, second, third, added]


def test_without_scripts_the_same_buttons_ask_the_server(new_page):
    page = opened(begin(new_page(360, script=False)))
    first, second = statements(page)[:2]
    page.locator('[data-item="statement"]').nth(0).get_by_role("button", name="Move down").click()
    page.get_by_text("Done. Nothing is saved until you press Save.").wait_for()
    assert statements(page)[:2] == [second, first]
    assert too_wide(page) == []
    page.get_by_role("button", name=re.compile("^Save$")).first.click()
    page.get_by_text("Saved as version 1.").wait_for()


def test_one_finds_ones_way_by_the_names_of_values_and_opens_one_by_keyboard(new_page):
    page = begin(new_page(360))
    page.locator("[data-name-here]:not([hidden])").first.wait_for(state="attached")
    assert statements(page) == []
    first, second = fold(page, 0), fold(page, 1)
    assert first.locator("summary").first.inner_text().endswith("Statements: 3")
    first.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert len(statements(page)) == 3
    assert accessible(page) == []
    assert too_wide(page) == []
    last = first.locator('[data-item="statement"]').last
    text = last.locator("textarea").first.input_value()
    last.get_by_role("button", name="Move down").click()
    page.get_by_text("Moved. It is now number 3 of 9.").wait_for()
    assert second.locator("textarea").first.input_value() == text
    assert second.locator("textarea").first.is_visible()
    said = [f.locator("summary").first.inner_text()[-1] for f in (first, second)]
    assert said == ["2", "4"]
    second.get_by_role("button", name="Remove").first.click()
    assert second.locator("summary").first.inner_text().endswith("Statements: 3")


def test_the_statements_of_a_removed_value_are_shown_and_a_new_value_is_open(new_page):
    page = begin(new_page(1280))
    page.locator("[data-name-here]:not([hidden])").first.wait_for(state="attached")
    value = page.locator('[data-item="value"]').nth(1)
    value.get_by_role("button", name="Remove").first.click()
    assert value.get_by_text("Its statements stay").is_visible()
    assert value.get_by_label("Value", exact=True).is_hidden()
    assert len(statements(page)) == 3
    value.get_by_role("button", name="Put back").first.click()
    assert value.get_by_label("Value", exact=True).is_visible()
    page.get_by_role("button", name="Add a value").click()
    page.keyboard.type("Trust")
    new = page.locator("[data-fold]").last
    assert " ".join(new.locator("summary").first.inner_text().split()) == "Trust Statements: 1"
