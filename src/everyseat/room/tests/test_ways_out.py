"""Every door through which a text reaches a hall has the same lock.

A slur and a name that the directory knows are sent in; every way out is read: the screen, phones'
states and pages, results, PDF, CSV, the sum of a brief and what teams read of its answers.
"""

import io
import json

import pypdf
import pytest
from tests.markup import agreed

from everyseat.room import kinds
from everyseat.room.actions import briefs, floor, holding
from everyseat.room.queries import briefs as told
from everyseat.room.queries import room_state
from everyseat.room.tests import make
from everyseat.room.views import asked

pytestmark = pytest.mark.django_db
TEXTS = ["Sh1t show", "Ask Gwenllian"]
PLAIN = "calm"


@pytest.fixture(autouse=True)
def somebody():
    return make.person("Gwenllian")


def pdf(client, room):
    content = client.get(f"/rooms/{room.pk}/summary.pdf").content
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def results(client, room):
    """Return what leaves a room as results, for who holds it."""
    page = client.get(f"/rooms/{room.pk}/results/").text
    shown = page.split("Waiting for you")[0] + page.split('id="shown-questions"')[1]
    return {
        "results": shown,
        "csv": client.get(f"/rooms/{room.pk}/answers.csv").content.decode(),
        "pdf": pdf(client, room),
    }


def in_the_hall(client, room):
    """Return what a hall reads while a room goes on: the screen, the phones, results so far."""
    return results(client, room) | {
        "state": json.dumps(room_state.of(room.code), ensure_ascii=False),
        "phones": asked.page(room.code),
        "phone without scripts": client.get(f"/join/{room.code}/").text,
        "screen": client.get(f"/rooms/{room.pk}/screen/", follow=True).text,
    }


def where(ways_out, text):
    """Return the ways out that hold a text."""
    return {way for way, read in ways_out.items() if text in read}


def say_word(room, text, then=PLAIN):
    question = make.asked(room, kinds.WORD)
    make.answers(question, text, *[then] * 4)
    return question, lambda: holding.allow_word(question=question, word=text)


def raise_question(room, text):
    question = make.asked(room, kinds.FLOOR)
    make.raised(question, 0, PLAIN)
    raised = make.raised(question, 1, text)
    return question, lambda: floor.let_be_seen(question=question, raised=str(raised.pk), seen=True)


PHONES_LIST = {"phones", "phone without scripts"}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("door", "not_there"), [(say_word, PHONES_LIST), (raise_question, set())], ids=["word", "floor"]
)
def test_a_text_reaches_nobody_in_a_hall_until_it_is_shown(
    client, room, facilitator, door, not_there, text
):
    client.force_login(facilitator)
    _question, show = door(room, text)
    assert where(in_the_hall(client, room), text) == set()
    everywhere = where(in_the_hall(client, room), PLAIN)
    assert everywhere == set(in_the_hall(client, room)) - not_there
    control = client.get(f"/rooms/{room.pk}/").text
    assert control.index('id="held"') < control.index(text) < control.index(f">{PLAIN}<")
    assert "May be rude: 1" in control or "May name a person: 1" in control
    show()
    assert where(in_the_hall(client, room), text) == everywhere
    make.end(room)
    assert where(results(client, room), text) == {"results", "csv", "pdf"}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("door", [say_word, raise_question])
def test_what_was_never_shown_is_gone_when_the_room_has_ended(
    client, room, facilitator, door, text
):
    client.force_login(facilitator)
    question, _show = door(room, text)
    make.end(room)
    assert where(results(client, room), text) == set()
    question.refresh_from_db()
    assert text not in f"{question.result} {question.allowed} {question.hidden}"
    assert not question.raised.filter(text=text).exists()
    assert "never shown" in pdf(client, room) or "not shown" in pdf(client, room)


# ---- briefs


@pytest.fixture
def owner():
    return make.person("Fran", roles={"facilitator"})


@pytest.fixture
def brief(owner):
    return make.brief(owner, teams="AB")


def meet(room, text):
    """Hold a team's room whose facilitator shows a word and a question that waited."""
    words, asked_there = room.questions.all()
    make.answers(make.open_again(words), text, *[PLAIN] * 4)
    holding.allow_word(question=words, word=text)
    make.open_again(asked_there)
    raised = make.raised(asked_there, 0, text)
    floor.let_be_seen(question=asked_there, raised=str(raised.pk), seen=True)
    make.vote(raised, 1, 2, 3, 4)
    make.vote(make.raised(asked_there, 0, PLAIN), 1, 2, 3, 4)
    make.end(room)
    return raised


