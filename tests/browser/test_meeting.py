"""A meeting: facilitator, screen, three phones and others over HTTP; and a brief in three rooms.

A phone's page is proved with one of each; the others send what its script would send.
"""

import html
import json
import re
import secrets
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import accessible, prepare_session, press, sign_in, take_seat

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays

CARDS = ("Green", "Amber", "Red")
OTHERS = ["Green"] * 23 + ["Amber"] * 3 + ["Red"]
WORDS = ("angry", "Angrey", "guilty")
OTHERS_WORDS = {"angry": 8, "Angrey": 1, "upset": 8, "disappointed": 6, "ashamed": 3, "guilty": 1}
BRIEF = "Who does what from April"


@pytest.fixture
def phones(new_page):
    return [new_page() for _ in CARDS]


class Device:
    """Somebody's device in a room, without a browser: as `join.ts` and its form would send it."""

    def __init__(self, request, code):
        self.request, self.code, self.token = request, code, secrets.token_urlsafe(16)

    def question(self):
        return self.request.get(f"/room/{self.code}/state").json()["question"]

    def answer(self, answer):
        sent = {"question": self.question()["id"], "token": self.token, "answer": answer}
        done = self.request.post(f"/room/{self.code}/answer", data=sent)
        assert done.ok, done.text()

    def vote(self):
        """Vote for the question from the floor that stands first."""
        now = self.question()
        form = {"question": now["id"], "token": self.token, "vote": now["tally"][0][0]}
        assert 'name="unvote"' in self.request.post(f"/join/{self.code}/", form=form).text()


def ask_first(control, text):
    """Start a session that was prepared, or a brief with a team: its questions are all there."""
    start = control.get_by_role("button", name="Start")
    questions = control.locator(".es-questions")
    questions.wait_for(state="attached")
    if questions.is_hidden():
        control.get_by_text("All questions").click()
    start.or_(control.get_by_role("button", name=f"Ask it : {text}")).click()
    control.get_by_role("heading", name=text).wait_for()


def code_of(control):
    """Return the code of the address that the digits on a remote control lead to."""
    digits = control.locator("strong.es-code").text_content()
    return control.request.get("/join/", params={"code": digits}).url.split("/")[-2]


def join(phones, others, control):
    """Bring phones to a room, and so many devices beside them; return these."""
    code = code_of(control)
    for phone in phones:
        phone.goto(f"/join/{code}/")
    return [Device(control.request, code) for _ in range(others)]


def test_thirty_people_play_the_two_questions(new_page, phones):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "A hall of thirty", "hall")
    control.get_by_text("Add a question").click()
    control.get_by_label("Question", exact=True).fill("How did Francis make you feel?")
    control.get_by_role("radio", name="One word").check()
    control.get_by_role("button", name="Add it").click()
    with control.expect_popup() as opened:
        control.get_by_role("link", name="Open the screen").click()
    screen = opened.value
    others = join(phones, len(OTHERS), control)
    phones[0].get_by_text("It has not begun yet.").wait_for()

    ask_first(control, "Are you a leader?")
    for phone, card in zip(phones, CARDS, strict=True):
        phone.get_by_role("button", name=card).click()
    for device, card in zip(others, OTHERS, strict=True):
        device.answer(CARDS.index(card))
    label = "Green: yes: 24, Amber: not sure: 4, Red: no: 2"
    screen.locator(f"[data-picture][aria-label='{label}']").wait_for()
    assert screen.locator("[data-count]").text_content() == "30 answers"
    phones[0].get_by_role("button", name="Lower my card").click()
    label = "Green: yes: 23, Amber: not sure: 4, Red: no: 2"
    screen.locator(f"[data-picture][aria-label='{label}']").wait_for()

    ask_first(control, "How did Francis make you feel?")
    for phone, word in zip(phones, WORDS, strict=True):
        phone.get_by_label("One word, or two").fill(word)
        phone.get_by_role("button", name="Send").click()
    words = [word for word, n in OTHERS_WORDS.items() for _ in range(n)]
    for device, word in zip(others, words, strict=True):
        device.answer(word)
    label = "angry: 11, upset: 8, disappointed: 6, ashamed: 3, guilty: 2"
    screen.locator(f"[data-picture][aria-label='{label}']").wait_for()
    assert accessible(screen) == []

    control.reload()
    control.get_by_text("words on the screen").click()
    press(control, "Set apart", "Angrey")
    label = "angry: 9, upset: 8, disappointed: 6, ashamed: 3, Angrey: 2, guilty: 2"
    screen.locator(f"[data-picture][aria-label='{label}']").wait_for()
    control.get_by_text("Change what people see").click()
    control.get_by_role("button", name="Keep the answers off the screen").click()
    screen.get_by_text("The answers are shown later").wait_for()
    assert screen.locator("[data-picture]").get_attribute("aria-label") == ""

    control.get_by_text("End the session", exact=True).click()
    control.get_by_role("button", name="End it now").click()
    phones[2].get_by_text("This meeting has ended.").wait_for()
    control.wait_for_url("**/results/")
    cells = control.locator("section", has_text="Are you a leader?").locator("tbody tr")
    assert cells.all_inner_texts() == ["Green: yes\t23", "Amber: not sure\t4", "Red: no\t2"]
    assert accessible(control) == []
    for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with control.expect_download() as saved:
            press(control, f"Picture as {kind}", "Are you a leader?")
        assert saved.value.path().read_bytes().startswith(begins)
        assert saved.value.suggested_filename == f"Are-you-a-leader-.{kind.lower()}"


