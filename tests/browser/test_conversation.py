"""A big conversation in a browser: from its question to what became of a statement."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import take_seat
from tests.browser.test_pages import wrong_with

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

QUESTION = "What should our new clinic be like?"
SEEDS = ("It should be open on Sundays.", "It should have a garden.", "It should have no phone.")
SMALL = {"width": 360, "height": 640}
JUST_SHOWN = 500
"""Longer than a page with scripts takes no answer, so that a second press answers nothing."""


SEEN_DIFFERENTLY = (
    "People go home too early.",
    "People stay too long because nobody is free to visit them at home.",
    "The form that both sides fill in asks for the same things twice.",
    "Social workers should sit on the ward.",
    "The council hears of it too late.",
    "Beds come before people.",
    "I know whom to ring when something goes wrong at home.",
)
"""In the demonstration: more than half of one audience agree, and less of another."""


def prepare(page) -> str:
    """Prepare a conversation and open it; return the path of its link for everybody."""
    page.goto("/conversations/new/")
    page.get_by_label("What do you ask?").fill(QUESTION)
    page.get_by_role("button", name="Save, and add statements").click()
    page.get_by_label("Statements, a line each").fill("\n".join(SEEDS))
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("link", name="Preview it, and share the link").click()
    link = page.get_by_role("link", name="/conversation/").first.text_content()
    page.goto(page.url.replace("share/", "open/"))
    assert wrong_with(page) == []
    page.get_by_role("button", name="Open the conversation").click()
    page.get_by_text("The conversation is open.").wait_for()
    return "/conversation/" + link.partition("/conversation/")[2]


def promise(page) -> None:
    """Say what was heard of statement 6, what will be done about it, and publish it."""
    page.goto("/conversations/")
    page.get_by_role("link", name=QUESTION).first.click()
    page.get_by_role("link", name="Say what you heard and what you will do").click()
    page.get_by_role("link", name="Add a point").click()
    page.get_by_label("What we heard").fill("Families want to cook.")
    page.get_by_text("Which statements is it about?").click()
    page.get_by_label("Numbers of other statements").fill("6")
    expect(page.get_by_label("Why nothing will change")).to_be_hidden()
    page.get_by_label("No change").check()
    expect(page.get_by_label("What we will do")).to_be_hidden()
    page.get_by_label("Planned").check()
    page.get_by_label("What we will do").fill("Open a kitchen for families.")
    page.get_by_label("Who will do it").fill("The director of estates")
    page.get_by_label("By when?").fill("2035-01-31")
    assert wrong_with(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish what we heard").click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("It is published.").first.wait_for()
    assert wrong_with(page) == []


def begin(page, link: str) -> str:
    """Begin to take part; return the address of one's card."""
    page.goto(link)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Agree", exact=True).wait_for()
    return page.url


def heading(page) -> str:
    return page.get_by_role("heading", level=1).text_content().strip()


def open_result(page, address: str) -> None:
    """Open a result, once it has been made in the background."""
    page.goto(address)
    for _ in range(60):
        if "too early" not in heading(page):
            break
        page.wait_for_timeout(500)
        page.reload()


