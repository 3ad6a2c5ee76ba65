"""What is shown once and is the only way back: a receipt, a guardian's key, a key in escrow."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import chromium
from playwright.sync_api import expect

from tests.browser.conftest import ARGUMENTS, accessible, take_seat
from tests.browser.test_moments import (
    confirm_key,
    dialogue,
    next_step,
    open_desk,
    photo,
    type_two,
    use_key,
)

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

ARRIVED = "It has arrived, sealed."


SHOWN = """() => [...document.querySelectorAll('[data-receipt-words] li')]
    .map((word) => word.textContent.trim()).join(' ')"""


def raise_concern(page, what="The night rota leaves one of us for two teams."):
    page.goto("/speak-up/")
    page.get_by_label("What happened, or is happening?").fill(what)
    next_step(page)
    next_step(page)
    page.get_by_role("button", name="Seal it and send it").click()
    # in one look: where nothing arrives, the words are taken from the page again
    return page.wait_for_function(SHOWN).json_value()


def who_may_know(page):
    """Go to where the guardians of a new concern are chosen."""
    page.goto("/speak-up/")
    page.get_by_label("What happened, or is happening?").fill("To see who there is.")
    next_step(page)
    page.get_by_role("checkbox", name="Gwen Price", exact=True).wait_for()


def words(page) -> str:
    return " ".join(page.locator("[data-receipt-words]").text_content().split())


def shows(text: str, receipt: str) -> bool:
    """Return whether a text or a page holds two words of a receipt beside each other."""
    pair = r"\W+(?:</?li>\W*)*".join(receipt.split()[:2])
    return bool(re.search(pair, text))


def asked_to_stay(page, act) -> bool:
    """Do something that leaves a page, and return whether the browser asked first. Stay there."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    act()
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    page.remove_listener("dialog", stay)
    return asked == ["beforeunload"]


def confirm(page):
    page.get_by_role("button", name="I have kept them").click()
    type_two(page)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("They are no longer in this browser.").wait_for()


def kept_here(page) -> list:
    stored = "JSON.stringify([localStorage, sessionStorage, history.state, document.cookie])"
    return [page.evaluate(stored), page.evaluate("window.name"), page.title(), page.url]


def test_a_receipt_survives_a_reload_until_its_owner_has_it_and_not_after(new_page):
    page = new_page()
    receipt = raise_concern(page)
    page.get_by_text(ARRIVED).wait_for()
    assert shows(page.content(), receipt)
    assert accessible(page) == []
    for _ in range(2):
        page.reload()
        page.get_by_text(ARRIVED).wait_for()
        assert words(page) == receipt
        page.get_by_text("belong to a concern that was sent from this tab on").wait_for()
        assert not page.locator("[data-receipt-words]").is_visible()  # it may be somebody else's
        assert accessible(page) == []
        page.get_by_role("button", name="show the words").click()
        assert page.locator("[data-receipt-words]").is_visible()
    assert accessible(page) == []
    assert not shows(str(kept_here(page)), receipt)
    confirm(page)
    assert words(page) == ""
    assert kept_here(page)[:2] == ['[{},{},{"step":0},""]', ""]
    page.reload()
    expect(page.get_by_label("What happened, or is happening?")).to_be_visible()
    assert not shows(page.content(), receipt)
    dialogue(page, receipt)


def test_a_wrong_word_is_explained_and_loses_nothing(new_page):
    page = new_page()
    receipt = raise_concern(page)
    page.get_by_role("button", name="I have kept them").click()
    assert not page.locator("[data-receipt-words]").is_visible()  # or it would prove nothing
    for n in (1, 2):
        page.locator(f"#keep-{n}").fill("perhaps")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("That is not the right word. Nothing is lost").wait_for()
    assert accessible(page) == []
    page.get_by_role("button", name="Show the words again").click()
    assert words(page) == receipt
    confirm(page)


def test_nobody_leaves_by_mistake_before_they_have_it(new_page):
    page = new_page()
    receipt = raise_concern(page)
    page.get_by_text(ARRIVED).wait_for()
    assert asked_to_stay(page, page.get_by_role("link", name="Who sees what").click)
    assert asked_to_stay(page, lambda: page.evaluate("setTimeout(() => location.reload())"))
    page.go_back()  # to a question that was answered, behind what is shown
    assert words(page) == receipt
    assert asked_to_stay(page, lambda: page.evaluate("setTimeout(() => history.go(-2))"))
    assert words(page) == receipt
    confirm(page)
    page.get_by_role("link", name="Open the dialogue").click()
    page.wait_for_url("**/receipt/")


