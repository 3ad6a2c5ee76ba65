"""The whole story, as people live it: each test is one seat."""

import json
import re

import pypdf
import pytest

from tests.browser.conftest import (
    accessible,
    add_authenticator,
    begin,
    choose,
    invitations,
    sign_in,
    take_seat,
)

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays


def test_a_rater_answers_on_a_phone_one_value_a_page(new_page):
    page = new_page()
    link = invitations(page)[0]
    begin(page, link)
    assert "only in numbers from at least 4 people" in page.locator(".es-who").inner_text()
    assert page.get_by_text("Page 1 of 7").is_visible()
    assert page.context.cookies() == []
    for _ in range(6):
        for group in page.locator("fieldset.es-behaviour:visible").all():
            group.get_by_role("radio", name="Often").check(force=True)
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("keep doing").fill("Rings back.")
    page.get_by_role("button", name="Send my answers").click()
    assert page.get_by_role("heading", name="Your answers have arrived").is_visible()
    page.get_by_role("link", name="Look at my answers").click()
    page.locator(".es-behaviour input:checked").first.wait_for(state="attached")
    assert page.get_by_role("radio", name="Often").first.is_checked()
    assert page.evaluate("Object.keys(localStorage)") == ["everyseat-cards"]
    says_that_answers_have_arrived(page, link)
    elsewhere = new_page()
    elsewhere.goto(link)
    elsewhere.get_by_role("button", name="Begin").wait_for()
    elsewhere.get_by_text("I have answered already").click()
    assert elsewhere.get_by_text("We cannot see who has answered").is_visible()