def answer(page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_the_whole_path_without_a_script_and_without_a_cookie(new_page):
    organiser = take_seat(new_page(1280), "organiser")
    link = prepare(organiser)
    reader = new_page(script=False)
    card = begin(reader, link)
    seen = []
    for said in ("Agree", "Disagree", "Pass"):
        seen.append(heading(reader))
        answer(reader, said)
    assert sorted(seen) == sorted(SEEDS)
    assert heading(reader) == "You have answered every statement"

    reader.get_by_role("link", name="Your answers").click()
    reader.get_by_role("listitem").filter(has_text=seen[1]).get_by_role(
        "button", name="Agree", exact=True
    ).click()
    own = reader.get_by_role("listitem").filter(has_text=seen[1])
    assert own.locator("[aria-pressed=true]").text_content().strip() == "Agree"
    reader.get_by_role("listitem").filter(has_text=seen[0]).get_by_role(
        "button", name="Withdraw this answer"
    ).click()
    reader.get_by_role("link", name="Go back to the statements").click()
    assert heading(reader) == seen[0]

    reader.get_by_role("link", name="Write a statement").click()
    reader.get_by_label("Your statement").fill("Rooms for families and a kitchen")
    reader.get_by_role("button", name="Send").click()
    assert "An organiser has not decided about it yet." in reader.get_by_role("main").inner_text()

    organiser.goto("/")
    organiser.get_by_role("link", name=f"1 statement waits in “{QUESTION}”").click()
    organiser.get_by_role("link", name="Reword or split").click()
    organiser.get_by_label("New words").fill("Rooms for families.\nA kitchen.")
    organiser.get_by_label("A note to the person who wrote it").fill("Two ideas, so two.")
    organiser.get_by_role("button", name="Publish the new words").click()
    organiser.get_by_text("Split into 2 statements.").wait_for()

    reader.reload()
    told = reader.get_by_role("main").inner_text()
    assert "An organiser has put it in other words:" in told
    assert "Two ideas, so two." in told
    promise(organiser)
    organiser.goto(link + "heard/")
    assert wrong_with(organiser) == []
    reader.reload()
    assert "Open a kitchen for families." in reader.get_by_role("main").inner_text()
    reader.get_by_role("link", name="What we heard and what we will do").click()
    assert "0 of 1 promise is done." in reader.get_by_role("main").inner_text()
    assert reader.context.cookies() == []

    phone = new_page()
    phone.set_viewport_size(SMALL)
    begin(phone, link)
    expect(phone.get_by_role("button", name="Pass")).to_be_in_viewport(ratio=1)

    reader.goto(card + "delete/")
    reader.get_by_role("button", name="Delete everything").click()
    assert heading(reader) == "Everything is deleted"
    reader.goto(card)
    assert heading(reader) == "We do not know this card"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_trust_a_council_and_members_are_read_side_by_side(new_page, width):
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/conversations/")
    organiser.get_by_role("link", name="leave hospital").first.click()
    address = organiser.get_by_role("link", name="What this conversation found").get_attribute(
        "href"
    )
    page = new_page(width)
    open_result(page, address)
    told = page.get_by_role("main").inner_text()
    for audience in ("Staff of the trust", "Staff of the council", "Members"):
        assert f"{audience}: about" in told
    tables = page.get_by_role("table", name="What they see differently", include_hidden=True)
    apart = " ".join(tables.all_text_contents())  # numbers differ from site to site, by their keys
    assert sum(text in apart for text in SEEN_DIFFERENTLY) >= len(SEEN_DIFFERENTLY) / 2
    assert tables.first.inner_text().count("Members") >= 3
    assert wrong_with(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_answer_until_they_are_switched_off_and_the_card_works_on_another_device(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page(1280)
    card = begin(page, link)
    seen = [heading(page)]
    for key in "ad":
        page.wait_for_timeout(JUST_SHOWN)
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(seen[-1])
        expect(page.get_by_text("You can come back only with your card.")).to_be_visible()
        seen.append(heading(page))
    assert sorted(seen) == sorted(SEEDS)
    page.get_by_label("Answer with the keys").uncheck(force=True)
    page.wait_for_timeout(JUST_SHOWN)
    page.keyboard.press("p")
    assert heading(page) == seen[2]
    page.reload()
    assert not page.get_by_label("Answer with the keys").is_checked()

    page.get_by_role("link", name="Keep your card, to come back").click()
    letters = page.locator("strong.es-code").text_content()
    page.get_by_role("button", name="Copy the link of your card").wait_for()
    page.set_viewport_size(SMALL)
    heights = page.locator("strong.es-code span").evaluate_all(
        "groups => groups.map((group) => group.getClientRects().length)"
    )
    assert heights == [1, 1, 1, 1]
    other = new_page(script=False)
    other.goto(link)
    other.get_by_text("I have a card already").click()
    other.get_by_label("Your card").fill(letters.upper())
    other.get_by_role("button", name="Go on with this card").click()
    assert other.url == card
    assert heading(other) == seen[2]


def test_a_second_press_of_the_same_thumb_answers_nothing(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    begin(page, link)
    first = heading(page)
    page.evaluate("document.querySelector('[value=agree]').click()")  # too early: nothing happens
    page.wait_for_timeout(JUST_SHOWN)
    assert page.locator("[aria-disabled]").count() == 0
    answer(page, "Agree")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    page.evaluate("document.querySelector('[value=agree]').click()")
    page.wait_for_timeout(JUST_SHOWN)
    assert page.get_by_role("link", name="Your answers").is_visible()


def test_what_can_not_be_sent_in_the_background_is_sent_as_a_plain_form(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    begin(page, link)
    first = heading(page)
    page.route("**/next**", lambda route: route.abort())
    page.wait_for_timeout(JUST_SHOWN)
    with page.expect_navigation():
        answer(page, "Disagree")
    assert heading(page) != first
    page.get_by_role("link", name="Your answers").click()
    chosen = page.get_by_role("listitem").filter(has_text=first).locator("[aria-pressed=true]")
    assert chosen.text_content().strip() == "Disagree"


def test_every_page_of_a_participant_is_accessible(new_page):
    organiser = take_seat(new_page(1280), "organiser")
    link = prepare(organiser)
    organiser.goto("/conversations/")
    organiser.get_by_role("link", name=QUESTION).first.click()
    organiser.goto(organiser.url + "share/")
    preview = organiser.get_by_role("link", name="Open the preview").get_attribute("href")
    page = new_page()
    for address in (link, preview):
        page.goto(address)
        assert wrong_with(page) == []
    card = begin(page, link)
    assert wrong_with(page) == []
    page.wait_for_timeout(JUST_SHOWN)
    answer(page, "Agree")
    page.goto(card + "write/")
    page.get_by_label("Your statement").fill("As the only sister on ward 4 I want a garden")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Please read it again").wait_for()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Send").click()
    page.get_by_text("your statement has been sent").wait_for()
    assert wrong_with(page) == []
    for more in ("write/", "answers/", "card/", "delete/"):
        page.goto(card + more)
        assert wrong_with(page) == [], more
    for address in (link + "deleted/", link + "a" * 20 + "/", "/conversation/abcdefgh/"):
        page.goto(address)
        assert wrong_with(page) == [], address


def test_the_result_is_accessible_in_tables_and_as_a_map(new_page):
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/conversations/")
    organiser.get_by_role("link", name="ten years").first.click()
    address = organiser.get_by_role("link", name="What people think so far").get_attribute("href")
    for width in (360, 1280):
        page = new_page(width)
        open_result(page, address)
        assert "in every group" in heading(page)
        assert page.get_by_role("img").get_attribute("aria-label").startswith("Group A stands")
        assert wrong_with(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("link", name="Every statement, in an order of your choice").click()
        page.get_by_role("link", name="Groups furthest apart").click()
        assert wrong_with(page) == []


def test_without_a_connection_nothing_is_lost_and_the_page_stays(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    page.set_viewport_size(SMALL)
    card = begin(page, link)
    first = heading(page)
    page.wait_for_timeout(JUST_SHOWN)
    page.context.set_offline(True)
    answer(page, "Agree")
    expect(page.get_by_text("That did not reach us.")).to_be_in_viewport()
    assert heading(page) == first
    page.context.set_offline(False)
    page.wait_for_timeout(JUST_SHOWN)
    answer(page, "Agree")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    assert f"You agreed: “{first}”" in page.get_by_role("main").inner_text()

    page.goto(card + "write/")
    page.get_by_label("Your statement").fill("A garden on the roof")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("That did not reach us.").wait_for()
    page.context.set_offline(False)
    page.reload()
    page.get_by_text("We put back what you wrote. It has not been sent.").wait_for()
    assert page.get_by_label("Your statement").input_value() == "A garden on the roof"
    page.get_by_role("button", name="Send").click()
    page.get_by_text("your statement has been sent").wait_for()
    assert page.get_by_label("Your statement").input_value() == ""


def test_a_statement_whose_reply_was_lost_is_not_called_unsent(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    card = begin(page, link)
    arriving = False

    def lose_reply(route):
        if route.request.method != "POST":
            return route.continue_()
        if arriving:
            route.fetch(max_redirects=0)
        return route.abort()

    def send(text):
        page.goto(card + "write/")
        page.get_by_label("Your statement").fill(text)
        page.route("**/write/", lose_reply)
        with page.expect_event("requestfailed", lambda request: request.method == "POST"):
            page.get_by_role("button", name="Send").click()
        page.unroute_all()
        page.goto(card + "write/?back")
        return page.get_by_label("Your statement").input_value()

    assert send("It never arrived") == "It never arrived"
    page.get_by_text("we do not know whether it reached us").wait_for()
    assert wrong_with(page) == []
    assert not page.get_by_text("It has not been sent.").is_visible()
    assert not page.get_by_text("You took the statement back.").is_visible()
    arriving = True
    assert send("It arrived") == ""
    assert page.get_by_role("listitem").filter(has_text="It arrived").is_visible()
    assert not page.get_by_text("We put back").first.is_visible()


def test_no_form_of_a_participant_leaves_its_page_without_a_connection(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    card = begin(page, link)
    page.wait_for_timeout(JUST_SHOWN)
    first = heading(page)
    answer(page, "Agree")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    page.goto(card + "write/")
    page.get_by_label("Your statement").fill("A garden on the roof")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("your statement has been sent").wait_for()
    page.get_by_text("Take this statement back").click()
    forms = {
        None: "Take it back",
        card + "answers/": "Disagree",
        link: "Begin",
        card + "delete/": "Delete everything",
    }
    for address, button in forms.items():
        if address:
            page.goto(address)
        pressed = page.get_by_role("button", name=button, exact=True)
        page.context.set_offline(True)
        pressed.click()
        problem = page.get_by_text("That did not reach us.")
        expect(problem).to_be_in_viewport()
        assert page.locator("[aria-disabled]").count() == 0, button
        assert pressed.is_visible()
        page.context.set_offline(False)
    page.goto(card + "answers/")
    answer(page, "Disagree")
    page.get_by_text(f"You disagreed: “{first}”").wait_for()
    page.goto(card + "write/")
    page.get_by_text("Take this statement back").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("You took the statement back.").wait_for()


def test_pages_for_everybody_lead_back_to_the_card_of_the_tab(new_page):
    link = prepare(take_seat(new_page(1280), "organiser"))
    page = new_page()
    card = begin(page, link)
    page.get_by_role("link", name="What people think so far").click()
    page.get_by_role("link", name="Go back to your card").click()
    assert page.url == card
    page.goto(link)
    page.get_by_text("You take part already, in this tab.").wait_for()
    assert wrong_with(page) == []
    page.goto(card + "delete/")
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("link", name="Go to the first page").click()
    page.get_by_role("button", name="Begin").wait_for()
    assert not page.get_by_text("You take part already").is_visible()
    other = new_page()
    other.goto(link)
    assert not other.get_by_text("You take part already").is_visible()


def test_who_reads_welsh_reads_what_an_organiser_translated_and_can_read_the_original(new_page):
    organiser = take_seat(new_page(1280), "organiser")
    link = prepare(organiser)
    statements = organiser.url.replace("share/", "statements/")
    for number, text in enumerate(("Ar agor ar y Sul.", "Dylai fod gardd yno."), 1):
        organiser.goto(f"{statements}{number}/")
        organiser.get_by_label("Cymraeg", exact=True).fill(text)
        organiser.get_by_role("button", name="Save Cymraeg").click()
        organiser.get_by_text("Your changes are saved.").wait_for()
        assert wrong_with(organiser) == []
    organiser.goto(statements)
    organiser.get_by_role("link", name="Translate the conversation").click()
    table = b"number,Cymraeg\n2,Dylai fod gardd fawr yno.\n"
    file = {"name": "t.csv", "mimeType": "text/csv", "buffer": table}
    organiser.get_by_label("The table, filled in").set_input_files(file)
    organiser.get_by_role("button", name="Check the table").click()
    assert "becomes “Dylai fod gardd fawr yno.”" in organiser.get_by_role("main").inner_text()
    assert wrong_with(organiser) == []
    organiser.get_by_role("button", name="Save the translations").click()
    organiser.get_by_text("1 translation saved.").wait_for()

    reader = new_page()
    reader.goto(f"/language/cy/?back={link}")
    reader.get_by_role("button").first.click()
    said = {}
    for _answer in SEEDS:
        reader.wait_for_timeout(JUST_SHOWN)
        fold = reader.locator("[data-original]")
        title = reader.get_by_role("heading", level=1)
        assert wrong_with(reader) == []
        if fold.is_visible():
            assert "Cyfieithwyd gan y trefnwyr" in fold.inner_text()
            assert not fold.get_by_role("paragraph").is_visible()
            fold.locator("summary").click()
            original = fold.get_by_role("paragraph")
            assert original.get_attribute("lang") == "en-gb"
            said[heading(reader)] = original.inner_text()
            assert title.get_attribute("lang") == "cy"
        else:
            said[heading(reader)] = ""
            assert title.get_attribute("lang") == "en-gb"
        seen = heading(reader)
        answer(reader, "Cytuno")
        expect(title).not_to_have_text(seen)
    assert said == {
        "Ar agor ar y Sul.": SEEDS[0],
        "Dylai fod gardd fawr yno.": SEEDS[1],
        SEEDS[2]: "",
    }
    reader.goto(reader.url + "answers/")
    assert "Dylai fod gardd fawr yno." in reader.get_by_role("main").inner_text()
    assert wrong_with(reader) == []


COVERED = """() => {
  const focus = document.activeElement, bar = document.querySelector("[data-decide]")
  const { bottom } = focus.getBoundingClientRect(), { top } = bar.getBoundingClientRect()
  return focus.matches("[name=statement], .es-queue *") && bottom > top
}"""


def queue_of(new_page, *texts):
    """Open a new conversation in which these statements wait; return the address of its queue."""
    organiser = take_seat(new_page(1280), "organiser")
    link = prepare(organiser)
    queue = organiser.url.replace("share/", "waiting/")
    for text in texts:
        writer = new_page(script=False)
        writer.goto(begin(writer, link) + "write/")
        writer.get_by_label("Your statement").fill(text)
        writer.get_by_role("button", name="Send").click()
        writer.get_by_text("An organiser has not decided about it yet.").wait_for()
    return queue


def test_alike_statements_are_rejected_together_and_that_is_undone(new_page):
    organiser = take_seat(new_page(360), "organiser")
    organiser.goto(queue_of(new_page, *["Let dogs in."] * 3, "Sing in the hall."))
    organiser.get_by_label("Order").select_option("alike")
    organiser.get_by_role("button", name="Show").click()
    organiser.get_by_role("button", name="Tick all but the first").click()
    expect(organiser.get_by_text("Ticked: 2")).to_be_visible()
    assert wrong_with(organiser) == []
    organiser.get_by_label("Let dogs in.").first.focus()
    for _stop in range(8):
        organiser.keyboard.press("Tab")
        assert not organiser.evaluate(COVERED)
    organiser.get_by_role("button", name="Reject").click()
    organiser.get_by_text("There is a problem").wait_for()
    expect(organiser.get_by_text("Ticked: 2")).to_be_visible()
    assert wrong_with(organiser) == []
    organiser.get_by_label("Reason to reject").select_option("Another statement says the same.")
    organiser.get_by_role("button", name="Reject").click()
    organiser.get_by_text(
        "Rejected 2 statements: Another statement says the same."
    ).first.wait_for()
    assert wrong_with(organiser) == []
    assert "order=alike" in organiser.url
    organiser.get_by_role("button", name="Undo").click()
    organiser.get_by_text("2 statements wait again.").wait_for()
    assert organiser.get_by_label("Let dogs in.").count() == 3


def test_ticks_are_kept_and_counted_without_a_script(new_page):
    organiser = take_seat(new_page(1280, script=False), "organiser")
    organiser.goto(queue_of(new_page, "Let dogs in.", "Sing in the hall."))
    organiser.get_by_label("Let dogs in.").check()
    organiser.get_by_label("Words in the statement, or its number").fill("sing")
    organiser.get_by_label("Words in the statement, or its number").press("Enter")
    assert organiser.get_by_text("Ticked: 1 (1 on other pages)").is_visible()
    organiser.get_by_role("button", name="Tick all on this page").click()
    assert organiser.get_by_text("Ticked: 2 (1 on other pages)").is_visible()
    organiser.get_by_role("button", name="Publish").click()
    assert organiser.get_by_text("Published 2 statements.").first.is_visible()
