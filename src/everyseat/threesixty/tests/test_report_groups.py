"""Groups of raters: who answered, where two of them differ, and the heat map that shows it."""

from itertools import pairwise

import numpy as np
import pytest

from everyseat.threesixty.report import counted, data, groups, numbers, sentences, sheets
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.heat import heat, shade
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.tests.reports import SCALE, report, row, topic, value

PEERS, LED = {"relationships": ["peer"]}, {"relationships": ["report"]}
BOTH = {"groups": [["peer"], ["report"]]}
ASKED = QuestionSet(
    tuple(
        Value(f"v{v}", f"V{v}", tuple(Behaviour(f"b{v}{b}", "T", "S") for b in range(5)))
        for v in range(6)
    )
)


def felt(*rows: dict) -> dict:
    return topic("a", 4.0, row(3.5), groups=list(rows))


def test_groups_that_surely_differ_are_named():
    found = felt(row(4.2, **PEERS), row(3.0, **LED))
    said = "Groups differ. Peers: about 4.2. People you lead: about 3.0."
    assert sentences.differ(found, SCALE) == said


@pytest.mark.parametrize("other", [row(3.8, **LED), row(3.0, half=0.9, **LED)])
def test_groups_that_may_be_alike_are_not(other):
    assert sentences.differ(felt(row(4.2, **PEERS), other), SCALE) == ""


def test_one_group_differs_from_nobody_and_a_rounded_one_is_not_compared():
    assert groups.widest(felt(row(4.2, **PEERS)), SCALE) is None
    assert groups.widest(felt(row(4.2, **PEERS), row(2.0, coarse=True, **LED)), SCALE) is None


def test_the_widest_of_several_differences_is_named():
    served = {"relationships": ["public"]}
    rows = [row(4.5, **PEERS), row(3.4, **LED), row(2.6, **served)]
    found = groups.widest(felt(*rows), SCALE)
    assert (found.higher["relationships"], found.lower["relationships"]) == (["peer"], ["public"])


def test_half_a_point_means_the_same_on_every_scale():
    wide = {"low": 0, "high": 10, "labels": []}
    near = felt(row(8.0, half=0.3, **PEERS), row(7.0, half=0.3, **LED))
    assert groups.widest(near, SCALE) is not None
    assert groups.widest(near, wide) is None


def programme(offset: float, leaders: int = 40) -> list[dict]:
    """Return reports of leaders whom the people they lead feel lower by `offset` points."""
    rng = np.random.default_rng(7)
    labels = np.array(["peer"] * 10 + ["report"] * 10)
    sheets = {}
    for i in range(leaders):
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.25, (1, 6)).repeat(5, axis=1)
        level = level + rng.normal(0, 0.4, (20, 1)) + rng.normal(0, 0.65, (20, 30))
        level[labels == "report"] -= offset
        sheets[f"L{i}"] = Sheets(labels, np.clip(np.round(level), 0, 4).astype(int))
    norms = Norms(ASKED, sheets)
    return [build(name, ASKED, own, norms) for name, own in sheets.items()]


def marked(reports: list[dict]) -> tuple[float, float]:
    """Return the share of reports with a mark on any value, and of values with one."""
    marks = [[bool(groups.widest(v, SCALE)) for v in made["values"]] for made in reports]
    return float(np.mean([any(each) for each in marks])), float(np.mean(marks))


def test_groups_that_feel_alike_are_hardly_ever_marked_and_a_true_point_is():
    assert marked(programme(0.0))[0] <= 0.05
    assert marked(programme(1.0))[1] >= 0.7


def test_each_group_is_counted_and_the_manager_too():
    rows = [row(4, n=6, **PEERS), row(4, n=4, **LED)]
    made = report(value("A", 4, row(4), groups=rows), raters=11, named=["manager"], **BOTH)
    assert counted.answered(made) == "11 people answered."
    assert counted.by_group(made) == ["Peers: 6", "People you lead: 4", "Manager: 1"]


def test_where_somebody_is_in_no_group_groups_have_no_numbers():
    rows = [row(4, n=6, **PEERS), row(4, n=4, **LED)]
    made = report(value("A", 4, row(4), groups=rows), raters=11, **BOTH)
    assert counted.by_group(made) == ["Peers", "People you lead"]


def test_the_only_group_of_a_file_is_not_named():
    made = report(value("A", 4, row(4, **PEERS), groups=[row(4, **PEERS)]))
    assert counted.by_group(made) == ["Peers: 10"]
    assert counted.by_group(made | {"groups": [["rater"]]}) == []


def test_two_managers_of_a_file_are_counted_as_two():
    rows = [row(4, n=6, **PEERS), row(4, n=4, **LED)]
    two = [{"relationship": "manager", "rating": 4.0, "n": 2}]
    made = report(
        value("A", 4, row(4), groups=rows, named=two), raters=12, named=["manager"], **BOTH
    )
    assert counted.by_group(made) == ["Peers: 6", "People you lead: 4", "Manager: 2"]
    lines = [line for part in numbers.tables(made["values"][0]) for line in part["rows"]]
    assert [line["n"] for line in lines if line["who"] == "Manager"] == ["2"]
    rows = sheets.of(data.of(made))["Figures"]
    assert [row[3] for row in rows if row[2] == "Manager"] == [2]


