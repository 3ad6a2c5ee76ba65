"""What the buttons of the questionnaire editor do with its fields, before anything is saved."""

from everyseat.threesixty.forms.questionnaire_editor import FIELDS, PRESETS, Editor, Item
from everyseat.threesixty.questionnaire_checks import FEWEST_POINTS, MOST_POINTS


def press(editor: Editor, button: str, points: str = "") -> str:
    """Do what a button says: “up:i3”, “add:statement:i0”. Return the id of what it concerned."""
    act, _colon, rest = button.partition(":")
    if act == "add":
        return _add(editor, *[*rest.split(":"), ""][:2])
    if act == "preset" and rest in PRESETS:
        low, labels = PRESETS[rest]
        editor.low, editor.labels = str(low), list(labels)
        return "scale"
    if act == "points":
        _set_points(editor, points)
        return "scale"
    item = next((item for item in editor.items if item.id == rest), None)
    if item is None:
        return ""
    if act in ("remove", "back"):
        item.removed = act == "remove"
    elif act in ("up", "down"):
        _move(editor, item, -1 if act == "up" else 1)
    return item.id


def _add(editor: Editor, kind: str, below: str) -> str:
    """Add an empty item: a statement as the last of a value, a value or a question as the last."""
    if kind not in FIELDS:
        return ""
    item = Item(_new_id(editor), kind, dict.fromkeys(FIELDS[kind], ""))
    editor.items.insert(_place(editor, kind, below), item)
    if kind == "value":
        _add(editor, "statement", item.id)
    return item.id


def _place(editor: Editor, kind: str, below: str) -> int:
    first_question = len(editor.items) - len(editor.questions)
    if kind == "question":
        return len(editor.items)
    if kind == "value":
        return first_question
    at = next((i for i, item in enumerate(editor.items) if item.id == below), first_question)
    while at + 1 < first_question and editor.items[at + 1].kind == "statement":
        at += 1
    return min(at + 1, first_question)


def _new_id(editor: Editor) -> str:
    ids, n = {item.id for item in editor.items}, len(editor.items)
    while f"i{n}" in ids:
        n += 1
    return f"i{n}"


def _set_points(editor: Editor, points: str) -> None:
    """Give the scale so many points; the label of the highest stays with the highest."""
    if not points.isdecimal() or not FEWEST_POINTS <= int(points) <= MOST_POINTS:
        return
    n, labels = int(points), editor.labels or [""]
    between = [*labels[:-1], *[""] * n][: n - 1]
    editor.labels = [*between, labels[-1]]


def _move(editor: Editor, item: Item, step: int) -> None:
    blocks = _blocks(editor, item)
    at = next(i for i, block in enumerate(blocks) if item in block)
    to = at + step
    lowest = 1 if item.kind == "statement" else 0  # a value stays first
    if not lowest <= to < len(blocks):
        return
    blocks[at], blocks[to] = blocks[to], blocks[at]
    rest = editor.questions if item.kind != "question" else []
    before = [i for i in editor.items if i.kind != "question"] if item.kind == "question" else []
    editor.items = [*before, *(one for block in blocks for one in block), *rest]


def _blocks(editor: Editor, item: Item) -> list[list[Item]]:
    """Return what changes places when an item moves: values with their statements, or items."""
    if item.kind == "question":
        return [[question] for question in editor.questions]
    if item.kind == "statement":
        return [[one] for one in editor.items if one.kind != "question"]
    return [[value.item, *value.statements] for value in editor.values]
