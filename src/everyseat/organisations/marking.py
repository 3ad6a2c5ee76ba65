"""Marking the passages of a text that may identify its writer, before anything is stored."""

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext_lazy

from everyseat.organisations import queries
from everyseat.safety import words
from everyseat.safety.words import Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MARKED_AS = {
    Kind.NAME: gettext_lazy("a name or a place"),
    Kind.CONTACT: gettext_lazy("a way to reach somebody"),
    Kind.DATE: gettext_lazy("a date or a time"),
    Kind.TITLE: gettext_lazy("a job"),
    Kind.NUMBER: gettext_lazy("a number"),
    Kind.QUOTE: gettext_lazy("somebody's very words"),
}
"""What a marked piece of a comment is called on the page."""


class Piece(TypedDict):
    """A piece of a text, and the mark on it: "" if it is not marked."""

    text: str
    kind: "StrOrPromise"


def marked(texts: dict[str, str], about: str, names: bool = True) -> dict[str, list[Piece]]:
    """Return texts in pieces, with identifying pieces marked; empty if nothing is marked.

    The name of the one whom they are about is no secret, and is not marked. Without `names` the
    directory is not looked at: a page that is open to all would tell who is in it.
    """
    if not any(texts.values()):
        return {}
    directory = queries.names() if names else []
    known_names = words.KnownNames.of(directory, leave_out=[about])
    return _in_pieces(texts, {key: words.find(text, known_names) for key, text in texts.items()})


def marked_people(texts: dict[str, str]) -> dict[str, list[Piece]]:
    """Return texts in pieces, with what may name anybody marked; empty if nothing is marked.

    The directory is not looked at: a page that is open to all would tell who is in it.
    """
    return _in_pieces(texts, {key: words.find_people(text) for key, text in texts.items()})


def _in_pieces(texts: dict[str, str], marks: dict[str, list[words.Mark]]) -> dict[str, list[Piece]]:
    if not any(marks.values()):
        return {}
    return {key: pieces(text, marks[key]) for key, text in texts.items()}


def warned_about(pieces: dict[str, list[Piece]]) -> list[str]:
    """Return the marked passages, as `giving.second_look` asks whether their writer saw them."""
    return [piece["text"] for parts in pieces.values() for piece in parts if piece["kind"]]


def pieces(text: str, marks: list[words.Mark]) -> list[Piece]:
    """Return a text in pieces, with what stands at these marks marked."""
    found = []
    at = 0
    for mark in marks:
        found.append(Piece(text=text[at : mark.start], kind=""))
        found.append(Piece(text=text[mark.start : mark.end], kind=MARKED_AS[mark.kind]))
        at = mark.end
    return [*found, Piece(text=text[at:], kind="")]
