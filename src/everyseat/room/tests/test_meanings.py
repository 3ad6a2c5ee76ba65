"""What cards mean: written by the facilitator, and read wherever a card is."""

import io

import pypdf
import pytest
from tests.markup import markup

from everyseat.room import kinds
from everyseat.room.actions import holding, preparing
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db
GREEN, RED = 0, 2
MEANINGS = ["yes, fully", "", "no"]
LABELS = ["Green: yes, fully", "Amber", "Red: no"]


@pytest.fixture
def question(client, room):
    client.force_login(room.facilitator)
    return make.asked(room, meanings=MEANINGS)


def test_a_facilitator_writes_and_corrects_what_each_card_means(client, room):
    client.force_login(room.facilitator)
    sent = {"text": "Sure?", "kind": kinds.CARDS, "green": "yes, fully", "red": "no"}
    client.post(f"/rooms/{room.pk}/questions/new/", sent)
    made = room.questions.get()
    assert made.meanings == MEANINGS
    assert "Green: yes, fully · Amber · Red: no" in markup(client.get(f"/rooms/{room.pk}/"))
    form = client.get(f"/rooms/{room.pk}/{made.pk}/edit/").text
    assert 'value="yes, fully"' in form


def test_cards_need_no_meaning_and_other_kinds_keep_none(client, room):
    client.force_login(room.facilitator)
    for kind, green in ((kinds.CARDS, ""), (kinds.WORD, "yes")):
        sent = {"text": "Sure?", "kind": kind, "green": green}
        client.post(f"/rooms/{room.pk}/questions/new/", sent)
    assert [one.meanings for one in room.questions.all()] == [[], []]
    assert room.questions.first().labels == ["Green", "Amber", "Red"]


def test_a_phone_reads_it_on_each_card_and_in_its_answer(client, room, question):
    make.answer(question, 1, RED)
    page = markup(client.post(f"/join/{room.code}/", {"token": make.token(1), "go": "x"}))
    for label in LABELS:
        assert f"{label} </button>" in page
    assert '<strong data-given-words dir="auto">Red: no</strong>' in page
    assert page.count('aria-pressed="true"') == 1


def test_the_screen_the_remote_and_phones_get_it_with_the_counts(client, room, question):
    assert room_state.of(room.code)["question"]["options"] == LABELS
    own = client.get(f"/rooms/{room.pk}/waiting/").json()["question"]
    assert own["options"] == LABELS
    make.answers(question, *[GREEN] * 4)
    holding.present(room=room, on_phones=True)
    assert "Green: yes, fully" in client.get(f"/join/{room.code}/").text.split("data-seen-rows")[1]


def test_results_say_it_on_the_page_in_the_pdf_and_in_the_table(client, room, question):
    make.answers(question, *[GREEN] * 4)
    make.end(room)
    for what in ("results/", "answers.csv"):
        assert "Green: yes, fully" in client.get(f"/rooms/{room.pk}/{what}").text
    pdf = client.get(f"/rooms/{room.pk}/summary.pdf").content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Green: yes, fully" in text


@pytest.mark.parametrize(
    ("meanings", "is_compared"), [(MEANINGS, True), (["no", "", "yes"], False)]
)
def test_cards_that_meant_something_else_are_not_compared(room, question, meanings, is_compared):
    make.answers(question, *[GREEN] * 4)
    make.end(room)
    again = preparing.again(room=room, held_on=room.held_on).questions.get()
    type(again).objects.filter(pk=again.pk).update(meanings=meanings)
    now = make.open_again(again)
    make.answers(now, *[GREEN] * 4)
    assert (comparing.compared(now, tallies.tally(now)) is not None) is is_compared


def test_sets_of_questions_to_start_from_say_what_their_cards_mean(room):
    for starter in ("hall", "brief", "decide"):
        made = preparing.prepare(
            facilitator=room.facilitator, title="A", held_on=room.held_on, starter=starter
        )
        assert all(made.questions.filter(kind=kinds.CARDS).get().meanings)
