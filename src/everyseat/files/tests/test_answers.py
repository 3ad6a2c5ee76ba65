"""What an answer in a file means: not seen, a code, a label, an item turned round; or it asks."""

import pytest

from everyseat.files import labels
from everyseat.files.problems import FileError
from everyseat.files.ratings import Said, Scale
from everyseat.files.tests.plain import csv, read, sheets


@pytest.mark.parametrize(
    "word",
    ["", "NA", "n/a", "null", "NULL", "none", "–", "-", ".", "not seen", "Don’t know", "#N/A"],
)
def test_words_for_not_seen_are_counted_and_said(word):
    found = read(csv().replace("A2,3", f"A2,{word}"))
    assert sheets(found).count(("Ada", "peer", (-1, 2, 4))) == 1
    assert f"not seen: {word.strip() or 'empty'} 1" in found.understood.line(found)


@pytest.mark.parametrize("code", ["0", "99", "-9", "abstained"])
def test_a_code_that_may_be_a_rating_asks(code):
    text = csv().replace("A2,3", f"A2,{code}")
    with pytest.raises(FileError, match=f"line 4, column Q1: '{code}'"):
        read(text)
    assert ("Ada", "peer", (-1, 2, 4)) in sheets(read(text, said=Said(not_seen=(code,))))


def test_a_zero_is_not_seen_only_where_the_scale_is_said_to_have_none():
    text = "recipient,x,y\na,0,3\n"
    with pytest.raises(FileError, match="line 2") as caught:
        read(text)
    assert "--scale 0-5" in caught.value.advice
    assert "--not-seen 0" in caught.value.advice
    assert read(text, scale=Scale(1, 5)).table.tolist() == [[-1, 2]]
    assert read(text, scale=Scale(0, 5)).table.tolist() == [[0, 3]]


def test_labels_of_ones_own():
    text = "recipient,x,y\na,Poorly,Superbly\na,Fairly,Poorly\n"
    with pytest.raises(FileError) as caught:
        read(text)
    assert "--labels" in caught.value.advice
    found = read(text, said=Said("Poorly, Fairly, Superbly"))
    assert (found.scale, found.table.tolist()) == (Scale(1, 3), [[0, 2], [1, 0]])
    coded = read(text, said=Said("Superbly=5, Fairly=3, Poorly=1"))
    assert coded.table.tolist() == [[0, 4], [2, 0]]
    assert "answers poorly = 1, fairly = 3, superbly = 5" in coded.understood.line(coded)


def test_labels_that_fit_two_scales_ask():
    text = "recipient,x,y\na,Agree,Disagree\na,Strongly agree,Strongly disagree\n"
    with pytest.raises(FileError, match="more than one known scale"):
        read(text)
    assert read(text, scale=Scale(1, 4)).table.tolist() == [[2, 1], [3, 0]]
    assert read(text, scale=Scale(1, 5)).table.tolist() == [[3, 1], [4, 0]]


def test_a_label_among_numbers_is_a_slip():
    with pytest.raises(FileError, match="line 3, column x: 'Good' is not a whole number"):
        read("recipient,x\na,4\na,Good\na,5\n", scale=Scale(1, 5))


def test_a_number_has_one_label_and_a_label_one_number():
    with pytest.raises(FileError, match="is not a whole number"):
        read("recipient,x\na,1 - Never\na,2 - Never\n")


def test_numbers_that_fall_while_labels_rise_are_refused_until_turned_round():
    text = "recipient,x\na,1 - Strongly agree\na,5 - Strongly disagree\n"
    with pytest.raises(FileError, match="a higher number is a lower answer here"):
        read(text)
    found = read(text, said=Said(reverse=("x",)))
    assert found.table.tolist() == [[4], [0]]


def test_turning_an_item_round_leaves_not_seen_alone_and_is_said():
    found = read("recipient,x,y\na,1,1\na,,5\n", said=Said(reverse=("x",)))
    assert found.table.tolist() == [[4, 0], [-1, 4]]
    assert "turned round: x" in found.understood.line(found)
    with pytest.raises(FileError, match="no item is called 'z'"):
        read("recipient,x\na,1\n", said=Said(reverse=("z",)))


@pytest.mark.parametrize("known", labels.SETS)
def test_every_known_set_is_read_from_lowest_to_highest(known):
    points = [point.split("/") for point in known.split("|")]
    for n in range(max(map(len, points))):
        words = [same[min(n, len(same) - 1)].strip() for same in points]
        rows = [["recipient", "x"], *(["a", word] for word in words)]
        found = read(csv(rows, ";"), scale=Scale(1, len(words)))
        assert found.table[:, 0].tolist() == list(range(len(words)))
