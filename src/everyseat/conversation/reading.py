"""A result as somebody reads it on a page: with what statements say in their language.

Files keep the words that people answered.
"""

from collections.abc import Callable, Sequence
from typing import Any

from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import translations

Content = dict[str, Any]
LISTS = ("common_ground", "divides", "undecided", "apart")
"""Where a result has rows of statements, besides those of its groups."""


def rows(conversation: Conversation, found: Sequence[Content], language: str) -> list[Content]:
    """Return rows of statements, each with how it reads in a language: `words`."""
    known = translations.among(conversation, {int(row["name"]) for row in found})
    return [
        row | {"words": known.of_text(int(row["name"]), row["text"], row["source"], language)}
        for row in found
    ]


def content(conversation: Conversation, found: Content, language: str) -> Content:
    """Return a result with the same in each of its lists."""
    every = [row for name in LISTS for row in found.get(name, [])]
    every += [row for group in found["groups"] for row in group["standing"]]
    known = {row["name"]: row["words"] for row in rows(conversation, every, language)}
    return _with(found, lambda row: row | {"words": known[row["name"]]})


def _with(found: Content, said: Callable[[Content], Content]) -> Content:
    lists = {name: [said(row) for row in found[name]] for name in LISTS if name in found}
    groups = [
        group | {"standing": [said(row) for row in group["standing"]]} for group in found["groups"]
    ]
    return found | lists | {"groups": groups}
