"""What a rater has chosen and written survives what happens in between, and is never swapped."""

import pytest

from tests.browser.conftest import accessible, begin, choose, invitations

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

OFFLINE = """() => Object.defineProperty(
  navigator, 'onLine', { get: () => false, configurable: true })"""
SENT_SINCE = "Answers were sent with your card after you began here."


def go_on(page, pages=6):
    for _ in range(pages):
        page.get_by_role("button", name="Continue").click()


def send(page):
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()


def test_without_a_connection_nothing_is_sent_and_the_page_stays(new_page):
    page = new_page()
    begin(page, invitations(page)[0])
    choose(page, "Rarely")
    go_on(page)
    page.evaluate(OFFLINE)
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("You are not connected to the internet").wait_for()
    assert page.locator("input[type=radio]:checked").count() >= 1
    page.evaluate("delete navigator.onLine")
    send(page)


def test_what_was_begun_is_there_the_next_day_at_the_first_open_page(new_page):
    page = new_page()
    link = invitations(page)[1]
    begin(page, link)
    choose(page, "Not seen")
    page.get_by_role("button", name="Continue").click()
    page.close()
    again = page.context.new_page()
    again.goto(link)
    again.get_by_role("link", name="Go on about").click()
    again.get_by_text("You began before, and have not sent it yet.").wait_for()
    again.get_by_text("Page 2 of 7").wait_for()
    again.get_by_role("button", name="Back").click()
    assert again.get_by_role("radio", name="Not seen").first.is_checked()
    assert accessible(again) == []


def test_what_was_sent_from_another_device_is_not_swapped_for_an_older_draft(new_page):
    laptop = new_page(1280)
    link = invitations(laptop)[2]
    card = begin(laptop, link)
    choose(laptop, "Never", 1)
    phone = new_page()
    phone.goto(card)
    choose(phone, "Always")
    go_on(phone)
    phone.get_by_label("keep doing").fill("Rings back.")
    send(phone)
    laptop.reload()
    laptop.get_by_text(SENT_SINCE).wait_for()
    assert laptop.get_by_role("radio", name="Always").first.is_checked()
    assert not laptop.get_by_role("radio", name="Never").nth(1).is_checked()
    assert laptop.get_by_label("keep doing").input_value() == "Rings back."
    assert accessible(laptop) == []
    laptop.get_by_role("button", name="Show what I began here instead").click()
    assert laptop.get_by_role("radio", name="Never").nth(1).is_checked()
    assert not laptop.get_by_role("radio", name="Always").first.is_checked()
    laptop.reload()  # it was chosen, and is not asked again
    laptop.get_by_role("radio", name="Never").nth(1).wait_for(state="attached")
    assert not laptop.get_by_text(SENT_SINCE).is_visible()


def test_what_is_promised_of_words_follows_the_choice_of_who_reads_them(new_page):
    """As it is made, and again on return: the page does not know the card that was sent."""
    page = new_page()
    card = begin(page, invitations(page)[8])
    go_on(page)
    to_all, to_coach = "are shown without your name", "Only the coach reads your words, if"
    box = page.locator(".es-who")
    assert to_all in box.inner_text()
    page.get_by_label("Only the coach reads my words").check()
    assert to_coach in box.inner_text()
    assert to_all not in box.inner_text()
    assert accessible(page) == []
    send(page)
    again = new_page()
    again.goto(card)
    box = again.locator(".es-who")
    box.get_by_text(to_coach).wait_for()
    assert to_all not in box.inner_text()


def test_back_after_the_check_of_words_shows_the_form_and_loses_nothing(new_page):
    """Pages that came of sending a form used to end in an error page of the browser."""
    page = new_page()
    begin(page, invitations(page)[9])
    choose(page, "Rarely")
    go_on(page)
    page.get_by_label("keep doing").fill("On 3 May she rang back.")
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Could somebody tell").wait_for()
    page.get_by_label("Your words").fill("On 4 May she rang back.")
    page.get_by_role("button", name="Check my words again").click()
    page.get_by_role("heading", name="Could somebody tell").wait_for()
    page.go_back()
    page.get_by_text("Page 7 of 7").wait_for()
    assert page.get_by_label("keep doing").input_value() == "On 4 May she rang back."
    page.get_by_role("button", name="Send my answers").click()
    send(page)
    page.go_back()
    page.get_by_text("This shows what you sent.").wait_for()
    assert page.get_by_label("keep doing").input_value() == "On 4 May she rang back."