def test_no_case_is_sent_before_its_receipt_was_shown_and_can_be_shown_again(new_page):
    page = new_page()
    shown = []

    def power_cut(route):
        shown.append(page.locator("[data-receipt-words]").is_visible())
        route.fetch()  # it arrives, and the page never hears of it
        route.abort()

    page.route("**/sealed/new/", power_cut, times=1)
    receipt = raise_concern(page)
    page.locator("[data-now=sending]").wait_for(state="attached")
    page.locator("[role=status][data-sending]:not([hidden])").wait_for(state="attached")
    page.reload()
    page.get_by_text("reloaded this page before we knew").wait_for()
    assert shown == [True]
    assert words(page) == receipt
    assert accessible(page) == []
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text(ARRIVED).wait_for()
    dialogue(page, receipt)
    assert page.locator("[data-entries] li").count() == 1


def test_changed_after_a_lost_reply_it_is_still_one_case_under_one_receipt(new_page):
    page = new_page()
    sent = []
    page.route("**/sealed/new/", lambda route: sent.append(route), times=1)
    receipt = raise_concern(page, "First words.")
    sent[0].fetch()  # it arrives, and its reply is lost
    sent[0].fulfill(status=502, body="")
    page.get_by_text("It was not sent").wait_for()
    for _ in range(2):
        page.get_by_role("button", name="Back").click()
    page.get_by_label("What happened, or is happening?").fill("Second words.")
    next_step(page)
    next_step(page)
    page.get_by_role("button", name="Seal it and send it").click()
    page.get_by_text("What you sent first had arrived before you changed it").wait_for()
    assert words(page) == receipt
    assert page.get_by_label("What happened, or is happening?").input_value() == "Second words."
    dialogue(page, receipt)
    assert "First words." in page.locator("[data-entries]").text_content()


def test_what_can_not_be_sent_after_a_reload_is_there_to_be_copied(new_page):
    page = new_page()
    page.route("**/sealed/new/", lambda route: route.abort())
    raise_concern(page, "Nobody shall lose this.")
    page.locator("[role=status][data-sending]:not([hidden])").wait_for(state="attached")
    page.unroute_all()
    page.reload()
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/routes/")
    organiser.get_by_role("button", name="Close this route Anonymously").click()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("heading", name="What you wrote was not sent").wait_for()
    assert "You can turn to: In person" in page.locator("[data-unsent-why]").text_content()
    assert page.locator("#unsent").input_value() == "Nobody shall lose this."
    assert accessible(page) == []
    organiser.get_by_role("button", name="Open this route Anonymously").click()
    page.get_by_role("button", name="Delete this and go on").click()
    expect(page.get_by_label("What happened, or is happening?")).to_have_value("")


def test_files_that_were_cut_off_are_named_after_a_reload(new_page, tmp_path):
    page = new_page()
    page.goto("/speak-up/")
    page.get_by_label("What happened, or is happening?").fill("With a photo.")
    page.locator("#files").set_input_files(photo(tmp_path / "ward.png"))
    next_step(page)
    next_step(page)
    page.route("**/sealed/part/", lambda route: None)  # it never comes through
    page.get_by_role("button", name="Seal it and send it").click()
    page.get_by_text("Keep this page open until your files").wait_for()
    page.reload()
    page.get_by_text("Your files may not all have arrived").wait_for()


def test_it_is_copied_saved_and_printed_and_says_nowhere_what_it_is(new_page):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    receipt = raise_concern(page)
    page.get_by_text(ARRIVED).wait_for()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied. Paste it somewhere safe").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == receipt
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "words.txt"
    numbered = [f"{n} {word}" for n, word in enumerate(receipt.split(), 1)]
    assert Path(download.value.path()).read_text().splitlines() == numbered
    assert page.get_by_role("button", name="Print").is_visible()
    page.emulate_media(media="print")
    assert page.locator("body").inner_text().split() == receipt.split()
    assert page.title() == "Eight words"