def says_that_answers_have_arrived(page, link):
    """Check what an invitation says where its card answered: the server is asked for nothing."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    assert page.get_by_text("You can look at your answers and change them until").is_visible()
    assert not page.get_by_role("heading", name="Your answering card").is_visible()
    assert accessible(page) == []
    assert not [url for url in asked if "/answer/" in url or "/draw/" in url]
    page.get_by_role("link", name="Look at my answers about").click()
    page.get_by_text("Page 1 of").wait_for()


def test_a_closed_tab_loses_nothing(new_page):
    page = new_page()
    begin(page, invitations(page)[1])
    choose(page, "Rarely")
    page.get_by_role("button", name="Continue").click()
    choose(page, "Always", 2)
    address = page.url.split("#")[0]
    page.close()
    again = page.context.new_page()
    again.goto(address)
    assert not again.get_by_role("radio", name="Rarely").first.is_checked()
    again.get_by_role("button", name="answer with it").click()  # the card was drawn here
    again.get_by_label("The code on your answering card").wait_for(state="hidden")
    again.get_by_text("Page 3 of 7").wait_for()  # the first that is open
    again.get_by_role("button", name="Back").click()
    assert again.get_by_role("radio", name="Always").nth(2).is_checked()
    again.get_by_role("button", name="Back").click()
    assert again.get_by_role("radio", name="Rarely").first.is_checked()


def test_keyboard_alone_is_enough(new_page):
    page = new_page(1280)
    begin(page, invitations(page)[3])
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="Sometimes").first.is_checked()
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Page 2 of 7").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_without_javascript_it_says_that_the_link_is_kept_and_works(new_page):
    page = new_page(script=False)
    page.goto(invitations(page)[4])
    assert page.get_by_role("button", name="Begin").count() == 0
    assert "the server keeps which answers are yours" in page.locator("main").inner_text()
    page.get_by_label("Yes, the server may keep which answers are mine").check(force=True)
    page.get_by_role("button", name="Answer by a link that this server keeps").click()
    assert page.locator("fieldset.es-behaviour").count() == 30
    choose(page, "Always", 29)
    page.get_by_role("button", name="Send my answers").click()
    assert page.get_by_role("heading", name="Your answers have arrived").is_visible()
    page.get_by_role("link", name="Look at my answers").click()
    assert page.get_by_role("radio", name="Always").nth(29).is_checked()
    page.goto(invitations(page)[4])
    assert page.get_by_text("If not, somebody else has read your invitation").is_visible()
    page.get_by_role("link", name="Go on").click()
    assert page.get_by_role("radio", name="Always").nth(29).is_checked()


def test_a_card_answers_days_later_on_another_device_even_without_javascript(new_page):
    page = new_page()
    card = begin(page, invitations(page)[5])
    choose(page, "Rarely")
    for _ in range(6):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    other = new_page(1280)
    other.goto(card)
    other.locator(".es-behaviour input:checked").first.wait_for(state="attached")
    assert other.get_by_role("radio", name="Rarely").first.is_checked()
    assert "card=" not in other.url
    assert not other.get_by_label("The code on your answering card").is_visible()
    plain = new_page(script=False)
    plain.goto(card.split("#")[0])
    plain.get_by_label("The code on your answering card").fill("ABCD")
    plain.get_by_role("radio", name="Often").nth(1).check(force=True)
    plain.get_by_role("button", name="Send my answers").click()
    assert plain.get_by_text("does not belong to this page").is_visible()
    assert plain.get_by_role("radio", name="Often").nth(1).is_checked()
    code = card.split("card=")[1].split("&")[0]
    plain.get_by_label("The code on your answering card").fill(code.lower())
    plain.get_by_role("button", name="Send my answers").click()
    assert plain.get_by_role("heading", name="Your answers have arrived").is_visible()


def test_begun_on_one_device_it_is_finished_on_another_and_nobody_is_told(new_page):
    page = new_page()
    link = invitations(page)[6]
    page.goto(link)
    page.get_by_text("You can begin here and finish on another device").wait_for()  # before a press
    begin(page, link)
    choose(page, "Rarely")
    for _ in range(6):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    other = new_page()
    other.goto(link)
    other.get_by_role("button", name="Begin").click()
    other.get_by_role("heading", name="Bring your answering card here").wait_for()
    page.goto(link)
    page.get_by_text("Move the card to another device", exact=True).click()
    assert page.get_by_role("img", name="QR code that holds your card").first.is_visible()
    card = page.locator("[data-cards] a").first.get_attribute("href")  # what the code says
    other.get_by_role("link", name="Type the code on your card").click()
    other.get_by_label("The code on your answering card").fill(card)  # the whole link will do
    other.keyboard.press("Tab")
    other.locator(".es-behaviour input:checked").first.wait_for(state="attached")
    assert other.get_by_role("radio", name="Rarely").first.is_checked()  # what was sent before
    choose(other, "Always", 1)
    for _ in range(6):
        other.get_by_role("button", name="Continue").click()
    other.get_by_role("button", name="Send my answers").click()
    other.get_by_role("heading", name="Your answers have arrived").wait_for()
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/rounds/")
    organiser.get_by_role("link", name="Team leaders, this season").click()
    assert organiser.get_by_role("link", name="Replace the link").count() == 0


def test_an_invitation_draws_one_card_and_elsewhere_says_so(new_page):
    page = new_page()
    link = invitations(page)[7]
    begin(page, link)
    page.goto(link)
    assert page.get_by_role("heading", name="Your answering card").is_visible()
    elsewhere = new_page()
    elsewhere.goto(link)
    elsewhere.get_by_role("button", name="Begin").click()
    elsewhere.get_by_text("but not in this browser").wait_for()
    assert elsewhere.get_by_role("button", name="Begin").count() == 0
    assert elsewhere.evaluate("document.activeElement.tagName") == "H2"
    elsewhere.get_by_text("I have lost my card").click()
    elsewhere.get_by_label("Yes, my card is lost").check()
    elsewhere.get_by_role("button", name="Ask the organiser for a new link").click()
    assert elsewhere.get_by_text("You have asked the organiser for a new link").is_visible()
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/rounds/")
    organiser.get_by_role("link", name="Team leaders, this season").click()
    organiser.get_by_role("link", name="Replace the link").first.click()
    organiser.get_by_role("button", name="Replace the link, and send the new one").click()
    assert organiser.get_by_text("The link is replaced").is_visible()


def test_another_key_or_group_than_the_invitations_is_refused(new_page):
    page = new_page()
    link = invitations(page)[8]
    fragment = link.split("#")[1]
    for other in ("key=AAAAA-BBBBB-CCCCC-DDDDD", fragment + ".public"):
        page.goto("about:blank")
        page.goto(f"{link.split('#')[0]}#{other}")
        assert page.get_by_text("Please stop here.").is_visible()
        assert not page.get_by_role("button", name="Begin").is_visible()


def test_two_raters_at_one_device_do_not_see_each_others_cards(new_page):
    page = new_page()
    mine, theirs = invitations(page)[9:11]
    card = begin(page, mine)
    page.goto(theirs)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Your answering card").wait_for()
    assert card not in page.content()
    page.goto(mine)
    assert page.get_by_role("link", name="Answer about").first.get_attribute("href") == card


def test_a_server_that_uses_another_key_is_found_out(new_page):
    """The proof is checked in the browser: an evaluation under another key draws no card."""
    from everyseat.safety import credentials

    def other_key(route):
        sent = json.loads(route.request.post_data)["blinded"]
        answer = {}
        for review, blinded in sent.items():
            info = credentials.public_info(review, "peer")
            made = credentials.issue(credentials.new_key(), [bytes.fromhex(blinded)], info)
            answer[review] = {"evaluated": made.elements[0].hex(), "proof": made.proof.hex()}
        route.fulfill(json=answer)

    page = new_page()
    page.route("**/draw/", other_key)
    page.goto(invitations(page)[8])
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Please stop here.").wait_for()
    assert page.evaluate("localStorage.getItem('everyseat-cards')") is None


def test_a_drawing_whose_answer_was_lost_is_asked_again(new_page):
    page = new_page()
    lost = []

    def lose(route):
        route.fetch()
        lost.append(1)
        route.abort()

    page.route("**/draw/", lose, times=1)
    page.goto(invitations(page)[8])
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Nothing is lost").wait_for()
    page.reload()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Your answering card").wait_for()
    assert lost == [1]


def test_a_rater_declines_and_the_organiser_reads_why(new_page):
    page = new_page()
    page.goto(invitations(page)[11])
    page.get_by_role("link", name="I would rather not").click()
    page.get_by_label("Why?").fill("We have not worked together yet.")
    page.get_by_label("Yes, I would rather not answer").check(force=True)
    page.get_by_role("button", name="Decline").click()
    assert page.get_by_text("Thank you for saying so").is_visible()
    organiser = take_seat(new_page(1280), "organiser")
    organiser.goto("/rounds/")
    organiser.get_by_role("link", name="Team leaders, this season").click()
    assert organiser.get_by_text("We have not worked together yet.").is_visible()


def test_the_chief_executive_reads_how_it_felt_and_plans(new_page):
    page = take_seat(new_page(1280), "recipient")
    page.get_by_role("link", name="Read your report").click()
    first = page.locator("main").inner_text()
    headline = page.get_by_role("heading", level=1).inner_text()
    assert headline == "Noticing people: people feel this less than you believe"
    assert "A gap this wide is very unlikely to be chance." in first
    assert re.search(
        r"Changed since Leading together, last year\s+“Being straight” is felt more", first
    )
    assert accessible(page) == []
    with page.expect_request("**/report.pdf") as asked:
        pdf_bytes = page.request.get(page.url.replace("/report/", "/report.pdf")).body()
        page.evaluate("fetch(location.pathname.replace('/report/', '/report.pdf'))")
    assert asked.value.url.endswith("report.pdf")
    assert pdf_bytes[:5] == b"%PDF-"
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("What in the report is this about?").select_option("notices-the-room")
    page.get_by_label("What do you want people to feel?").fill("People feel noticed")
    page.get_by_label("What will you do?").fill("Look up. Learn names.")
    page.get_by_label("By when?").fill("2031-01-31")
    page.get_by_label("Which statement should people rate again?").select_option(
        label="I notice the people in the room."
    )
    page.get_by_role("button", name="Add this aim").click()
    assert page.get_by_role("heading", name="People feel noticed", exact=True).is_visible()
    page.get_by_role("link", name="Ask for a follow-up").click()
    page.get_by_label("Last day to answer").fill("2031-02-28")
    page.get_by_role("button", name="Send to the organiser").click()
    page.get_by_text("You asked the organiser on").wait_for()
    assert accessible(page) == []
    assert pypdf.PdfReader(__import__("io").BytesIO(pdf_bytes)).pages[0].extract_text()


def test_with_four_raters_the_report_says_that_it_cannot_tell_and_what_to_do(new_page):
    page = take_seat(new_page(), "few")
    page.get_by_role("link", name="Read your report").click()
    headline = page.get_by_role("heading", level=1).inner_text()
    assert headline == "Too few answers to be sure of most things here"
    text = page.locator("main").inner_text()
    assert "Talk with the people you work with, or ask more of them next time." in text
    unsure = page.locator(".es-verdict", has_text="Not sure")
    assert unsure.count() == page.locator(".es-value").count()
    assert "“Not sure” means" in text
    assert "Blind spot" not in text
    assert "Comments are shown only when at least 5 people answer." in text


def test_the_chair_approves_raters(new_page):
    page = take_seat(new_page(), "manager")
    page.get_by_role("link", name="Approve the raters of").first.click()
    page.get_by_role("checkbox").first.uncheck(force=True)
    page.get_by_role("button", name="Approve and invite").click()
    assert page.get_by_text("Approved: 12 raters invited.").is_visible()


def test_a_coach_reads_first_and_releases(new_page):
    page = take_seat(new_page(1280), "coach")
    page.get_by_role("link", name="Read the report about").first.click()
    page.get_by_role("link", name="Read the report").click()
    assert page.get_by_role("heading", name="Who feels what").is_visible()
    page.go_back()
    page.get_by_role("link", name="Add a note and release the report").click()
    _shorten(page, "Calm when the list is long.", left="Calm.")
    assert page.get_by_text("Calm […].", exact=True).is_visible()
    assert not page.get_by_text("Calm when").is_visible()
    page.get_by_label("Your note").fill("Take it slowly.")
    page.get_by_role("button", name="Check, and release").click()
    assert page.get_by_text("Take it slowly.", exact=True).is_visible()
    page.get_by_role("button", name="Release the report to").click()
    assert page.get_by_text("Released. We are sending an e-mail to the leader.").is_visible()


def _shorten(page, comment: str, left: str) -> None:
    """Take words out of a comment, after adding one that was not there, which is refused."""
    number = page.locator("blockquote").all_text_contents().index(comment) + 1
    page.get_by_role("link", name=f"Shorten comment {number}, or leave it out").click()
    text = page.get_by_label("To take words out, delete them here")
    page.get_by_label("It could show who wrote it").check(force=True)
    text.fill(f"Not {comment}")
    page.get_by_role("button", name="Save this change").click()
    assert page.get_by_text("a word or a sign that was not there").first.is_visible()
    text.fill(left)
    page.get_by_role("button", name="Save this change").click()
    page.get_by_text("The comment is shorter.").wait_for()


def test_an_organiser_runs_a_round_from_a_draft_to_launch(new_page):
    page = take_seat(new_page(1280), "organiser")
    page.goto("/rounds/new/")
    page.get_by_label("Name", exact=True).fill("Winter")
    page.get_by_label("Questionnaire").select_option(index=1)
    for label, day in (("name raters", "01"), ("approve raters", "08"), ("to answer", "28")):
        page.get_by_label(label).fill(f"2031-01-{day}")
    page.get_by_role("button", name="Save").click()
    assert not page.get_by_role("link", name="Check, and launch").is_visible()
    page.get_by_text("Paste many people instead").click()
    page.get_by_label("Names and e-mail addresses").fill(
        "bronwen.hughes@cityhealth.example\nnobody@x.example"
    )
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_role("link", name=re.compile("nobody@x.example")).is_visible()
    page.get_by_label("Names and e-mail addresses").fill("bronwen.hughes@cityhealth.example")
    page.get_by_label("Their coach").fill("Imran Sheikh")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Check, and launch").click()
    page.get_by_role("button", name="Launch, and write to 1 leader").click()
    assert page.get_by_text("Launched. We are sending an e-mail to each leader.").is_visible()


def test_an_administrator_imports_people_only_when_all_is_right_or_says_so(new_page, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,email,shoe size\nNew One,new.one@cityhealth.example,9\n,bad,8\n")
    page = take_seat(new_page(1280), "administrator")
    page.goto("/people/import/")
    page.get_by_label("CSV or XLSX file").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()
    assert page.get_by_text("Some columns are left out").is_visible()
    assert page.get_by_text("shoe size").is_visible()
    assert page.get_by_role("cell", name="“bad” is not an e-mail address").is_visible()
    page.goto("/people/?search=new.one")
    assert page.get_by_text("0 people").is_visible()
    page.goto("/people/import/")
    page.get_by_label("CSV or XLSX file").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Leave 1 line out and import the rest").click()
    assert page.get_by_text("1 person added, 0 changed.").is_visible()


def test_somebody_signs_in_with_a_code_from_the_mail(new_page):
    page = sign_in(new_page(), "bronwen.hughes@cityhealth.example")
    assert page.get_by_role("heading", name="Home").is_visible()


def test_somebody_adds_a_passkey_and_signs_in_with_it(new_page):
    page = take_seat(new_page(1280), "coach")
    add_authenticator(page)
    page.goto("/account/")
    page.get_by_role("link", name="Manage passkeys").click()
    page.get_by_role("link", name="Add").click()
    assert accessible(page) == []
    page.get_by_label("Name").fill("Mine")
    page.get_by_role("checkbox").check(force=True)
    page.wait_for_load_state()  # before its script runs, the button adds nothing
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Passkey saved.").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/code/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Home").wait_for()
