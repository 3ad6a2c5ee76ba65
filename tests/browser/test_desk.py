"""A guardian's desk in a browser: its list, a case with an address, what leaves the seal."""

import re
import secrets
from datetime import timedelta

import pyrage
import pytest
from django.utils import timezone

from everyseat.safety import sealing
from tests.browser.conftest import accessible, take_seat
from tests.browser.test_moments import (
    PASSPHRASE,
    listed,
    next_step,
    open_case,
    open_desk,
    say_yes,
    sealed,
    see_all,
)

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

CORRIDOR, NIGHTS = "The corridor on Tuesday", "Two nights a week"


def opened(new_page, seat="guardian", width=1280):
    page = take_seat(new_page(width), seat)
    open_desk(page)
    listed(page, CORRIDOR).wait_for()
    return page


def filter_by(page, name) -> int:
    """Choose a filter of the list, and return how many cases it says it holds."""
    button = page.get_by_role("button", name=re.compile(f"^{name} "))
    button.click()
    return int(button.locator("[data-n]").text_content())


def raise_concern(page, what) -> str:
    """Raise a concern with every guardian, and return its receipt."""
    page.goto("/speak-up/")
    page.get_by_label("What happened, or is happening?").fill(what)
    next_step(page)
    next_step(page)
    page.get_by_role("button", name="Seal it and send it").click()
    return sealed(page)


def reopen(page, receipt):
    page.goto("/receipt/")
    page.get_by_label("The eight words").fill(receipt)
    page.get_by_role("button", name="Open").click()


def send_cases(page, n):
    """Raise concerns, as the page of a reporter does."""
    page.goto("/speak-up/")
    read = "JSON.parse(document.getElementById('sealing').textContent)"
    recipients = {key["id"]: key["recipient"] for key in page.evaluate(read)}
    identity = pyrage.x25519.Identity.generate()
    own = str(identity.to_public())
    for i in range(n):
        listed_as = {"identity": str(identity), "title": f"Concern number {i:03}"}
        content = {"kind": "concern", "anonymous": True, "what": f"What happened, {i}."}
        reply = page.request.post(
            "/sealed/new/",
            data={
                "route": "anonymous",
                "locator": secrets.token_hex(16),
                "recipient": own,
                "for_receipt": "QUJD",
                "keys": {
                    pk: sealing.seal(listed_as, [recipient], sealing.LISTED)
                    for pk, recipient in recipients.items()
                },
                "entry": sealing.new_name(),
                "sealed": sealing.seal(content, [own]),
            },
        )
        assert reply.ok, reply.text()


def test_from_home_a_guardian_opens_a_case_in_three_steps(new_page):
    page = take_seat(new_page(), "guardian")
    steps = 0
    page.get_by_role("link", name="waiting for your reply").click()
    steps += 1
    page.locator("#unlock-passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open my key").click()
    steps += 1
    open_case(page, CORRIDOR)
    steps += 1
    page.locator("[data-entries]").get_by_text("did not look up").wait_for()
    assert steps <= 3


def test_what_is_read_is_not_new_until_it_is_marked_so_again(new_page):
    page = opened(new_page)
    line = page.locator("[data-list] li", has_text=CORRIDOR)
    line.get_by_text("New message").wait_for(state="detached")  # it was opened above
    assert page.locator("[data-list] li", has_text=NIGHTS).get_by_text("New message").count()
    assert page.locator("[data-list] li", has_text="in 7 days").count() == 2
    open_case(page, CORRIDOR)
    page.get_by_role("button", name="Mark it as unread").click()
    page.get_by_text("The case is marked as unread.").wait_for()
    line.get_by_text("New message").wait_for()


