"""What a hall reads on the projector, whatever the lengths of what people wrote."""

import re

import pytest

from tests.browser.conftest import accessible, prepare_session, take_seat, write_question

NAME = (
    "Winter staff meeting for everybody in Estates, Facilities, Catering and the Night Teams of "
    "the North Site"
)
QUESTION = (
    "Which of these would make the biggest difference to how safe you feel raising a concern with "
    "the person who leads your shift?"
)
OPTIONS = [f"{n} anonymous cards in the staff room every week of the year" for n in range(10)]
RAISED = (
    "Will the car park charges go up again next year, and if so who decided this without asking "
    "the night staff, who have no bus home after eleven and no colleague who lives near them?"
)
SIZES = ((1280, 720), (1920, 1080), (1024, 768))
OUTSIDE = """() => [...document.querySelectorAll('h1, p, li, text, svg, rect')].filter((one) => {
  const { left, right, top, bottom, width } = one.getBoundingClientRect()
  return width && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
}).map((one) => one.outerHTML.slice(0, 80))"""

# Asked until it holds: the page draws the picture anew only after the size has changed.
LABEL_IS_LARGE = """(word) => [...document.querySelectorAll('svg text')]
  .find((one) => one.textContent.includes(word))
  ?.getBoundingClientRect().height >= 1080 / 36"""


@pytest.fixture
def hall(new_page):
    """Return the facilitator's page of a session with a long name, and its screen."""
    control = take_seat(new_page(), "recipient")
    prepare_session(control, NAME)
    with control.expect_popup() as opened:
        control.get_by_role("link", name="Open the screen").click()
    return control, opened.value


def ask(control, kind, text, written=()):
    options = {"Options, a line each": "\n".join(written)} if written else {}
    write_question(control, kind, text, options)
    control.get_by_role("button", name="Add it").click()
    control.get_by_role("button", name=re.compile("Start|Next")).click()
    control.get_by_role("button", name="Close the question").wait_for()


def join(control):
    return f"/join/{control.locator('.es-code').first.text_content()}/"


def assert_all_is_inside(screen):
    for width, height in SIZES:
        screen.set_viewport_size({"width": width, "height": height})
        screen.wait_for_timeout(100)
        assert screen.evaluate(OUTSIDE) == []
        wider = "document.documentElement.scrollHeight - innerHeight"
        assert screen.evaluate(wider) <= 0
        assert accessible(screen) == []


def test_how_to_join_fits_beside_a_long_name(hall):
    _control, screen = hall
    screen.get_by_role("heading", name=NAME).wait_for()
    assert_all_is_inside(screen)
    code = screen.locator(".es-qr svg").bounding_box()
    assert code["width"] == code["height"] > 1024 / 4
    assert screen.get_by_role("button").count() == 0


def test_ten_long_options_are_read_before_and_after_people_answer(new_page, hall):
    control, screen = hall
    ask(control, "One choice", QUESTION, OPTIONS)
    screen.get_by_role("listitem").get_by_text(OPTIONS[9]).wait_for()
    screen.get_by_text("Answers are shown once 4 people have answered").wait_for()
    assert_all_is_inside(screen)
    for n in range(4):
        phone = new_page()
        phone.goto(join(control))
        phone.get_by_role("button", name=OPTIONS[n % 2]).click()
        phone.get_by_text("You answered:").wait_for()
    screen.locator(f"[data-picture][aria-label^='{OPTIONS[0]}: 2']").wait_for()
    assert screen.get_by_role("listitem").count() == 0
    assert_all_is_inside(screen)
    screen.set_viewport_size({"width": 1920, "height": 1080})
    screen.wait_for_function(LABEL_IS_LARGE, arg=OPTIONS[0].split()[1])
    control.get_by_role("link", name="Results so far").click()
    picture = control.locator("[data-picture] svg").bounding_box()
    assert picture["height"] > 0.7 * picture["width"]  # a page scrolls: ten rows have their room


def test_a_long_question_from_the_floor_stands_there_whole(new_page, hall):
    control, screen = hall
    ask(control, "Questions from the floor", "What do you want to ask?")
    screen.get_by_text("Type your question on your phone").wait_for()
    assert_all_is_inside(screen)
    phone = new_page()
    phone.goto(join(control))
    phone.get_by_label("Ask a question").fill(RAISED)
    phone.get_by_role("button", name="Ask", exact=True).click()
    screen.locator("[data-picture][aria-label^='Will the car park']").wait_for()
    lines = screen.locator("[data-picture] text").all_text_contents()
    assert " ".join(lines[1:]) == RAISED
    assert_all_is_inside(screen)
    assert screen.get_by_role("status").get_by_text("Type your question on your phone").is_visible()
    control.reload()
    control.get_by_role("button", name="Pin first").click()
    screen.locator("[data-picture]").get_by_text("Coming up").wait_for()
    control.get_by_role("button", name="Mark answered").click()
    screen.locator("[data-picture]").get_by_text("✓ Answered").wait_for()


@pytest.mark.parametrize("is_kept", [False, True])
def test_the_end_gives_thanks_and_keeps_the_picture_only_if_the_hall_saw_it(
    new_page, hall, is_kept
):
    control, screen = hall
    ask(control, "One choice", QUESTION, ["Time", "Money"])
    for _ in range(4):
        phone = new_page(script=False)
        phone.goto(join(control))
        phone.get_by_role("button", name="Money").click()
    picture = screen.locator("[data-picture][aria-label='Time: 0, Money: 4']")
    picture.wait_for()
    if is_kept:
        control.get_by_text("Change what people see").click()
        control.get_by_role("button", name="Keep the answers off the screen").click()
        screen.get_by_text("The answers are shown later").wait_for()
    control.get_by_text("End the session", exact=True).last.click()
    control.get_by_role("button", name="End it now").click()
    screen.get_by_text("This meeting has ended. Thank you.").wait_for()
    screen.get_by_text("Each person’s answer is deleted now. Counts are left").wait_for()
    assert picture.is_visible() is not is_kept
    assert screen.get_by_role("heading", name=QUESTION).is_visible() is not is_kept
    assert_all_is_inside(screen)
    screen.reload()
    screen.get_by_text("Each person’s answer is deleted now.").wait_for()
    assert not picture.is_visible()
