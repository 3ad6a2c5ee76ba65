"""Words: put together, set apart, held, hidden."""

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds, merging
from everyseat.room.actions import holding
from everyseat.room.queries import room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


def together(*words):
    return [(group.shown, group.n) for group in merging.merged(words)]


def shown(room):
    return [row[:2] for row in make.tally(room)]


def test_words_are_one_without_case_accents_and_marks():
    found = together(("Angry", 2), ("angry", 3), ("ANGRY!", 1), ("Café", 1), ("cafe", 1))
    assert found[0] == ("angry", 6)
    assert found[1][1] == 2
    assert together(("b", 1), ("a", 1)) == [("a", 1), ("b", 1)]
    assert together(("!!", 1)) == [("!!", 1)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"leader": 2, "leaders": 1}, "leader"),  # plural
        ({"worried": 3, "worry": 1, "worrying": 1}, "worried"),  # forms of a verb
        ({"children": 2, "child": 1}, "children"),
        ({"let down": 2, "let-down": 1, "letdown": 1}, "let down"),  # two words, or one
        ({"can't": 2, "cant": 1, "can’t": 1}, "can't"),
        ({"angry": 3, "angrey": 1, "agnry": 1}, "angry"),  # slips
        (
            {"disappointed": 4, "dissapointed": 1, "disapointed": 1, "disapponited": 1},
            "disappointed",
        ),
        ({"cŵn": 2, "ci": 1}, "cŵn"),  # Welsh: dogs, dog
        ({"teimlais": 2, "teimlo": 1}, "teimlais"),
        ({"siomedig": 3, "siomedyg": 1}, "siomedig"),
        ({"غاضب": 2, "غاضِب": 1}, "غاضب"),  # with and without a vowel sign
    ],
)
def test_words_are_put_together_as_people_would(said, shown):
    assert together(*said.items()) == [(shown, sum(said.values()))]


@pytest.mark.parametrize(
    "said",
    [
        {"excited": 3, "exited": 1},  # both are words
        {"valued": 3, "undervalued": 1},
        {"valued": 3, "not valued": 1},
        {"better": 2, "good": 1},
        {"heard": 3, "hurt": 1},
        {"sad": 5, "sed": 1},  # too short to say which was meant
        {"angrey": 2, "angry": 2},  # nobody knows which is the slip
        {"calm": 3, "clam": 1},
    ],
)
def test_what_may_mean_something_else_stands_apart(said):
    assert len(together(*said.items())) == len(said)


def test_what_is_put_together_can_be_set_apart(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, *["worried"] * 4, *["worry"] * 2, "woried")
    assert shown(room) == [["worried", 7]]
    holding.set_apart(question=question, word="Worry")
    assert shown(room) == [["worried", 5], ["worry", 2]]
    holding.set_apart(question=question, word="worry", apart=False)
    assert shown(room) == [["worried", 7]]


def test_a_word_keeps_what_it_is_known_by_when_another_spelling_leads(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "Disappointed", "Disappointed", "disappointing", "upset")
    before = make.tally(room)[0]
    make.answers(question, *["disappointing"] * 4)
    assert before[0] == "Disappointed"
    assert make.tally(room)[0] == ["disappointing", 4, before[2]]


def test_thousands_of_words_that_nobody_knows_are_put_together_in_time():
    nonsense = [
        (f"{n:x}".translate(str.maketrans("0123456789", "ghijklmnop")) * 2, 1) for n in range(5000)
    ]
    assert sum(n for _, n in together(*nonsense)) == 5000


def test_a_hidden_word_is_gone_in_all_its_spellings_until_it_is_shown_again(room):
    question = make.asked(room, kinds.WORD)
    for n, word in enumerate(["Angry", "angry", "upset", "upset", "upset"]):
        make.answer(question, n, word)
    holding.hide_word(question=question, word="ANGRY")
    assert shown(room) == [["upset", 3]]
    make.answer(question, 7, "angrey")  # a slip of what is hidden is hidden
    assert shown(room) == [["upset", 3]]
    holding.allow_word(question=question, word="angry")
    assert len(shown(room)) == 2