def test_it_is_said_why_there_are_no_comments():
    asked = [{"key": "keep", "text": "Keep?", "words": []}]
    few = report(value("A", 4, row(4)), raters=4, words=asked)
    assert counted.no_words(few) == "Comments are shown only when at least 5 people answer."
    assert counted.no_words(few | {"raters": 5}) == ""
    assert counted.no_words(few | {"raters": None}) == ""
    assert counted.no_words(few | {"words": []}) == ""


def test_a_manager_who_answered_does_not_make_others_fewer_than_they_are():
    made = report(value("A", 4, None), raters=None, named=["manager"], groups=[])
    others = "Fewer than 4 others answered, so we show none of their answers."
    assert counted.answered(made) == others
    assert counted.by_group(made) == []
    alone = report(value("A", 4, None), raters=None, groups=[])
    assert counted.answered(alone) == others.replace("others", "people")


def test_only_a_round_says_that_the_manager_knew():
    made = report(value("A", 4, row(4)), named=["manager"])
    assert counted.alone(made).endswith("They knew this before they answered.")
    assert counted.alone(made | {"from_file": True}) == (
        "Your manager's ratings count among all others, and are shown on their own."
    )
    assert counted.alone(made | {"raters": None, "from_file": True}) == (
        "Your manager's ratings are shown on their own."
    )
    assert counted.alone(report(value("A", 4, row(4)))) == ""


def test_each_group_counting_the_same_is_the_mean_of_means():
    assert groups.alike(felt(row(4.0, **PEERS), row(3.0, **LED))) == 3.5
    assert groups.alike(felt(row(4.0, **PEERS))) is None
    assert groups.alike(felt(row(4.0, **PEERS), row(3.0, mean=None, **LED))) is None


def cells(made: dict) -> list[str]:
    return [cell["text"] for cell in heat(made)["rows"][0]["cells"]]


def test_the_heat_map_has_a_column_for_each_who():
    rows = [row(4.3, **PEERS), row(3.0, **LED)]
    manager = [{"relationship": "manager", "rating": 2.0}]
    named = value("A", 4, row(3.6), groups=rows, named=manager)
    made = report(named, named=["manager"], **BOTH)
    headings = ["You", "All others", "Peers (10)", "People you lead (10)", "Manager"]
    assert heat(made)["headings"] == headings
    assert cells(made) == ["4.0", "3.6", "4.3", "3.0", "2.0"]
    shades = [cell["shade"] for cell in heat(made)["rows"][0]["cells"]]
    assert shades == [None, 3, 4, 2, 1]
    notes = [cell.get("note") for cell in heat(made)["rows"][0]["cells"]]
    assert notes == [None, None, "▲ higher", "▼ lower", None]


def test_a_group_that_stands_with_another_is_hidden_with_the_reason():
    both = row(3.6, relationships=["peer", "report"])
    made = report(value("A", 4, row(3.6), groups=[both]), **BOTH)
    assert cells(made) == ["4.0", "3.6", "–", "–"]
    why = heat(made)["rows"][0]["cells"][2]["why"]
    assert why == "Shown together to protect people. Peers and People you lead: about 3.6."


def test_a_group_that_is_left_out_is_hidden_with_the_reason():
    made = report(value("A", None, row(3.6), groups=[row(3.5, **PEERS)]), **BOTH)
    assert cells(made) == ["–", "3.6", "3.5", "–"]
    reasons = heat(made)["reasons"]
    assert [reason.split(",")[0] for reason in reasons] == [
        "You rated too few of these statements to compare.",
        "Hidden to protect people: too few answers",
    ]


def test_there_is_no_heat_map_where_nobody_stands_beside_anybody():
    assert heat(report(value("A", 4, row(4), groups=[row(4, **PEERS)]))) is None
    assert heat(report(value("A", 4, None), raters=None, groups=[])) is None


def test_of_a_manager_alone_the_map_shows_theirs_and_no_others():
    named = value("A", 4, None, named=[{"relationship": "manager", "rating": 2.0}])
    made = report(named, raters=None, groups=[], named=["manager"])
    assert heat(made)["headings"] == ["You", "Manager"]
    assert cells(made) == ["4.0", "2.0"]


def test_shades_part_the_scale_into_five():
    points = (1, 1.74, 1.76, 1.8, 3, 4.1, 4.16, 4.2, 5)
    assert [shade(point, SCALE) for point in points] == [0, 0, 1, 1, 2, 3, 4, 4, 4]
    legend = heat(report(value("A", 4, row(4)), **BOTH))["legend"]
    assert (legend[0], legend[-1]) == ("1.0 to under 1.8", "4.2 to 5.0")
    ends = [words.replace("under ", "").split(" to ") for words in legend]
    assert all(one[1] == other[0] for one, other in pairwise(ends))
