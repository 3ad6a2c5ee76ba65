"""Questionnaires as files: JSON (everything) and CSV (one behaviour a line)."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from everyseat.files import texts
from everyseat.files.csv_export import as_csv, unguarded
from everyseat.files.tables import FileError, Problem, Table
from everyseat.threesixty.questionnaire_content import (
    Content,
    Question,
    QuestionnaireFile,
    Statement,
    Value,
    slug,
)

CSV_COLUMNS = ("value", "behaviour", "about_me", "description")
LONGEST = 300
LABELS = ["Never", "Rarely", "Sometimes", "Often", "Always"]


class QuestionnaireError(Exception):
    """A questionnaire that can't be used; `problems` says why, in sentences."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("; ".join(problems))


def checked(content: object) -> Content:
    """Return a questionnaire's content, whole and with keys.

    QuestionnaireError says all that is wrong.
    """
    problems: list[str] = []
    values = [_value(v, i, problems) for i, v in enumerate(_list(content, "values"), 1)]
    raw_questions = _list(content, "questions")
    questions = [_question(q, i, values, problems) for i, q in enumerate(raw_questions, 1)]
    if not values:
        problems.append(_("A questionnaire needs at least one value with a behaviour."))
    labels = [str(x).strip() for x in _list(content, "labels") or LABELS]
    if not 2 <= len(labels) <= 10:
        problems.append(_("The scale needs between 2 and 10 labels."))
    problems += _too_long(values, questions)
    keys = [v["key"] for v in values] + [b["key"] for v in values for b in v["behaviours"]]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if repeated:
        text = _("Each key may appear only once. These appear more often: %(keys)s.")
        problems.append(text % {"keys": ", ".join(repeated)})
    if problems:
        raise QuestionnaireError(problems)
    return {"labels": labels, "values": values, "questions": questions}


def _too_long(values: list[Value], questions: list[Question]) -> list[str]:
    """Return a sentence for each text that is too long, as none is cut."""
    statements = [*questions, *(b for value in values for b in value["behaviours"])]
    written = [text for s in statements for text in (s["text"], s["self_text"])]
    written += [text for value in values for text in (value["name"], value["description"])]
    said = _("“%(start)s…” has %(n)s characters. At most %(most)s fit.")
    return [
        said % {"start": text[:40], "n": len(text), "most": LONGEST}
        for text in dict.fromkeys(written)
        if len(text) > LONGEST
    ]


def _list(content: object, key: str) -> list[object]:
    items = content.get(key, []) if isinstance(content, dict) else []
    return items if isinstance(items, list) else []


def _value(raw: object, place: int, problems: list[str]) -> Value:
    name = _text(raw, "name")
    behaviours = [
        _behaviour(b, _("Value %(n)s, behaviour %(i)s") % {"n": place, "i": i}, problems)
        for i, b in enumerate(_list(raw, "behaviours"), 1)
    ]
    if not name:
        problems.append(_("Value %(n)s has no name.") % {"n": place})
    if re.search(r"[{}]", name):
        problems.append(_("Value %(n)s: a name cannot contain braces.") % {"n": place})
    if not behaviours:
        text = (
            _("Value %(n)s, “%(name)s”, has no behaviours.")
            if name
            else _("Value %(n)s has no behaviours.")
        )
        problems.append(text % {"n": place, "name": name})
    return {
        "key": _text(raw, "key") or f"value-{slug(name)}",
        "name": name,
        "description": _text(raw, "description"),
        "behaviours": behaviours,
    }


def _behaviour(raw: object, where: str, problems: list[str]) -> Statement:
    text = _text(raw, "text")
    if not text:
        problems.append(_("%(where)s: the statement is empty.") % {"where": where})
    _must_fill(text, where, problems)
    return {
        "key": _text(raw, "key") or slug(text),
        "text": text,
        "self_text": _text(raw, "self_text") or text.replace("{name}", "I"),
    }


