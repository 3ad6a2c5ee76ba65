"""How many had not seen a behaviour is told from what the report shows anyway, or not at all."""

import numpy as np
import pytest

from everyseat.threesixty.report import sentences
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.not_seen import not_seen, said

ASKED = QuestionSet(
    (
        Value("v", "Value", tuple(Behaviour(f"b{i}", f"B{i}", f"I{i}") for i in range(2))),
        Value("w", "Other", (Behaviour("b2", "B2", "I2"),)),
    )
)
SEEN = [[2, 3, 1], [1, 2, 3], [0, 2, 4], [3, 1, 0]]


def report(relationships: str, rows: list[list[int]], **more) -> dict:
    one = Sheets(np.array(relationships.split()), np.array(rows), **more)
    return build("me", ASKED, one, Norms(ASKED, {"me": one}))


def test_it_is_how_many_of_those_shown_did_not_rate_it():
    made = report("self " + "peer " * 6, [[4, 4, 4], *SEEN, [1, -1, 2], [2, -1, -1]])
    assert not_seen(made) == {"b0": 0, "b1": 2, "b2": 1}


def test_a_manager_counts_like_everybody_who_is_shown():
    made = report("manager " + "peer " * 5, [[4, -1, 4], *SEEN, [1, -1, 2]])
    assert not_seen(made) == {"b0": 0, "b1": 2, "b2": 0}


def test_whoever_saw_it_in_a_small_group_is_not_taken_for_somebody_who_did_not():
    """One of the second group saw the last behaviour: both groups are shown together for it."""
    few = [[1, 2, 3], [2, 2, -1], [1, 1, -1], [3, 2, -1]]
    assert not_seen(report("peer " * 4 + "report " * 4, SEEN + few))["b2"] == 3


def test_where_too_few_saw_it_nothing_is_told():
    rows = [[a, b, -1] for a, b, _c in SEEN]
    for last in (-1, 2):  # nobody, and one, look the same
        made = report("peer " * 5, [*rows, [1, 2, last]])
        assert not_seen(made) == {"b0": 0, "b1": 0, "b2": None}


def test_of_too_few_raters_nothing_is_told():
    made = report("peer " * 3, SEEN[:3])
    assert set(not_seen(made).values()) == {None}
    assert said(made) == ""


def test_answers_that_came_too_late_to_be_shown_are_not_unseen():
    rows = [*SEEN, *SEEN[:3], [1, 2, -1]]
    made = report("peer " * 8, rows, wave=np.array([0, 0, 0, 0, 1, 1, 1, 1]))
    assert not_seen(made) == {"b0": 0, "b1": 0, "b2": None}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ([], ""),
        (
            [[1, -1, 2]],
            "People could answer “not seen”. Everybody had seen 2 of the 3 statements.",
        ),
        ([[-1, -1, -1]], "People could answer “not seen”. Everybody had seen 0 of the 3"),
    ],
)
def test_it_is_said_in_a_sentence_where_not_everybody_saw_everything(more, sentence):
    made = report("peer " * (4 + len(more)), SEEN + more)
    assert said(made).startswith(sentence)
    assert bool(said(made)) == bool(sentence)
    assert (said(made) in sentences.about_numbers(made)) == bool(sentence)


def test_it_is_said_of_how_many_nothing_can_be_shown():
    made = report("peer " * 4, [[a, b, -1] for a, b, _c in SEEN])
    assert said(made).endswith(
        "2 of the 3 statements. Too few had seen 1 of them to show their answers."
    )
