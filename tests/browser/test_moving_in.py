"""A real export of Polis moves in, in a browser, and what it found is read."""

from pathlib import Path

import pytest

from tests.browser.conftest import take_seat
from tests.browser.test_pages import wrong_with

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

REAL = Path(__file__).parents[3] / "shared/data/conversation/brexit-consensus"


@pytest.mark.skipif(not REAL.exists(), reason="real conversations are not here")
def test_a_real_export_moves_in_and_its_page_says_so_by_itself(new_page):
    page = take_seat(new_page(1280), "organiser")
    page.goto("/conversations/import/")
    assert wrong_with(page) == []
    page.get_by_label("The export").set_input_files(sorted(REAL.glob("*.gz")))
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("204 people who answered").wait_for()
    assert wrong_with(page) == []
    page.get_by_role("checkbox").check(force=True)
    page.get_by_role("button", name="Import it").click()
    if page.get_by_role("link", name="Show progress now").is_visible():
        assert wrong_with(page) == []
    # nobody presses anything
    page.get_by_role("link", name="Export the conversation").wait_for(timeout=60_000)
    page.get_by_role("link", name="Export the conversation").click()
    assert wrong_with(page) == []
    with page.expect_download() as told:
        page.get_by_role("link", name="comments.csv").click()
    assert told.value.path().read_text("utf-8").startswith("timestamp,")
