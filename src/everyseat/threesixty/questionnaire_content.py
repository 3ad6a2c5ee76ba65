"""What a questionnaire holds: plain data, as its database row and its file keep it."""

import re
from typing import NotRequired, TypedDict


class Statement(TypedDict):
    """A behaviour or an open question; `text` is about `{name}`, `self_text` about oneself.

    A statement that is worded negatively is `reversed`: a high answer to it is a bad one.
    `turned_text` and `turned_self_text` say the opposite: reports show these, with the answers
    turned round. Nobody can answer “not seen” where `not_seen` is False, or leave out what is
    `required`.
    """

    key: str
    text: str
    self_text: str
    turned_text: NotRequired[str]
    turned_self_text: NotRequired[str]
    required: NotRequired[bool]
    not_seen: NotRequired[bool]


class Question(Statement):
    """An open question.

    `value` is the key of the value that it is about, if it is about one; `after` of the value below
    whose statements it stands, or it stands at the end.
    """

    value: NotRequired[str]
    after: NotRequired[str]


class Value(TypedDict):
    """A value and the behaviours that show it."""

    key: str
    name: str
    description: str
    behaviours: list[Statement]


class Content(TypedDict):
    """The labels of the scale from lowest to highest, the values, and the open questions.

    There is a label for every point. It may be empty between the ends, where the number says it.
    `low` is the number of the lowest point: 1, unless the scale begins with 0.
    """

    labels: list[str]
    values: list[Value]
    questions: list[Question]
    low: NotRequired[int]


class QuestionnaireFile(TypedDict):
    """A questionnaire as somebody sends it. A table may have neither a name nor a licence."""

    name: str
    content: Content
    language: NotRequired[str]
    licence: NotRequired[str]


def is_reversed(statement: Statement) -> bool:
    """Return whether a high answer to a statement is a bad one."""
    return bool(statement.get("turned_text"))


def behaviours(content: Content) -> list[Statement]:
    """Return all statements, in the order in which they are asked."""
    return [behaviour for value in content["values"] for behaviour in value["behaviours"]]


def is_on_the_same_scale(one: Content, other: Content) -> bool:
    """Return whether two questionnaires have the same points with the same labels."""
    return _scale(one) == _scale(other)


def _scale(content: Content) -> tuple[int, list[str]]:
    return content.get("low", 1), content["labels"]


def slug(text: str) -> str:
    """Return a short key made of a text's letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40] or "x"
