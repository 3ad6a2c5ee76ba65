"""The week of the story, in a browser, by one person who plays all parts."""

import json
import re
import secrets
import struct
import zlib
from pathlib import Path

import pytest
from conftest import everyseat
from playwright.sync_api import expect

from everyseat import files
from everyseat.files import names
from everyseat.safety import sealing
from tests.browser.conftest import accessible, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

NAMES = Path(files.__file__).with_name("tests") / "file_names.json"
FILE_NAMES = json.loads(NAMES.read_text(encoding="utf-8"))
PASSPHRASE = "the kettle is on again"
RECEIPT = "garden window river copper lemon basket winter orange"
CHIEF = "Francis Okafor"


def fill(page, cue, route):
    page.goto("/tell/")
    page.get_by_label("Who did or said it?").fill(CHIEF)
    page.get_by_label("Which moment was it?").fill(cue)
    page.get_by_label("What did they do or say?").fill("He waved us out and talked on.")
    next_step(page)
    page.get_by_label("worthless").check(force=True)
    page.get_by_label("What would have helped").fill("A word.")
    next_step(page)
    page.get_by_role("radio", name=route).check()
    next_step(page)


def next_step(page):
    """Go to the next question, if there is one: without scripts all stand on one page."""
    if page.locator("[data-next]").is_visible():
        page.locator("[data-next]").click()


def go_on(page):
    next_step(page)  # to what is checked, where it is sealed
    page.locator("[data-submit]").click()


def sealed(page) -> str:
    """Wait until what is sealed has arrived and return its receipt."""
    page.get_by_text("It has arrived, sealed.").wait_for()
    return " ".join(page.locator("[data-receipt-words]").text_content().split())