def test_a_guardian_gives_a_case_to_another_and_undoes_it(new_page):
    page = opened(new_page)
    open_case(page, NIGHTS)
    page.get_by_text("Who looks after it", exact=True).click()
    page.get_by_label("Guardian", exact=True).select_option(label="Tunde Marsh")
    page.get_by_label("A note for them").fill("She asked for a call on Friday.")
    page.locator("[data-owner] button").click()
    page.get_by_text("Tunde Marsh looks after this case now.").wait_for()
    assert accessible(page) == []
    page.get_by_role("link", name="All cases").click()
    assert filter_by(page, "Waiting for me") == 1
    assert filter_by(page, "Open") == 2
    page.get_by_label("Search").fill("tunde")
    assert page.locator("[data-list] li").count() == 1
    second = opened(new_page, "second_guardian")
    second.locator("[data-list] li", has_text=NIGHTS).get_by_text("You look after it").wait_for()
    open_case(second, NIGHTS)
    second.get_by_text("Your record", exact=True).click()
    note = second.locator("#record-note").input_value()
    assert note.endswith("Gwen Price: She asked for a call on Friday.")
    assert "call on Friday" not in second.locator("[data-entries]").text_content()
    open_case(page, NIGHTS)
    page.locator("#owner").select_option(label="Gwen Price (you)")
    page.locator("[data-owner] button").click()
    page.get_by_text("You look after this case now.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Tunde Marsh looks after this case now.").wait_for()


def test_a_wrong_passphrase_is_said_at_its_field_and_the_passphrase_can_be_shown(new_page):
    page = take_seat(new_page(), "guardian")
    open_desk(page, "not the passphrase")
    said = page.get_by_text("This is not the passphrase of your key.")
    said.wait_for()
    field = page.locator("#unlock-passphrase")
    assert field.get_attribute("aria-invalid") == "true"
    assert "problem" in field.get_attribute("aria-describedby").split()
    assert page.locator("[data-unlock] .nhsuk-form-group--error").get_by_text("not the").count()
    assert field.evaluate("field => field === document.activeElement")
    show = page.locator("[data-unlock]").get_by_role("button", name="Show passphrase")
    show.click()
    assert (field.get_attribute("type"), field.input_value()) == ("text", "not the passphrase")
    assert accessible(page) == []
    field.fill(PASSPHRASE)
    page.get_by_role("button", name="Open my key").click()
    listed(page, CORRIDOR).wait_for()
    assert not page.locator(".nhsuk-form-group--error").count()
    assert field.get_attribute("type") == "password"  # sent, it is hidden again


def test_a_guardian_goes_on_leave_and_hands_their_cases_over_with_a_note(new_page):
    page = opened(new_page)
    see_all(page)
    open_case(page, NIGHTS)
    page.get_by_text("Who looks after it", exact=True).click()
    page.get_by_label("Guardian", exact=True).select_option(label="Gwen Price (you)")
    page.locator("[data-owner] button").click()
    page.get_by_text("You look after this case now.").wait_for()
    page.get_by_role("link", name="All cases").click()
    page.get_by_role("link", name="When you are away").click()
    today = timezone.localdate()
    page.get_by_label("First day away").fill(str(today))
    page.get_by_label("Back on").fill(str(today + timedelta(14)))
    page.get_by_label("Who stands in for you?").select_option(label="Tunde Marsh")
    page.get_by_role("button", name="Say that I am away").click()
    page.locator("[data-said]").get_by_text("Tunde Marsh stands in for you.").wait_for()
    page.locator("#hand-over-note").fill("Please call on Friday.")
    assert accessible(page) == []
    page.get_by_role("button", name="Hand them over").click()
    page.get_by_text("Cases handed over to Tunde Marsh: 1.").wait_for()
    second = opened(new_page, "second_guardian")
    second.get_by_text("Gwen Price is away").wait_for()
    see_all(second)
    open_case(second, NIGHTS)
    assert second.locator("#record-note").input_value().endswith("Please call on Friday.")
    reporter = new_page()
    reporter.goto("/speak-up/")
    boxes = reporter.locator("[data-guardian]")
    assert sorted(boxes.evaluate_all("all => all.map(b => b.checked)")) == [False, True]
    page.get_by_role("button", name="I am not away").click()
    page.get_by_text("You are back. Reporters no longer read that you are away.").wait_for()
    page.get_by_role("link", name="Cases", exact=True).click()
    filter_by(page, "I look after")
    listed(page, NIGHTS).wait_for()


