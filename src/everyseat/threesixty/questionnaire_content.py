"""What a questionnaire holds: plain data, as its database row and its file keep it."""

import re
from typing import NotRequired, TypedDict


class Statement(TypedDict):
    """A behaviour or an open question; `text` is about `{name}`, `self_text` about oneself."""

    key: str
    text: str
    self_text: str


class Question(Statement):
    """An open question; `value` is the key of the value that it is about, if it is about one."""

    value: NotRequired[str]


class Value(TypedDict):
    """A value and the behaviours that show it."""

    key: str
    name: str
    description: str
    behaviours: list[Statement]


class Content(TypedDict):
    """The labels of the scale from lowest to highest, the values, and the open questions."""

    labels: list[str]
    values: list[Value]
    questions: list[Question]


class QuestionnaireFile(TypedDict):
    """A questionnaire as somebody sends it. A table has neither a language nor a licence."""

    name: str
    content: Content
    language: NotRequired[str]
    licence: NotRequired[str]


def slug(text: str) -> str:
    """Return a short key made of a text's letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40] or "x"
