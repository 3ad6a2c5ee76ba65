"""What in a comment may tell who somebody is: marked for a person to decide about.

Names of people, teams and organisations in the directory, other names, and ways to reach somebody
are suggested to be taken out. Jobs, days and numbers are marked and left: they are often what the
comment is about. No rule finds “the night HCA”.
"""

from collections.abc import Iterator
from itertools import chain

from everyseat.organisations import marking, queries
from everyseat.organisations.marking import Piece
from everyseat.safety import reaching, words
from everyseat.safety.shortening import GAP
from everyseat.safety.words import Kind, KnownNames, Mark

OUT = (Kind.NAME, Kind.CONTACT)
"""Kinds that are suggested to be taken out."""


def marks(text: str) -> list[Mark]:
    """Return the passages of a comment that may tell who somebody is, in order."""
    found: list[Mark] = []
    every = chain(_numbers(text), _marks(text, KnownNames.of(queries.names())))
    for mark in sorted(every, key=lambda one: (one.start, one.start - one.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _numbers(text: str) -> Iterator[Mark]:
    """Yield each long number that is no date and no sum of money, and each postcode."""
    return (Mark(start, end, Kind.CONTACT) for start, end in reaching.spans(text))


def _marks(text: str, known: KnownNames) -> Iterator[Mark]:
    """Yield each passage but abbreviations such as A&E or GP; of a quotation, those within it."""
    for mark in words.find(text, known):
        inside = text[mark.start : mark.end]
        if mark.kind == Kind.QUOTE:
            start = mark.start + 1
            for one in _marks(inside[1:-1], known):
                yield Mark(start + one.start, start + one.end, one.kind)
        elif not (mark.kind == Kind.NAME and words.ACRONYM.fullmatch(inside)):
            yield mark


def suggested(text: str) -> str:
    """Return a comment with each name and each way to reach somebody replaced by a gap."""
    left, at = "", 0
    for mark in marks(text):
        if mark.kind in OUT:
            left += text[at : mark.start] + GAP
            at = mark.end
    return left + text[at:]


def pieces(text: str) -> list[Piece]:
    """Return a comment in pieces, with what may tell who somebody is marked."""
    return marking.pieces(text, marks(text))
