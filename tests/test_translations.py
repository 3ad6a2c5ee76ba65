"""The Welsh texts: whole, up to date, and with every value and tag of the English ones."""

import re

import pytest

from tests import texts

VALUE = re.compile(r"%\(\w+\)[sd]|%[sd%]|</?\w[^>]*>|\{\w*\}")


@pytest.fixture(scope="module", params=texts.LANGUAGES)
def catalogues(request):
    """Every catalogue of a language, by package."""
    return {name: texts.read(texts.path(name, request.param)) for name in texts.by_package()}


def messages(catalogues, translated=True):
    every = [message for catalogue in catalogues.values() for message in catalogue if message.id]
    return [message for message in every if texts.is_whole(message)] if translated else every


def forms(string) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def test_the_catalogues_hold_the_texts_that_there_are_and_no_others(catalogues):
    for name, found in texts.by_package().items():
        there = {(m.context, m.id) for m in catalogues[name] if m.id}
        assert there == set(found), f"{name}: run make texts"


def test_every_text_is_translated(catalogues):
    missing = [m.id for m in messages(catalogues, translated=False) if not texts.is_whole(m)]
    assert missing == []


def test_a_translation_has_the_values_and_tags_of_its_text(catalogues):
    """Those of its singular, or of its plural: "one answer" needs no number."""
    wrong = []
    for message in messages(catalogues):
        allowed = [set(VALUE.findall(form)) for form in forms(message.id)]
        wrong += [s for s in forms(message.string) if set(VALUE.findall(s)) not in allowed]
    assert wrong == []


def test_a_translation_begins_and_ends_as_its_text_does(catalogues):
    """A space or a line break at an end joins it to what stands there."""
    wrong = [
        message.string
        for message in messages(catalogues)
        for form in forms(message.string)
        if ends(form) != ends(forms(message.id)[0])
    ]
    assert wrong == []


def ends(text: str) -> tuple[bool, bool, int]:
    return text[:1].isspace(), text[-1:].isspace(), text.count("\n")