def test_one_answer_is_changed_and_sent_from_its_own_page(new_page):
    page = new_page()
    link = invitations(page)[10]
    begin(page, link)
    choose(page, "Rarely")
    assert not page.get_by_role("button", name="Send my answers").is_visible()
    go_on(page)
    send(page)
    page.get_by_role("link", name="Look at my answers").click()
    page.get_by_text("This shows what you sent.").wait_for()
    assert accessible(page) == []
    choose(page, "Often")
    page.goto(link)
    page.get_by_role("link", name="a change not sent yet").click()
    page.get_by_text("You began a change here, and have not sent it yet.").wait_for()
    page.get_by_text("Page 1 of 7").wait_for()
    send(page)
    page.get_by_role("link", name="Look at my answers").click()
    page.get_by_text("This shows what you sent.").wait_for()
    assert page.get_by_role("radio", name="Often").first.is_checked()


def test_where_nobody_can_look_what_was_sent_the_page_says_so(new_page):
    page = new_page()
    card = begin(page, invitations(page)[3])
    other = new_page()
    other.route("**/given/", lambda route: route.abort())
    other.goto(card)
    other.get_by_text("We could not look whether answers were sent").wait_for()


def test_a_code_with_a_wrong_letter_is_said_at_once_and_can_be_typed_again(new_page):
    page = new_page()
    card = begin(page, invitations(page)[7])
    address, code = card.split("#")[0], card.split("card=")[1].split("&")[0]
    wrong = ("B" if code[0] == "A" else "A") + code[1:]
    other = new_page()
    other.goto(address)
    field = other.get_by_label("The code on your answering card")
    for bad in (wrong, code[:-4]):
        field.fill(bad)
        other.keyboard.press("Tab")
        other.get_by_text("is missing or wrong").wait_for()
    assert accessible(other) == []
    other.reload()
    with other.expect_response("**/given/"):
        field.fill(code)
        other.keyboard.press("Tab")
    assert not other.get_by_text("is missing or wrong").is_visible()
    choose(other, "Often")
    go_on(other)
    send(other)


def test_a_card_is_deleted_by_a_second_press_and_the_page_says_what_that_means(new_page):
    page = new_page()
    link = invitations(page)[4]
    begin(page, link)
    choose(page, "Often")
    page.goto(link)
    page.get_by_text("Save, print or delete the card").click()
    page.get_by_text("Delete the card from this browser").click()
    assert page.get_by_text("What you have not sent is deleted too").is_visible()
    assert page.evaluate("localStorage.length") > 0
    page.get_by_role("button", name="Delete the card").click()
    assert page.get_by_text("The card is deleted from this browser.").is_visible()
    assert page.evaluate("localStorage.length") == 0


def test_after_sending_a_deleted_card_is_not_offered_any_more(new_page):
    page = new_page()
    begin(page, invitations(page)[5])
    choose(page, "Often")
    go_on(page)
    send(page)
    page.get_by_text("Delete the card from this browser").click()
    page.get_by_role("button", name="Delete the card").click()
    assert page.get_by_text("The card is deleted from this browser.").is_visible()
    assert not page.get_by_role("link", name="Look at my answers").is_visible()
    assert not page.get_by_text("keep it").is_visible()


def test_a_link_that_was_cut_accuses_nobody(new_page):
    page = new_page()
    link = invitations(page)[6]
    key = link.index("key=")
    for end in (key + 9, key + 12, link.index("as=") + 5):
        page.goto("about:blank")
        page.goto(link[:end])
        page.get_by_text("Part of your link is missing.").wait_for()
        assert not page.get_by_text("Please stop here.").is_visible()
        assert not page.get_by_role("button", name="Begin").is_visible()
