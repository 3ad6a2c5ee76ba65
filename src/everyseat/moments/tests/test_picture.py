from itertools import permutations

import pytest

from everyseat.giving.feelings import FEELINGS, MOST, known
from everyseat.moments import charts
from everyseat.moments.picture import picture

AXES = dict.fromkeys(("unpleasant", "pleasant", "energised", "calm"), "end")


def answers(*felt, sentence=""):
    return [{"felt": list(words), "own": "", "sentence": sentence} for words in felt]


def test_of_fewer_than_k_nothing_is_made():
    assert picture(answers("a", "a", "a"), ["a"], 4, 5) is None


def test_each_word_is_counted_and_one_voice_is_told():
    found = picture(answers(["calm"], ["calm"], ["angry"], ["heard", "calm"]), ["heard"], 4, 5)
    assert found["felt"] == {"calm": None, "angry": 1, "heard": 1}
    assert found["as_meant"] == "few"


@pytest.mark.parametrize(("met", "shown"), [(0, "few"), (1, "few"), (3, 3), (4, None), (5, None)])
def test_all_and_all_but_one_look_the_same_and_so_do_none_and_one(met, shown):
    felt = [["calm"]] * met + [["angry"]] * (5 - met)
    found = picture(answers(*felt), ["calm", "safe"], 4, 5)
    assert found["as_meant"] == shown


def test_sentences_need_more_voices_than_counts():
    four = answers(["calm"], ["calm"], ["calm"], ["calm"], sentence="You asked.")
    assert picture(four, [], 4, 5)["sentences"] == []
    five = [*four, *answers(["calm"])]
    assert picture(five, [], 4, 5)["sentences"] == []
    more = [*four, *answers(["calm"], sentence="You asked.")]
    assert picture(more, [], 4, 5)["sentences"] == ["You asked."] * 5


@pytest.mark.parametrize("key", ["own", "sentence"])
@pytest.mark.parametrize(("written", "shown"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 6)])
def test_nobody_who_wrote_stands_among_fewer_than_was_promised(key, written, shown):
    given = [{"felt": ["calm"], "own": "", "sentence": ""} | {key: "Mine."} for _ in range(written)]
    given += answers(*[["calm"]] * (12 - written))
    assert len(picture(given, [], 4, 5)["own" if key == "own" else "sentences"]) == shown


def test_words_come_in_no_order_of_arrival():
    given = [{"felt": [], "own": f"w{i}", "sentence": ""} for i in range(9)]
    orders = {tuple(picture(given, [], 4, 5)["own"]) for _ in range(20)}
    assert len(orders) > 15


@pytest.mark.parametrize("given", list(permutations([["upset"], ["calm"], ["heard", "angry"]])))
def test_a_picture_is_the_same_in_whichever_order_answers_arrive(given):
    """Its feelings stand in the order of their names, in what is kept and in what is drawn."""
    found = picture(answers(*given, ["calm"], ["proud"]), [], 4, 5)
    assert list(found["felt"]) == ["angry", "calm", "heard", "proud", "upset"]


def test_feelings_are_drawn_in_the_order_of_their_counts_and_names_alone():
    counts = {"angry": 1, "calm": 2, "heard": 1, "upset": 1, "proud": None}
    drawn = {
        charts.plane(dict(order), list(meant), 9, AXES, "words")
        for order in permutations(counts.items())
        for meant in (["safe", "valued"], ["valued", "safe"])
    }
    assert len(drawn) == 1
    [drawing] = drawn
    in_order = ("proud", "calm", "angry", "heard", "upset", "safe", "valued")
    places = [drawing.index(f">{FEELINGS[key].text}<") for key in in_order]
    assert places == sorted(places)


def test_the_list_has_the_words_of_the_story_and_its_places_are_on_the_plane():
    story = {"worthless", "angry", "upset", "disappointed", "ashamed", "guilty", "proud"}
    assert story | {"valued", "heard", "hopeful"} <= set(FEELINGS)
    assert 24 <= len(FEELINGS) <= 36
    for feeling in FEELINGS.values():
        assert -1 <= feeling.pleasant <= 1
        assert -1 <= feeling.energy <= 1
    places = {(f.pleasant, f.energy) for f in FEELINGS.values()}
    assert len(places) == len(FEELINGS)


def test_unknown_words_and_more_than_three_are_left_out():
    assert known(["angry", "angry", "nonsense"]) == ["angry"]
    assert len(known(list(FEELINGS))) == MOST
