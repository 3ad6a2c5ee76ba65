"""A service's own form on a phone: without a script, and where the network goes and comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import take_seat
from tests.browser.test_pages import wrong_with

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

ANSWER = (
    "Thank you for writing. I am sorry that she waits and does not know. From next month on we "
    "send a message the evening before, with a time of two hours."
)


@pytest.fixture
def look_after(new_page):
    """Return the page of a service, opened by somebody who looks after it, and its form's path."""
    page = take_seat(new_page(1280), "organiser")
    page.goto("/services/")
    page.get_by_role("link", name="District nursing").first.click()
    page.get_by_role("link", name="Share the form").click()
    link = page.get_by_role("link", name="/say/").get_attribute("href")
    return page, "/service/" + link.partition("/service/")[2]


def thanks(page):
    return page.get_by_role("heading", name="Thank you. It has arrived.")


def test_a_patient_without_a_script_is_warned_sends_and_is_thanked(new_page, look_after):
    _page, form = look_after
    patient = new_page(script=False)
    patient.goto(form)
    assert "read what you write, as you wrote it." in patient.locator(".es-who").inner_text()
    patient.get_by_role("button", name="Send").click()
    assert "Answer at least one question." in patient.get_by_role("main").inner_text()
    patient.get_by_role("radio", name="Very good").check(force=True)
    patient.get_by_label("What was good?").fill("Sister Jones was kind.")
    patient.get_by_role("button", name="Send").click()
    assert "Please read it again" in patient.get_by_role("main").inner_text()
    assert patient.get_by_role("radio", name="Very good").is_checked()
    patient.get_by_role("button", name="Send").click()
    expect(thanks(patient)).to_be_visible()
    assert patient.evaluate("document.documentElement.scrollWidth") <= 360
    assert patient.context.cookies() == []
    patient.get_by_role("link", name="Write another comment").click()
    assert patient.get_by_label("What was good?").input_value() == ""


def _hold_back_the_question_whether_it_answers(page, path):
    """Return the requests that are held back, as on a slow network: the first of them."""
    held = []

    def hold(route):
        if route.request.method == "HEAD" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(f"**{path}", hold)
    return held


def test_what_was_written_without_a_network_is_kept_and_sent_once(new_page, look_after):
    _page, form = look_after
    patient = new_page()
    patient.goto(form)
    assert wrong_with(patient) == []
    number = patient.locator("[name=token]").input_value()
    patient.get_by_label("What could we do better?").fill("Ring before they come.")
    patient.context.set_offline(True)
    patient.get_by_role("button", name="Send").click()
    patient.get_by_text("Not sent yet: there is no connection.").wait_for()
    patient.get_by_role("button", name="Send", exact=True).wait_for()
    assert wrong_with(patient) == []
    patient.context.set_offline(False)
    patient.get_by_text("You are connected again.").wait_for()

    patient.reload()
    patient.get_by_text("It has not been sent.").wait_for()
    written = patient.get_by_label("What could we do better?")
    assert written.input_value() == "Ring before they come."
    assert patient.locator("[name=token]").input_value() == number
    assert wrong_with(patient) == []
    held = _hold_back_the_question_whether_it_answers(patient, form)
    patient.get_by_role("button", name="Send").click()
    patient.get_by_role("button", name="Sending…").wait_for()
    held[0].continue_()
    thanks(patient).wait_for()
    assert wrong_with(patient) == []
    assert patient.evaluate("sessionStorage.length + localStorage.length") == 0
    patient.reload()
    assert patient.get_by_label("What could we do better?").input_value() == ""
    patient.go_back()
    assert "Ring before" not in patient.content()


def test_whoever_finds_words_of_another_in_the_tab_deletes_them(new_page, look_after):
    _page, form = look_after
    patient = new_page()
    patient.goto(form)
    patient.get_by_label("What was good?").fill("Not for the next one to read.")
    patient.reload()
    patient.get_by_role("button", name="Delete it and start again").click()
    expect(patient.get_by_label("What was good?")).to_have_value("")
    assert patient.evaluate("sessionStorage.length") == 0


def test_an_answer_is_written_with_help_read_by_its_link_and_said_to_have_helped(
    new_page, look_after
):
    page, _form = look_after
    page.goto("/")
    page.get_by_role("link", name="1 person waits for an answer").click()
    assert wrong_with(page) == []
    page.get_by_role("link", name="Wrote in the week of").click()
    assert wrong_with(page) == []
    page.get_by_label("Your answer").fill("We will look into it.")
    page.get_by_role("button", name="Continue").click()
    assert "It does not thank them for writing." in page.get_by_role("main").inner_text()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Change the answer").click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("The answer is on its way.").wait_for()

    link = _answer_in_the_mailbox(page)
    reader = new_page()
    reader.goto(link)
    assert wrong_with(reader) == []
    assert ANSWER in reader.get_by_role("main").inner_text()
    reader.get_by_role("radio", name="Partly").check(force=True)
    reader.get_by_label("Is there anything you want to say").fill("From which day on?")
    reader.get_by_role("button", name="Send").click()
    reader.get_by_text("They will read it.").wait_for()
    assert wrong_with(reader) == []
    assert reader.context.cookies() == []

    page.reload()
    page.get_by_role("listitem").filter(has_text="It helped in part").get_by_role("link").click()
    assert "From which day on?" in page.get_by_role("main").inner_text()
    assert wrong_with(page) == []


def _answer_in_the_mailbox(page) -> str:
    for _ in range(60):
        page.goto("/mailbox/")
        if found := re.search(r"/service/answer/[\w:.-]+/", page.content()):
            page.go_back()
            return found[0]
        page.wait_for_timeout(500)
    raise AssertionError("no e-mail with an answer has come")


def test_the_form_is_shared_on_paper_and_closes_kindly(new_page, look_after):
    page, form = look_after
    assert wrong_with(page) == []
    page.get_by_role("link", name="A poster to print").click()
    assert page.get_by_role("img", name="QR code that leads to the form").is_visible()
    assert wrong_with(page) == []
    page.goto(page.url.replace("form/card/", "collect/stop/"))
    assert wrong_with(page) == []
    patient = new_page()
    patient.goto(form)
    patient.get_by_label("What was good?").fill("All of it.")

    page.get_by_role("button", name="Close the form").click()
    page.get_by_text("The form is closed.").wait_for()
    assert wrong_with(page) == []
    patient.get_by_role("button", name="Send").click()
    patient.get_by_role("heading", name="This form has closed").wait_for()
    assert "All of it." in patient.get_by_role("main").inner_text()
    assert wrong_with(patient) == []

    page.get_by_role("link", name="Open the form").click()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Open the form").click()
    page.get_by_role("heading", name="Share the form").wait_for()
    patient.goto(form)
    patient.get_by_text("It was being sent when the page was left").wait_for()
    patient.get_by_role("button", name="Send").click()
    thanks(patient).wait_for()
    patient.get_by_role("link", name="What District nursing has done").click()
    assert wrong_with(patient) == []
