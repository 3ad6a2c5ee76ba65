"""A facilitator, a screen and participants, in browsers."""

import pytest

from tests.browser.conftest import accessible, prepare_session, press, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays


@pytest.fixture
def hall(new_page):
    """Return the facilitator's page, the screen, and the path to join."""
    control = take_seat(new_page(), "recipient")
    control.goto("/live/")
    control.get_by_role("link", name="Leading together").click()
    with control.expect_popup() as opened:
        control.get_by_role("link", name="Open the screen").click()
    code = control.locator("strong.es-code").text_content()
    return control, opened.value, f"/join/{code}/"


def test_six_digits_are_typed_as_they_stand_on_the_screen(new_page, hall):
    _control, screen, join = hall
    shown = screen.locator(".es-screen__code").text_content()
    assert f"/join/{shown}/" == join
    phone = new_page()
    phone.goto("/join/")
    phone.get_by_label("The six digits on the screen").fill(shown.replace(" ", "-"))
    phone.get_by_role("button", name="Join").click()
    phone.get_by_role("heading", name="How did the report make you feel?").wait_for()


def test_a_screen_says_how_to_join_large_enough_for_the_last_row(new_page, hall):
    control, screen, join = hall
    screen.set_viewport_size({"width": 1280, "height": 720})
    phone = new_page()
    phone.goto(join)
    screen.get_by_text("People here now: 112", exact=True).wait_for()
    control.get_by_text("Change what people see").click()
    control.get_by_role("button", name="Show how to join on the screen").click()
    screen.get_by_role("heading", name="Leading together").wait_for()
    assert screen.locator(".es-qr svg").bounding_box()["width"] >= 1280 / 4
    assert screen.locator(".es-screen__code").bounding_box()["height"] >= 720 / 10
    assert not screen.locator("[data-picture]").is_visible()
    assert accessible(screen) == []
    control.get_by_role("button", name="Show the question on the screen").click()
    screen.locator("[data-picture] svg").wait_for()


def test_a_cloud_fills_its_picture_and_the_commonest_words_stand_out(hall):
    _control, screen, _join = hall
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.locator(".es-word").first.wait_for()  # its script may still be on its way
    place = screen.locator("[data-picture]").bounding_box()
    boxes = [word.bounding_box() for word in screen.locator(".es-word").all()]
    high = max(b["y"] + b["height"] for b in boxes) - min(b["y"] for b in boxes)
    assert high > 0.8 * place["height"]
    heights = sorted(b["height"] for b in boxes)
    assert heights[-1] > 2 * heights[0]
    assert screen.get_by_role("table").count() == 0
    assert screen.get_by_role("img", name="angry: 24").is_visible()
    assert accessible(screen) == []


def test_phones_show_what_the_screen_shows_when_the_facilitator_says_so(new_page, hall):
    control, _screen, join = hall
    phone = new_page()
    phone.goto(join)
    phone.get_by_label("One word").fill("still writ")
    phone.get_by_text("Francis Okafor may show it on phones too.").wait_for()
    assert phone.get_by_role("table").count() == 0
    control.get_by_text("Change what people see").click()
    control.get_by_role("button", name="Show the answers on phones too").click()
    phone.get_by_role("row", name="angry 24").wait_for()
    phone.get_by_text("in the room or elsewhere, see how many").wait_for()
    assert phone.get_by_label("One word").input_value() == "still writ"
    assert phone.get_by_text("112 answers").is_visible()
    assert accessible(phone) == []
    still = new_page(script=False)
    still.goto(join)
    assert still.get_by_role("row", name="angry 24").is_visible()
    control.get_by_role("button", name="Keep the answers off phones").click()
    phone.get_by_role("table").wait_for(state="hidden")


def test_the_remote_control_changes_in_place(new_page, hall):
    control, screen, _join = hall
    control.evaluate("window.stays = true")
    bar = control.locator("[data-part=bar]")
    control.get_by_text("112 answers").wait_for()
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= 800
    control.get_by_text("words on the screen").click()
    press(control, "Leave out", "tired")
    screen.locator("[data-picture]:not([aria-label*=tired])").wait_for()
    press(control, "Show", "tired")  # the list is still open beside it
    screen.locator("[data-picture][aria-label*=tired]").wait_for()
    control.get_by_text("Put two words together", exact=True).click()
    control.get_by_label("Put this word").select_option("guilty")
    control.get_by_label("together with this one").select_option("ashamed")
    control.get_by_role("button", name="Put these two together").click()
    screen.locator("[data-picture][aria-label*='ashamed: 15']").wait_for()
    press(control, "Set apart", "guilty")
    screen.locator("[data-picture][aria-label*='ashamed: 9']").wait_for()
    control.get_by_role("button", name="Close the question").click()
    screen.get_by_text("Closed").wait_for()
    ask(control, "How did the report make you feel?")
    control.get_by_role("button", name="Close the question").wait_for()
    assert control.evaluate("window.stays")
    assert accessible(control) == []