def use_key(page, tmp_path, passphrase) -> None:
    """Save the copy of a guardian's new key, choose it again and open it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the copy as a file").click()
    copy = tmp_path / "guardian-key.age"
    download.value.save_as(copy)
    page.locator("#copy").set_input_files(copy)
    page.locator("#copy-passphrase").fill(passphrase)
    page.get_by_role("button", name="Check it, and use this key").click()
    page.locator("[data-made-open]:visible, #unlock-passphrase:visible").first.wait_for()


def type_two(page) -> None:
    """Type the two parts that are asked for of what is to be kept."""
    parts = page.locator("[data-keep-parts] li").all_text_contents()
    for n in (1, 2):
        label = page.locator(f"label[for=keep-{n}]").text_content()
        page.locator(f"#keep-{n}").fill(parts[int(label.split()[-1]) - 1].strip().lower())


def open_desk(page, passphrase=PASSPHRASE):
    page.goto("/guardian/")
    page.locator("#unlock-passphrase").fill(passphrase)
    page.get_by_role("button", name="Open my key").click()


def open_case(page, title):
    """Open a case from the list of the desk."""
    page.locator("[data-list]").get_by_role("link", name=title).click()
    page.locator("[data-case-title]").get_by_text(title).wait_for()


def confirm_key(new_page, name, passphrase=PASSPHRASE):
    """Let the second guardian confirm a key in escrow."""
    other = take_seat(new_page(1280), "second_guardian")
    open_desk(other, passphrase)
    other.get_by_role("link", name="Keys and promise").click()
    other.get_by_role("button", name=f"Confirm the key of {name}").click()
    with other.expect_navigation():
        say_yes(other, "Confirm")


def listed(page, title):
    """Return the line of a case in the list of the desk."""
    return page.locator("[data-list]").get_by_role("link", name=title)


def say_yes(page, name):
    """Press the button that does what a dialog asks about."""
    page.get_by_role("dialog").get_by_role("button", name=name).click()


def see_all(page):
    """Show every case of the desk, whoever it waits for."""
    page.get_by_role("button", name=re.compile("^All ")).click()


def dialogue(page, receipt):
    page.goto("/receipt/")
    page.get_by_label("The eight words").fill(receipt)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("heading", name="What do you want to do?").wait_for()
    page.get_by_role("button", name="Read all messages").click()
    page.get_by_role("heading", name="Messages").wait_for()


def answer_as_chief(page, cue):
    take_seat(page, "recipient")
    page.goto("/feedback/")
    page.get_by_role("link", name=cue).click()
    assert "waved us out" not in page.content()
    page.get_by_label("What do you remember").fill("I thought that I smiled.")
    page.get_by_label("hopeful").check(force=True)
    page.get_by_role("button", name="Save it, and read the feedback").click()
    page.get_by_text("He waved us out").wait_for()
    page.get_by_label("What have you heard?").fill("You felt sent away by my hand.")
    page.get_by_label("Thank them").fill("Thank you for telling me.")
    page.get_by_label("Apologise").fill("I am sorry.")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer has been sent.").wait_for()


def test_asked_what_was_meant_stands_beside_what_was_felt(new_page):
    page = take_seat(new_page(), "recipient")
    page.goto("/moments/")
    page.get_by_role("link", name="Executive meeting, Monday").first.click()
    text = page.get_by_role("main").text_content()
    assert "heard, hopeful" in text
    assert "overlooked" in text
    assert "waved out" in text
    assert accessible(page) == []


def test_from_the_code_to_thanks_takes_two_screens_and_few_bytes(new_page):
    leader = take_seat(new_page(), "few")
    leader.goto("/moments/new/")
    leader.get_by_label("What did you lead?").fill("Friday brief")
    leader.get_by_label("heard").check(force=True)
    leader.get_by_role("button", name="Save it, and let people answer").click()
    link = leader.locator(".es-qr__link").text_content()
    page = new_page()
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.goto(re.sub("https?://[^/]+", "", link))
    page.get_by_label("hopeful").check(force=True)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you. It has arrived.").wait_for()
    assert 3_000 < sum(sizes) < 60_000


def test_by_myself_it_is_prepared_and_nothing_is_kept(new_page):
    page = new_page(script=False)
    fill(page, "Leaving the room", "tell them myself")
    go_on(page)
    assert "He waved us out" in page.content()
    assert page.locator("h1").inner_text() == f"To tell {CHIEF}"
    talk = take_seat(new_page(), "few")
    talk.goto(f"/by-me/?who={CHIEF}")
    talk.get_by_role("button", name="Ask").click()
    talk.get_by_text("have not replied yet").wait_for()


def test_in_my_name_without_scripts_to_i_felt_heard(new_page):
    page = take_seat(new_page(script=False), "few")
    fill(page, "Leaving the room, in my name", "In my name")
    go_on(page)
    page.get_by_role("button", name="Send it in my name").click()
    assert "You will find the answer here." in page.content()
    answer_as_chief(new_page(), "in my name")
    page.reload()
    assert "You felt sent away by my hand." in page.content()
    page.get_by_label("Yes, I felt heard").check()
    page.get_by_role("button", name="Send", exact=True).click()
    chief = take_seat(new_page(), "recipient")
    chief.goto("/feedback/")
    chief.get_by_role("link", name="in my name").click()
    assert "Yes, I felt heard" in chief.content()


@pytest.mark.parametrize(
    ("route", "name"), [("Through a guardian", "Bronwen"), ("Anonymously", "")]
)
def test_sealed_to_a_guardian_and_passed_on_to_i_felt_heard(new_page, route, name):
    cue = "Leaving the room, " + ("known" if name else "unseen")
    page = new_page()
    sent = []
    page.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
    fill(page, cue, route)
    if name:
        page.get_by_label("Your name, for the guardian").fill(name)
    page.get_by_role("radio", name="Yes, in my words").check()
    assert accessible(page) == []
    go_on(page)
    receipt = sealed(page)
    assert accessible(page) == []
    assert sent
    assert not any("waved us out" in body or cue in body or receipt in body for body in sent)
    assert page.context.cookies() == []
    assert receipt.split()[0] not in str(page.evaluate("Object.values(localStorage)"))

    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    open_case(guardian, cue)
    entries = guardian.locator("[data-entries]")
    entries.get_by_text("He waved us out").wait_for()
    assert ("Name: Bronwen" in entries.text_content()) is bool(name)
    assert accessible(guardian) == []
    guardian.get_by_label("Write to the reporter").fill("I will pass it on.")
    guardian.get_by_role("button", name="Send your message").click()
    say_yes(guardian, "Send it")
    guardian.get_by_text("Your message was sent.").wait_for()
    assert "I will pass it on." in entries.text_content()
    guardian.get_by_text("Pass it on to the person it is about").click()
    guardian.get_by_label("To whom?").fill("Okafor")
    guardian.get_by_role("option", name=CHIEF).click()
    assert accessible(guardian) == []
    guardian.get_by_role("button", name="Pass it on").click()
    say_yes(guardian, f"Pass it on to {CHIEF}")
    guardian.get_by_text("was told, and has not answered").wait_for()
    guardian.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes' } }")
    guardian.get_by_text("Print or export").click()
    guardian.get_by_role("button", name="Print this case").click()
    guardian.locator("[data-printed]").wait_for()
    paper = guardian.locator("[data-paper]").text_content()
    for said in (f"To: {CHIEF}", "The reporter lets you pass it on", "Gwen Price, guardian"):
        assert said in paper

    answer_as_chief(new_page(), cue)
    dialogue(page, receipt.upper())
    assert accessible(page) == []
    page.locator("[data-entries]").get_by_text("I will pass it on.").wait_for()
    page.locator("[data-entries]").get_by_text("Gwen Price, guardian").wait_for()
    page.go_back()
    page.get_by_role("heading", name="New since you wrote on").wait_for()
    page.locator("[data-news]").get_by_text("I will pass it on.").wait_for()
    page.locator("[data-news]").get_by_text(f"{CHIEF} answered on").wait_for()
    page.get_by_text("Passed on, answered").wait_for()
    assert accessible(page) == []
    page.get_by_role("button", name="Read what was passed on").click()
    page.get_by_text("You felt sent away by my hand.").wait_for()
    assert accessible(page) == []
    page.get_by_label("Partly").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Saved. They will read it.").wait_for()
    chief = take_seat(new_page(), "recipient")
    chief.goto("/feedback/")
    chief.get_by_role("link", name=cue).click()
    assert "Partly" in chief.get_by_role("main").text_content()
    if name:
        assert name not in chief.get_by_role("main").text_content()


def open_pass_on(page, cue):
    open_desk(page)
    see_all(page)
    open_case(page, cue)
    page.get_by_text("Pass it on to the person it is about").click()


def answer_the_question(page, receipt, agrees):
    """Open a dialogue and say whether a guardian may pass on what they ask about."""
    page.goto("/receipt/")
    page.get_by_label("The eight words").fill(receipt)
    page.get_by_role("button", name="Open").click()
    page.get_by_text(f"may your words be passed on to {CHIEF}?").wait_for()
    page.get_by_role("button", name="Answer the guardian").click()
    page.get_by_role("heading", name=f"May {CHIEF} read these words?").wait_for()
    page.locator("[data-ask-words]").get_by_text("He waved us out").wait_for()
    assert accessible(page) == []
    page.get_by_role("button", name="Seal my answer and send it").click()
    page.get_by_text("Choose yes or no first.").wait_for()
    page.get_by_role("radio", name=agrees).check()
    page.get_by_role("button", name="Seal my answer and send it").click()
    page.get_by_text("It has arrived, sealed.").wait_for()
    assert not page.get_by_role("button", name="Answer the guardian").is_visible()


def test_nothing_is_passed_on_before_its_reporter_agreed_to_these_words(new_page):
    page = new_page()
    fill(page, "Asked first", "Anonymously")
    go_on(page)  # “Ask me first” is chosen until somebody chooses else
    receipt = sealed(page)
    guardian = take_seat(new_page(1280), "guardian")
    open_pass_on(guardian, "Asked first")
    tags = guardian.locator("[data-case-tags]").text_content()
    assert "Anonymous" in tags
    assert "Feedback" in tags
    pass_on = guardian.get_by_role("button", name="Pass it on", exact=True)
    assert not pass_on.is_visible()
    guardian.get_by_role("button", name="Ask the reporter whether they agree").click()
    assert accessible(guardian) == []
    say_yes(guardian, "Ask the reporter")
    guardian.get_by_text("You asked the reporter on").wait_for()
    guardian.locator("[data-facts]").get_by_text("You look after it").wait_for()
    assert not pass_on.is_visible()

    answer_the_question(page, receipt, "No, pass nothing on")
    page.get_by_text("You said no on").wait_for()
    page.get_by_role("button", name="I have changed my mind").click()
    page.get_by_role("radio", name="Yes, but with other words").wait_for()
    open_pass_on(guardian, "Asked first")
    guardian.get_by_text("The reporter said no on").wait_for()
    assert not pass_on.is_visible()
    guardian.get_by_label("What would help").fill("")
    guardian.get_by_role("button", name="Ask the reporter whether they agree").click()
    say_yes(guardian, "Ask the reporter")
    guardian.get_by_text("You asked the reporter on").wait_for()

    answer_the_question(page, receipt, "Yes, pass these words on")
    open_pass_on(guardian, "Asked first")
    guardian.get_by_text("The reporter agreed on").wait_for()
    assert guardian.get_by_label("What would help").input_value() == ""
    guardian.get_by_label("What was done or said").fill("He shouted.")
    pass_on.click()
    guardian.get_by_text("The reporter agreed to other words").wait_for()
    guardian.get_by_label("What was done or said").fill("He waved us out and talked on.")
    pass_on.click()
    say_yes(guardian, f"Pass it on to {CHIEF}")
    guardian.get_by_text("was told, and has not answered").wait_for()
    shown = guardian.locator("[data-passed-words] p").all_text_contents()
    assert shown == [
        "The moment: Asked first",
        "What happened: He waved us out and talked on.",
        "How it felt: worthless",
    ]


def test_how_somebody_was_treated_is_not_asked_before_a_guardian_has_written(new_page):
    page = new_page()
    fill(page, "Too early", "Anonymously")
    go_on(page)
    receipt = sealed(page)
    dialogue(page, receipt)
    page.go_back()
    page.get_by_role("heading", name="Nothing new since you wrote on").wait_for()
    page.get_by_role("heading", name="Your feedback: Too early").wait_for()
    page.get_by_text("A guardian promised you a reply by").wait_for()
    treated = page.get_by_role("button", name="Say how you have been treated since")
    assert not treated.is_visible()
    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    open_case(guardian, "Too early")
    guardian.get_by_label("Write to the reporter").fill("Thank you for telling me.")
    guardian.get_by_role("button", name="Send your message").click()
    say_yes(guardian, "Send it")
    guardian.locator("[data-facts]").get_by_text("You look after it").wait_for()
    dialogue(page, receipt)
    page.go_back()
    page.locator("[data-news]").get_by_text("Gwen Price, guardian").wait_for()
    page.get_by_text("said that you will hear from them by").wait_for()
    assert not page.get_by_text("A guardian promised you a reply by").is_visible()
    treated.click()
    assert accessible(page) == []
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Seal my answer and send it").click()
    page.get_by_text("It has arrived, sealed.").wait_for()
    page.get_by_text("You said that you have been treated worse.").wait_for()
    page.get_by_text("In person, a guardian of this organisation").wait_for()
    page.get_by_role("button", name="Say who you are").click()
    assert accessible(page) == []
    page.get_by_label("Your name").fill("Bethan Rees")
    page.get_by_role("button", name="Tell the guardians my name").click()
    page.get_by_text("It has arrived, sealed.").wait_for()
    page.get_by_role("button", name="Write to the guardian").click()
    assert accessible(page) == []
    page.get_by_label("Write to the guardian").fill("They moved me.")
    page.get_by_role("button", name="Seal it and send it").click()
    page.get_by_text("It has arrived, sealed.").wait_for()
    open_desk(guardian)
    open_case(guardian, "Too early")
    guardian.get_by_text("Treated worse for speaking up: Yes").wait_for()
    guardian.get_by_text("To be passed on: Ask me first, in the dialogue").wait_for()
    guardian.get_by_text("They moved me.").wait_for()
    guardian.get_by_text("My name is Bethan Rees.").wait_for()


def test_without_scripts_the_sealed_routes_say_why_they_can_not_be_taken(new_page):
    page = new_page(script=False)
    page.goto("/tell/")
    assert page.get_by_role("radio", name="Anonymously").is_disabled()
    assert page.get_by_text("your words are sealed in it").is_visible()
    page.goto("/speak-up/")
    assert page.get_by_role("button", name="Seal it").count() == 0
    assert page.get_by_text("too old for this page, or runs no scripts").is_visible()


def photo(path: Path) -> Path:
    """Write a PNG of 64 × 64 points with a text in it that says where it was taken."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * 64 for _ in range(64))
    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    parts = [
        chunk(b"IHDR", head),
        chunk(b"tEXt", b"Comment\0taken by Ann at 53.8N"),
        chunk(b"IDAT", zlib.compress(rows)),
        chunk(b"IEND", b""),
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def test_a_concern_with_a_photo_leaves_out_the_guardian_it_is_about(new_page, tmp_path):
    page = new_page()
    page.goto("/speak-up/")
    assert accessible(page) == []
    page.get_by_label("What happened, or is happening?").fill("The second guardian shouts.")
    page.get_by_text("Add files, or say more about it").click()
    assert accessible(page) == []
    page.get_by_label("Bullying or harassment").check()
    page.locator("#files").set_input_files(photo(tmp_path / "ward.png"))
    next_step(page)
    assert accessible(page) == []
    page.get_by_role("checkbox", name="Tunde Marsh").uncheck()
    next_step(page)
    assert accessible(page) == []
    page.get_by_role("button", name="Seal it and send it").click()
    receipt = sealed(page)
    page.get_by_text("Your files have arrived.").wait_for()

    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    open_case(guardian, "The second guardian shouts.")
    with guardian.expect_download() as download:
        guardian.get_by_role("button", name="ward.png").click()
    kept = Path(download.value.path()).read_bytes()
    assert kept.startswith(b"\x89PNG")
    assert b"taken by Ann" not in kept
    second = take_seat(new_page(1280), "second_guardian")
    open_desk(second)
    listed(second, "The corridor on Tuesday").wait_for()
    see_all(second)
    assert listed(second, "shouts").count() == 0
    assert len(receipt.split()) == 8


def test_the_names_that_a_reporter_gave_to_files_deceive_no_guardian(new_page):
    """They are shown, and saved, as `everyseat.files.names` would write them."""
    given = [name for name, _safe in FILE_NAMES if name and not set(name) & set("/\\\0")]
    page = new_page()
    page.goto("/speak-up/")
    page.get_by_label("What happened, or is happening?").fill("Files with odd names.")
    page.get_by_text("Add files, or say more about it").click()
    page.get_by_label("Bullying or harassment").check()
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in given]
    )
    next_step(page)
    next_step(page)
    page.get_by_role("button", name="Seal it and send it").click()
    sealed(page)
    page.get_by_text("Your files have arrived.").wait_for()

    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    open_case(guardian, "Files with odd names.")
    buttons = guardian.locator("[data-entries] button")
    buttons.first.wait_for()
    shown = [text.removesuffix(" (1 kB)") for text in buttons.all_text_contents()]
    assert shown == [names.safe(name) for name in given]
    with guardian.expect_download() as download:
        guardian.get_by_role("button", name="invoice-pdf-exe.bin").click()
    assert download.value.suggested_filename == "invoice-pdf-exe.bin"