def test_a_brief_is_played_in_three_rooms_and_adds_up(new_page, phones):
    chief = take_seat(new_page(1280), "recipient")
    teams = _write_and_send(chief)
    assert len(teams) == 3
    for n, (team, leader) in enumerate(teams.items()):
        _hold(new_page(), leader, phones, stand_behind=(5, 2, 0)[n])
        chief.reload()
        assert chief.get_by_role("row", name=team).get_by_text("Has met").is_visible()
    up = chief.get_by_role("checkbox", name="Who covers weekends?")
    assert up.count() == 1
    first = next(iter(teams))
    assert chief.get_by_text(f"{first}, 5 voted for it").is_visible()
    chief.get_by_role("checkbox", name="Who covers weekends?").check(force=True)
    chief.get_by_label("Your answer. Every team reads it.").fill("Nobody alone; we meet on Friday.")
    chief.get_by_role("button", name="Answer").click()
    chief.get_by_role("link", name="The sum over all teams").click()
    cells = chief.locator("section", has_text="How clear is this to you?").locator("tbody tr")
    assert cells.all_inner_texts() == ["1: not at all\t0", "2\t0", "3\t6", "4\t24", "5: fully\t0"]
    assert accessible(chief) == []
    phones[2].reload()
    assert phones[2].get_by_text("Nobody alone; we meet on Friday.").is_visible()


