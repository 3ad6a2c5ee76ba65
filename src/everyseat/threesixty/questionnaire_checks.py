"""Whether a questionnaire can be used, and what is wrong with one that can't, in sentences."""

import re
import unicodedata

from django.utils.translation import gettext as _

from everyseat.threesixty.questionnaire_content import (
    Content,
    Question,
    Statement,
    Value,
    behaviours,
    slug,
)

LONGEST = 300
LONGEST_KEY = 60
FEWEST_POINTS, MOST_POINTS = 3, 11
MOST_STATEMENTS = 120
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
    labels = [one_line(str(x)) for x in _list(content, "labels") or LABELS]
    problems += _of_scale(labels)
    problems += _too_long(values, questions, labels)
    problems += _of_keys(values, questions)
    if problems:
        raise QuestionnaireError(problems)
    whole: Content = {"labels": labels, "values": values, "questions": questions}
    if text_of(content, "low") == "0":
        whole["low"] = 0
    return whole


def for_rounds(content: object) -> Content:
    """Return a questionnaire's content that fits what a round stores, and one page to edit it."""
    whole = checked(content)
    statements = behaviours(whole)
    problems = [
        _("The key “%(start)s…” is too long.") % {"start": keyed["key"][:40]}
        for keyed in [*whole["values"], *statements, *whole["questions"]]
        if len(keyed["key"]) > LONGEST_KEY
    ]
    if len(statements) > MOST_STATEMENTS:
        text = _("A questionnaire can have at most %(n)s statements.")
        problems.append(text % {"n": MOST_STATEMENTS})
    if problems:
        raise QuestionnaireError(problems)
    return whole


def _of_scale(labels: list[str]) -> list[str]:
    if not FEWEST_POINTS <= len(labels) <= MOST_POINTS:
        text = _("The scale needs between %(fewest)s and %(most)s points.")
        return [text % {"fewest": FEWEST_POINTS, "most": MOST_POINTS}]
    if not labels[0] or not labels[-1]:
        return [_("Give the lowest and the highest point of the scale a label.")]
    filled = [label.casefold() for label in labels if label]
    if len(set(filled)) < len(filled):
        return [_("Two points of the scale have the same label.")]
    return []


def _of_keys(values: list[Value], questions: list[Question]) -> list[str]:
    keys = [v["key"] for v in values] + [b["key"] for v in values for b in v["behaviours"]]
    asked = [q["key"] for q in questions]
    problems = []
    repeated = sorted({k for some in (keys, asked) for k in some if some.count(k) > 1})
    if repeated:
        text = _("Each key may appear only once. These appear more often: %(keys)s.")
        problems.append(text % {"keys": ", ".join(repeated)})
    return problems


def _too_long(values: list[Value], questions: list[Question], labels: list[str]) -> list[str]:
    """Return a sentence for each text that is too long, as none is cut."""
    statements = [*questions, *(b for value in values for b in value["behaviours"])]
    written = [text for s in statements for text in (s["text"], s["self_text"])]
    turned = [(s.get("turned_text", ""), s.get("turned_self_text", "")) for s in statements]
    written += [text for both in turned for text in both]
    written += [text for value in values for text in (value["name"], value["description"])]
    said = _("“%(start)s…” has %(n)s characters. At most %(most)s fit.")
    return [
        said % {"start": text[:40], "n": len(text), "most": LONGEST}
        for text in dict.fromkeys([*written, *labels])
        if len(text) > LONGEST
    ]


def _list(content: object, key: str) -> list[object]:
    items = content.get(key, []) if isinstance(content, dict) else []
    return items if isinstance(items, list) else []


def _value(raw: object, place: int, problems: list[str]) -> Value:
    name = text_of(raw, "name")
    shown_by = [
        _behaviour(b, _("Value %(n)s, behaviour %(i)s") % {"n": place, "i": i}, problems)
        for i, b in enumerate(_list(raw, "behaviours"), 1)
    ]
    if not name:
        problems.append(_("Value %(n)s has no name.") % {"n": place})
    if re.search(r"[{}]", name):
        problems.append(_("Value %(n)s: a name cannot contain braces.") % {"n": place})
    if not shown_by:
        text = (
            _("Value %(n)s, “%(name)s”, has no behaviours.")
            if name
            else _("Value %(n)s has no behaviours.")
        )
        problems.append(text % {"n": place, "name": name})
    return {
        "key": text_of(raw, "key") or f"value-{slug(name)}",
        "name": name,
        "description": text_of(raw, "description"),
        "behaviours": shown_by,
    }


def _behaviour(raw: object, where: str, problems: list[str]) -> Statement:
    statement = _statement(raw, where, problems)
    if not statement["text"]:
        problems.append(_("%(where)s: the statement is empty.") % {"where": where})
    _turn(statement, raw, where, problems)
    if is_said(raw, "required", usually=False):
        statement["required"] = True
    if not is_said(raw, "not_seen", usually=True):
        statement["not_seen"] = False
    return statement


def _turn(statement: Statement, raw: object, where: str, problems: list[str]) -> None:
    """Add what a report says of a statement that is worded negatively."""
    turned, turned_self = text_of(raw, "turned_text"), text_of(raw, "turned_self_text")
    _must_fill(turned, where, problems)
    if turned:
        statement["turned_text"] = turned
        statement["turned_self_text"] = turned_self or _about_me(turned)
    elif turned_self:
        problems.append(
            _("%(where)s: say how a report words the statement about the leader, too.")
            % {"where": where}
        )


def _statement(raw: object, where: str, problems: list[str], key: str = "") -> Statement:
    text, self_text = text_of(raw, "text"), text_of(raw, "self_text")
    _must_fill(text, where, problems)
    return {
        "key": text_of(raw, "key") or key or slug(text),
        "text": text,
        "self_text": self_text or _about_me(text),
    }


def _about_me(text: str) -> str:
    return text.replace("{name}", "I")


def _question(raw: object, place: int, values: list[Value], problems: list[str]) -> Question:
    where = _("Open question %(n)s") % {"n": place}
    if not text_of(raw, "text"):
        problems.append(_("Open question %(n)s is empty.") % {"n": place})
    _must_fill(text_of(raw, "self_text"), where, problems)
    asked = _statement(raw, where, problems, f"question-{place}")
    question: Question = {
        "key": asked["key"],
        "text": asked["text"],
        "self_text": asked["self_text"],
    }
    keys = {name: value["key"] for value in values for name in (value["name"], value["key"])}
    for field in ("value", "after"):
        if about := text_of(raw, field):
            if about not in keys:
                wrong = _("Open question %(n)s: there is no value “%(name)s”.")
                problems.append(wrong % {"n": place, "name": about})
            question[field] = keys.get(about, "")
    return question


def _must_fill(text: str, where: str, problems: list[str]) -> None:
    """Note a text into which a name can't be filled."""
    if re.search(r"[{}]", text.replace("{name}", "")):
        problems.append(_("%(where)s: write only {name} in braces.") % {"where": where})


def text_of(raw: object, key: str) -> str:
    """Return a field of what somebody sent as one line of text, "" where it has none."""
    value = raw.get(key, "") if isinstance(raw, dict) else ""
    return "" if value is None else one_line(str(value))


def one_line(text: str) -> str:
    """Return a text on one line, without characters that nobody can see or write."""
    visible = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in visible if unicodedata.category(c) != "Cc").split())


def is_said(raw: object, key: str, *, usually: bool) -> bool:
    """Return a field that says yes or no, `usually` where it says neither."""
    text = text_of(raw, key).casefold()
    return text in ("true", "yes", "1") if text else usually
