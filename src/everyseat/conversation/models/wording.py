"""What a conversation says of itself, in the language in which somebody reads the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyseat.conversation.models.conversation import Conversation

NAMES = ("question", "description", "policy")
"""The texts of a conversation that can be translated."""
Wordings = Mapping[str, Mapping[str, str]]
"""Translations of them: by the code of a language, and then by the name of a text."""


@dataclass(frozen=True)
class Text:
    """A text, and the language it is in; "" if nobody knows."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Wording:
    """The texts of a conversation, each translated if somebody has translated it."""

    question: Text
    description: Text
    policy: Text


def of(conversation: "Conversation", language: str) -> Wording:
    """Return the texts of a conversation as whoever reads a language reads them."""
    translated = conversation.wordings.get(language, {})

    def text(name: str) -> Text:
        if name in translated:
            return Text(translated[name], language)
        return Text(getattr(conversation, name), conversation.language)

    return Wording(*(text(name) for name in NAMES))