def test_what_python_sealed_the_browser_opens(new_page):
    page = new_page()
    dialogue(page, RECEIPT)
    assert "did not look up" in page.locator("[data-entries]").text_content()
    assert sealing.stretch(RECEIPT).locator not in page.content()


def test_a_wrong_word_and_a_wrong_receipt_are_told_apart_and_tell_nothing(new_page):
    page = new_page()
    page.goto("/receipt/")
    page.get_by_label("The eight words").fill(
        "garden window river copper lemon basket winter xyzzy"
    )
    page.get_by_role("button", name="Open").click()
    page.get_by_text("Word 8: “xyzzy” is not a receipt word").wait_for()
    page.get_by_label("The eight words").fill(
        "garden windwo river copper lemon basket winter orannge"
    )
    page.get_by_role("button", name="Open").click()
    page.get_by_text("Word 2: “windwo” is not a receipt word").wait_for()
    assert accessible(page) == []
    page.get_by_role("button", name="Use “window”").click()
    assert not page.get_by_text("Word 2").is_visible()
    page.get_by_role("button", name="Use “orange”").click()
    right = "garden window river copper lemon basket winter orange"
    assert page.get_by_label("The eight words").input_value() == right
    assert not page.get_by_text("not in the list").is_visible()
    page.get_by_label("The eight words").fill(
        "garden window river copper lemon basket winter river"
    )
    page.get_by_role("button", name="Open").click()
    page.get_by_text("We found nothing for this receipt.").wait_for()


