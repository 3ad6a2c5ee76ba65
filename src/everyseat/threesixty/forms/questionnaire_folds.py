"""Which values of the questionnaire editor are open: where somebody has something to do or to see.

The others are folded to their names, so that one finds one's way in a page of thirty statements.
"""

from collections.abc import Iterator
from typing import Any

from everyseat.threesixty.forms.questionnaire_editor import Editor, EditorValue
from everyseat.threesixty.questionnaire_checks import QuestionnaireError, checked
from everyseat.threesixty.questionnaire_content import Content


def opened(editor: Editor, about: str = "") -> set[str]:
    """Return the ids of the values that are open; `about` is what a button concerned."""
    values = editor.values
    return {value.item.id for value in values if len(values) == 1 or _is_looked_at(value, about)}


def _is_looked_at(value: EditorValue, about: str) -> bool:
    is_new = not value.item.fields["name"]
    is_left = value.item.removed and bool(value.kept)
    return is_new or is_left or any(statement.id == about for statement in value.statements)


def wrong(editor: Editor, before: Content) -> set[str]:
    """Return the ids of the values in which something is wrong."""
    content = editor.content(before)
    return {
        value.item.id
        for value, told in zip(_told(editor), content["values"], strict=True)
        if not _is_right(told)
    }


def _told(editor: Editor) -> Iterator[EditorValue]:
    """Yield the values that a content has, in its order."""
    for value in editor.values:
        if not value.item.removed and not value.item.is_empty:
            yield value


def _is_right(value: dict[str, Any]) -> bool:
    try:
        checked({"values": [value], "questions": []})
    except QuestionnaireError:
        return False
    return True