def of_the_brief(client, owner, brief):
    client.force_login(owner)
    page = client.get(f"/briefs/{brief.room.pk}/").text
    # what waits for who sent it stands in its own list, before the others
    shown = page.split("Tick the questions")[-1]
    return results(client, brief.room) | {"questions to answer": shown}


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_team_let_through_waits_once_more_before_it_joins_the_sum(
    client, owner, brief, text
):
    room, other = brief.room.copies.order_by("team__name")
    raised = meet(room, text)
    found = of_the_brief(client, owner, brief)
    assert where(found, text) == set()
    assert where(found, PLAIN) == set(found)
    assert client.get(f"/briefs/{brief.room.pk}/").text.count("Waiting for you") == 2
    with pytest.raises(briefs.NotNow, match="Choose the questions"):
        briefs.reply(brief=brief, raised=[str(raised.pk)], text="Soon.")

    words, asked_there = brief.room.questions.all()
    acts = [(words, {"act": "allow", "word": text})]
    acts += [(asked_there, {"act": "let", "raised": str(raised.pk)})]
    for question, act in acts:
        client.post(f"/rooms/{brief.room.pk}/{question.pk}/", act)
    found = of_the_brief(client, owner, brief)
    assert where(found, text) == set(found)
    briefs.reply(brief=brief, raised=[str(raised.pk)], text="Soon.")
    assert text in client.get(f"/join/{other.code}/").text

    client.post(
        f"/rooms/{brief.room.pk}/{asked_there.pk}/", {"act": "take", "raised": str(raised.pk)}
    )
    assert text not in client.get(f"/join/{other.code}/").text
    assert [one.text for one in told.sorted_up(brief)["hidden"]] == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_team_did_not_show_does_not_go_up(client, owner, brief, text):
    room = brief.room.copies.first()
    words, asked_there = room.questions.all()
    make.answers(make.open_again(words), text, *[PLAIN] * 4)
    make.open_again(asked_there)
    raised = make.raised(asked_there, 0, text)
    for n in (1, 2, 3, 4):
        make.raised(asked_there, n, text)  # the same words: a vote
    assert raised.votes.count() == 5
    make.end(room)
    page = client.get(f"/briefs/{brief.room.pk}/").text
    assert where(of_the_brief(client, owner, brief), text) == set()
    assert text not in page
    assert told.went_up(brief).count() == 0


@pytest.mark.parametrize("text", TEXTS)
def test_an_answer_to_teams_waits_for_a_second_look_of_who_writes_it(client, owner, brief, text):
    room, other = brief.room.copies.order_by("team__name")
    meet(room, "Why now?")
    client.force_login(owner)
    chosen = [str(one.pk) for one in told.sorted_up(brief)["seen"]]
    sent = {"raised": chosen, "text": text}
    warned = client.post(f"/briefs/{brief.room.pk}/reply/", sent)
    page = warned.text
    assert "Nothing has been sent yet. Your answer seems to hold: " in page
    assert text in page  # nothing written is lost
    assert page.count(" checked") >= len(chosen)
    assert text not in client.get(f"/join/{other.code}/").text
    changed = sent | {"text": f"{text}, and more"} | agreed(warned)
    page = client.post(f"/briefs/{brief.room.pk}/reply/", changed).text
    assert "Nothing has been sent yet. Your answer seems to hold: " in page
    client.post(f"/briefs/{brief.room.pk}/reply/", sent | agreed(warned))
    assert text in client.get(f"/join/{other.code}/").text


# ---- who waits, and who decides


@pytest.mark.parametrize(
    ("text", "why"), [("Sh1t show", "abuse"), ("Ask Gwenllian", "a name"), ("a@b.org", "a way to")]
)
def test_the_one_who_asked_reads_that_it_waits_and_why(client, room, text, why):
    question = make.asked(room, kinds.FLOOR)
    form = {"question": question.pk, "token": make.token(1), "raise": text}
    page = client.post(f"/join/{room.code}/", form).text
    assert "Your question is waiting." in page
    assert f"it seems to hold {why}" in " ".join(page.split())
    assert "Sent. You vote for it too." not in page
    other = client.post(f"/join/{room.code}/", form | {"token": make.token(2), "raise": "Why?"})
    assert "Your question is waiting." not in other.text
    assert text not in other.text


def test_left_out_is_left_out_in_any_spelling_and_whoever_asked_is_told(client, room):
    question = make.asked(room, kinds.FLOOR)
    raised = make.raised(question, 1, "You are useless")
    floor.let_be_seen(question=question, raised=str(raised.pk), seen=False)
    assert make.tally(room) == []
    make.raised(question, 2, "You are USELESS!!")
    assert make.tally(room) == []
    form = {"question": question.pk, "token": make.token(1), "raise": "Why now?"}
    page = client.post(f"/join/{room.code}/", form).text
    assert "has left your question out" in page
    assert [row[1] for row in make.tally(room)] == ["Why now?"]


def test_questions_kept_off_the_screen_are_on_no_phone(client, room):
    question = make.asked(room, kinds.FLOOR)
    make.raised(question, 1, "Why now?")
    holding.show(question=question, shown=False)
    assert "Why now?" not in asked.page(room.code)
    assert "Why now?" not in client.get(f"/join/{room.code}/").text


def test_the_facilitator_s_page_hears_that_something_waits_and_nobody_else_does(
    client, room, facilitator
):
    question = make.asked(room, kinds.FLOOR)
    address = f"/rooms/{room.pk}/waiting/"
    client.force_login(facilitator)
    before = client.get(address).json()["stands"]
    raised = make.raised(question, 1, "Ask Gwenllian")
    waits = client.get(address).json()["stands"]
    floor.let_be_seen(question=question, raised=str(raised.pk), seen=True)
    assert len({before, waits, client.get(address).json()["stands"]}) == 3
    client.force_login(make.person("Zoe"))
    assert client.get(address).status_code == 404


def test_words_of_few_are_not_said_to_wait(client, room, facilitator):
    client.force_login(facilitator)
    question = make.asked(room, kinds.WORD)
    before = client.get(f"/rooms/{room.pk}/waiting/").json()
    make.answers(question, *TEXTS)
    assert client.get(f"/rooms/{room.pk}/waiting/").json() == before
    assert TEXTS[0] not in client.get(f"/rooms/{room.pk}/").text
