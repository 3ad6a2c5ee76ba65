"""The questionnaire editor's fields: read whole and in order, changed by its buttons, never lost.

The page names its items in the order in which they are asked, in fields called `item`; the fields
of each carry its id. A script that moves a part of the page moves its fields with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from everyseat.threesixty.questionnaire_checks import LABELS, LONGEST_KEY, MOST_POINTS
from everyseat.threesixty.questionnaire_content import (
    Content,
    Question,
    Statement,
    is_reversed,
    slug,
)

FIELDS = {
    "value": ("key", "name", "description"),
    "statement": (
        *("key", "text", "self_text", "turned_text", "turned_self_text"),
        *("required", "unseen", "anew"),
    ),
    "question": ("key", "text", "self_text", "about", "after"),
}
PRESETS = {
    "frequency": (1, LABELS),
    "agreement": (
        1,
        ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"],
    ),
    "eleven": (0, ["Not at all", *[""] * 9, "Completely"]),
}


@dataclass
class Item:
    """A value, a statement or an open question as its fields are; one that was removed stays."""

    id: str
    kind: str
    fields: dict[str, str]
    removed: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was written in it."""
        written = ("name", "description", "text", "self_text", "turned_text", "turned_self_text")
        return not any(self.fields.get(name) for name in written)


@dataclass
class EditorValue:
    """A value with its statements."""

    item: Item
    statements: list[Item] = field(default_factory=list)

    @property
    def kept(self) -> list[Item]:
        return [statement for statement in self.statements if not statement.removed]


@dataclass
class Editor:
    """A questionnaire as its page has it. The first item is a value, and questions come last."""

    name: str
    licence: str
    language: str
    low: str
    labels: list[str]
    items: list[Item] = field(default_factory=list)

    @property
    def values(self) -> list[EditorValue]:
        values: list[EditorValue] = []
        for item in self.items:
            if item.kind == "value":
                values.append(EditorValue(item))
            elif item.kind == "statement" and values:
                values[-1].statements.append(item)
        return values

    @property
    def questions(self) -> list[Item]:
        return [item for item in self.items if item.kind == "question"]

    def content(self, before: Content) -> dict[str, Any]:
        """Return what was written as a content to be checked, with keys.

        A statement keeps its key, so that its results are compared with earlier ones, unless it is
        said to be a new question. A new key is none that this or `before` has.
        """
        kept = [item for item in self.items if not item.removed and not item.is_empty]
        kept = list(_below_a_value(kept))
        keys = _keys(kept, before)
        content: dict[str, Any] = {
            "labels": self.labels,
            "low": self.low,
            "values": [],
            "questions": [],
        }
        for item in kept:
            if item.kind == "value":
                told = {name: item.fields[name] for name in ("name", "description")}
                content["values"].append({"key": keys[item.id], **told, "behaviours": []})
            elif item.kind == "statement":
                statement = {**item.fields, "key": keys[item.id]}
                statement["required"] = "yes" if item.fields["required"] else "no"
                statement["not_seen"] = "no" if item.fields["unseen"] else "yes"
                content["values"][-1]["behaviours"].append(statement)
            else:
                about, after = (keys.get(item.fields[name], "") for name in ("about", "after"))
                question = {**item.fields, "key": keys[item.id], "value": about, "after": after}
                content["questions"].append(question)
        return content


def _below_a_value(items: list[Item]) -> Iterator[Item]:
    """Yield the items; statements before the first value, as theirs was removed, come below it."""
    first = next((i for i, item in enumerate(items) if item.kind == "value"), len(items))
    early = [item for item in items[:first] if item.kind == "statement"]
    for i, item in enumerate(items):
        if item not in early:
            yield item
        if i == first:
            yield from early


def _keys(items: list[Item], before: Content) -> dict[str, str]:
    old = [*before["values"], *before["questions"]]
    taken = {keyed["key"] for keyed in old}
    taken |= {b["key"] for value in before["values"] for b in value["behaviours"]}
    as_it_was = {b["key"]: b for value in before["values"] for b in value["behaviours"]}
    keys: dict[str, str] = {}
    given: set[str] = set()
    for item in items:
        is_new = item.fields.get("anew") or _is_turned(item, as_it_was.get(item.fields["key"]))
        key = "" if is_new else item.fields["key"]
        if not key or key in given:
            key = _new_key(item, taken | given)
        keys[item.id] = key
        given.add(key)
    return keys


def _is_turned(item: Item, old: Statement | None) -> bool:
    """Return whether the same words now count the other way: their results do not compare."""
    if old is None or item.kind != "statement" or old["text"] != item.fields["text"]:
        return False
    return is_reversed(old) != bool(item.fields["turned_text"])


def _new_key(item: Item, taken: set[str]) -> str:
    start = slug(item.fields.get("name") or item.fields.get("text", ""))
    if item.kind != "statement":
        start = f"{item.kind}-{start}"[: LONGEST_KEY - 4]
    key, n = start, 2
    while key in taken:
        key, n = f"{start}-{n}", n + 1
    return key


def of_content(name: str, licence: str, language: str, content: Content) -> Editor:
    """Return the fields of a questionnaire as it is stored."""
    editor = Editor(name, licence, language, str(content.get("low", 1)), list(content["labels"]))
    ids = {}
    for value in content["values"]:
        told = {n: value[n] for n in ("key", "name", "description")}
        item = _append(editor, "value", told)
        ids[value["key"]] = item.id
        for statement in value["behaviours"]:
            _append(editor, "statement", _of_statement(statement))
    for question in content["questions"]:
        places = {"about": question.get("value", ""), "after": question.get("after", "")}
        told = {name: ids.get(key, "") for name, key in places.items()}
        _append(editor, "question", {**_texts(question), **told})
    return editor


def _append(editor: Editor, kind: str, told: dict[str, str]) -> Item:
    fields = {name: told.get(name, "") for name in FIELDS[kind]}
    editor.items.append(Item(f"i{len(editor.items)}", kind, fields))
    return editor.items[-1]


def _texts(statement: Statement | Question) -> dict[str, str]:
    return {
        "key": statement["key"],
        "text": statement["text"],
        "self_text": statement["self_text"],
    }


def _of_statement(statement: Statement) -> dict[str, str]:
    return {
        **_texts(statement),
        "turned_text": statement.get("turned_text", ""),
        "turned_self_text": statement.get("turned_self_text", ""),
        "required": "on" if statement.get("required") else "",
        "unseen": "on" if statement.get("not_seen") is False else "",
    }


def of_post(data: QueryDict) -> Editor:
    """Return the fields as the page sent them, in the order that it has."""
    labels = [data.get(f"label-{i}", "") for i in range(MOST_POINTS) if f"label-{i}" in data]
    editor = Editor(
        data.get("name", ""),
        data.get("licence", ""),
        data.get("language", ""),
        "0" if data.get("low") == "0" else "1",
        labels,
    )
    for named in data.getlist("item"):
        kind, _colon, key = named.partition(":")
        if kind in FIELDS:
            fields = {name: data.get(f"{key}-{name}", "").strip() for name in FIELDS[kind]}
            editor.items.append(Item(key, kind, fields, bool(data.get(f"{key}-removed"))))
    editor.items.sort(key=lambda item: item.kind == "question")  # stable: questions are last
    return editor