def _question(raw: object, place: int, values: list[Value], problems: list[str]) -> Question:
    text = _text(raw, "text")
    if not text:
        problems.append(_("Open question %(n)s is empty.") % {"n": place})
    for statement in (text, _text(raw, "self_text")):
        _must_fill(statement, _("Open question %(n)s") % {"n": place}, problems)
    question: Question = {
        "key": _text(raw, "key") or f"question-{place}",
        "text": text,
        "self_text": _text(raw, "self_text") or text.replace("{name}", "I"),
    }
    if about := _text(raw, "value"):
        keys = {name: value["key"] for value in values for name in (value["name"], value["key"])}
        if about not in keys:
            wrong = _("Open question %(n)s: there is no value “%(name)s”.")
            problems.append(wrong % {"n": place, "name": about})
        question["value"] = keys.get(about, "")
    return question


def _must_fill(text: str, where: str, problems: list[str]) -> None:
    """Note a text into which a name can't be filled."""
    if re.search(r"[{}]", text.replace("{name}", "")):
        problems.append(_("%(where)s: write only {name} in braces.") % {"where": where})


def _text(raw: object, key: str) -> str:
    value = raw.get(key, "") if isinstance(raw, dict) else ""
    return str(value).strip()


def from_json(text: str) -> QuestionnaireFile:
    """Read a questionnaire from JSON. QuestionnaireError names the line of a mistake."""
    try:
        raw = texts.from_json(text)
    except json.JSONDecodeError as error:
        raise QuestionnaireError(
            [_("Line %(n)s is not JSON (%(why)s).") % {"n": error.lineno, "why": error.msg}]
        ) from error
    except (RecursionError, ValueError) as error:  # brackets within brackets, endless numbers
        raise QuestionnaireError(
            [_("This JSON is too deep or too long to be a questionnaire.")]
        ) from error
    if not isinstance(raw, dict):
        raise QuestionnaireError([_("The file contains no questionnaire.")])
    return {
        "name": _text(raw, "name"),
        "language": _text(raw, "language"),
        "licence": _text(raw, "licence"),
        "content": checked(raw),
    }


def from_table(table: Table) -> QuestionnaireFile:
    """Read a questionnaire from a table with the columns of CSV_COLUMNS (the last two optional)."""
    columns = {name: table.column(name) for name in CSV_COLUMNS}
    missing = [name for name in CSV_COLUMNS[:2] if columns[name] is None]
    if missing:
        text = _("The file needs a column for each of these: %(names)s.")
        raise FileError(table.name, text % {"names": ", ".join(missing)})
    values: dict[str, dict[str, Any]] = {}
    problems = []
    for row, line in zip(table.data.iter_rows(named=True), table.lines, strict=True):
        cell = {n: unguarded((row[c] or "").strip()) if c else "" for n, c in columns.items()}
        for name in CSV_COLUMNS[:2]:
            if not cell[name]:
                problems.append(Problem(int(line), name, _("is empty")))
        value = values.setdefault(cell["value"], {"name": cell["value"], "behaviours": []})
        value.setdefault("description", cell["description"])
        value["behaviours"].append({"text": cell["behaviour"], "self_text": cell["about_me"]})
    if problems:
        raise FileError(table.name, problems)
    return {"name": "", "content": checked({"values": list(values.values())})}


def to_json(about: Mapping[str, str], content: Content) -> str:
    """Return a questionnaire as JSON that `from_json` reads back."""
    return json.dumps({**about, **content}, indent=2, ensure_ascii=False) + "\n"


def to_csv(content: Content) -> str:
    """Return a questionnaire's values and behaviours as CSV that `from_table` reads back."""
    rows = [
        (value["name"], b["text"], b["self_text"], value["description"])
        for value in content["values"]
        for b in value["behaviours"]
    ]
    return as_csv([CSV_COLUMNS, *rows])
