"""Subtracting a value's statements from the value tells nothing of a statement that is hidden.

Where a group agrees, its statement's row shows one point and no counts, and the value's row still
counts it. What follows from both is what was let out: one answer in it may have been a point off.
"""

import json

import numpy as np
import pytest

from everyseat.safety import disclosure
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms

STATEMENTS = 3
ASKED = QuestionSet(
    (Value("v", "V", tuple(Behaviour(f"b{i}", f"B{i}", f"I{i}") for i in range(STATEMENTS))),)
)
OTHERS = [[0, 3], [1, 2], [3, 1], [2, 4]]
"""What four people answered to the first two statements, which are shown with their counts."""
LOOK_ALIKE = [[2, 2, 2, 2], [2, 2, 2, 3], [3, 2, 2, 2], [2, 1, 2, 2]]
"""What they may have answered to the last one: the report says that most chose the third point."""


def reported(hidden: list[int], more: int = 0) -> dict:
    """Return a report about four people's answers, and those of `more` in another group."""
    table = [[*row, answer] for row, answer in zip(OTHERS, hidden, strict=True)]
    table += [[i % 5, (i + 2) % 5, i % 3] for i in range(more)]
    group = np.array(["peer"] * len(OTHERS) + ["report"] * more)
    sheets = Sheets(group, np.array(table))
    return build("me", ASKED, sheets, Norms(ASKED, {"me": sheets}))


def subtracted(report: dict) -> list[int]:
    """Return the counts of the statement that has none: those of its value, less the others'."""
    value = report["values"][0]
    shown = [each["others"]["counts"] for each in value["behaviours"] if each["others"]["counts"]]
    assert len(shown) == STATEMENTS - 1
    return (np.array(value["others"]["counts"]) - np.sum(shown, axis=0)).tolist()


@pytest.mark.parametrize("more", [0, 5])
def test_a_whole_report_is_the_same_whatever_stands_behind_a_group_that_agrees(more):
    assert len({json.dumps(reported(hidden, more)) for hidden in LOOK_ALIKE}) == 1


def test_what_follows_from_a_value_is_what_was_let_out():
    assert [subtracted(reported(hidden)) for hidden in LOOK_ALIKE] == [[0, 0, 4, 0, 0]] * 4


def test_the_attacker_does_find_the_answers_if_none_is_moved(monkeypatch):
    """The planted weakness: without it a green run would mean nothing."""
    monkeypatch.setattr(disclosure, "_blur", lambda *_: None)
    assert len({json.dumps(reported(hidden)) for hidden in LOOK_ALIKE}) > 1
    assert subtracted(reported(LOOK_ALIKE[0])) == [0, 0, 4, 0, 0]