def _write_and_send(chief):
    """Write a brief and send it to the first three teams; return their leaders' names."""
    chief.goto("/live/")
    chief.get_by_role("link", name="Write a brief for many teams").click()
    assert accessible(chief) == []
    chief.get_by_label("What is the brief about?").fill(BRIEF)
    chief.get_by_label("What every team reads first").fill("From April one desk takes the calls.")
    chief.get_by_label("By when should teams have met?").fill(
        (timezone.localdate() + timedelta(10)).isoformat()
    )
    chief.get_by_role("button", name="Go on to the questions").click()
    assert accessible(chief) == []
    for n in range(3):
        chief.locator("input[name=teams]").nth(n).check(force=True)
    chief.get_by_role("button", name="Send it").click()
    rows = chief.get_by_role("table").locator("tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}


def _hold(control, leader, phones, stand_behind):
    """Hold a team's room: its leader asks, ten answer, some stand behind a question."""
    sign_in(control, f"{leader.lower().replace(' ', '.')}@cityhealth.example")
    control.goto("/live/")
    control.get_by_role("link", name=BRIEF).click()
    others = join(phones, 7, control)
    phones[0].get_by_text("From April one desk takes the calls.").wait_for()
    ask_first(control, "How clear is this to you?")
    for n, phone in enumerate(phones):
        phone.get_by_role("button", name="3" if n < 2 else "4", exact=True).click()
        phone.get_by_text("You answered:").wait_for()
    for device in others:
        device.answer(3)  # the fourth of the scale
    ask_first(control, "What do you want to ask those who wrote this?")
    asker, voter, _third = phones
    for n in range(stand_behind):
        if n == 0:
            asker.get_by_label("Ask a question").fill("Who covers weekends?")
            asker.get_by_role("button", name="Ask", exact=True).click()
        elif n == 1:
            voter.get_by_role("button", name="Vote for: Who covers weekends?").click()
        else:
            others[n].vote()
        if n == 1:
            voter.get_by_text("▲ 2").wait_for()
        asker.get_by_text(f"▲ {n + 1}").wait_for()
    assert accessible(control) == []
    control.get_by_text("End the session", exact=True).click()
    control.get_by_role("button", name="End it now").click()


def test_one_person_one_answer_by_invitation(new_page):
    control = take_seat(new_page(), "recipient")
    prepare_session(control, "Members' meeting", "hall")
    control.get_by_text("Who may answer").click()
    assert accessible(control) == []
    control.get_by_role("checkbox", name="Executive").check(force=True)
    control.get_by_role("button", name="Invite them").click()
    control.get_by_text("people invited.").wait_for()
    code = code_of(control)

    first = new_page()
    first.goto(_link_to_card(first, "bronwen.hughes"))
    first.get_by_role("button", name="Make my card").wait_for()
    assert accessible(first) == []
    first.get_by_role("button", name="Make my card").click()
    first.get_by_role("heading", name="Your card").wait_for()
    assert accessible(first) == []
    first.get_by_role("link", name="Go to the live session").click()
    first.get_by_text("It has not begun yet.").wait_for()
    ask_first(control, "Are you a leader?")
    first.get_by_role("button", name="Green").click()
    first.get_by_text("You answered: Green").wait_for()
    sent = []
    first.on("request", lambda request: sent.append(request.url))
    first.get_by_text("Move the card to another device").click()
    picture = first.get_by_role("img", name="QR code that holds your card")
    picture.wait_for()
    assert accessible(first) == []
    link = _scanned(picture.locator("path").get_attribute("d"))
    assert not sent  # the browser alone has drawn it
    other = new_page()
    other.goto(link)
    other.get_by_role("button", name="Amber").click()
    other.get_by_text("You answered: Amber").wait_for()
    assert other.url.endswith(f"/join/{link.split('/join/')[1].split('/')[0]}/")  # not in history

    stranger = new_page()
    stranger.goto(f"/join/{code}/")
    stranger.get_by_role("button", name="Red").click()
    stranger.get_by_text("This needs your card").wait_for()
    assert accessible(stranger) == []
    stranger.get_by_label("The code on your card").fill(_code_on_card(first))
    stranger.get_by_role("button", name="Red").click()
    stranger.get_by_text("You answered: Red").wait_for()
    control.get_by_text("Answers are shown once 4 people have answered").wait_for()
    assert control.request.get(f"/room/{code}/state").json()["question"]["n"] is None


def _link_to_card(page, name):
    email = page.locator("details", has_text="Your answering card").first
    for _ in range(30):  # e-mails are sent in the background
        page.goto(f"/mailbox/?to={name}")
        if email.count():
            break
        page.wait_for_timeout(500)
    return html.unescape(re.search(r"/room-card/[^\s\"<]+", email.inner_html())[0])


def _code_on_card(page):
    held = page.evaluate("localStorage.getItem('everyseat-cards')")
    return next(iter(next(iter(json.loads(held).values())).values()))["code"]


def _scanned(path):
    """Return the text in a QR code of version 9, level L, bytes, mask 0, as a camera reads it."""
    dark = {(int(y), int(x)) for x, y in re.findall(r"M(\d+) (\d+)h", path)}
    bits, up = "", True
    for right in [*range(52, 6, -2), *range(5, 0, -2)]:
        for row in range(52, -1, -1) if up else range(53):
            for column in (right, right - 1):
                if not _is_pattern(row, column):
                    bits += str(int(((row, column) in dark) != ((row + column) % 2 == 0)))
        up = not up
    words = [int(bits[i : i + 8], 2) for i in range(0, 2 * 116 * 8, 8)]
    text = "".join(f"{word:08b}" for word in [*words[0::2], *words[1::2]])
    length = int(text[4:12], 2)
    return bytes(int(text[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode()


def _is_pattern(row, column):
    low, high = sorted((row, column))
    is_corner = (high < 9) or (low < 9 and high >= 45)
    is_version = low < 6 and 42 <= high < 45
    aligned = [(6, 26), (26, 6), (26, 26), (26, 46), (46, 26), (46, 46)]
    near = any(abs(row - r) <= 2 and abs(column - c) <= 2 for r, c in aligned)
    return is_corner or is_version or near or 6 in (row, column)
