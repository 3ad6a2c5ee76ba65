"""The picture of a moment, said in sentences."""

import pytest

from everyseat.moments import sentences
from everyseat.moments.models import Moment
from everyseat.moments.queries.asking import share


def said(n, felt, as_meant, meant=("heard",), **more):
    picture = {"n": n, "felt": felt, "as_meant": as_meant, "own": [], "sentences": []} | more
    moment = Moment(meant=list(meant), state="closed", picture=picture)
    found = share(moment)
    return sentences.summary(moment, found), sentences.how_many(found), sentences.doubt(found)


def test_what_was_meant_is_said_first_then_what_was_felt_besides():
    first, how_many, doubt = said(10, {"heard": 7, "rushed": 4}, 7)
    assert first == "Most people felt heard, as you meant. Some felt rushed."
    assert how_many == "10 people answered. About 7 in 10 chose a word that you meant."
    assert doubt == "With only 10 answers, the true share could be anywhere from 4 to 9 in 10."


@pytest.mark.parametrize(
    ("met", "beginning"),
    [
        (None, "Most people felt"),
        (12, "Most people felt"),
        (10, "About half of the people felt"),
        (4, "Some people felt"),
        (2, "A few people felt"),
        ("few", "Fewer than 4 people felt"),
    ],
)
def test_a_share_is_said_in_words(met, beginning):
    assert said(20, {}, met)[0].startswith(beginning)


def test_words_that_were_meant_are_named_where_enough_chose_them():
    felt = {"heard": 4, "hopeful": 4}
    first = said(10, felt, 5, meant=("heard", "calm", "hopeful"))[0]
    assert first == "About half of the people felt heard or hopeful, as you meant."
    assert said(10, {}, "few", meant=("heard", "calm"))[0] == (
        "Fewer than 4 people felt heard or calm, as you had meant."
    )


def test_two_further_words_are_named_at_most():
    felt = {"upset": 4, "hurt": 4, "rushed": None}
    assert said(24, felt, "few")[0] == (
        "Fewer than 4 people felt heard, as you had meant. Most felt rushed. A few felt hurt."
    )


@pytest.mark.parametrize(("found", "beginning"), [(None, "Most"), (5, "About half"), (4, "Some")])
def test_unpleasant_words_that_few_chose_are_said_together(found, beginning):
    first = said(10, {"heard": 6}, 6, others={"unpleasant": found, "pleasant": "few"})[0]
    assert first.endswith(f"{beginning} chose other unpleasant words, too rare to be named here.")
    nobody = said(10, {"heard": 6}, 6, others={"unpleasant": "few", "pleasant": 4})[0]
    assert nobody == "Most people felt heard, as you meant."


def test_of_few_answers_a_share_is_said_as_it_is_and_of_many_in_tenths():
    assert said(6, {}, 3)[1] == "6 people answered. 3 of them chose a word that you meant."
    assert "About 1 in 10 chose" in said(60, {}, 2)[1]
    assert "About 9 in 10 chose" in said(60, {}, 58)[1]
    assert "Most of them" in said(60, {}, None)[1]


def test_with_many_answers_the_doubt_is_not_said_to_come_of_few():
    doubt = said(60, {}, 30)[2]
    assert doubt == "The true share could be anywhere from 4 to 6 in 10."
    assert said(5000, {}, 2500)[2] == ""