@pytest.mark.parametrize(
    "word",
    [
        "bullshit",
        "Fucking tired",
        "WANKER",
        "Gwenllian",
        "ask gwenllian",
        "a@b.org",
        "07700 900123",
    ],
)
def test_abuse_names_and_addresses_wait_until_they_are_let_through(room, word):
    make.person("Gwenllian")
    question = make.asked(room, kinds.WORD)
    make.answers(question, "calm", "calm", "calm", word)
    assert shown(room) == [["calm", 3]]
    waiting = room_state.to_look_at(question, tallies.tally(question))["waiting"]
    assert [group.shown for group in waiting] == [word]
    holding.allow_word(question=question, word=word)
    assert len(shown(room)) == 2


@pytest.mark.parametrize("word", ["Hope", "assertive", "classy", "Scunthorpe", "cocooned", "99"])
def test_what_only_looks_like_abuse_or_a_name_is_shown(room, word):
    make.person("Hope")
    make.answers(make.asked(room, kinds.WORD), *[word] * 4)
    assert shown(room) == [[word, 4]]


def test_where_words_are_held_none_is_seen_before_it_is_let_through(room):
    question = make.asked(room, kinds.WORD, holds=True)
    make.answers(question, "calm", "Calm", "calm", "tired")
    assert shown(room) == []
    holding.allow_word(question=question, word="calm")
    assert shown(room) == [["calm", 3]]
    holding.hide_word(question=question, word="calm")
    assert shown(room) == []


def test_a_facilitator_reads_words_no_sooner_than_the_hall(client, room, facilitator):
    question = make.asked(room, kinds.WORD)
    client.force_login(facilitator)
    for n in range(3):
        make.answer(question, n, "ashamed")
    assert "ashamed" not in client.get(f"/rooms/{room.pk}/").content.decode()
    make.answer(question, 3, "ashamed")
    assert "ashamed" in client.get(f"/rooms/{room.pk}/").content.decode()


def test_two_words_are_put_together_by_hand_and_set_apart_again(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "cross", "cross", "angry", "angry", "angry", "sad")
    holding.merge(question=question, word="cross", into="Angry")
    assert shown(room) == [["angry", 5], ["sad", 1]]
    make.answer(question, 6, "Cross!")  # what comes later goes with them
    assert shown(room) == [["angry", 6], ["sad", 1]]
    holding.set_apart(question=question, word="cross")
    assert shown(room) == [["angry", 3], ["cross", 3], ["sad", 1]]


def test_a_word_that_was_set_apart_can_be_put_together_with_another(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "angry", "angry", "angrey", "cross")
    holding.set_apart(question=question, word="angrey")
    holding.merge(question=question, word="angrey", into="cross")
    assert sorted(n for _word, n in shown(room)) == [2, 2]


def test_words_that_are_put_together_in_a_ring_stay_one(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "one", "two", "three", "three")
    holding.merge(question=question, word="one", into="two")
    holding.merge(question=question, word="two", into="three")
    assert shown(room) == [["three", 4]]
    with pytest.raises(NotNow, match="two different words"):
        holding.merge(question=question, word="three", into="one")


def test_what_was_put_together_stays_so_in_the_results(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "cross", "angry", "angry", "secretly")
    holding.merge(question=question, word="cross", into="angry")
    holding.hide_word(question=question, word="secretly")
    make.end(room)
    question.refresh_from_db()
    assert [row[:2] for row in room_state.rows(question)] == [("angry", 3)]
    assert question.merged == {"cross": "angry"}


def test_of_words_that_were_left_out_nothing_stays_of_how_they_were_put_together(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, "nasty", "horrid", "fine", "fine")
    holding.merge(question=question, word="nasty", into="horrid")
    holding.hide_word(question=question, word="nasty")
    make.end(room)
    question.refresh_from_db()
    assert question.merged == {}