def test_a_lost_connection_while_sending_loses_nothing_and_doubles_nothing(new_page):
    page = new_page()
    fill(page, "In the dark", "Anonymously")
    failed = []

    def fail_once(route):
        if failed:
            route.continue_()
        else:
            route.fetch()  # it arrives, and the reply is lost
            failed.append(route)
            route.abort("connectionreset")

    page.route("**/sealed/new/", fail_once)
    go_on(page)
    receipt = sealed(page)
    assert failed
    dialogue(page, receipt)
    assert page.locator("[data-entries] li").count() == 1


def test_what_was_changed_after_a_failure_is_what_is_sent(new_page):
    page = new_page()
    fill(page, "Told apart", "Anonymously")
    failed = []

    def fail_once(route):
        if failed:
            return route.continue_()
        failed.append(route)
        return route.fulfill(status=503, body="{}")

    page.route("**/sealed/new/", fail_once)
    go_on(page)
    page.get_by_text("It was not sent").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("checkbox", name="Gwen Price").uncheck()
    for _ in range(3):
        page.get_by_role("button", name="Back").click()
    page.get_by_label("What did they do or say?").fill("Changed words.")
    for _ in range(3):
        next_step(page)
    go_on(page)
    receipt = sealed(page)
    dialogue(page, receipt)
    assert "Changed words." in page.locator("[data-entries]").text_content()
    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    listed(guardian, "The corridor on Tuesday").wait_for()
    see_all(guardian)
    assert listed(guardian, "Told apart").count() == 0


