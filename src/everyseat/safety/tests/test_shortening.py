"""What is left of a text holds its own words alone, in their order, with every gap marked."""

import random
import time

import pytest

from everyseat.safety.shortening import GAP, TOKENS, shortened

TEXT = "You left early on Tuesday, and nobody knew. Ask us first!"


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        ("You left early, and nobody knew. Ask us first!", "You left early […], and nobody knew."),
        ("Ask us first!", "[…] Ask us first!"),
        ("You left early on Tuesday.", "You left early on Tuesday […]. […]"),
        ("nobody knew", "[…] nobody knew […]"),
        ("  You left\nearly […] first! ", "You left early […] first!"),
    ],
)
def test_each_gap_is_marked_and_the_rest_is_as_it_was_written(left, shown):
    assert shortened(TEXT, left).startswith(shown)


@pytest.mark.parametrize(
    "left",
    [
        "You never left early.",
        "Early you left",
        "You left early on Tuesday, and nobody knew. Ask us first! Please.",
        "you left",
        "You left early…",
        "You leftearly",
        "left left",
    ],
)
def test_a_word_or_a_sign_more_or_in_another_order_is_refused(left):
    assert shortened(TEXT, left) is None


@pytest.mark.parametrize("left", ["", " \n", "[…]", ".", "[…] […]", "?!"])
def test_where_no_word_is_left_only_the_gap_is(left):
    assert shortened(TEXT, left) == GAP


def test_nothing_taken_out_is_the_text_itself():
    assert shortened(TEXT, f"  {TEXT}\r\n") == TEXT


def test_of_words_that_come_twice_those_are_meant_that_make_fewer_gaps():
    assert shortened("Not good, not bad at all.", "not bad at all.") == "[…] not bad at all."
    assert shortened("We met, we ate, we met.", "We ate, we met.") == "We […] ate, we met."


def test_paragraphs_stay():
    assert shortened("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.") == "One.\n\nTwo. […]"


def test_whatever_is_taken_out_what_is_left_is_a_part_in_order():
    rng = random.Random(5)
    words = ["to", "be", "or", "not", ",", "that", "is", ".", "question", "to", "or"]
    for _ in range(300):
        tokens = rng.choices(words, k=rng.randint(1, 25))
        kept = [token for token in tokens if rng.random() < 0.6]
        shown = shortened(" ".join(tokens), " ".join(kept))
        assert shown is not None
        of_shown = TOKENS.findall(shown.replace(GAP, " "))
        assert of_shown == kept or (shown == GAP and not any(word.isalpha() for word in kept))
        assert (GAP in shown) == (kept != tokens or not any(word.isalpha() for word in kept))


def test_a_long_text_is_shortened_in_time():
    text = " ".join(f"word{i % 50}" for i in range(900))
    began = time.monotonic()
    assert shortened(text, text.replace("word7 ", "")).count(GAP) == 18
    assert time.monotonic() - began < 5