def test_on_a_shared_computer_the_words_are_hidden_at_once_and_forgotten_when_sure(new_page):
    page = new_page()
    receipt = raise_concern(page)
    page.get_by_text(ARRIVED).wait_for()
    page.get_by_role("button", name="I am on a shared computer").click()
    assert not page.locator("[data-receipt-words]").is_visible()
    assert accessible(page) == []
    page.get_by_role("button", name="Show the words again").click()
    assert page.locator("[data-receipt-words]").is_visible()
    page.get_by_role("button", name="I am on a shared computer").click()
    page.get_by_role("button", name="Forget them now").click()
    page.get_by_text("The words are gone from this page.").wait_for()
    assert kept_here(page)[:2] == ['[{},{},{"step":2},""]', ""]
    assert not shows(page.content(), receipt)
    page.reload()
    expect(page.get_by_label("What happened, or is happening?")).to_be_visible()


def test_a_message_in_a_dialogue_is_kept_in_its_tab_where_its_writer_chooses_so(new_page):
    page = new_page()
    receipt, other = raise_concern(page, "One."), raise_concern(new_page(), "Another.")
    confirm(page)

    def write_to_the_guardian(receipt):
        dialogue(page, receipt)
        page.get_by_role("button", name="Write to the guardian").click()

    field = page.locator("#reply")
    write_to_the_guardian(receipt)
    field.fill("It happened again.")
    assert asked_to_stay(page, lambda: page.evaluate("setTimeout(() => location.reload())"))
    page.locator("[data-reply]").get_by_label("Keep what I write in this tab").check()
    page.locator("[data-reply]").get_by_text("Your words are kept in this tab.").wait_for()
    assert not any("happened again" in str(kept) for kept in kept_here(page))
    write_to_the_guardian(other)
    assert field.input_value() == ""  # it belongs to another dialogue
    assert not page.get_by_role("heading", name="A draft is kept in this tab").is_visible()
    write_to_the_guardian(receipt)
    page.get_by_role("heading", name="A draft is kept in this tab").wait_for()
    assert "happened again" not in page.content()
    assert accessible(page) == []
    page.get_by_role("button", name="Go on writing").click()
    assert field.input_value() == "It happened again."
    assert accessible(page) == []
    page.get_by_role("button", name="Seal it and send it").click()
    page.locator("[data-arrived]:visible").wait_for()
    assert page.evaluate("[JSON.stringify(sessionStorage), window.name]") == ["{}", ""]


def test_a_draft_in_a_dialogue_is_deleted_and_the_dialogue_stays_open(new_page):
    page = new_page()
    receipt = raise_concern(page, "One that waits.")
    page.get_by_text(ARRIVED).wait_for()
    confirm(page)
    dialogue(page, receipt)
    page.get_by_role("button", name="Write to the guardian").click()
    page.locator("#reply").fill("Never mind.")
    page.locator("[data-reply]").get_by_label("Keep what I write in this tab").check()
    page.get_by_role("button", name="Delete this draft").click()
    assert page.locator("#reply").input_value() == ""
    assert page.get_by_role("heading", name="Write to the guardian").is_visible()
    assert page.evaluate("[JSON.stringify(sessionStorage), window.name]") == ["{}", ""]


def test_a_duplicated_or_restored_tab_shows_no_receipt(new_page):
    page = new_page()
    raise_concern(page)
    page.get_by_text(ARRIVED).wait_for()
    stored = page.evaluate("JSON.stringify(sessionStorage)")
    other = page.context.new_page()
    other.goto("/speak-up/")
    copy = "Object.entries(JSON.parse({})).forEach((pair) => sessionStorage.setItem(...pair))"
    other.evaluate(copy.format(json.dumps(stored)))
    other.reload()
    expect(other.get_by_label("What happened, or is happening?")).to_be_visible()
    assert other.evaluate("sessionStorage.length") == 0


@pytest.fixture
def own_browser(server, tmp_path):
    """Return a function that plays something in a browser with a profile, and returns its files."""

    def play(browser, act) -> bytes:
        folder = tmp_path / "profile"
        context = browser.browser_type.launch_persistent_context(
            folder, executable_path=chromium(), args=ARGUMENTS, base_url=server.url, locale="en-GB"
        )
        act(context.pages[0])
        context.close()
        data = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
        shutil.rmtree(folder)
        return data

    return play


def _lies_in(data: bytes, text: str) -> bool:
    return text.encode() in data or text.encode("utf-16-le") in data


