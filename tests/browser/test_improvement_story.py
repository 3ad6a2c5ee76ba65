"""A team takes comments from a file to a published change, sees whether it worked, and plans."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from tests.browser.conftest import take_seat
from tests.browser.test_pages import wrong_with

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

TODAY = date.today()  # noqa: DTZ011
COMMENTS = "\n".join(
    (
        "Date,FFT,What was good?,What could we do better?",
        f"{TODAY - timedelta(40)},Good,The nurses are kind,Tell us when you come",
        f"{TODAY - timedelta(39)},Poor,,Nobody says when the nurse comes",
        f"{TODAY - timedelta(39)},Very good,,",
    )
)
WEEKS = [TODAY - timedelta(7 * (30 - n)) for n in range(30)]
CALLS = [40, 44, 41, 39, 43, 42, 40, 44, 38, 41, 43, 40, 42, 39, 41, 43, 40, 42]
FEWER = [30, 27, 31, 28, 29, 26, 30, 28, 31, 27, 29, 28]
CHANGED = WEEKS[18]


FORM = "new URLSearchParams(new FormData(document.querySelector('main form'))).toString()"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def read(page):
    return page.get_by_role("main").inner_text()


@pytest.fixture
def leader(new_page):
    """Return a page of somebody who adds a service, and looks after it."""
    page = take_seat(new_page(1280), "organiser")
    page.goto("/services/new/")
    page.get_by_label("What is the service called?").fill("Community wound care")
    press(page, "Add the service")
    return page


def imported(page):
    follow(page, "Import comments")
    file = {"name": "fft.csv", "mimeType": "text/csv", "buffer": COMMENTS.encode()}
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Read the file")
    press(page, page.locator("main button").last.inner_text())
    assert "Import 3 comments?" in read(page)
    assert "1 of the ratings has no words" in read(page)
    press(page, "Import the comments")


def coded_and_released(page, home):
    page.goto(home)
    follow(page, "Code the next comment")
    for _ in range(3):
        page.get_by_label("Being kept informed", exact=False).first.check(force=True)
        page.locator("form:has([name=kind]) button").first.click()
    page.goto(f"{home}comments/release/")
    for _ in range(3):
        press(page, "Release it")


def measured(page, home):
    """Add a measure with its values, pasted from a spreadsheet, and show it to everybody."""
    page.goto(f"{home}measures/new/")
    page.get_by_label("What do you measure?").fill("Calls that ask when")
    page.get_by_role("radio", name="Less is better").check(force=True)
    press(page, "Add the measure")
    follow(page, "Add many values")
    rows = zip(WEEKS, CALLS + FEWER, strict=True)
    page.get_by_label("Paste rows from a spreadsheet").fill("\n".join(f"{w}\t{n}" for w, n in rows))
    press(page, "Check the values")
    assert "30 new values are added." in read(page)
    press(page, "Save the values")
    assert "It has got better" in read(page)
    press(page, "Show it on the public page")


def said_and_done(page, home):
    """Say what people said, promise a change, make it and publish it."""
    page.goto(f"{home}issues/new/")
    page.get_by_label("What did people say?").fill("Nobody says when the nurse comes.")
    press(page, "Save")
    page.get_by_role("checkbox", name="Nobody says when").check(force=True)
    press(page, "Save the choice on this page")
    page.goto(f"{home}issues/1/make/")
    page.get_by_label("What did you change?").fill("A message the evening before.")
    page.get_by_label("Who sees to it: a role or a team").fill("The team leader")
    page.get_by_label("On which day was it made?").fill(str(CHANGED))
    page.get_by_label("Which measure").select_option(index=1)
    press(page, "Save this step")
    page.goto(f"{home}issues/1/publish/")
    press(page, "Publish it")


def planned(page, home):
    """Make a plan of capacity with one band and one kind of visit, and approve it."""
    page.goto(f"{home}plans/new/")
    page.get_by_label("What is the plan called?").fill("The year ahead")
    press(page, "Continue")
    follow(page, "Add a band")
    page.get_by_label("Which band or role?").fill("Band 5")
    page.get_by_label("Whole-time equivalents (WTE)").fill("4")
    for name, share in {"leave": 14, "training": 3, "sickness": 5, "other": 0}.items():
        page.locator(f"[name={name}]").fill(str(share))
    page.locator("main form button").first.click()
    follow(page, "Add a kind of visit")
    page.get_by_label("What kind of visit is it?").fill("Wound care")
    for name, minutes in {"minutes": 40, "travel": 12, "records": 8}.items():
        page.locator(f"[name={name}]").fill(str(minutes))
    page.get_by_label("Band 5").check(force=True)
    page.get_by_label("How many visits do you expect per week?").fill("120")
    page.locator("main form button").first.click()
    assert "no verdict on whether staffing is safe" in read(page)
    follow(page, "Save as a version")
    page.get_by_label("Why", exact=False).first.fill("As we are now")
    page.locator("main form button").first.click()


def test_from_a_file_to_a_poster_and_a_plan(leader, new_page):
    page, home = leader, leader.url
    imported(page)
    coded_and_released(page, home)
    measured(page, home)
    said_and_done(page, home)
    assert "Improvement: “Calls that ask when” has been better since then" in read(page)
    assert "does not show that the change caused it" in read(page)
    assert wrong_with(page) == []

    page.goto(f"{home}publish/")
    press(page, "Make the page public")
    page.goto(home)
    follow(page, "Look at the public page")
    visitor = new_page()
    visitor.goto(page.url)
    for said in ("A message the evening before.", "Nobody says when the nurse comes"):
        assert said in read(visitor)
    assert wrong_with(visitor) == []

    page.goto(f"{home}poster/")
    page.get_by_role("checkbox").first.check(force=True)
    address = f"{home}poster/pdf/?{page.evaluate(FORM)}"
    pdf = PdfReader(io.BytesIO(page.request.get(address).body()))
    assert "Nobody says when" in pdf.pages[0].extract_text()

    planned(page, home)
    assert "Version 1" in read(page)
    assert wrong_with(page) == []
