"""Two reports about one leader do not say what the few answered who joined or left in between."""

import numpy as np
import pytest

from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms
from tests.attacks import successive
from tests.attacks.successive import Scene, attack, in_full, in_half_points

PLAYS = 200_000
SCENES = [Scene(7, 1, 1), Scene(7, 0, 1), Scene(8, 1, 1), Scene(8, 3, 3), Scene(12, 1, 1)]
LIMIT = 0.025


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_somebody_who_joined_is_guessed_hardly_better_with_both_reports(scene):
    """Even where nobody who stays changes a single answer."""
    found = attack(scene, in_half_points, "joined", PLAYS)
    assert found.more - found.noise <= LIMIT


@pytest.mark.parametrize("scene", [Scene(8, 1, 1, 0.7), Scene(8, 1, 0, 0.7)], ids=str)
def test_somebody_who_left_is_guessed_hardly_better_with_both_reports(scene):
    found = attack(scene, in_half_points, "left", PLAYS)
    assert found.more - found.noise <= LIMIT


@pytest.mark.parametrize("scene", [Scene(5, 1, 1), Scene(8, 1, 1), Scene(12, 1, 1)], ids=str)
@pytest.mark.parametrize("whose", ["joined", "left"])
def test_the_attacker_does_find_them_where_both_reports_show_everything(scene, whose):
    """The planted weakness: with the check off they gain, so a green run means something."""
    assert attack(scene, in_full, whose, PLAYS).more > 0.2


def test_what_is_attacked_is_what_a_report_shows():
    """The plays stand for the real report: its mean of the same answers is the same."""
    question_set = QuestionSet((Value("v", "V", (Behaviour("b", "B", "I"),)),))
    rng = np.random.default_rng(4)
    for answers in Scene(8, 1, 1).play(rng, 40)[1]:
        sheets = Sheets(np.array(["peer"] * 8), answers[:, None], left_out={"peer": 3})
        row = build("me", question_set, sheets, Norms(question_set, {"me": sheets}))["values"][0][
            "others"
        ]
        shown = successive.mean(answers[None, 3:])
        assert row["mean"] == successive.successive.rounded(shown)[0]
        assert (row["n"], row["counts"], row["most"], row["ad"]) == (5, None, None, None)
