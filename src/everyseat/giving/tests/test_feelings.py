"""The vocabulary of what is felt: its versions, and what is kept by a place in it."""

from everyseat.giving import feelings
from everyseat.giving.feelings import FEELINGS


def test_a_version_has_its_own_words_and_those_before():
    first, now = feelings.of_version(1), feelings.of_version(feelings.VERSION)
    assert "frightened" not in first
    assert {"frightened", "unsafe", "humiliated", "powerless"} == {*now} - {*first}
    assert now == FEELINGS


def test_a_word_that_a_version_has_not_is_not_known_in_it():
    assert feelings.known(["frightened", "hurt"], 1) == ["hurt"]
    assert feelings.known(["frightened", "hurt"]) == ["frightened", "hurt"]


def test_later_words_move_no_earlier_word_from_its_place():
    first = [feeling.key for feeling in feelings.of_version(1).values()]
    assert [feeling.key for feeling in feelings.oldest_first()][: len(first)] == first
    assert len(feelings.oldest_first()) == len(FEELINGS)
