import random
import re
from itertools import combinations, permutations

import pytest

from everyseat.giving.feelings import FEELINGS, MOST, known
from everyseat.moments import charts
from everyseat.moments.picture import picture

AXES = dict.fromkeys(("unpleasant", "pleasant", "energised", "calm"), "end")


def answers(*felt, sentence=""):
    return [{"felt": list(words), "own": "", "sentence": sentence} for words in felt]


def test_of_fewer_than_k_nothing_is_made():
    assert picture(answers("a", "a", "a"), ["a"], 4, 5) is None


def test_a_word_that_fewer_than_k_chose_is_not_named():
    found = picture(answers(["calm"], ["calm"], ["angry"], ["heard", "calm"]), ["heard"], 4, 5)
    assert found["felt"] == {"calm": None}
    assert found["as_meant"] == "few"
    assert "angry" not in str(found)


@pytest.mark.parametrize(
    ("met", "shown"), [(0, "few"), (1, "few"), (3, "few"), (4, 4), (7, 7), (8, None), (9, None)]
)
def test_all_and_all_but_one_look_the_same_and_so_do_fewer_than_k_and_none(met, shown):
    felt = [["calm"]] * met + [["angry"]] * (9 - met)
    found = picture(answers(*felt), ["calm", "safe"], 4, 5)
    assert found["as_meant"] == shown
    assert found["felt"].get("calm", "few") == shown


def test_those_who_chose_rare_words_are_counted_together_and_each_once():
    rare = [["angry", "hurt"], ["hurt"], ["upset"], ["ashamed"]]
    found = picture(answers(*rare, *[["calm"]] * 5, ["proud"]), [], 4, 5)
    assert found["felt"] == {"calm": 5}
    assert found["others"] == {"unpleasant": 4, "pleasant": "few"}
    nobody = picture(answers(*rare, *[["calm"]] * 6), [], 4, 5)
    assert nobody["others"] == {"unpleasant": 4, "pleasant": "few"}  # nobody looks like one


def test_of_a_few_who_chose_rare_words_nothing_is_told_but_that_they_are_few():
    found = picture(answers(["angry"], ["hurt"], ["upset"], *[["calm"]] * 6), [], 4, 5)
    assert found["others"] == {"unpleasant": "few", "pleasant": "few"}


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
    found = picture(answers(*given * 4, *[["proud"]] * 4), [], 4, 5)
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


def _labels(drawing):
    """Return the left, top, right and bottom of each text of a drawing, as if all were wide."""
    text = re.compile(
        r'<text x="(\d+)" y="(\d+)" font-size="\d+" text-anchor="(\w+)"[^>]*>([^<]+)<'
    )
    for x, y, anchor, word in text.findall(drawing):
        width = 8 * len(word)
        left = int(x) - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
        yield word, left, int(y) - 12, left + width, int(y) + 4


AXIS_ENDS = {name: name for name in AXES}


@pytest.mark.parametrize("seed", range(40))
def test_no_word_of_a_drawing_covers_another_or_leaves_it(seed):
    chance = random.Random(seed)
    felt = chance.sample(list(FEELINGS), chance.randint(1, len(FEELINGS)) if seed else 32)
    counts = {key: chance.choice([1, 2, 3, 10, None]) for key in felt}
    drawing = charts.plane(counts, chance.sample(list(FEELINGS), 3), 30, AXIS_ENDS, "words")
    labels = list(_labels(drawing))
    assert len(labels) >= len(felt) + 4
    for word, left, top, right, bottom in labels:
        assert left >= 0, word
        assert right <= charts.WIDTH, word
        assert top >= 0, word
        assert bottom <= charts.HEIGHT, word
    for one, other in combinations(labels, 2):
        across = one[1] < other[3] - 1 and other[1] < one[3] - 1
        down = one[2] < other[4] - 1 and other[2] < one[4] - 1
        assert not (across and down), (one, other)


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