def test_nothing_leaves_the_browser_before_a_choice_and_the_heaviest_word_is_kept(new_page):
    page = new_page()
    page.goto("/tell/")
    sent = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    next_step(page)
    page.get_by_text("Write their name.").wait_for()
    fill_words = {
        "Who did or said it?": CHIEF,
        "Which moment was it?": "A",
        "What did they do": "B",
    }
    for label, text in fill_words.items():
        page.get_by_label(label).fill(text)
    next_step(page)
    for word in ("angry", "upset", "hurt", "worthless"):
        page.get_by_label(word, exact=True).check(force=True)
    next_step(page)
    page.get_by_text("Choose at most 3 words.").wait_for()
    page.get_by_label("angry", exact=True).uncheck(force=True)
    next_step(page)
    go_on(page)
    page.get_by_text("Choose who should know.").wait_for()
    page.get_by_role("radio", name="Through a guardian").check()
    next_step(page)
    next_step(page)
    page.get_by_text("or choose to stay anonymous").wait_for()
    assert sent == []


def test_a_stranger_who_sends_rubbish_stops_no_guardian(new_page, server):
    page = new_page()
    page.goto("/speak-up/")
    key = page.evaluate("JSON.parse(document.getElementById('sealing').textContent)[0]")
    identity = sealing.new_guardian_key("x")[1]
    for content in ({"title": 5}, {"identity": "AGE", "title": "Rubbish, opened"}):
        page.request.post(
            "/sealed/new/",
            data={
                "route": "anonymous",
                "locator": secrets.token_hex(16),
                "recipient": identity,
                "for_receipt": "QUJD",
                "keys": {key["id"]: sealing.seal(content, [key["recipient"]], sealing.LISTED)},
                "entry": sealing.new_name(),
                "sealed": "QUJD",
            },
        )
    guardian = take_seat(new_page(1280), "guardian")
    open_desk(guardian)
    listed(guardian, "Rubbish, opened").wait_for()
    open_case(guardian, "The corridor on Tuesday")
    guardian.locator("[data-entries]").get_by_text("did not look up").wait_for()


