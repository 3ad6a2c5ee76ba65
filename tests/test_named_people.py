"""The docs say of everybody whom a row names what waits for them, and who may act for them."""

import re
from pathlib import Path

from django.apps import apps

from everyseat.organisations import roles
from everyseat.organisations.models import Person

TABLE = Path(__file__).parents[1] / "docs/operating.md"
NOTHING_WAITS = {
    "organisations.DirectoryEntry.person": "what a directory calls them",
    "organisations.DirectoryToken.made_by": "who made it: any administrator revokes it",
    "threesixty.PlanComment.author": "what they have written",
    "threesixty.Invitation.named_by": "who added a rater",
    "threesixty.Review.note_by": "who wrote the note of a report",
    "improvement.Step.by": "who said how far it is what people said of a service",
    "conversation.Arrival.by": "who sent an export: it moves in by itself, or is deleted by night",
    "conversation.Statement.moderated_by": "who decided about a statement",
    "conversation.Step.by": "who decided about a statement before",
    "conversation.Translation.translated_by": "who translated a statement",
    "improvement.PlanVersion.approved_by": "who approved a plan: it says so by their name",
    "improvement.PlanVersion.withdrawn_by": "who withdrew an approval of a plan",
    "improvement.PlanVersion.by": "who saved a version of a plan",
    "improvement.Rebase.by": "who made new limits for a chart",
    "improvement.Reply.by": "who wrote an answer to somebody who commented",
    "improvement.Batch.by": "who imported a file of comments",
    "improvement.Coding.coder": "who said what a comment is about",
    "improvement.Comment.released_by": "who released a comment: anybody who may corrects it",
    "improvement.Opened.by": "who has a comment open: after a quarter of an hour others code it",
    "moments.GuardianKey.made_by": "who made a key that waits for another guardian to confirm it",
    "moments.GuardianKey.confirmed_by": "who confirmed a key",
    "moments.Wrapped.shared_by": "who let another guardian in",
    "moments.Case.left_out": "whom the reporter kept out",
    "moments.Feedback.giver": "who gave it: they may answer an answer, and need not",
    "moments.Talk.asked_by": "who asked: they may ask again, and need not",
}
"""By which people are known for what they did, or of whom nothing is expected."""


def _section() -> str:
    text = TABLE.read_text(encoding="utf-8")
    return text.split("## When somebody is away, leaves, or loses a role")[1].split("\n## ")[0]


def _rows() -> list[list[str]]:
    lines = [line for line in _section().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[1:]]


def _references() -> set[str]:
    """Return every field of ours that names a person."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("everyseat.")
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Person
    }


def test_everybody_whom_a_row_names_stands_in_the_table_or_has_nothing_to_do():
    named = {name for row in _rows() for name in re.findall(r"`([\w.]+)`", row[-1])}
    assert named & set(NOTHING_WAITS) == set()
    assert named | set(NOTHING_WAITS) == _references()


def test_each_row_says_what_waits_who_may_act_and_who_is_told():
    rows = _rows()
    assert len(rows) > 12
    assert [row for row in rows if len(row) != 6 or not all(row)] == []


def test_every_role_for_which_something_waits_stands_in_the_table():
    """A board member and an observer read what there is; nothing waits for them."""
    first = " ".join(row[0] for row in _rows())
    missing = [key for key in roles.ROLES if key not in first]
    assert missing == [roles.OBSERVER, roles.BOARD]
