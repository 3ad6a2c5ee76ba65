"""Questions whose answers say something of each option, in browsers: prepared, answered, shown."""

import pytest

from tests.browser.conftest import accessible, prepare_session, take_seat, write_question

LIST, OPTIONS = "Options, a line each", "Time\nPeople\nMoney"


@pytest.fixture
def asked(new_page):
    """Return a function that prepares a question and asks it; it returns control, screen, path."""

    def ask(kind, text, fields):
        control = take_seat(new_page(), "recipient")
        path = prepare_session(control, f"For {kind}")
        write_question(control, kind, text, fields)
        assert accessible(control) == []
        control.get_by_role("button", name="Add it").click()
        control.get_by_role("button", name="Start").click()
        control.get_by_role("button", name="Close the question").wait_for()
        with control.expect_popup() as opened:
            control.get_by_role("link", name="Open the screen").click()
        return control, opened.value, path

    return ask


def test_several_choices_are_ticked_sent_and_counted(new_page, asked):
    control, screen, join = asked(
        "Several choices", "What helps?", {LIST: OPTIONS, "How many options": "2"}
    )
    phone, plain = new_page(), new_page(script=False)
    phone.goto(join)
    for option in ("Time", "People", "Money"):
        phone.get_by_label(option).check()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("alert").get_by_text("Choose one or more options, 2 at most.").wait_for()
    phone.get_by_label("People").uncheck()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("You answered: Time, Money").wait_for()
    assert accessible(phone) == []
    phone.reload()
    phone.get_by_text("You answered: Time, Money").wait_for()
    assert phone.get_by_label("Time").is_checked()
    plain.goto(join)
    plain.get_by_label("Time").check()
    plain.get_by_role("button", name="Send").click()
    plain.get_by_text("You answered: Time").wait_for()
    assert plain.get_by_label("Time").is_checked()
    for _ in range(2):
        other = new_page()
        other.goto(join)
        other.get_by_label("Money").check()
        other.get_by_role("button", name="Send").click()
        other.get_by_text("You answered: Money").wait_for()
    screen.locator("[data-picture][aria-label='Time: 2, People: 0, Money: 3']").wait_for()
    screen.get_by_text("4 answers · Each person may choose several").wait_for()
    control.get_by_text("Change what people see").click()
    control.get_by_role("button", name="Show per cent").click()
    screen.get_by_text("75 %").wait_for()  # of people
    phone.get_by_role("button", name="Take my answer back").click()
    screen.get_by_text("Answers are shown once 4 people have answered").wait_for()
    assert not phone.get_by_label("Time").is_checked()


def test_an_order_is_tapped_moved_by_keyboard_and_shown(new_page, asked):
    _control, screen, join = asked("Ranking", "What first?", {LIST: OPTIONS})
    phone, plain = new_page(), new_page(script=False)
    phone.goto(join)
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("alert").get_by_text("Give each option a place of its own").wait_for()
    phone.get_by_role("button", name="Money", exact=True).click()
    assert phone.locator(":focus").text_content().strip() == "Time"
    phone.keyboard.press("Enter")  # the last one follows by itself
    assert phone.locator("[data-ranking] label").all_inner_texts() == ["Money", "Time", "People"]
    assert accessible(phone) == []
    phone.get_by_role("button", name="Move up: Time").focus()
    phone.keyboard.press("Enter")
    assert phone.locator(":focus").get_attribute("aria-label") == "Move down: Time"
    assert phone.locator("[data-ranking] label").all_inner_texts() == ["Time", "Money", "People"]
    assert phone.locator("[data-moved-said]").text_content() == "Time: place 1"
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("You answered: 1. Time, 2. Money, 3. People").wait_for()
    phone.reload()
    phone.get_by_role("button", name="Move up: Money").wait_for()
    assert phone.locator("[data-ranking] label").all_inner_texts() == ["Time", "Money", "People"]
    plain.goto(join)
    for option, place in (("Time", "1"), ("People", "2"), ("Money", "3")):
        plain.get_by_label(option, exact=True).select_option(place)
    plain.get_by_role("button", name="Send").click()
    plain.get_by_text("You answered: 1. Time, 2. People, 3. Money").wait_for()
    for _ in range(2):
        other = new_page()
        other.goto(join)
        other.get_by_role("button", name="Time", exact=True).click()
        other.get_by_role("button", name="People", exact=True).click()
        other.get_by_role("button", name="Send").click()
        other.get_by_text("You answered: 1. Time, 2. People, 3. Money").wait_for()
    screen.locator("[data-picture][aria-label='Time: 1.0, People: 2.3, Money: 2.8']").wait_for()
    screen.get_by_text("4 answers · Average place.").wait_for()
    phone.get_by_role("button", name="Take my answer back").click()
    phone.get_by_role("button", name="Time", exact=True).wait_for()


def test_points_are_given_away_until_none_is_left(new_page, asked):
    fields = {LIST: OPTIONS, "How many points": "10"}
    control, screen, join = asked("Points to give away", "What is it worth?", fields)
    phone, plain = new_page(), new_page(script=False)
    phone.goto(join)
    phone.get_by_text("Points left: 10").wait_for()
    for _ in range(2):
        phone.get_by_role("button", name="More points: Time").click()
    phone.get_by_label("Money", exact=True).fill("9")
    phone.get_by_text("Points too many: 1. Take some back.").wait_for()
    assert accessible(phone) == []
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("alert").get_by_text("Give away up to 10 points").wait_for()
    phone.get_by_role("button", name="Fewer points: Time").click()
    phone.get_by_text("Points left: 0").wait_for()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("You answered: Time: 1, Money: 9").wait_for()
    phone.reload()
    phone.get_by_text("Points left: 0").wait_for()
    plain.goto(join)
    plain.get_by_label("People", exact=True).fill("4")
    plain.get_by_role("button", name="Send").click()
    plain.get_by_text("You answered: People: 4").wait_for()
    for _ in range(2):
        other = new_page()
        other.goto(join)
        other.get_by_label("Time", exact=True).fill("3")
        other.get_by_role("button", name="Send").click()
        other.get_by_text("You answered: Time: 3").wait_for()
    screen.locator("[data-picture][aria-label='Time: 7, People: 4, Money: 9']").wait_for()
    control.get_by_text("Change what people see").click()
    control.get_by_role("button", name="Show per cent").click()
    screen.get_by_text("45 %").wait_for()


def test_answers_in_own_words_rise_by_votes(new_page, asked):
    control, screen, join = asked("own words, ranked by votes", "What could we try?", {})
    first, second = new_page(), new_page(script=False)
    first.goto(join)
    first.get_by_label("Your answer").fill("A quiet room")
    first.get_by_role("button", name="Send").click()
    first.get_by_role("button", name="▲ 1 Vote for: A quiet room").wait_for()
    second.goto(join)
    second.get_by_role("button", name="▲ 1 Vote for: A quiet room").click()
    screen.locator("[data-picture][aria-label='A quiet room: 2']").wait_for()
    vote = first.get_by_role("button", name="▲ 2 Vote for: A quiet room")
    vote.wait_for()
    assert accessible(first) == []
    control.get_by_role("button", name="Leave out : A quiet room").click()
    vote.wait_for(state="detached")