def test_a_killed_server_loses_nothing_that_was_acknowledged(new_page, server):
    page = new_page()
    fill(page, "Before the server went", "Anonymously")
    go_on(page)
    receipt = sealed(page)
    server.kill()
    server.start()
    dialogue(page, receipt)
    assert "He waved us out" in page.locator("[data-entries]").text_content()


def test_a_guardian_takes_a_new_key_and_it_opens_what_the_old_one_did(new_page, tmp_path):
    page = take_seat(new_page(1280), "second_guardian")
    open_desk(page)
    listed(page, "The corridor on Tuesday").wait_for()
    page.get_by_role("link", name="Keys and promise").click()
    page.get_by_text("A new key for me").click()
    page.locator("#new-passphrase").fill("a new and longer sentence")
    page.locator("#new-again").fill("a new and longer sentence")
    page.get_by_role("button", name="Make a new key").last.click()
    use_key(page, tmp_path, "a new and longer sentence")
    page.locator("#unlock-passphrase").wait_for()
    open_desk(page, "not the new sentence at all")
    page.get_by_text("This is not the passphrase").wait_for()
    open_desk(page, "a new and longer sentence")
    open_case(page, "The corridor on Tuesday")
    page.locator("[data-entries]").get_by_text("did not look up").wait_for()


