"""Words that a reader has to read twice stand in no text of a screen or an e-mail.

Each pattern stands beside what is written instead. A few texts are right all the same, by name.
"""

import re
from dataclasses import replace

import pytest

from tests import texts

FORBIDDEN = {
    r"\bseats?\b": "role, user, or the name",
    r"\btellings?\b": "feedback",
    r"(?<!in the )\brooms?\b": "live session",
    r"\bcan not\b": "can’t, or cannot",
    r"\btake\w* back\b": "undo",
    r"\bonce more\b": "again",
    r"\banew\b": "again, or new",
    r"\bmend(?:ed|s)?\b": "correct",
    r"\b[Oo]ne a (?:line|page|day|person|leader|guardian|card)\b": "one per",
    r"\b(?:a|one) (?:letter|word|number|card) a (?:\w+)\b": "per",
    r"(?:^|[.;:] )Who (?:draws|answers|gives|tells|asks|has|reads)\b.*[^?]$": "the person who",
    r"\bto (?:who|whom) (?:has|have|draws|is)\b": "to everyone who",
    r"\bhave? been written to\b": "we have sent an e-mail to",
    r"\bdelete themselves\b": "are deleted",
    r"\bone's\b": "your, or their",
    r"\bget(?:s)? (?:to know|told)\b": "learn",
    r"\bsuch things\b": "what they are, or leave it out",
    r"\bcards?\b.{0,12}\bdrawn\b|\bdrawn?s? (?:a|the|another|your) card\b": "make a card",
    r"\bsheets?\b": "answers",
    r"\b(?:stand|stands|stood) behind\b": "vote for",
    r"\b[Vv]oid|\bcard (?:is|was) cancelled|\b[Cc]ancel (?:the|this|a) card": "replace the link",
    r"\bmeanwhile\b": "in the meantime, or leave it out",
    r"(?<!here )\bis no (?!longer|way)\w+": "is not a",
    r"\bgone to be\b|\bcame back\b": "was sent",
}
LONGEST = 34
"""Words of a sentence: what is longer is two sentences, or a list."""
RIGHT = {
    ("forms.py", "Thank them for telling you"): "the verb",
    (
        "forms.py",
        "Use a few words that they would recognise: “leaving the meeting room, Monday”.",
    ): "a place",
}


@pytest.fixture(scope="module")
def every():
    """Every text of a screen, an e-mail or a command, with its runs of white space as one space."""
    return [replace(text, id=" ".join(text.whole.split())) for text in texts.every()]


@pytest.mark.parametrize(("pattern", "instead"), FORBIDDEN.items())
def test_what_has_to_be_read_twice_is_written_nowhere(every, pattern, instead):
    wrong = [
        f"{text.file.relative_to(texts.SOURCE)}: {text.whole}"
        for text in every
        if re.search(pattern, text.whole) and (text.file.name, text.whole) not in RIGHT
    ]
    assert wrong == [], f"write {instead}"


def test_no_sentence_is_so_long_that_its_beginning_is_forgotten(every):
    sentences = [
        (text.file.name, sentence)
        for text in every
        for sentence in re.split(r"(?<=[.?!])[”’\")]? ", text.whole)
    ]
    assert [each for each in sentences if len(each[1].split()) > LONGEST] == []


def test_the_test_finds_texts_of_templates_and_of_python(every):
    found = {text.whole for text in every}
    assert {"Join a live session", "Tell someone how it felt", "Green"} <= found
    assert len(found) > 1000
