"""The administrator of a new organisation, from the set-up code to the end of the first steps."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import accessible, add_authenticator
from tests.mail_sink import Sink
from tests.serving import Server

PEOPLE = """name,email
Gwen Price,gwen@trust.example
Tunde Marsh,tunde@trust.example
Lee Ash,lee@trust.example
"""


@pytest.fixture(scope="module")
def sink():
    running = Sink().start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory, empty_site, sink):
    folder = empty_site(tmp_path_factory.mktemp("var"))
    running = Server(folder, EVERYSEAT_SMTP_URL=f"smtp://127.0.0.1:{sink.port}")
    yield running
    running.kill()


def states(page) -> dict[str, str]:
    """Return each first step that the first page shows, and whether it is done."""
    page.goto("/organisation/first-steps/")
    return {
        entry.locator(".es-entry__link").inner_text(): entry.locator(".nhsuk-tag").inner_text()
        for entry in page.locator(".es-steps .es-entry").all()
    }


def test_an_administrator_goes_through_the_first_steps(new_page, server, sink, tmp_path):
    page = new_page(1280)
    add_authenticator(page)
    page.goto("/")
    page.get_by_label("Set-up code").fill((server.folder / "set-up-code").read_text())
    page.get_by_label("Name of your organisation").fill("Trust")
    page.get_by_label("Your name").fill("Alex")
    page.get_by_label("Your e-mail address").fill("alex@trust.example")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Mine")
    page.wait_for_load_state()  # before its script runs, the button adds nothing
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Passkey saved.").wait_for()

    page.goto("/")
    assert page.get_by_role("heading", name="First steps").is_visible()
    assert accessible(page) == []
    page.get_by_role("link", name="Check that e-mail works").click()
    page.get_by_role("button", name="Send a test e-mail to me").click()
    assert page.get_by_text("The mail server accepted a test e-mail").is_visible()
    assert sink.addresses["alex@trust.example"] == 1

    page.get_by_role("link", name="Add people").first.click()
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    page.get_by_label("CSV or XLSX file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Import").click()
    assert page.get_by_text("3 people added").is_visible()

    for guardian in ("Gwen Price", "Tunde Marsh"):
        page.goto("/organisation/first-steps/")
        page.get_by_role("link", name="Choose two guardians").click()
        page.get_by_role("link", name=guardian).click()
        page.get_by_role("checkbox", name="Guardian").check()
        page.get_by_role("button", name="Save").click()
        assert page.get_by_text("Saved: ").is_visible()

    page.goto("/organisation/first-steps/")
    page.get_by_role("link", name="Say whom to call in danger").click()
    page.get_by_role("button", name="Save").first.click()
    page.goto("/organisation/first-steps/")
    page.get_by_role("link", name="Run a first pulse").click()
    page.get_by_role("button", name="Open a pulse").click()
    page.goto("/organisation/first-steps/")
    page.get_by_role("link", name="Prepare a first 360 round").click()
    page.get_by_label("Name", exact=True).fill("Spring")
    page.get_by_label("Questionnaire").select_option(index=1)
    for label, days in (("name raters", 10), ("approve raters", 20), ("to answer", 30)):
        page.get_by_label(re.compile(label)).fill(str(timezone.localdate() + timedelta(days)))
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Spring").wait_for()

    found = states(page)
    assert len(found) == 9
    assert {text for text, state in found.items() if state != "Done"} == {
        "Both guardians have made their keys",
        "A guardian has promised by when people get an answer",
        "Open the route to the guardians",
    }