def test_a_guardian_who_lost_the_passphrase_is_let_in_by_another(new_page, tmp_path):
    page = take_seat(new_page(1280), "second_guardian")
    page.goto("/guardian/")
    page.get_by_text("My passphrase is lost").click()
    page.locator("[data-lost-key]").click()
    page.locator("#passphrase").fill("short")
    page.locator("#again").fill("short")
    page.get_by_role("button", name="Make my key").click()
    page.get_by_text("at least 16 letters").wait_for()
    for field in ("#passphrase", "#again"):
        page.locator(field).fill("found again in the end")
    page.get_by_role("button", name="Make my key").click()
    use_key(page, tmp_path, "found again in the end")
    page.get_by_text("Somebody else can help: Gwen Price").wait_for()
    open_desk(page, "found again in the end")
    page.get_by_text("are closed to your new key.").wait_for()
    assert "Gwen Price can share" in page.locator("[data-open]").text_content()
    assert "up to date" not in take_seat(new_page(), "second_guardian").text_content("main")
    first = take_seat(new_page(1280), "guardian")
    assert "Tunde Marsh has a new key" in first.text_content("main")
    open_desk(first)
    listed(first, "The corridor on Tuesday").wait_for()
    first.get_by_role("link", name="Keys and promise").click()
    boxes = first.locator("[data-share-cases] input")
    assert boxes.count() == boxes.and_(first.locator(":checked")).count() > 1
    first.get_by_role("checkbox", name="Two nights a week").uncheck(force=True)
    first.evaluate("document.querySelector('[data-desk]').dispatchEvent(new Event('listed'))")
    expect(first.get_by_role("checkbox", name="Two nights a week")).not_to_be_checked()
    first.get_by_role("button", name="Share the cases you ticked").click()
    assert accessible(first) == []
    say_yes(first, "Share with Tunde Marsh")
    first.get_by_text("Cases shared:").wait_for()
    open_desk(page, "found again in the end")
    listed(page, "The corridor on Tuesday").wait_for()
    assert listed(page, "Two nights a week").count() == 0