def test_a_case_has_an_address_that_survives_a_reload_and_the_back_button(new_page):
    page = opened(new_page)
    see_all(page)
    up = page.get_by_role("navigation", name="Back")
    assert up.get_by_role("link").is_visible()
    open_case(page, NIGHTS)
    assert not up.get_by_role("link").is_visible()  # the case's own way back is enough
    address = page.url
    assert re.search("#case-[0-9a-f-]{36}$", address)
    page.go_back()
    listed(page, CORRIDOR).wait_for()
    page.go_forward()
    page.get_by_role("heading", name=NIGHTS).wait_for()
    page.reload()
    page.locator("#unlock-passphrase").wait_for()  # the key was kept nowhere
    assert "one of us for two teams" not in page.content()
    page.locator("#unlock-passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open my key").click()
    page.get_by_role("heading", name=NIGHTS).wait_for()
    assert page.url == address
    page.goto("/guardian/#case-00000000-0000-0000-0000-000000000009")
    page.get_by_text("Your key opens no case at this address.").wait_for()


def test_what_is_being_written_stays_while_another_case_is_looked_at(new_page):
    page = opened(new_page)
    see_all(page)
    open_case(page, NIGHTS)
    page.get_by_label("Write to the reporter").fill("Half a sentence")
    page.get_by_role("link", name="All cases").click()
    open_case(page, CORRIDOR)
    assert page.get_by_label("Write to the reporter").input_value() == ""
    page.go_back()
    open_case(page, NIGHTS)
    assert page.get_by_label("Write to the reporter").input_value() == "Half a sentence"


def test_words_are_given_to_a_body_outside_once_their_reporter_agreed_to_it(new_page):
    page = new_page()
    receipt = raise_concern(page, "The alarm on ward 3 has been broken since May.")
    desk, body = opened(new_page), "Care Quality Commission"
    see_all(desk)

    def open_form():
        open_case(desk, "The alarm on ward 3")
        desk.locator("#case-hand-on summary").click()

    open_form()
    assert not desk.get_by_role("button", name="Record that I passed them on").is_visible()
    desk.locator("#hand-kind").select_option("outside")
    ask = desk.locator("[data-hand-on]").get_by_role("button", name="Ask the reporter")
    ask.click()
    desk.get_by_text("Choose who should be told.").wait_for()
    desk.get_by_label("Who outside?").fill(body)
    desk.get_by_label("The exact words").fill("An alarm is broken.")
    assert accessible(desk) == []
    ask.click()
    say_yes(desk, "Ask the reporter")
    desk.get_by_text(f"whether {body} may have these words").wait_for()

    reopen(page, receipt)
    page.get_by_role("button", name="Answer the guardian").click()
    page.get_by_text("outside this site, and nothing else").wait_for()
    page.get_by_role("radio", name="Yes, pass these words on").check()
    page.get_by_role("button", name="Seal my answer and send it").click()
    page.get_by_text("It has arrived, sealed.").wait_for()

    open_desk(desk)
    see_all(desk)
    open_form()
    desk.get_by_text("The reporter agreed on").wait_for()
    assert desk.locator("[data-hand-words]").text_content() == "An alarm is broken."
    desk.get_by_label("How you passed them on").fill("By e-mail, reference 17.")
    sent = []
    desk.on("request", lambda request: sent.append(request.post_data or ""))
    desk.get_by_role("button", name="Record that I passed them on").click()
    say_yes(desk, "Yes, record it")
    desk.get_by_text(f"these words were passed on to {body}").wait_for()
    assert not [text for text in sent if "alarm" in text or body in text]  # it is sealed
    said = desk.locator("[data-entries] li").last.text_content()
    assert "A guardian has passed these words on to" in said
    assert all(text in said for text in (body, "An alarm is broken.", "reference 17"))
    assert not desk.get_by_role("button", name="Record that I passed them on").is_visible()
    desk.evaluate("window.print = () => {}")
    desk.get_by_text("Print or export").click()
    desk.get_by_role("button", name="Print this case").click()
    assert body in desk.locator("[data-paper]").text_content()

    reopen(page, receipt)
    page.locator("[data-news]").get_by_text(body).wait_for()
    assert not page.get_by_role("button", name="Answer the guardian").is_visible()