def test_a_browsers_files_hold_no_receipt_even_of_a_tab_that_was_never_confirmed(
    browser, own_browser
):
    found = []

    def leave_it(page):
        found.append(raise_concern(page))
        page.get_by_text(ARRIVED).wait_for()
        page.reload()
        page.get_by_text(ARRIVED).wait_for()
        found.append(page.evaluate("window.name"))

    data = own_browser(browser, leave_it)
    assert _lies_in(data, "everyseat-tab-receipt")  # the storage was written to disk
    assert not _lies_in(data, found[0])
    assert not _lies_in(data, " ".join(found[0].split()[:2]))
    assert not _lies_in(data, found[1])  # the key, which is the tab's name


def test_a_receipt_that_were_stored_as_it_is_would_be_found(browser, own_browser):
    planted = "garden window river copper lemon basket winter orange"

    def plant(page):
        page.goto("/speak-up/")
        page.evaluate(f"sessionStorage.setItem('receipt', '{planted}')")
        page.reload()

    assert _lies_in(own_browser(browser, plant), planted)


def test_a_guardians_key_is_used_once_its_copy_was_opened(new_page, tmp_path):
    page = take_seat(new_page(1280), "second_guardian")
    page.goto("/guardian/")
    page.get_by_text("My passphrase is lost").click()
    page.locator("[data-lost-key]").click()
    for field in ("#passphrase", "#again"):
        page.locator(field).fill("a sentence for this test")
    page.get_by_role("button", name="Make my key").click()
    page.get_by_role("heading", name="Keep a copy of your key").wait_for()
    assert accessible(page) == []
    assert asked_to_stay(page, lambda: page.evaluate("setTimeout(() => location.reload())"))
    page.reload()
    page.get_by_role("heading", name="Keep a copy of your key").wait_for()
    check = page.get_by_role("button", name="Check it, and use this key")
    check.click()
    page.get_by_text("Choose the file that you saved.").wait_for()
    other = tmp_path / "other.age"
    other.write_bytes(b"age-encryption.org/v1")
    page.locator("#copy").set_input_files(other)
    check.click()
    page.get_by_text("This is another file, or it was changed.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the copy as a file").click()
    page.locator("#copy").set_input_files(download.value.path())
    page.locator("#copy-passphrase").fill("another sentence entirely")
    check.click()
    page.get_by_text("This is not the passphrase").wait_for()
    before = page.locator("#desk").text_content()
    fresh = page.context.new_page()
    fresh.goto("/guardian/")
    assert json.loads(fresh.locator("#desk").text_content())["key"] == json.loads(before)["key"]
    use_key(page, tmp_path, "a sentence for this test")
    fresh.reload()
    assert json.loads(fresh.locator("#desk").text_content())["key"] != json.loads(before)["key"]
    open_desk(page, "a sentence for this test")
    page.get_by_text("are closed to your new key.").wait_for()


def test_a_key_in_escrow_is_used_once_it_is_on_paper(new_page):
    page = take_seat(new_page(1280), "guardian")
    open_desk(page)
    page.get_by_role("link", name="Keys and promise").click()
    page.get_by_text("A key in escrow", exact=True).click()
    page.get_by_label("Who will keep the paper?").fill("A solicitor")
    page.get_by_role("button", name="Make the key").click()
    paper = page.locator("[data-escrow-key]")
    paper.get_by_text("AGE-SECRET-KEY-1").wait_for()
    assert accessible(page) == []
    written = paper.text_content()
    assert asked_to_stay(page, lambda: page.evaluate("setTimeout(() => location.reload())"))
    teller = new_page()
    who_may_know(teller)
    assert teller.get_by_role("checkbox", name="A solicitor").count() == 0
    open_desk(page)  # after a reload
    paper.get_by_text("AGE-SECRET-KEY-1").wait_for()
    assert paper.text_content() == written
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert re.sub(r"\s", "", written) in re.sub(r"\s", "", printed)
    assert "guardian" not in printed.lower()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="It is on paper").click()
    page.locator("#keep-1").fill("nothing")
    page.get_by_role("button", name="Check, and ask another").click()
    page.get_by_text("That does not match.").wait_for()
    type_two(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Check, and ask another").click()
    who_may_know(teller)
    assert teller.get_by_role("checkbox", name="A solicitor").count() == 0
    confirm_key(new_page, "A solicitor", "a sentence for this test")  # made anew above
    who_may_know(teller)
    assert teller.get_by_role("checkbox", name="A solicitor").is_checked()
    assert page.evaluate("sessionStorage.length") == 0