def test_a_passphrase_that_is_found_again_opens_what_the_old_key_opened(new_page):
    page = take_seat(new_page(360), "second_guardian")
    open_desk(page, "found again in the end")
    page.get_by_text("I have found my old passphrase").click()
    page.locator("#old-passphrase").fill("never was one of mine")
    page.get_by_role("button", name="Open these cases with it").click()
    page.get_by_text("not the passphrase of an earlier key").wait_for()
    assert accessible(page) == []
    page.locator("#old-passphrase").fill("a new and longer sentence")
    with page.expect_navigation():
        page.get_by_role("button", name="Open these cases with it").click()
    open_desk(page, "found again in the end")
    listed(page, "Two nights a week").wait_for()
    assert page.get_by_text("closed to your new key").count() == 0


def test_a_key_in_escrow_is_shown_once_and_opens_cases_when_all_others_are_lost(
    new_page, server, tmp_path, monkeypatch
):
    page = take_seat(new_page(1280), "guardian")
    open_desk(page)
    listed(page, "The corridor on Tuesday").wait_for()
    page.get_by_role("link", name="Keys and promise").click()
    page.get_by_text("A key in escrow", exact=True).click()
    page.get_by_label("Who will keep the paper?").fill("A director")
    page.get_by_role("button", name="Make the key").click()
    paper = page.locator("[data-escrow-key]")
    paper.get_by_text("AGE-SECRET-KEY-1").wait_for()
    written = tmp_path / "paper.txt"
    written.write_text(paper.text_content())
    page.get_by_role("button", name="It is on paper").click()
    type_two(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Check, and ask another").click()
    confirm_key(new_page, "A director", "found again in the end")
    teller = new_page()
    teller.goto("/speak-up/")
    assert "the key on paper that A director keeps" in teller.get_by_role("main").text_content()
    teller.get_by_label("What happened, or is happening?").fill("After every key was lost.")
    next_step(teller)
    assert teller.get_by_role("checkbox", name="A director").is_checked()
    teller.locator("#files").set_input_files(photo(tmp_path / "ward.png"))
    next_step(teller)
    teller.get_by_role("button", name="Seal it and send it").click()
    teller.get_by_text("Your files have arrived.").wait_for()

    monkeypatch.setenv("EVERYSEAT_VAR", str(server.folder))
    done = everyseat("case", "open", "--key-file", written, "--out", tmp_path / "cases")
    assert "cases opened" in done.stdout
    dialogues = (tmp_path / "cases").glob("*/dialogue.json")
    (found,) = [p.parent for p in dialogues if "After every key was lost." in p.read_text()]
    assert [p.read_bytes()[:4] for p in found.glob("*.png")] == [b"\x89PNG"]


def test_a_quarter_is_counted_by_the_guardian_and_read_by_the_board(new_page):
    page = take_seat(new_page(1280), "guardian")
    open_desk(page)
    listed(page, "The corridor on Tuesday").wait_for()
    page.get_by_role("link", name="Counts for the board").click()
    opened_one_by_one = []
    page.on("request", lambda r: "/guardian/cases/" in r.url and opened_one_by_one.append(r.url))
    page.get_by_role("button", name="Count and publish").click()
    say_yes(page, "Publish")
    assert [url for url in opened_one_by_one if not url.endswith("/guardian/cases/")] == []
    page.get_by_text("Too few cases to show, or none").wait_for()
    board = take_seat(new_page(), "manager")
    board.goto("/counts/")
    assert accessible(board) == []
    assert board.get_by_role("link", name="as CSV").count() == 1


def test_the_readiness_check_says_what_and_why(new_page):
    page = take_seat(new_page(1280), "organiser")
    page.goto("/routes/")
    main = page.get_by_role("main").text_content()
    assert "fewer than half believe that a senior leader would listen" in main
    assert accessible(page) == []
    page.get_by_role("button", name="Close this route Anonymously").click()
    tell = new_page()
    tell.goto("/tell/")
    way = tell.get_by_role("radio", name="Anonymously", include_hidden=True)
    assert way.is_disabled()
    page.get_by_role("button", name="Open this route Anonymously").click()
    tell.reload()
    assert way.is_enabled()