def test_the_remote_control_shows_what_is_on_now_without_scrolling(new_page, hall):
    control, _screen, _join = hall
    control.set_viewport_size({"width": 360, "height": 740})
    counts = control.locator("[data-counts]")
    counts.get_by_text("angry").wait_for()
    assert "24" in counts.get_by_role("row", name="angry").text_content()
    end = counts.bounding_box()["y"] + counts.bounding_box()["height"]
    assert end < control.locator("[data-part=bar]").bounding_box()["y"]
    assert not control.get_by_role("navigation", name="Main").is_visible()
    assert control.get_by_text("The hall sees the question and the answers.").is_visible()
    assert accessible(control) == []


def test_a_second_press_closes_nothing(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Twice", "end")
    acts = control.locator(".es-bar__next")
    control.get_by_role("button", name="Start").click()
    control.locator(".es-now").wait_for()
    control.wait_for_load_state()  # before its script runs, a button loads the page anew
    for _ in range(2):
        at = acts.get_by_role("button").bounding_box()
        before = control.locator(".es-now h2").text_content()
        for pause in (300, 300):
            control.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
            control.wait_for_timeout(pause)
        control.wait_for_function(
            "(before) => document.querySelector('.es-now h2').textContent !== before", arg=before
        )
        control.locator("body:not(.es-quiet)").wait_for()
    assert control.get_by_text("This is the last question.").is_visible()
    control.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    assert control.get_by_role("button", name="Close the question").is_visible()
    control.get_by_role("button", name="Back").click()
    control.locator(".es-now").get_by_text("Closed").wait_for()


def test_what_was_prepared_is_corrected(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Tuesday", "end")
    press(control, "Move up", "One thing to change next time")
    press(control, "Delete", "Could you say what you think?")
    control.get_by_text("Deleted: Could you say what you think?").wait_for()
    assert control.locator(":focus").text_content().strip() == "Undo"
    assert accessible(control) == []
    control.get_by_role("button", name="Undo").click()
    press(control, "Duplicate", "How did this meeting feel?")
    rows = control.locator(".es-questions > li > span:first-child")
    rows.nth(3).wait_for()
    feel, say = "How did this meeting feel?", "Could you say what you think?"
    assert rows.all_inner_texts() == [feel, feel, "One thing to change next time", say]
    assert "#question-" in control.url
    control.get_by_role("link", name="Edit : One thing to change next time").click()
    assert accessible(control) == []
    control.get_by_label("Question", exact=True).fill("One thing to keep")
    control.get_by_role("button", name="Save").click()
    control.get_by_text("One thing to keep", exact=True).wait_for()
    control.get_by_role("link", name="See them as phones show them").click()
    control.get_by_role("heading", name="How did this meeting feel?").wait_for()
    assert control.get_by_role("button", name="Green").count() == 0  # nothing there can be pressed
    assert accessible(control) == []
    control.go_back()
    control.get_by_role("link", name="Change the name or the day").click()
    control.get_by_label("What is the meeting?").fill("Wednesday")
    control.get_by_role("button", name="Save").click()
    control.get_by_role("heading", name="Wednesday").wait_for()
    control.get_by_text("Delete this session").click()
    control.get_by_role("button", name="Delete the session").click()
    control.get_by_text("Deleted: Wednesday.").wait_for()


def colour(button) -> str:
    return button.evaluate("button => getComputedStyle(button).backgroundColor")


def test_a_set_is_answered_at_one_s_own_speed(new_page):
    control = take_seat(new_page(), "recipient")
    join = prepare_session(control, "At my own speed", "end")
    for text in ("Could you say what you think?", "One thing to change next time"):
        control.get_by_role("link", name=f"Edit : {text}").click()
        control.get_by_label("Ask it together with the question before it").check()
        assert accessible(control) == []
        control.get_by_role("button", name="Save").click()
    assert control.get_by_text("Together with the question before").count() == 2
    with control.expect_popup() as opened:
        control.get_by_role("link", name="Open the screen").click()
    screen = opened.value
    phone = new_page()
    phone.goto(join)
    control.get_by_role("button", name="Start").click()
    screen.get_by_role("heading", name="3 questions, at your own speed").wait_for()
    screen.get_by_text("You can skip a question, and go back.").wait_for()
    screen.get_by_text("We show how many have answered the last question once 4").wait_for()
    assert accessible(screen) == []

    phone.get_by_text("Question 1 of 3").wait_for()
    choice = phone.locator(".es-choices button").first
    assert colour(choice) == "rgb(255, 255, 255)"  # one choice of several, and no main action
    choice.click()
    phone.get_by_text("You answered:").wait_for()
    assert colour(choice) != "rgb(255, 255, 255)"
    felt = phone.locator("[data-given-words]").text_content()
    assert accessible(phone) == []
    phone.get_by_role("button", name="Next question").click()
    phone.get_by_text("Question 2 of 3").wait_for()
    assert phone.locator(":focus").text_content().split()[:4] == ["Question", "2", "of", "3"]
    phone.get_by_role("button", name="Skip").click()
    phone.get_by_text("This is the last question.").wait_for()
    phone.reload()
    phone.get_by_text("Question 3 of 3").wait_for()
    phone.get_by_label("One word").fill("coffee")
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("You answered: coffee").wait_for()
    for n in (2, 1):
        phone.get_by_role("button", name="Back", exact=True).click()
        phone.get_by_text(f"Question {n} of 3").wait_for()
    phone.get_by_text(f"You answered: {felt}").wait_for()  # as it was left
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Next question").click()
    phone.context.set_offline(False)
    phone.get_by_text("Question 2 of 3").wait_for()

    others = [new_page(script=False) for _ in range(3)]
    for other in others:
        other.goto(join)
        other.get_by_role("button", name="Skip").click()
        other.get_by_role("button", name="Skip").click()
        other.get_by_label("One word").fill("coffee")
        other.get_by_role("button", name="Send").click()
        other.get_by_text("You answered: coffee").wait_for()
    screen.get_by_text("4 answers to the last question").wait_for()
    control.locator("[data-count]", has_text="4 answers to the last question").wait_for()
    assert not screen.locator("[data-picture]").is_visible()
    assert accessible(control) == []

    control.get_by_role("button", name="Close the set").click()
    phone.get_by_text("This question has closed.").wait_for()
    assert phone.get_by_role("button", name="Skip").count() == 0
    for _ in range(2):
        control.locator("body.es-quiet").wait_for()  # what was pressed has changed the page
        control.locator("body:not(.es-quiet)").wait_for()
        control.get_by_role("button", name="Next").click()
    screen.locator("[data-picture][aria-label='coffee: 4']").wait_for()


def test_what_is_too_long_is_said_beside_its_field_and_not_cut(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Letters", "end")
    control.get_by_role("link", name="Add a question").click()
    text = control.get_by_label("Question", exact=True)
    text.fill("a" * 190)
    control.get_by_text("Letters left: 10").wait_for()
    text.fill("a" * 260)
    control.get_by_text("Letters too many: 60.").wait_for()
    control.get_by_role("button", name="Add it").click()
    assert text.input_value() == "a" * 260
    assert accessible(control) == []
    text.fill("a" * 200)
    control.get_by_role("button", name="Add it").click()
    control.get_by_text("Added: aaa").wait_for()


def test_each_fold_and_link_of_the_remote_control_is_a_target_for_a_thumb(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Thumbs", "end")
    low = "(all) => all.map((one) => one.getBoundingClientRect()).filter(({height: h}) => h < 44)"
    acts = control.locator(".es-acts").locator("a, button")
    assert acts.count() == 13  # edit, up or down, copy, delete, of three
    assert acts.evaluate_all(low) == []
    control.get_by_role("button", name="Start").click()
    control.get_by_text("Change what people see").wait_for()
    folds = control.locator("main summary:visible, main p > a:visible")
    assert folds.count() > 6
    assert folds.evaluate_all(low) == []


def ask(control, text):
    if not control.locator(".es-questions").is_visible():
        control.get_by_text("All questions").click()
    again = control.get_by_role("button", name=f"Open it again : {text}")
    again.or_(control.get_by_role("button", name=f"Ask it : {text}")).click()


def test_the_hall_moves_as_people_answer(new_page, hall):
    control, screen, join = hall
    screen.get_by_role("heading", name="How did the report make you feel?").wait_for()
    screen.locator("[data-count]", has_text="112 answers").wait_for()
    phones = [new_page() for _ in range(4)]
    for phone in phones:
        phone.goto(join)
        phone.get_by_label("One word").fill("Relieved!")
        phone.get_by_role("button", name="Send").click()
        phone.get_by_text("You answered:").wait_for()
    screen.get_by_text("116 answers").wait_for()
    assert "Relieved!: 4" in screen.locator("[data-picture]").get_attribute("aria-label")
    assert accessible(phones[0]) == []
    assert accessible(screen) == []

    control.reload()
    control.get_by_text("words on the screen").click()
    press(control, "Leave out", "Relieved!")
    screen.locator("[data-picture]:not([aria-label*=Relieved])").wait_for()

    ask(control, "Are you a leader?")
    phones[0].get_by_role("button", name="Green").wait_for()  # it moved on by itself
    assert phones[0].locator(":focus").text_content() == "Are you a leader?"
    for phone in phones:
        phone.get_by_role("button", name="Red").click()
        phone.get_by_text("You answered: Red: no.").wait_for()
        assert phone.get_by_role("button", name="Red", pressed=True).count() == 1
    screen.get_by_text("144 answers").wait_for()
    assert "Red: no: 12" in screen.locator("[data-picture]").get_attribute("aria-label")
    phones[0].get_by_role("button", name="Green").click()
    phones[0].get_by_text("You answered: Green").wait_for()
    screen.locator("[data-picture][aria-label*='Red: no: 11']").wait_for()
    assert phones[0].context.cookies() == []
    assert accessible(control) == []


def test_a_phone_that_lost_its_network_comes_back_with_its_answer(new_page, hall):
    _control, _screen, join = hall  # the test before asked for cards
    phone = new_page()
    phone.goto(join)
    phone.get_by_role("button", name="Amber").wait_for()
    phone.wait_for_load_state()  # its script may still be on its way
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Amber").click()
    phone.get_by_text("The connection was lost.").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("You answered: Amber").wait_for()
    phone.reload()
    phone.get_by_text("You answered: Amber").wait_for()


def test_joining_weighs_little(new_page, hall):
    page = new_page()
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(hall[2])
    page.get_by_role("button").first.wait_for()
    assert 3_000 < sum(sizes) < 60_000


def test_questions_from_the_floor_rise_on_the_screen(new_page, hall):
    control, screen, join = hall
    control.get_by_text("Add a question").click()
    control.get_by_label("Question", exact=True).fill("What do you want to ask?")
    control.get_by_role("radio", name="Questions from the floor").check()
    control.get_by_role("button", name="Add it").click()
    ask(control, "What do you want to ask?")
    first, second = new_page(), new_page(script=False)
    first.goto(join)
    first.get_by_label("Ask a question").fill("When do we hear?")
    first.get_by_role("button", name="Ask", exact=True).click()
    first.get_by_role("button", name="▲ 1 Vote for: When do we hear?").wait_for()
    second.goto(join)
    second.get_by_role("button", name="▲ 1 Vote for: When do we hear?").click()
    assert second.get_by_role("button", name="▲ 2 Vote for: When do we hear?").count() == 1
    screen.locator("[data-picture][aria-label='When do we hear?: 2']").wait_for()
    vote = first.get_by_role("button", name="▲ 2 Vote for: When do we hear?")
    vote.wait_for()
    assert accessible(first) == []
    vote.focus()  # what somebody has a finger on goes too
    control.reload()
    press(control, "Leave out", "When do we hear?")
    screen.locator("[data-picture][aria-label='']").wait_for(state="attached")
    vote.wait_for(state="detached")
    assert first.locator(":focus").text_content() == "What do you want to ask?"


def test_a_question_that_waits_is_shown_by_the_facilitator_alone(new_page, hall):
    control, screen, join = hall
    control.get_by_text("Add a question").click()
    control.get_by_label("Question", exact=True).fill("What else?")
    control.get_by_role("radio", name="Questions from the floor").check()
    control.get_by_role("button", name="Add it").click()
    ask(control, "What else?")
    phone, other = new_page(), new_page()
    for page in (phone, other):
        page.goto(join)
    phone.get_by_label("Ask a question").fill("Why is this sh1t?")
    phone.get_by_role("button", name="Ask", exact=True).click()
    phone.get_by_text("Your question is waiting.").wait_for()
    control.get_by_text("May be rude: 1").wait_for()  # without a reload
    other.get_by_label("Ask a question").fill("Who decides?")
    other.get_by_role("button", name="Ask", exact=True).click()
    screen.locator("[data-picture][aria-label='Who decides?: 1']").wait_for()
    assert accessible(phone) == []
    assert accessible(control) == []
    press(control, "Show", "Why is this sh1t?")
    other.get_by_role("button", name="Vote for: Why is this sh1t?").wait_for()
    phone.get_by_text("Your question is waiting.").wait_for(state="detached")
    screen.locator("[data-picture][aria-label*='Why is this sh1t?: 1']").wait_for()


def test_removing_from_results_asks_first(new_page, hall):
    control, _screen, join = hall
    phone = new_page()
    phone.goto(join)
    control.get_by_text("End the session").click()
    control.get_by_role("button", name="End it now").click()
    control.get_by_role("button", name="Remove ashamed").click()
    control.get_by_role("heading", name="Remove this word?").wait_for()
    assert accessible(control) == []
    control.get_by_role("button", name="Remove it").click()
    control.get_by_text("9 answers were removed by the facilitator").wait_for()
    assert control.get_by_role("button", name="Remove ashamed").count() == 0
    assert accessible(control) == []


def test_a_timer_counts_down_and_survives_a_reload(new_page):
    control = take_seat(new_page(), "recipient")
    join = prepare_session(control, "Timed", "end")
    control.get_by_role("button", name="Start").click()
    phone = new_page()
    phone.goto(join)
    assert phone.locator("[data-timer]").is_hidden()
    control.get_by_text("Set a timer").click()
    control.get_by_role("button", name="2 minutes").click()
    phone.get_by_role("timer").get_by_text("1:5").wait_for()
    phone.get_by_text("Minutes left to answer: 2").wait_for(state="attached")
    assert accessible(phone) == []
    phone.reload()  # the time is the server's
    phone.get_by_role("timer").get_by_text("1:5").wait_for()
    control.get_by_role("button", name="One more minute").click()
    phone.get_by_role("timer").get_by_text("2:").wait_for()
    assert accessible(control) == []
    control.get_by_role("button", name="Take the timer away").click()
    phone.locator("[data-timer]").wait_for(state="hidden")
    control.get_by_text("Set a timer").click()
    control.get_by_label("Minutes").fill("4")
    control.get_by_role("button", name="Start the timer").click()
    phone.get_by_role("timer").get_by_text("3:5").wait_for()


def test_two_people_run_a_session_and_see_what_the_other_does(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Together", "end")
    control.get_by_role("link", name="Who runs this session").click()
    assert accessible(control) == []
    field = control.get_by_role("combobox", name="Who runs it with you?")
    field.press_sequentially("Sam Whit")
    control.get_by_role("option").first.click()
    control.get_by_role("button", name="Run it together").click()
    control.get_by_text("run it together. Both can use the remote").wait_for()
    assert accessible(control) == []
    second = take_seat(new_page(), "organiser")
    second.goto("/live/")
    second.get_by_role("link", name="Together").click()
    control.get_by_role("link", name="Together").click()
    control.get_by_role("button", name="Start").click()
    second.get_by_role("button", name="Close the question").wait_for()
    second.wait_for_load_state()  # before its script runs, a button loads the page anew
    second.evaluate("window.stays = true")
    second.get_by_role("button", name="Close the question").click()
    control.locator(".es-now").get_by_text("Closed").wait_for()
    for page in (control, second):
        page.get_by_text("Change what people see").click()
    second.get_by_role("button", name="Show per cent").click()
    control.get_by_role("button", name="Show counts").wait_for()
    assert second.evaluate("window.stays")
    control.get_by_role("link", name="Who runs this session").click()
    control.get_by_role("button", name="Run it without").click()
    control.get_by_text("runs it alone.").wait_for()
    second.get_by_text("runs this session now.").wait_for()


def test_a_page_says_that_its_connection_is_lost_until_it_is_back(new_page):
    phone = new_page()
    phone.goto(prepare_session(take_seat(new_page(), "recipient"), "Offline", "end"))
    phone.wait_for_load_state()  # its script may still be on its way
    phone.context.set_offline(True)
    phone.get_by_text("There is no connection. Trying again…").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("There is no connection. Trying again…").wait_for(state="hidden")


def test_a_screen_fills_the_projector_at_a_press(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Full", "end")
    with control.expect_popup() as opened:
        control.get_by_role("link", name="Open the screen").click()
    screen = opened.value
    screen.get_by_role("heading", name="Full").wait_for()
    screen.wait_for_load_state()  # before its script runs, nobody hears the key
    for is_full in (True, False):
        screen.keyboard.press("f")
        screen.locator(":fullscreen").first.wait_for(state="attached" if is_full else "detached")
        assert screen.evaluate("!!document.fullscreenElement") == is_full
