"""What changed between two versions of a questionnaire, in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from everyseat.threesixty.questionnaire_content import (
    Content,
    Statement,
    behaviours,
    is_on_the_same_scale,
    is_reversed,
)


class Change(NamedTuple):
    """What was done to something, and its words before and after."""

    what: str
    before: str
    after: str


def changes(old: Content, new: Content) -> list[Change]:
    """Return what changed from one version to another: the scale, values, statements, questions."""
    found = []
    if not is_on_the_same_scale(old, new):
        text = _("Scale changed: results of the two versions are not compared")
        found.append(Change(text, _labels(old), _labels(new)))
    found += _values(old, new)
    found += _statements(
        {b["key"]: b for b in behaviours(old)}, {b["key"]: b for b in behaviours(new)}
    )
    found += _moved(old, new)
    found += _questions(old, new)
    return found


def _labels(content: Content) -> str:
    numbered = enumerate(content["labels"], content.get("low", 1))
    return ", ".join(f"{number} {label}".strip() for number, label in numbered)


def _values(old: Content, new: Content) -> list[Change]:
    before = {value["key"]: value for value in old["values"]}
    after = {value["key"]: value for value in new["values"]}
    found = [Change(_("Value removed"), v["name"], "") for k, v in before.items() if k not in after]
    for key, value in after.items():
        if key not in before:
            found.append(Change(_("Value added"), "", value["name"]))
        elif before[key]["name"] != value["name"]:
            found.append(Change(_("Value renamed"), before[key]["name"], value["name"]))
        elif before[key]["description"] != value["description"]:
            what = _("Description of “%(value)s” changed") % {"value": value["name"]}
            found.append(Change(what, before[key]["description"], value["description"]))
    return found


def _statements(before: dict[str, Statement], after: dict[str, Statement]) -> list[Change]:
    gone = [
        Change(_("Statement removed"), b["text"], "") for k, b in before.items() if k not in after
    ]
    new = [Change(_("Statement added"), "", b["text"]) for k, b in after.items() if k not in before]
    both = [(before[key], statement) for key, statement in after.items() if key in before]
    return [*gone, *new, *(change for pair in both for change in _reworded(*pair))]


def _reworded(old: Statement, new: Statement) -> list[Change]:
    found = []
    if old["text"] != new["text"]:
        found.append(Change(_("Statement reworded"), old["text"], new["text"]))
    if old["self_text"] != new["self_text"]:
        what = _("Statement about oneself reworded")
        found.append(Change(what, old["self_text"], new["self_text"]))
    if _qualities(old) != _qualities(new):
        what = _("“%(statement)s”: how it is answered changed") % {"statement": new["text"]}
        found.append(Change(what, _qualities(old), _qualities(new)))
    return found


def _qualities(statement: Statement) -> str:
    said = [
        _("needs an answer") if statement.get("required") else _("may be left empty"),
        _("without “not seen”") if statement.get("not_seen") is False else _("with “not seen”"),
    ]
    if is_reversed(statement):
        turned = statement.get("turned_text", "")
        said.append(_("turned round in reports: “%(text)s”") % {"text": turned})
    return ", ".join(said)


def _moved(old: Content, new: Content) -> list[Change]:
    """Return statements that stand below another value, or in another order within theirs."""
    names = [
        {b["key"]: (v["key"], v["name"]) for v in content["values"] for b in v["behaviours"]}
        for content in (old, new)
    ]
    found = []
    for statement in behaviours(new):
        key = statement["key"]
        if key in names[0] and names[0][key][0] != names[1][key][0]:
            what = _("“%(statement)s” moved to another value") % {"statement": statement["text"]}
            found.append(Change(what, names[0][key][1], names[1][key][1]))
    stay = [key for key in names[0] if names[0][key][0] == names[1].get(key, ("",))[0]]
    if [key for key in names[1] if key in stay] != stay:
        found.append(Change(_("Order of statements changed"), "", ""))
    return found


def _questions(old: Content, new: Content) -> list[Change]:
    before = {question["key"]: question for question in old["questions"]}
    after = {question["key"]: question for question in new["questions"]}
    found = [
        Change(_("Open question removed"), q["text"], "")
        for k, q in before.items()
        if k not in after
    ]
    for key, question in after.items():
        if key not in before:
            found.append(Change(_("Open question added"), "", question["text"]))
        elif before[key] != question:
            what = _("Open question changed")
            found.append(Change(what, before[key]["text"], question["text"]))
    return found