def test_of_two_tabs_that_save_a_record_neither_loses_what_the_other_wrote(new_page):
    first, second = opened(new_page), opened(new_page)
    for page, note in ((first, "Rang her."), (second, "Met the ward manager.")):
        open_case(page, NIGHTS)
        page.get_by_text("Your record", exact=True).click()
        page.locator("#record-note").fill(note)
    first.get_by_role("button", name="Save your record").click()
    first.get_by_text("Your record was saved.").wait_for()
    second.get_by_role("button", name="Save your record").click()
    second.get_by_text("Yours is not saved yet, and nothing is lost.").wait_for()
    second.locator("[data-record-now]").get_by_text("Rang her.").wait_for()
    assert second.locator("#record-note").input_value() == "Met the ward manager."
    assert accessible(second) == []
    second.locator("#record-note").fill("Rang her. Met the ward manager.")
    second.get_by_role("button", name="Save your record").click()
    second.get_by_text("Your record was saved.").wait_for()


def test_a_message_is_asked_about_and_a_state_is_undone(new_page):
    page = opened(new_page, width=360)
    open_case(page, CORRIDOR)
    page.get_by_text("Change the state").click()
    page.get_by_label("State, as the reporter sees it").select_option("looking")
    page.get_by_role("button", name="Save the state").click()
    page.get_by_text("The state is now “Being looked into”.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The state is now “Received”.").wait_for()
    page.get_by_label("Write to the reporter").fill("Not this one.")
    page.get_by_role("button", name="Send your message").click()
    page.get_by_role("dialog").get_by_text("Not this one.").wait_for()
    assert accessible(page) == []
    say_yes(page, "Go back")
    assert page.locator("[data-entries] li").count() == 1
    assert page.get_by_label("Write to the reporter").input_value() == "Not this one."


def test_a_case_is_exported_sealed_and_printed_without_what_stands_around_it(new_page, tmp_path):
    page = opened(new_page)
    sent = []
    page.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
    see_all(page)
    open_case(page, NIGHTS)
    page.get_by_text("Print or export").click()
    page.get_by_label("Passphrase for this file").fill("short")
    page.get_by_label("The same passphrase again").fill("short")
    page.get_by_role("button", name="Save the sealed file").click()
    page.get_by_text("at least 16 letters").wait_for()
    for label in ("Passphrase for this file", "The same passphrase again"):
        page.get_by_label(label).fill("seven tall herons wait")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the sealed file").click()
    page.get_by_text("Only the passphrase opens it.").wait_for()
    assert re.fullmatch(
        r"case-[0-9a-f]{8}-[0-9-]{10}\.html\.age", download.value.suggested_filename
    )
    kept = download.value.path().read_bytes()
    assert b"one of us for two teams" not in kept
    text = pyrage.passphrase.decrypt(kept, "seven tall herons wait").decode()
    for said in (
        "one of us for two teams",
        "A district nurse",
        "Nursing",
        "Received",
        "Closed",
        "by Gwen Price",
    ):
        assert said in text
    assert not any("herons" in body or "two teams" in body for body in sent)
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes' } }")
    page.get_by_role("button", name="Print this case").click()
    page.locator("[data-printed]").wait_for()
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert "one of us for two teams" in seen
    for around in ("Speaking up", "Sign out", "Save the sealed file", "All cases"):
        assert around not in seen


def test_two_hundred_cases_are_listed_searched_and_sorted(new_page):
    send_cases(new_page(), 198)  # beside the three of the tests above
    page = opened(new_page)
    assert filter_by(page, "All") == 201
    assert page.locator("[data-list] li").count() == 25
    assert int(page.locator("[data-listed]").get_attribute("data-listed")) < 5000
    page.get_by_role("button", name="Show more cases").click()
    assert page.locator("[data-list] li").count() == 50
    page.get_by_label("Sort by").select_option("title")
    assert page.locator("[data-list] a").first.text_content() == "Concern number 000"
    page.get_by_label("Search").fill("number 19")
    page.get_by_text("8 cases", exact=True).wait_for()
    page.get_by_label("Search").fill("number 197")
    page.get_by_text("1 case", exact=True).wait_for()
    page.get_by_label("Search").fill("nothing like it")
    page.get_by_text("No case here matches your search.").wait_for()
