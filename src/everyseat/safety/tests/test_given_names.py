"""Given names are found wherever they stand, and first words of sentences that look like names."""

import pytest

from everyseat.safety import given_names, words

NAMED = (
    *("Janet in payroll is rude", "Fiona on reception is unkind", "Megan should be sacked"),
    *(
        "receptionist megan",
        "kath who does the bloods",
        "We need people like fiona",
        "MEGAN IS RUDE",
    ),
    *("Siân’s team is slow", "Anne-Marie never listens", "Ask Siobhan's manager"),
    *("Bukola left", "Okonkwo should go", "It is loud. Adwoa shouts.", "(Zebedee in stores lied)"),
    *("Grace is unkind", "Mark should go", "Pat from catering swears", "Beth never listens"),
)
NOBODY = (
    *("It takes grace", "Mark my words", "Will you listen?", "Rose gardens", "Hope is needed"),
    *("Staff should be paid", "Parking is bad", "Nurses in wards need time", "Who was asked?"),
    *("Physios should come to us", "Onboarding is poor", "CAMHS is slow", "WiFi in every room"),
    *(
        "iPads on every ward",
        "Toilets at the station",
        "Homeworking has helped",
        "May we park here?",
    ),
    *("Beth am y bwyd?", "Mae’r tŷ gwyn yn fach", "Dylai pawb gael parcio", "Trams", "", "A"),
)


@pytest.mark.parametrize("text", NAMED)
def test_a_name_is_found_first_in_its_sentence_and_without_a_capital(text):
    assert any(mark.kind == words.Kind.NAME for mark in words.find(text))


@pytest.mark.parametrize("text", NOBODY)
def test_ordinary_words_are_nobodys_name(text):
    assert list(given_names.found(text)) == []


def test_no_doubtful_name_is_among_those_that_are_names_anywhere():
    assert given_names.GIVEN.isdisjoint(given_names.DOUBTFUL | words.NOT_NAMES)
    assert all(name.isascii() and name.islower() for name in given_names.GIVEN)
